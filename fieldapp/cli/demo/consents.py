"""Scripted order 2 (demo-data §13): what was agreed on the phone is not enough on site."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from fieldapp.cli.demo.history import last_saturday, live_visit
from fieldapp.cli.demo.intake import ZONE, Intake, Slot, halves_on
from fieldapp.cli.demo.money import agree_again
from fieldapp.cli.demo.story import Story

DOOR = {"category": "TL", "position": "客厅推拉门", "description": "推拉门很重，推到一半卡住"}
RAIL, LENGTH_MILLI = "TL-008", 1_200
TECHNICIAN = "zhao"


def tell_second_consent(story: Story) -> None:
    """Two rollers for ¥190.00; the rail is worn too: ¥223.60 is over the limit, so asked again."""
    intake = Intake(story)
    home = next(
        home for home in intake.homes if (home.site, home.label) == ("翠湖雅苑", "3-2-1201")
    )
    saturday = last_saturday(story)
    called_at = datetime.combine(saturday - timedelta(days=2), time(9, 40), ZONE)
    request_id = intake.register(home, [DOOR], called_at)
    intake.confirm(request_id, called_at + timedelta(minutes=8), halves_on([saturday]))
    (order_id,) = intake.make_orders(
        home, request_id, called_at + timedelta(minutes=12), unforeseen=frozenset({RAIL})
    )
    slot = intake.slot_for(order_id, [saturday], (TECHNICIAN,)) or Slot(
        technician=TECHNICIAN, day=saturday, number=0
    )
    (visit_id,) = intake.dispatch_together([order_id], slot, called_at + timedelta(minutes=30))
    found_at = slot.start_at + timedelta(minutes=15)
    agree_again(story, home.customer_name, order_id, found_at, RAIL, LENGTH_MILLI)
    live_visit(story, slot, visit_id, "")
