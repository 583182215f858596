"""Today of the demo: wang always has visits to try things on."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from fieldapp.cli.demo.history import send_to
from fieldapp.cli.demo.intake import ZONE, Intake
from fieldapp.cli.demo.story import Story
from fieldapp.persistence.tables import Trip, Visit

LEAST = 3
#: The two homes of the scripted walk come first.
FAVOURITES = ("5-2-1203", "2-1-0401", "B-2806", "7-1-2104")


def top_up(story: Story) -> None:
    """Give wang at least three planned visits dated today.

    On a weekday each comes with the property's written notice, as rule 6 wants.
    """
    intake = Intake(story)
    today = story.now.astimezone(ZONE).date()
    basis = {"basis": "weekend", "notice_text": ""}
    if today.weekday() < 5:
        basis = {
            "basis": "notice",
            "notice_text": f"物业微信告知，{today:%m月%d日} 8:05，管家 白露",
        }
    homes = sorted(
        (home for home in intake.homes if home.is_in_warranty),
        key=lambda home: FAVOURITES.index(home.label) if home.label in FAVOURITES else 99,
    )
    missing = LEAST - planned_today(story)
    for number, home in enumerate(homes[: max(missing, 0)]):
        at = story.now - timedelta(hours=3, minutes=-8 * number)
        send_to(intake, home, "wang", [today], at, **basis)


def planned_today(story: Story) -> int:
    """How many visits of today wang has not begun."""
    count = story.session.scalar(
        select(func.count())
        .select_from(Visit)
        .join(Trip, Trip.id == Visit.trip_id)
        .where(
            Visit.state == "planned",
            Trip.lead_id == story.people["wang"].person_id,
            Trip.planned_on == story.now.astimezone(ZONE).date(),
        )
    )
    story.session.rollback()
    return count or 0
