import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from fieldapp.offline.delta import ENDED_DAYS, CursorGone, delta_since
from fieldapp.persistence.counters import next_change_no
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import SheetDeparture, TripMember, Visit
from tests.offline.world import NOW


def delta(world, session, cursor=0, name="wang"):
    session.rollback()
    return delta_since(
        session,
        company_id=world.company_id,
        person_id=world.people[name],
        cursor=cursor,
        now=NOW,
    )


def ids(delta):
    return {sheet["visit_id"] for sheet in delta["sheets"]}


def touch(world, visit, **values):
    with world.sessions() as session, write_transaction(session):
        row = session.get_one(Visit, visit.visit_id)
        for key, value in values.items():
            setattr(row, key, value)
        row.change_no = next_change_no(session, world.company_id)


def take_from(world, visit, name):
    with world.sessions() as session, write_transaction(session):
        person_id = world.people[name]
        session.delete(session.get_one(TripMember, (visit.trip_id, person_id)))
        session.add(
            SheetDeparture(
                company_id=world.company_id,
                visit_id=visit.visit_id,
                person_id=person_id,
                change_no=next_change_no(session, world.company_id),
            )
        )


def test_the_first_answer_is_everything_that_is_his(world, session):
    mine, shared, _others = world.visit(), world.visit("li", helpers=("wang",)), world.visit("li")

    first = delta(world, session)

    assert first["full"]
    assert ids(first) == {mine.visit_id, shared.visit_id}
    assert first["held"]["count"] == 2


def test_the_hash_is_over_sorted_lines_of_visit_and_change_number(world, session):
    world.visit(), world.visit()

    first = delta(world, session)

    lines = sorted(f"{sheet['visit_id']}:{sheet['change_no']}\n" for sheet in first["sheets"])
    assert first["held"]["hash"] == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_afterwards_only_what_changed_comes_and_the_hash_covers_all(world, session):
    changed, _same = world.visit(), world.visit()
    cursor = delta(world, session)["cursor"]

    touch(world, changed, state="accepted")
    second = delta(world, session, cursor)

    assert not second["full"]
    assert ids(second) == {changed.visit_id}
    assert second["held"] == delta(world, session)["held"]
    assert delta(world, session, second["cursor"])["sheets"] == []


def test_a_visit_that_went_to_someone_else_is_told_as_gone_once(world, session):
    visit = world.visit()
    cursor = delta(world, session)["cursor"]

    take_from(world, visit, "wang")
    second = delta(world, session, cursor)

    assert (second["gone"], second["held"]["count"]) == ([visit.visit_id], 0)
    assert delta(world, session, second["cursor"])["gone"] == []
    assert delta(world, session)["gone"] == []


def test_an_ended_visit_stays_two_weeks(world, session):
    recent, old = world.visit(), world.visit()
    touch(
        world, recent, ended_at=NOW - timedelta(days=ENDED_DAYS, seconds=-1), ended_kind="finished"
    )
    touch(world, old, ended_at=NOW - timedelta(days=ENDED_DAYS), ended_kind="finished")

    answer = delta(world, session)

    assert ids(answer) == {recent.visit_id}
    assert answer["ended_before"] == "2026-11-14T00:30:00.000Z"


def test_a_phone_with_a_wrong_clock_keeps_the_visits_it_has_just_ended(world, session):
    visit = world.visit()
    two_years_ago = NOW - timedelta(days=730)
    touch(world, visit, ended_at=two_years_ago, ended_kind="finished", state_changed_at=NOW)

    assert ids(delta(world, session)) == {visit.visit_id}


def test_a_cursor_from_the_future_is_gone(world, session):
    world.visit()

    with pytest.raises(CursorGone):
        delta(world, session, cursor=10_000)


def test_no_change_is_missed_at_the_boundary_of_many_concurrent_writers(world, session):
    """Scenario 36: numbers are visible in order, whoever commits when."""
    visits = [world.visit() for _ in range(4)]
    held, cursor = {}, 0

    def change_often(visit):
        for minute in range(12):
            touch(world, visit, ended_note=str(minute))

    with ThreadPoolExecutor(len(visits)) as pool:
        writers = [pool.submit(change_often, visit) for visit in visits]
        while not all(writer.done() for writer in writers):
            cursor = _take(held, delta(world, session, cursor))
    for writer in writers:
        writer.result()
    _take(held, delta(world, session, cursor))

    assert held == {sheet["visit_id"]: sheet for sheet in delta(world, session)["sheets"]}


def _take(held, answer):
    held |= {sheet["visit_id"]: sheet for sheet in answer["sheets"]}
    return answer["cursor"]
