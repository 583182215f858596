"""顺便看看 (rule 9): a lock that sticks too, told and agreed at the door, not yet confirmed."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from fieldapp.cli.demo.history import last_saturday, live_visit
from fieldapp.cli.demo.intake import ZONE, Intake, Slot, halves_on
from fieldapp.cli.demo.story import Story

LEAK = {"category": "LS", "position": "次卧北窗", "description": "下雨时窗下口渗水"}
LOCK_CODE, LOCK_NAME, DOOR = "MS", "门锁、闭门器、地弹簧", "入户门"
LOW_CENTS, HIGH_CENTS, AGREED_CENTS = 8_000, 16_000, 30_000
TECHNICIAN = "chen"


def tell_extra_item(story: Story) -> None:
    """A free leak, and the lock of the front door on the way out: charged, and the owner agrees."""
    intake = Intake(story)
    home = next(
        home for home in intake.homes if (home.site, home.label) == ("翠湖雅苑", "8-2-0102")
    )
    saturday = last_saturday(story)
    called_at = datetime.combine(saturday - timedelta(days=3), time(10, 15), ZONE)
    request_id = intake.register(home, [LEAK], called_at)
    intake.confirm(request_id, called_at + timedelta(minutes=6), halves_on([saturday]))
    (order_id,) = intake.make_orders(home, request_id, called_at + timedelta(minutes=9))
    slot = intake.slot_for(order_id, [saturday], (TECHNICIAN,)) or Slot(
        technician=TECHNICIAN, day=saturday, number=0
    )
    (visit_id,) = intake.dispatch_together([order_id], slot, called_at + timedelta(minutes=40))
    put_on(story, visit_id, slot.start_at + timedelta(minutes=12))
    live_visit(story, slot, visit_id, "")


def put_on(story: Story, visit_id: str, found_at: datetime) -> None:
    """The technician tells what the sheet offers and asks the customer."""
    sheet, stream = story.sheet(visit_id), f"visit:{visit_id}"
    offer = next(
        offer
        for offer in sheet["warranty_offers"]
        if LOCK_CODE in offer["category_codes"] and not offer["positions"]
    )
    is_charged = offer["charge_verdict"] == "charged"
    story.act(
        TECHNICIAN,
        "add_extra_item",
        at=found_at,
        stream=stream,
        position=DOOR,
        category_code=LOCK_CODE,
        category_name=LOCK_NAME,
        description="顺便看看：钥匙插进去转不动，锁舌发涩",
        warranty_verdict=offer["warranty_verdict"],
        charge_verdict=offer["charge_verdict"],
        estimate_low_cents=LOW_CENTS if is_charged else 0,
        estimate_high_cents=HIGH_CENTS if is_charged else 0,
    )
    if is_charged:
        story.act(
            TECHNICIAN,
            "record_consent",
            at=found_at + timedelta(minutes=3),
            stream=stream,
            work_order_id=sheet["work_order_id"],
            who="payer",
            who_name=sheet["contact_name"],
            how="in_person",
            agreed_cents=AGREED_CENTS,
            evidence="看过锁芯，当面同意",
        )
