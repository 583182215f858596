"""The registration form: what was typed, kept through every refusal, and the commands it makes."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace

from flask import request
from werkzeug.datastructures import FileStorage, MultiDict

from fieldapp.commands.requests import EndRequest, RegisterRequest
from fieldapp.queries.dwellings import DwellingCard
from fieldapp.web.forms import build
from fieldapp.web.office.request_photos import attach_photos, read_photos
from fieldapp.web.writing import form_command_id, perform

_ROWS = 5
_OUTCOMES = ("answered_by_phone", "passed_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedItem:
    """One row of items as typed."""

    position: str = ""
    category_code: str = ""
    description: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.position or self.category_code or self.description)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedRequest:
    """The form as typed; every field is text."""

    channel: str = "phone"
    kind: str = "repair"
    urgency: str = "normal"
    dwelling_id: str = ""
    address_text: str = ""
    reporter_name: str = ""
    reporter_relation: str = "owner"
    reporter_phone: str = ""
    wished_text: str = ""
    note: str = ""
    items: tuple[TypedItem, ...] = field(default_factory=tuple)

    @classmethod
    def from_form(cls, form: MultiDict[str, str]) -> TypedRequest:
        """What the form says, blanks trimmed."""
        names = (
            "channel", "kind", "urgency", "dwelling_id", "address_text", "reporter_name",
            "reporter_relation", "reporter_phone", "wished_text", "note",
        )  # fmt: skip
        columns = (form.getlist(name) for name in ("position", "category_code", "description"))
        items = tuple(
            TypedItem(position=row[0].strip(), category_code=row[1].strip(),
                      description=row[2].strip())
            for row in zip(*columns, strict=False)
        )  # fmt: skip
        return cls(**{name: form.get(name, "").strip() for name in names}, items=items)

    @classmethod
    def for_dwelling(cls, home: DwellingCard | None) -> TypedRequest:
        """A new form, with a home's first resident as the reporter."""
        return cls().moved_into(home)

    def moved_into(self, home: DwellingCard | None) -> TypedRequest:
        """The same form for another home; a reporter already typed stays."""
        if home is None:
            return replace(self, dwelling_id="")
        moved = replace(self, dwelling_id=home.dwelling_id, address_text=home.address)
        if self.reporter_name or not home.residents:
            return moved
        person = home.residents[0]
        return replace(
            moved,
            reporter_name=person.name,
            reporter_relation=person.relation,
            reporter_phone=person.phone,
        )

    @property
    def rows(self) -> tuple[TypedItem, ...]:
        """The rows to draw: what was typed and ruled empty ones up to five."""
        return (*self.items, *(TypedItem() for _ in range(_ROWS - len(self.items))))


def register(typed: TypedRequest, files: MultiDict[str, FileStorage]) -> str:
    """Register the request with its photos and answer its id; raises the Problem that refuses.

    ``then`` of the form may end it at once (solved by phone, passed on to the property).
    """
    command_id = form_command_id()
    kept = [index for index, item in enumerate(typed.items) if not item.is_empty]
    photos = [read_photos(files.getlist(f"photos-{index}")) for index in kept]
    command = build(RegisterRequest, _payload(typed, kept))
    perform(command, stream=f"request:{command_id}", command_id=command_id)
    attach_photos(command_id, photos)
    outcome = request.form.get("then", "")
    if outcome in _OUTCOMES:
        perform(
            build(EndRequest, {"request_id": command_id, "outcome": outcome}),
            stream=f"request:{command_id}",
            command_id=str(uuid.uuid5(uuid.UUID(command_id), "ending")),
        )
    return command_id


def _payload(typed: TypedRequest, kept: list[int]) -> dict[str, object]:
    return {
        "channel": typed.channel,
        "kind": typed.kind,
        "urgency": typed.urgency,
        "dwelling_id": typed.dwelling_id or None,
        "address_text": typed.address_text,
        "reporter_name": typed.reporter_name,
        "reporter_relation": typed.reporter_relation,
        "reporter_phone": "".join(typed.reporter_phone.split()),
        "wished_text": typed.wished_text,
        "note": typed.note,
        "items": [
            {
                "position": typed.items[index].position,
                "category_code": typed.items[index].category_code,
                "description": typed.items[index].description,
            }
            for index in kept
        ],
    }
