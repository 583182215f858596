"""The supervisor is told at once, and reminded while it is unread (K5.2.2c)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from fieldapp.domain.problems import DwellingUnknown, NoticeUnknown, PermissionMissing
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Company, Notice, Person, PersonRole, new_id
from fieldapp.queries.notices import is_unread_about, notices_of, unread_notices
from tests.cast import COMPANY_ID, person_id
from tests.commands.senders import Office
from tests.commands.test_office import REQUEST


def notices(session):
    return session.scalars(select(Notice).order_by(Notice.person_id)).all()


def test_every_supervisor_is_told_of_a_new_request(kefu, session, clock):
    with write_transaction(session):
        another = PersonRole(
            company_id=COMPANY_ID, person_id=person_id("buzhang"), role="supervisor"
        )
        session.add(another)

    kefu.submit("register_request", **REQUEST)

    told = notices(session)
    assert {notice.person_id for notice in told} == {person_id("zhuguan"), person_id("buzhang")}
    assert {notice.subject_id for notice in told} == {kefu.command_id}
    assert told[0].details == {
        "number": "BX20261128-001", "address": "翠湖雅苑 3-2-1201", "items": "厨房、客厅",
    }  # fmt: skip
    assert told[0].remind_at - clock() == timedelta(minutes=30)


def test_an_urgent_request_reminds_sooner_and_the_company_decides_how_soon(kefu, session, clock):
    kefu.submit("register_request", **REQUEST, urgency="urgent")
    with write_transaction(session):
        company = session.get_one(Company, COMPANY_ID)
        company.rules = company.rules | {"notice_reminders": {"urgent_request_registered": 5}}
    kefu.submit("register_request", **REQUEST, urgency="urgent")

    waits = sorted(notice.remind_at - clock() for notice in notices(session))
    assert waits == [timedelta(minutes=5), timedelta(minutes=10)]


def test_a_supervisor_who_registers_is_not_told_what_he_did(zhuguan, session):
    zhuguan.submit("register_request", **REQUEST)

    assert notices(session) == []


def test_somebody_who_left_is_told_nothing(kefu, session):
    with write_transaction(session):
        session.get_one(Person, person_id("zhuguan")).is_active = False

    kefu.submit("register_request", **REQUEST)

    assert notices(session) == []


def test_an_unread_notice_becomes_a_reminder_until_it_is_read(kefu, zhuguan, session, clock):
    kefu.submit("register_request", **REQUEST)
    shown = unread_notices(session, actor=zhuguan.actor, now=clock())
    assert (shown.count, shown.reminders) == (1, ())

    clock.go_on(minutes=31)
    shown = unread_notices(session, actor=zhuguan.actor, now=clock())
    assert [row.is_due for row in shown.reminders] == [True]
    assert is_unread_about(session, actor=zhuguan.actor, subject_id=kefu.command_id)

    zhuguan.submit("read_notice", notice_id=shown.reminders[0].notice_id)
    read_at = clock()
    clock.go_on(minutes=1)
    zhuguan.submit("read_notice", notice_id=shown.reminders[0].notice_id)

    assert unread_notices(session, actor=zhuguan.actor, now=clock()).count == 0
    assert notices(session)[0].read_at == read_at


def test_unread_notices_come_first_then_the_newest(kefu, zhuguan, session, clock):
    for _time in range(3):
        kefu.submit("register_request", **REQUEST)
        clock.go_on(minutes=1)
    newest = notices_of(session, actor=zhuguan.actor, now=clock())[0]
    zhuguan.submit("read_notice", notice_id=newest.notice_id)

    numbers = [
        row.details["number"] for row in notices_of(session, actor=zhuguan.actor, now=clock())
    ]
    assert numbers == ["BX20261128-002", "BX20261128-001", "BX20261128-003"]


def test_all_or_those_about_one_subject_are_read_at_once(kefu, zhuguan, session):
    kefu.submit("register_request", **REQUEST)
    first = kefu.command_id
    kefu.submit("register_request", **REQUEST)

    zhuguan.submit("read_notices", subject_kind="request", subject_id=first)
    assert [notice.read_at is None for notice in notices(session)].count(True) == 1
    zhuguan.submit("read_notices")

    session.expire_all()
    assert all(notice.read_at for notice in notices(session))


def test_nobody_reads_anothers_notice(kefu, session):
    with pytest.raises(NoticeUnknown):
        kefu.submit("read_notice", notice_id=new_id())
    kefu.submit("register_request", **REQUEST)
    notice_id = notices(session)[0].id

    with pytest.raises(NoticeUnknown):
        kefu.submit("read_notice", notice_id=notice_id)
    kefu.submit("read_notices")

    session.expire_all()
    assert notices(session)[0].read_at is None


@pytest.mark.parametrize("username", ["wang", "jiandu"])
def test_who_is_told_nothing_marks_nothing(session, clock, username):
    with pytest.raises(PermissionMissing):
        Office(session, clock, username).submit("read_notices")


def test_a_refused_registration_tells_nobody(kefu, session):
    with pytest.raises(DwellingUnknown):
        kefu.submit("register_request", **(REQUEST | {"dwelling_id": new_id()}))

    assert notices(session) == []
