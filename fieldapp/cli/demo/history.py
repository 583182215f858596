"""Eight weeks of the demo company, and what lies on the desk this week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from fieldapp.cli.demo.intake import (
    COVERED,
    ENGINEERING,
    PRODUCTION,
    WINDOWS,
    ZONE,
    Home,
    Intake,
    Slot,
    halves_on,
)
from fieldapp.cli.demo.story import Story
from fieldapp.cli.demo.visits import Going, Visiting

WEEKS = 8
CALLS_PER_WEEK = 7
#: Calls that end without an order: (outcome, note, who took it over).
ENDINGS = (
    ("answered_by_phone", "执手压到底再试，已能关严", ""),
    ("passed_on", "非门窗原因：外墙裂缝渗水", "云栖物业 WY-0317"),
    ("answered_by_phone", "清了排水孔，不再渗", ""),
    ("withdrawn", "客户自行修好", ""),
)
#: How some past visits end otherwise: place in the sequence → what happens.
OTHERWISE = {9: "no_access", 17: "no_fault", 26: "declined", 33: "W1", 41: "W3"}


def live_through(story: Story) -> None:
    """Tell the past weekends in order, then this week up to now."""
    intake = Intake(story)
    today = story.now.astimezone(ZONE).date()
    saturday = today + timedelta(days=(5 - today.weekday()) % 7)
    sequence = endless(intake.homes)
    count = 0
    for week in range(WEEKS, 0, -1):
        weekend = saturday - timedelta(days=7 * week)
        for call in range(CALLS_PER_WEEK):
            count += 1
            past_call(intake, next(sequence), weekend, call, count)
    end_without_orders(intake, sequence, saturday - timedelta(days=7))
    this_week(intake, sequence, saturday)


def endless(homes: list[Home]) -> Iterator[Home]:
    """The homes again and again, neighbours of one site spread apart."""
    spread = sorted(homes, key=lambda home: (home.label[-1], home.label, home.site))
    while True:
        yield from spread


def call_time(weekend: date, call: int) -> datetime:
    """The calls of a week come Monday to Thursday between nine and four."""
    day = weekend - timedelta(days=5 - call % 4)
    return datetime.combine(day, time(9 + call, 5 * call), ZONE)


def past_call(intake: Intake, home: Home, weekend: date, call: int, count: int) -> None:
    """One call of a past week and the visit that followed at the weekend."""
    called_at = call_time(weekend, call)
    request_id = intake.register(home, intake.likely_faults(home), called_at)
    days = [weekend, weekend + timedelta(days=1)]
    intake.confirm(request_id, called_at + timedelta(minutes=45), halves_on(days))
    order_ids = intake.make_orders(home, request_id, called_at + timedelta(minutes=50))
    slot = intake.slot_for(order_ids[0], days)
    if slot is None:
        return
    friday = datetime.combine(weekend - timedelta(days=1), time(16, call * 6), ZONE)
    visit_ids = intake.dispatch_together(order_ids, slot, friday)
    if slot.day < intake.story.now.astimezone(ZONE).date():
        for visit_id in visit_ids:
            live_visit(intake.story, slot, visit_id, OTHERWISE.get(count, ""))


def last_saturday(story: Story) -> date:
    """The Saturday before today, a local day."""
    today = story.now.astimezone(ZONE).date()
    return today - timedelta(days=(today.weekday() - 5) % 7 or 7)


def live_visit(story: Story, slot: Slot, visit_id: str, otherwise: str) -> None:
    """The technician's day at this door."""
    minutes = story.dice.randint(35, 75)
    arrival = slot.start_at + timedelta(minutes=story.dice.randint(-4, 12))
    going = Going(visit_id=visit_id, technician=slot.technician, arrival=arrival, minutes=minutes)
    visiting = Visiting(story, going, story.dice)
    visiting.accept()
    visiting.go()
    if otherwise == "no_access":
        visiting.end("no_access", "敲门无人，电话三次未接，等到 20 分钟")
    elif otherwise == "no_fault":
        visiting.end("no_fault", "检查后无需维修，已演示正确使用")
    elif otherwise == "declined":
        visiting.end("declined", "客户不同意收费，不维修")
    elif otherwise == "W1":
        visiting.leave_for_glass()
    elif otherwise == "W3":
        visiting.leave("W3", "风力 6 级，外窗不能打胶，已请客户垫毛巾")
    else:
        visiting.work()
        visiting.finish()
        visiting.sign()


def end_without_orders(intake: Intake, sequence: Iterator[Home], weekend: date) -> None:
    """Calls that needed no order."""
    for number, (outcome, note, passed_on_to) in enumerate(ENDINGS):
        called_at = call_time(weekend, number) + timedelta(minutes=25)
        request_id = intake.register(next(sequence), intake.some_faults(), called_at)
        intake.story.act(
            "kefu",
            "end_request",
            at=called_at + timedelta(minutes=9),
            stream=f"request:{request_id}",
            request_id=request_id,
            revision=1,
            outcome=outcome,
            note=note,
            passed_on_to=passed_on_to,
        )


def this_week(intake: Intake, sequence: Iterator[Home], saturday: date) -> None:
    """Visits of the coming weekend for everyone, and work on each desk."""
    story = intake.story
    weekend = [saturday, saturday + timedelta(days=1)]
    for number in range(12):
        home = next(sequence)
        called_at = story.now - timedelta(hours=20 - number)
        request_id = intake.register(home, intake.likely_faults(home), called_at)
        if number in (3, 8):
            continue
        intake.confirm(request_id, called_at + timedelta(minutes=12), halves_on(weekend))
        if number == 5:
            continue
        order_ids = intake.make_orders(home, request_id, called_at + timedelta(minutes=16))
        slot = intake.slot_for(order_ids[0], weekend)
        if number in (6, 10) or slot is None:
            continue
        intake.dispatch_together(order_ids, slot, called_at + timedelta(minutes=40))
    every_technician_goes(intake, sequence, weekend)


def every_technician_goes(intake: Intake, sequence: Iterator[Home], weekend: list[date]) -> None:
    """Nobody of the lists has an empty weekend."""
    story = intake.story
    for technician in (*ENGINEERING, *PRODUCTION):
        if any(slot.technician == technician and slot.day in weekend for slot in intake.taken):
            continue
        is_covered = technician in ENGINEERING
        home = next(home for home in sequence if home.is_in_warranty == is_covered)
        send_to(intake, home, technician, weekend, story.now - timedelta(hours=7))


def send_to(
    intake: Intake, home: Home, technician: str, days: list[date], at: datetime, **basis: Any
) -> None:
    """Register, confirm, order and dispatch in one morning."""
    slot = intake.free_slot((technician,), days)
    if slot is None:  # a full day may still take one more
        slot = Slot(technician=technician, day=days[0], number=len(WINDOWS) - 1)
    covered = COVERED if technician in ENGINEERING else frozenset[str]()
    request_id = intake.register(home, intake.some_faults(covered), at)
    intake.confirm(request_id, at + timedelta(minutes=10), [slot.half])
    order_ids = intake.make_orders(home, request_id, at + timedelta(minutes=15))
    intake.dispatch_together(order_ids, slot, at + timedelta(minutes=30), **basis)
