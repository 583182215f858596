"""An Excel list of 20,000 customers with homes and windows: checked, then written."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

from sqlalchemy import func, select

from bench.lab import Lab
from bench.rows import Row, Subject
from fieldapp.commands.dispatch import dispatch
from fieldapp.commands.envelopes import web_envelope
from fieldapp.commands.handling import Command
from fieldapp.commands.imports import StartImport, WriteImport
from fieldapp.domain.customer_rows import HEADINGS
from fieldapp.domain.roles import Actor, Role
from fieldapp.persistence.blobs import blobs_for
from fieldapp.persistence.devices import web_device_id
from fieldapp.persistence.session import engine_for, session_factory
from fieldapp.persistence.tables import Customer, Person, new_id
from fieldapp.reports.imports import Workshop, import_name, run_import
from fieldapp.reports.workbooks import workbook

ROWS = 20_000
FAMILY, GIVEN = "王李张刘陈杨黄赵周吴", "秀英建国志强晓燕海峰立新雯明德胜"


def now() -> datetime:
    return datetime.now(UTC)


def a_row(number: int) -> dict[str, str]:
    return {
        "name": f"{FAMILY[number % 10]}{GIVEN[number % 16]}{GIVEN[number // 16 % 16]}",
        "kind": "业主",
        "phone": f"1{30_000_000_00 + number * 7919 % 60_000_000_00}",
        "site": f"第 {number // 600} 小区",
        "building": str(number // 60 % 10 + 1),
        "unit": str(number // 30 % 2 + 1),
        "room": f"{number % 30 // 2 + 1}0{number % 2 + 1}",
        "position": "主卧飘窗",
        "product_kind": "窗",
        "code": f"C1821-{number}",
        "handed_over_on": "2024-06-28",
        "notes": "先打电话",
    }


def the_list() -> bytes:
    rows = (a_row(number) for number in range(ROWS))
    return workbook(
        "客户", list(HEADINGS.values()), ([r.get(f, "") for f in HEADINGS] for r in rows)
    )


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def do(workshop: Workshop, command_id: str, command: Command) -> None:
    session, actor = workshop.session, workshop.actor
    device_id = web_device_id(session, actor.company_id, now())
    envelope = web_envelope(
        command, command_id=command_id, device_id=device_id, stream="import", now=now()
    )
    dispatch(command, actor=actor, session=session, clock=now, envelope=envelope)


def measure(lab: Lab) -> Iterator[Row]:
    _server, company = lab.company(lambda _made: None)
    content = the_list()
    with session_factory(engine_for(company.settings.database_url))() as session:
        clerk = session.scalars(select(Person).where(Person.username == "kefu")).one()
        workshop = Workshop(
            session=session,
            blobs=blobs_for(company.settings.blobs_url),
            clock=now,
            actor=Actor(
                person_id=clerk.id, company_id=clerk.company_id, roles=frozenset({Role.CLERK}),
                name=clerk.name, department=clerk.department,
            ),
        )  # fmt: skip
        had = session.scalar(select(func.count()).select_from(Customer))
        session.rollback()
        import_id = new_id()
        do(workshop, import_id, StartImport(file_name="a.xlsx", sha256="0" * 64))
        workshop.blobs.put(import_name(clerk.company_id, import_id), content)
        before = peak_megabytes()
        times = [time.perf_counter()]
        run_import(workshop, import_id)
        times.append(time.perf_counter())
        do(workshop, new_id(), WriteImport(import_id=import_id))
        run_import(workshop, import_id)
        times.append(time.perf_counter())
        grown = peak_megabytes() - before
        made = session.scalar(select(func.count()).select_from(Customer))
        assert made - had == ROWS, f"{made - had} customers instead of {ROWS}"
    checked, written = (after - start for start, after in pairwise(times))
    yield Row(
        name="import of 20,000 rows, checked and written",
        figure=round(checked + written, 1),
        unit="s",
        budget=60,
        note=f"check {checked:.1f} s, write {written:.1f} s; peak memory grew by {grown:.0f} MB "
        f"for a file of {len(content) / 1e6:.1f} MB",
    )


SUBJECT = Subject("import", measure)
