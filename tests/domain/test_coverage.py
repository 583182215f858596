from datetime import date

from fieldapp.domain.coverage import CoveredParts, coverage

TODAY = date(2026, 11, 28)
SOON, LATE, PAST = date(2026, 12, 31), date(2029, 5, 15), date(2025, 1, 1)


def test_parts_are_named_by_the_day_their_warranty_ends_the_longest_first():
    found = coverage(
        [("五金件", SOON, False), ("接缝", LATE, False), ("滑轮", SOON, False)], on=TODAY
    )

    assert found.covered == (
        CoveredParts(parts=("接缝",), ends_on=LATE),
        CoveredParts(parts=("五金件", "滑轮"), ends_on=SOON),
    )
    assert (found.lapsed, found.undated) == ((), ())


def test_the_last_day_is_covered_and_the_day_after_is_not():
    assert coverage([("五金件", TODAY, False)], on=TODAY).covered
    assert coverage([("五金件", PAST, False)], on=TODAY).lapsed == ("五金件",)


def test_of_two_verdicts_about_a_part_the_later_day_counts():
    found = coverage([("五金件", PAST, False), ("五金件", SOON, False)], on=TODAY)

    assert found.covered == (CoveredParts(parts=("五金件",), ends_on=SOON),)
    assert found.lapsed == ()


def test_what_no_rule_covers_is_not_called_lapsed_and_what_lacks_a_day_is_told():
    found = coverage([("加装", None, False), ("型材", None, True)], on=TODAY)

    assert (found.covered, found.lapsed, found.undated) == ((), (), ("型材",))
