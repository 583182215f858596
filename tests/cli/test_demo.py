"""The demo company lives by the rules: what is agreed on the phone is where the visit goes."""

from datetime import UTC, date, datetime

import pytest

from fieldapp.cli.demo.company import found_company
from fieldapp.cli.demo.intake import Intake, halves_on
from fieldapp.cli.demo.story import Story
from fieldapp.persistence.blobs import blobs_for
from fieldapp.persistence.migrations import upgrade
from fieldapp.persistence.session import engine_for, session_factory, write_transaction
from fieldapp.persistence.tables import Company, Request

#: A Wednesday noon in Yunzhou.
NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
THURSDAY, SATURDAY, SUNDAY = date(2026, 11, 26), date(2026, 11, 28), date(2026, 11, 29)
LEAK = {"position": "主卧飘窗", "category": "LS", "description": "窗下角渗水"}


@pytest.fixture
def intake(tmp_path):
    engine = engine_for(f"sqlite:///{tmp_path / 'demo.db'}")
    upgrade(engine, "head")
    with session_factory(engine)() as session:
        with write_transaction(session):
            company_id = found_company(session, date(2026, 11, 25))
            session.get_one(Company, company_id).rules |= {"half_day_visits": 1}
        story = Story(session, blobs_for((tmp_path / "blobs").as_uri()), NOW)
        story.open(company_id)
        yield Intake(story)
    engine.dispose()


def agreed_after_a_call(intake, days, home=0):
    request_id = intake.register(intake.homes[home], [LEAK], NOW)
    intake.confirm(request_id, NOW, halves_on(days))
    request = intake.story.session.get_one(Request, request_id)
    found = (request.agreed_on, request.agreed_half)
    intake.story.session.rollback()
    return request_id, found


def test_a_call_back_agrees_on_half_days_of_the_weekend_while_there_is_room(intake):
    found = [agreed_after_a_call(intake, [SATURDAY, SUNDAY], home)[1] for home in range(4)]

    assert sorted(found) == [(SATURDAY, "am"), (SATURDAY, "pm"), (SUNDAY, "am"), (SUNDAY, "pm")]


@pytest.mark.parametrize("days", [[], [THURSDAY], [date(2026, 11, 22)]])
def test_no_half_day_is_agreed_on_a_weekday_or_a_day_that_is_over(intake, days):
    assert agreed_after_a_call(intake, days)[1] == (None, None)


def test_the_technician_goes_when_it_was_agreed(intake):
    for home in range(2):
        agreed_after_a_call(intake, [SATURDAY, SUNDAY], home)
    request_id, (on, half) = agreed_after_a_call(intake, [SATURDAY, SUNDAY], home=2)
    order_id = intake.make_order(intake.homes[2], request_id, NOW)

    slot = intake.slot_for(order_id, [SATURDAY, SUNDAY])

    assert (slot.day, slot.half.half) == (on, half)
