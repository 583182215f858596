"""Scripted orders about the warranty (demo-data §13): its last days, two departments, disputes.

Told after the eight weeks, so that nothing here depends on the dice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from fieldapp.cli.demo.history import live_visit
from fieldapp.cli.demo.intake import ZONE, Home, Intake, Slot, halves_on
from fieldapp.cli.demo.story import Story
from fieldapp.persistence.tables import Appraisal

HANDLE = {"category": "WJ", "position": "厨房", "description": "执手空转，窗关不严"}
LEAK = {"category": "LS", "position": "主卧飘窗", "description": "刮风加雨，窗下口往里渗"}
BALCONY = {"category": "LS", "position": "客厅南阳台", "description": "外窗接缝渗水，地板湿了"}
BENT = {
    "category": "XC", "position": "次卧北窗", "description": "竖框弯了，客户说不是撬的",
    "part": "型材", "cause": "人为损坏", "disputed": "1",
}  # fmt: skip
BURST = {
    "category": "BL", "position": "客厅南阳台", "description": "物业说是小孩碰的，客户说是自爆",
    "part": "中空玻璃", "cause": "碰撞", "disputed": "1",
}  # fmt: skip


def tell_disputes(story: Story) -> None:
    """Orders 5, 8, 10 and 11, and one appraisal that is decided."""
    intake = Intake(story)
    home_at = {(home.site, home.label): home for home in intake.homes}
    today = story.now.astimezone(ZONE).date()
    saturday = today + timedelta(days=(5 - today.weekday()) % 7)
    last_days(intake, home_at["书香名邸", "2-1-0401"], saturday)
    two_departments(intake, home_at["锦绣华庭二期", "3-1-0702"], saturday)
    dispute(intake, home_at["锦绣华庭二期", "4-2-0902"], story.now - timedelta(hours=26))
    decided_dispute(intake, home_at["滨江国际公寓", "B-2806"], story.now - timedelta(days=4))
    done_again(intake, home_at["翠湖雅苑", "5-2-1401"], saturday)


def last_days(intake: Intake, home: Home, saturday: date) -> None:
    """5: registered a week before the five years end, worked after it; the first day counts."""
    at = intake.story.now - timedelta(hours=5)
    later = saturday + timedelta(days=7)
    days = [later, later + timedelta(days=1)]
    (order_id,) = _ordered(intake, home, [LEAK], at, days)
    _send(intake, [order_id], days, at)


def two_departments(intake: Intake, home: Home, saturday: date) -> None:
    """8: the kitchen's handle is charged, the leak is covered: two orders, one trip."""
    at = intake.story.now - timedelta(hours=6)
    days = [saturday, saturday + timedelta(days=1)]
    order_ids = _ordered(intake, home, [HANDLE, BALCONY], at, days)
    _send(intake, order_ids, days, at)


def dispute(intake: Intake, home: Home, at: datetime) -> str:
    """10: bent by force, says the company; by itself, says the customer. Nothing is charged yet."""
    (order_id,) = _ordered(intake, home, [BENT], at)
    return order_id


def decided_dispute(intake: Intake, home: Home, at: datetime) -> None:
    """A dispute 技术质量部 has decided for the customer."""
    story = intake.story
    (order_id,) = _ordered(intake, home, [BURST], at)
    appraisal_id = story.session.scalar(
        select(Appraisal.id).where(Appraisal.work_order_id == order_id)
    )
    story.session.rollback()
    story.act(
        "zhijian",
        "decide_appraisal",
        at=at + timedelta(days=1),
        stream=f"work_order:{order_id}",
        appraisal_id=appraisal_id,
        finding="裂纹起点有蝴蝶斑，为硫化镍自爆，无撞击痕迹",
        warranty_verdict="in",
        charge_verdict="free",
    )


def done_again(intake: Intake, home: Home, saturday: date) -> None:
    """11 in part: repaired five weeks ago, the same again: free, by the same technician."""
    past = saturday - timedelta(days=35)
    called_at = datetime.combine(past - timedelta(days=3), time(10, 20), ZONE)
    days = [past, past + timedelta(days=1)]
    (order_id,) = _ordered(intake, home, [HANDLE], called_at, days)
    slot, (visit_id,) = _send(intake, [order_id], days, called_at)
    live_visit(intake.story, slot, visit_id, "")
    at = intake.story.now - timedelta(hours=3)
    again = HANDLE | {"description": "上月换的执手又空转了"}
    days = [saturday, saturday + timedelta(days=1)]
    (order_id,) = _ordered(intake, home, [again], at, days)
    _send(intake, [order_id], days, at, slot.technician)


def _ordered(
    intake: Intake,
    home: Home,
    faults: list[dict[str, str]],
    at: datetime,
    days: Sequence[date] = (),
) -> list[str]:
    """Orders of a call; days: on which a visit is agreed, none while it is disputed."""
    request_id = intake.register(home, faults, at)
    intake.confirm(request_id, at + timedelta(minutes=10), halves_on(days))
    return intake.make_orders(home, request_id, at + timedelta(minutes=15))


def _send(
    intake: Intake, order_ids: list[str], days: list[date], at: datetime, technician: str = ""
) -> tuple[Slot, list[str]]:
    technicians = (technician,) if technician else intake.technicians_for(order_ids[0])
    slot = intake.slot_for(order_ids[0], days, technicians)
    if slot is None:  # a full weekend may still take one more
        slot = Slot(technician=technicians[0], day=days[0], number=0)
    return slot, intake.dispatch_together(order_ids, slot, at + timedelta(minutes=40))
