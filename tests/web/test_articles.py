"""What fits the words typed into an estimate is suggested a few at a time."""

import pytest

from tests.web.conftest import PARTIAL

ARTICLES = "/office/prices/articles"


@pytest.mark.parametrize("typed", ["RG-03", "rg", "ｒｇ０３", "换件"])
def test_work_is_suggested_by_code_or_name_as_it_is_typed(sign_in, typed):
    answer = sign_in("kefu").get(ARTICLES, query_string={"what": typed}, headers=PARTIAL)

    assert answer.status_code == 200
    assert '<option value="RG-03">换件工费' in answer.text


@pytest.mark.parametrize("typed", ["", "   ", "没有这种料", "x" * 9999, "<script>"])
def test_what_fits_nothing_suggests_nothing(sign_in, typed):
    answer = sign_in("kefu").get(ARTICLES, query_string={"what": typed}, headers=PARTIAL)

    assert answer.status_code == 200
    assert "<option" not in answer.text


def test_suggestions_are_asked_for_and_only_by_the_office(sign_in):
    assert sign_in("wang").get(ARTICLES).status_code == 403
    assert sign_in("kefu").post(ARTICLES).status_code == 405
