from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from fieldapp.domain.consents import consent_limit_cents, covering, covering_whole


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
