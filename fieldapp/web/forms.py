"""Forms become commands: one reading of fields for all of them.

The type of a field is told by its name: ``_cents`` and ``_milli`` are decimal text, ``_on`` a day,
``_at`` a local time, everything else text. Empty means null. The browser side reads forms the same
way (``static/js/commands/forms.js``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from fieldapp.commands.handling import Command as AnyCommand
from fieldapp.commands.handling import command_name
from fieldapp.commands.reading import read_command
from fieldapp.domain.problems import PayloadRefused
from fieldapp.domain.typed_text import visible_text
from fieldapp.templating.locale import current_locale
from fieldapp.templating.wording import translate as _

Command = TypeVar("Command", bound=AnyCommand)
Form = MultiDict[str, str]

_SCALES = {"_cents": 100, "_milli": 1000}
#: Fields that are kept and hashed exactly as they were shown: the document of a sign-off.
_VERBATIM = frozenset({"document"})
#: Beyond it numbers have no canonical JSON; the limits of fields are far below.
_LARGEST_NUMBER = 2**53 - 1


def payload_from_form(command_class: type[Command], form: Form, **known: object) -> Command:
    """Read the command's fields from a form and build it; raises PayloadRefused.

    known: fields the address says, not the form.
    """
    payload: dict[str, Any] = dict(known)
    refused: dict[str, str] = {}
    for name, annotation in _fields_of(command_class).items():
        if name not in form or name in known:
            continue
        try:
            payload[name] = _read(name, annotation, form)
        except ValueError as error:
            refused[name] = str(error)
    if refused:
        raise PayloadRefused(fields=refused)
    return build(command_class, payload)


def build(command_class: type[Command], payload: Mapping[str, Any]) -> Command:
    """The command of a payload; a shape or limit that fails raises PayloadRefused.

    Every form's text passes here, so here it loses the characters nobody sees: pasted from a table
    or a chat they would stand in names, break prints, or be refused without anybody seeing why.
    """
    visible = {
        name: value if name in _VERBATIM else _visible(value) for name, value in payload.items()
    }
    text = json.dumps(visible, default=_as_wire)
    command = read_command(command_name(command_class), text)
    return cast(Command, command)


def _visible(value: Any) -> Any:
    """The value with invisible control characters taken from its text, however deep it lies."""
    if isinstance(value, str):
        return visible_text(value)
    if isinstance(value, Mapping):
        return {name: _visible(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_visible(inner) for inner in value]
    return value


def cents(text: str) -> int | None:
    """``1,280.50`` as cents; empty is None; raises ValueError with wording."""
    return _scaled(text, 100)


def milli(text: str) -> int | None:
    """``1.2`` as thousandths; empty is None; raises ValueError with wording."""
    return _scaled(text, 1000)


def day(text: str) -> date | None:
    """``2026-11-28`` as a date; empty is None; raises ValueError with wording."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(_("请填日期")) from None


def instant(text: str, *, on: date | None = None) -> datetime | None:
    """A local time as an aware UTC instant; empty is None; raises ValueError with wording.

    Takes ``2026-11-28T08:30`` and ``08:30`` (of the day ``on``) on the viewer's clock, and what the
    wire writes (``…Z``) as it is.
    """
    text = text.strip()
    if not text:
        return None
    try:
        if on is not None and len(text) <= len("08:30:00"):
            read = datetime.combine(on, time.fromisoformat(text.zfill(5)))
        else:
            read = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(_("请填时间")) from None
    if read.tzinfo is None:
        read = read.replace(tzinfo=ZoneInfo(current_locale().zone))
    try:
        return read.astimezone(UTC)
    except OverflowError:
        raise ValueError(_("请填时间")) from None


def _fields_of(command_class: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(command_class)
    return {field.name: hints[field.name] for field in fields(command_class)}


def _as_wire(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{value!r} does not belong in a command")


def _read(name: str, annotation: Any, form: Form) -> Any:
    suffix = name[name.rfind("_") :] if "_" in name else ""
    text = form.get(name, "").strip()
    if suffix in _SCALES:
        return _scaled(text, _SCALES[suffix])
    if suffix == "_on":
        return day(text)
    if suffix == "_at":
        return instant(text, on=day(form.get(f"{name}_on", "")))
    if annotation is bool:
        return text in {"1", "true", "on"}
    if annotation in (int, int | None):
        return whole(text)
    if _is_list(annotation):
        return _list(form.getlist(name))
    joined = "；".join(part.strip() for part in form.getlist(name) if part.strip())
    is_nullable = type(None) in get_args(annotation)
    return None if is_nullable and not joined else joined


def _scaled(text: str, scale: int) -> int | None:
    if not text.strip():
        return None
    try:
        value = Decimal(text.replace(",", "").replace("，", "").strip()) * scale
    except ArithmeticError:
        raise ValueError(_("请填数字")) from None
    if value.is_finite() and abs(value) > _LARGEST_NUMBER:  # before int() writes 1e400000 out
        raise ValueError(_("数太大了。"))
    if not value.is_finite() or value != int(value):
        raise ValueError(_("小数位太多"))
    return int(value)


def whole(text: str) -> int | None:
    """``12`` as a number; empty is None; raises ValueError with wording."""
    if not text.strip():
        return None
    try:
        value = int(text)
    except ValueError:  # also thousands of digits: Python reads no such number
        raise ValueError(_("请填数字")) from None
    if abs(value) > _LARGEST_NUMBER:
        raise ValueError(_("数太大了。"))
    return value


def _is_list(annotation: Any) -> bool:
    kinds = [annotation, *get_args(annotation)]
    return any(get_origin(kind) in (list, tuple) for kind in kinds)


def _list(texts: list[str]) -> Any:
    if len(texts) == 1 and texts[0].startswith("["):
        try:
            return json.loads(texts[0])
        except (json.JSONDecodeError, RecursionError):
            raise ValueError(_("内容不完整，请重填")) from None
    return [text for text in texts if text.strip()] or None
