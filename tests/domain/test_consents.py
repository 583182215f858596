from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from fieldapp.domain.consents import (
    agreed_cents,
    consent_limit_cents,
    covering,
    covering_whole,
    is_agreed,
    standing,
)


@pytest.mark.parametrize(
    ("agreed_cents", "limit_cents"),
    [(0, 2_000), (19_000, 21_000), (20_000, 22_000), (20_010, 22_011), (100_000, 110_000)],
)
def test_a_consent_covers_ten_percent_or_twenty_yuan_more(agreed_cents, limit_cents):
    assert consent_limit_cents(agreed_cents, rules={}) == limit_cents


def test_a_company_sets_its_own_share_and_floor():
    rules = {"consent_share_percent": 0, "consent_floor_cents": 500}

    assert consent_limit_cents(10_000, rules=rules) == 10_500


@dataclass(frozen=True)
class Consent:
    day: int
    item_ids: list[str] = field(default_factory=list)
    agreed_cents: int = 0

    @property
    def received_at(self):
        return datetime(2026, 11, self.day, tzinfo=UTC)


@pytest.mark.parametrize(
    ("consents", "item_id", "day"),
    [
        ([], "a", None),
        ([Consent(26)], "a", 26),
        ([Consent(26)], None, 26),
        ([Consent(26), Consent(28)], "a", 28),
        ([Consent(26, ["a"])], "b", None),
        ([Consent(26, ["a"])], None, None),
        ([Consent(28, ["a"]), Consent(26)], "b", 26),
    ],
)
def test_the_latest_agreement_that_names_the_item_or_the_whole_order_covers_a_line(
    consents, item_id, day
):
    found = covering(consents, item_id)

    assert (found.day if found else None) == day


@pytest.mark.parametrize(
    ("consents", "charged", "day"),
    [
        ([], ["a"], None),
        ([Consent(26)], [], 26),
        ([Consent(26, ["a"])], [], None),
        ([Consent(26, ["a"])], ["a"], 26),
        ([Consent(26, ["a"])], ["a", "b"], None),
        ([Consent(27, ["b"]), Consent(26, ["a"])], ["a", "b"], 27),
        ([Consent(26), Consent(27, ["a"])], ["a", "b"], 27),
    ],
)
def test_the_whole_is_agreed_to_by_itself_or_with_every_item_to_be_paid(consents, charged, day):
    found = covering_whole(consents, dict.fromkeys(charged))

    assert (found.day if found else None) == day


def test_what_was_agreed_before_an_item_was_found_does_not_cover_it():
    before, after = Consent(26), Consent(28)
    found_at = Consent(27).received_at

    assert covering([before], "c", added_at=found_at) is None
    assert covering([before, after], "c", added_at=found_at) is after
    assert covering_whole([before], {"a": None, "c": found_at}) is before


def test_an_agreement_to_what_was_found_makes_the_whole_agreed_to():
    before, extra = Consent(26), Consent(28, ["c"])
    found_at = Consent(27).received_at

    assert covering_whole([before, extra], {"a": None, "c": found_at}) is extra


@pytest.mark.parametrize(
    ("consents", "sum_cents"),
    [
        ([Consent(26, [], 500)], 500),
        ([Consent(26, [], 500), Consent(28, ["c"], 200)], 700),
        ([Consent(28, ["c"], 200), Consent(26, [], 500)], 700),
        ([Consent(26, ["a"], 300), Consent(28, ["b"], 200)], 500),
        ([Consent(28, ["c"], 200), Consent(29, [], 600)], 600),
        ([Consent(26, [], 500), Consent(28, ["c"], 200), Consent(29, ["c"], 250)], 750),
        ([Consent(26, [], 500), Consent(28, ["a", "b"], 400)], 400),
        ([Consent(26, [], 500), Consent(28, ["a"], 300)], 500),
        ([Consent(26, [], 500), Consent(28, ["a"], 800)], 800),
        ([Consent(26, [], 500), Consent(28, ["b", "c"], 300), Consent(29, ["c"], 100)], 500),
    ],
    ids=[
        "the whole order",
        "an item is added to it",
        "in whatever order they are read",
        "two items",
        "the whole order again",
        "the item again",
        "all of its items again",
        "one of its items again, for less",
        "one of its items again, for more than all",
        "two that share an item, and one of these again",
    ],
)
def test_agreements_stand_beside_each_other_and_each_item_counts_once(consents, sum_cents):
    items = {"a": None, "b": None, "c": Consent(27).received_at}

    assert agreed_cents(standing(consents, items), {"a", "b", "c"}) == sum_cents


def test_what_was_agreed_for_an_item_lifts_the_limit_only_while_it_is_to_be_paid():
    consents = [Consent(26, [], 500), Consent(28, ["c"], 200)]
    parts = standing(consents, {"a": None, "c": Consent(27).received_at})

    assert agreed_cents(parts, {"a"}) == 500
    assert agreed_cents(parts, {"c"}) == 200
    assert agreed_cents(parts, set()) == 700


def test_every_item_to_be_paid_needs_an_agreement():
    found_at = Consent(27).received_at

    assert is_agreed([Consent(26)], {"a": None})
    assert is_agreed([Consent(26), Consent(28, ["c"])], {"a": None, "c": found_at})
    assert not is_agreed([Consent(26)], {"a": None, "c": found_at})
    assert not is_agreed([Consent(28, ["c"])], {"a": None, "c": found_at})
