from datetime import date

import pytest

from fieldapp.domain.part_orders import (
    PART_ORDER_STATES,
    PART_ORDER_TRANSITIONS,
    next_part_order_state,
    size_in,
    waiting_day,
)
from fieldapp.domain.problems import PartOrderWrongState


def test_the_table_names_known_states():
    assert {state for state, _ in PART_ORDER_TRANSITIONS} <= set(PART_ORDER_STATES)
    assert set(PART_ORDER_TRANSITIONS.values()) == set(PART_ORDER_STATES)


@pytest.mark.parametrize("state", ["arrived", "cancelled"])
@pytest.mark.parametrize("action", ["receive", "cancel", "postpone"])
def test_what_has_come_or_was_cancelled_stays_so(state, action):
    with pytest.raises(PartOrderWrongState):
        next_part_order_state(state, action)


def test_the_day_of_the_order_is_the_first():
    assert waiting_day(date(2026, 11, 20), date(2026, 11, 20)) == 1
    assert waiting_day(date(2026, 11, 20), date(2026, 11, 28)) == 9


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("玻璃需定制，已量尺 612×1432，到料后再约", (612, 1432)),
        ("612 x 1432", (612, 1432)),
        ("量了两块", None),
        ("电话 19900003601", None),
    ],
)
def test_a_size_is_read_out_of_a_report(text, size):
    assert size_in(text) == size
