"""Room in a half-day: one rule for what is offered and what is refused."""

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.half_days import Load, free_visits, takes_another

loads = st.builds(Load, technicians=st.integers(0, 9), taken=st.integers(0, 30))


@given(st.lists(loads, min_size=1, max_size=3), st.integers(1, 4))
def test_the_fullest_department_decides_and_nothing_is_free_below_none(found, each):
    free = free_visits(found, each=each)

    assert free == max(0, min(one.technicians * each - one.taken for one in found))


def test_a_full_half_day_takes_an_emergency_only():
    assert takes_another(1, "normal")
    assert not takes_another(0, "normal")
    assert not takes_another(0, "planned")
    assert takes_another(0, "urgent")
