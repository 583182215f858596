import pytest

from fieldapp.domain.consents import consent_limit_cents


@pytest.mark.parametrize(
    ("agreed_cents", "limit_cents"),
    [(0, 2_000), (19_000, 21_000), (20_000, 22_000), (20_010, 22_011), (100_000, 110_000)],
)
def test_a_consent_covers_ten_percent_or_twenty_yuan_more(agreed_cents, limit_cents):
    assert consent_limit_cents(agreed_cents, rules={}) == limit_cents


def test_a_company_sets_its_own_share_and_floor():
    rules = {"consent_share_percent": 0, "consent_floor_cents": 500}

    assert consent_limit_cents(10_000, rules=rules) == 10_500
