"""Orders of the demo that take longer: gone to again, waiting for glass, beyond 15 days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from fieldapp.cli.demo.history import live_visit
from fieldapp.cli.demo.intake import ZONE, Home, Intake, Slot
from fieldapp.cli.demo.story import Story
from fieldapp.cli.demo.visits import Going, Visiting
from fieldapp.persistence.tables import Trip, Visit, WorkOrder

FOGGED = {
    "position": "主卧飘窗",
    "category": "QW",
    "description": "两片玻璃中间起雾，擦不掉，一块",
}


def wait_for_parts(story: Story) -> None:
    """Script 7 on its 9th day of waiting, and what happens when 15 days are not enough."""
    intake = Intake(story)
    homes = {home.label: home for home in intake.homes}
    friday = _next_friday(story)
    order_id = _measured(intake, homes["8-1-0601"], days_ago=10)
    _order_glass(story, order_id, days_ago=8, expected_on=friday)
    late_id = _measured(intake, homes["6-2-1402"], days_ago=19)
    _order_glass(story, late_id, days_ago=17, expected_on=friday)
    story.act(
        "kefu",
        "agree_delay",
        at=_moment(story, 6, time(10, 20)),
        stream=f"work_order:{late_id}",
        work_order_id=late_id,
        until_on=friday + timedelta(days=9),
        with_name=homes["6-2-1402"].customer_name,
        note="厂家排产晚，客户同意到料后第一个周末装",
    )
    _forgotten(intake, homes["5-1-1201"], days_ago=17)


def go_again(story: Story) -> None:
    """What was left at a past weekend is finished by the same person the week after (rule 11)."""
    intake = Intake(story)
    today = story.now.astimezone(ZONE).date()
    for order_id, username, last_on in _left(story):
        days = [last_on + timedelta(days=7 + n) for n in range(2)]
        slot = intake.free_slot((username,), days)
        if slot is None or slot.day >= today:
            continue
        at = slot.start_at - timedelta(days=1)
        live_visit(story, slot, intake.dispatch(order_id, slot, at), "")


def _left(story: Story) -> list[tuple[str, str, date]]:
    """Orders that are ready again: (id, who was there, when)."""
    names = {actor.person_id: username for username, actor in story.people.items()}
    rows = story.session.execute(
        select(WorkOrder.id, Trip.lead_id, Trip.planned_on)
        .join(Visit, Visit.work_order_id == WorkOrder.id)
        .join(Trip, Trip.id == Visit.trip_id)
        .where(WorkOrder.company_id == story.company_id, WorkOrder.state == "ready")
        .order_by(Trip.planned_on, WorkOrder.number)
    ).all()
    story.session.rollback()
    return [(row.id, names[row.lead_id], row.planned_on) for row in rows]


def _measured(intake: Intake, home: Home, *, days_ago: int) -> str:
    """Registered, gone to with the property's notice on a weekday, measured, left unfinished."""
    story = intake.story
    called_at = _moment(story, days_ago, time(9, 10))
    request_id = intake.register(home, [FOGGED], called_at)
    intake.confirm(request_id, called_at + timedelta(minutes=25))
    order_id = intake.make_order(home, request_id, called_at + timedelta(minutes=40))
    day = called_at.date() + timedelta(days=1)
    slot = Slot(technician="zhao", day=day, number=3)
    visit_id = intake.dispatch(
        order_id,
        slot,
        called_at + timedelta(hours=2),
        basis="notice",
        notice_text=f"物业微信告知，{called_at:%m月%d日} 11:05，前台 卢芳",
    )
    going = Going(visit_id=visit_id, technician="zhao", arrival=slot.start_at, minutes=30)
    visiting = Visiting(story, going, story.dice)
    visiting.accept()
    visiting.go()
    visiting.leave_for_glass()
    return order_id


def _order_glass(story: Story, order_id: str, *, days_ago: int, expected_on: date) -> None:
    story.act(
        "kefu",
        "order_part",
        at=_moment(story, days_ago, time(9, 30)),
        stream=f"work_order:{order_id}",
        work_order_id=order_id,
        material_id=story.material("BL-002").id,
        name="钢化中空玻璃",
        spec="5+12A+5 Low-E",
        pieces=1,
        width_mm=612,
        height_mm=1432,
        thickness_mm=22,
        measured_by="赵海峰 现场量",
        supplier="云州玻璃深加工厂",
        expected_on=expected_on,
    )


def _forgotten(intake: Intake, home: Home, *, days_ago: int) -> None:
    """Agreed to, and then nobody was sent."""
    called_at = _moment(intake.story, days_ago, time(14, 35))
    fault = {"position": "厨房", "category": "WJ", "description": "执手松，关不严"}
    request_id = intake.register(home, [fault], called_at)
    intake.confirm(request_id, called_at + timedelta(minutes=30))
    intake.make_order(home, request_id, called_at + timedelta(minutes=50))


def _moment(story: Story, days_ago: int, at: time) -> datetime:
    day = story.now.astimezone(ZONE).date() - timedelta(days=days_ago)
    return datetime.combine(day, at, ZONE)


def _next_friday(story: Story) -> date:
    today = story.now.astimezone(ZONE).date()
    return today + timedelta(days=(4 - today.weekday()) % 7)
