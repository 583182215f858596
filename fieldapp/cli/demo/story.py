"""The one door for the demo's writes: who did what when, through the same dispatch as everyone."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.cli.demo.pictures import Picture
from fieldapp.commands.dispatch import dispatch
from fieldapp.commands.envelopes import web_envelope
from fieldapp.commands.registry import read_command
from fieldapp.domain.canonical_json import sha256_hex
from fieldapp.domain.roles import Actor, Role
from fieldapp.offline.blobs import store_whole
from fieldapp.offline.documents import document_text
from fieldapp.offline.sheet_record import Sheet
from fieldapp.offline.sheets import build_sheets
from fieldapp.offline.wire import wire_instant
from fieldapp.persistence.blobs import Blobs
from fieldapp.persistence.devices import web_device_id
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import ChargeItem, Material, Person, PersonRole, new_id

SEED = 20261123


@dataclass(frozen=True)
class Document:
    """The text a customer signs, and its hash."""

    text: str
    sha256: str


class Story:
    """One telling of the company's weeks.

    now: the real present; the past is told by giving each command the time it was made.
    """

    def __init__(self, session: Session, blobs: Blobs, now: datetime) -> None:
        self.session = session
        self.blobs = blobs
        self.now = now
        self.dice = random.Random(SEED)
        self.company_id = ""
        self.people: dict[str, Actor] = {}
        self.materials: dict[str, Material] = {}
        self.charge_items: dict[str, ChargeItem] = {}
        self._device_id = ""

    def open(self, company_id: str) -> None:
        """Get to know the people and the catalogue."""
        self.company_id = company_id
        with write_transaction(self.session):
            self._device_id = web_device_id(self.session, company_id, self.now)
        self.people = self._actors()
        self.materials = {row.code: row for row in self._all(Material)}
        self.charge_items = {row.code: row for row in self._all(ChargeItem)}
        self.session.expunge_all()

    def act(
        self,
        username: str,
        command_name: str,
        /,
        *,
        at: datetime,
        stream: str = "",
        blobs: tuple[str, ...] = (),
        **payload: Any,
    ) -> str:
        """One command by one person at one time; returns its id. Raises what the rules refuse."""
        command = read_command(command_name, json.dumps(payload, default=_as_json))
        command_id = new_id()
        envelope = web_envelope(
            command,
            command_id=command_id,
            device_id=self._device_id,
            stream=stream or f"{command_name}:{command_id}",
            now=at,
            blobs=blobs,
        )
        dispatch(
            command,
            actor=self.people[username],
            session=self.session,
            clock=lambda: at,
            envelope=envelope,
            documents=lambda session, visit_id: document_text(build_sheets(session, [visit_id])[0]),
        )
        return command_id

    def sheet(self, visit_id: str) -> Sheet:
        """The sheet as it stands."""
        sheet = build_sheets(self.session, [visit_id])[0]
        self.session.rollback()
        return sheet

    def document(self, sheet: Sheet) -> Document:
        """What the customer would sign."""
        text = document_text(sheet)
        return Document(text, sha256_hex(text.encode("utf-8")))

    def material(self, code: str) -> Material:
        return self.materials[code]

    def arrived(self, username: str, picture: Picture) -> None:
        """The bytes of a picture somebody attached have come."""
        store_whole(
            self.session, self.blobs, picture.content, actor=self.people[username], now=self.now
        )

    def _all(self, table: Any) -> list[Any]:
        return list(self.session.scalars(select(table).where(table.company_id == self.company_id)))

    def _actors(self) -> dict[str, Actor]:
        roles: dict[str, set[Role]] = {}
        for row in self._all(PersonRole):
            roles.setdefault(row.person_id, set()).add(Role(row.role))
        return {
            person.username: Actor(
                person_id=person.id,
                company_id=person.company_id,
                roles=frozenset(roles.get(person.id, set())),
                name=person.name,
                department=person.department,
            )
            for person in self._all(Person)
        }


def _as_json(value: object) -> str:
    if isinstance(value, datetime):
        return wire_instant(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {value!r}")
