"""What may be said of a name to strangers."""

import pytest

from fieldapp.domain.names import family_name


@pytest.mark.parametrize(
    ("name", "family"),
    [("王建国", "王"), ("欧阳靖雯", "欧阳"), ("Tom Smith", "Tom"), ("阿依古丽·买买提江", "阿")],
)
def test_a_customer_is_told_the_family_name_only(name, family):
    assert family_name(name) == family
