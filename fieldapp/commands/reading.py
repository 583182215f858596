"""How a payload becomes a command, and a command a payload."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from fieldapp.commands.handling import COMMANDS, Command
from fieldapp.domain.problems import CommandUnknown, PayloadRefused
from fieldapp.domain.problems.families import mark as _

VERSION = 1

_ADAPTERS: dict[type[Command], TypeAdapter[Command]] = {}

_OTHER = _("这一项不对。")
_WORDINGS = {
    "missing": _("这一项必填。"),
    "extra_forbidden": _("不认识这一项。"),
    "string_too_short": _("这一项必填。"),
    "too_short": _("这一项必填。"),
    "string_too_long": _("写得太长了。"),
    "too_long": _("太多了。"),
    "literal_error": _("请从列表里选。"),
    "Value error, no phone number": _("电话要 5 到 20 位数字。"),
    "greater_than_equal": _("数太小了。"),
    "less_than_equal": _("数太大了。"),
}


def command_class(name: str, version: int = VERSION) -> type[Command]:
    """The command of a wire name and version. Raises CommandUnknown."""
    found = COMMANDS.get(name)
    if found is None or version != VERSION:
        raise CommandUnknown(name=name, version=version)
    return found


def read_command(name: str, payload: str | bytes, version: int = VERSION) -> Command:
    """The command a JSON payload asks for. Raises CommandUnknown, PayloadRefused."""
    kind = command_class(name, version)
    try:
        return adapter(kind).validate_json(payload)
    except ValidationError as error:
        raise PayloadRefused(fields=_fields(error)) from error


def payload_json(command: Command) -> str:
    """The payload of a command as JSON text (instants with Z, days as dates)."""
    return adapter(type(command)).dump_json(command).decode()


def payload_schema(name: str) -> dict[str, Any]:
    """JSON schema of a command's payload: the limits the phone checks."""
    return adapter(command_class(name)).json_schema()


def adapter(kind: type[Command]) -> TypeAdapter[Command]:
    """The reader and writer of one command's payload."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def _fields(error: ValidationError) -> dict[str, str]:
    """Field → wording; the field of a list entry is its path, joined by dots."""
    return {
        ".".join(map(str, problem["loc"])): _wording(problem)
        for problem in error.errors(include_url=False)
    }


def _wording(problem: Mapping[str, Any]) -> str:
    if problem["input"] is None:
        return _WORDINGS["missing"]  # an empty field is read as null
    return _WORDINGS.get(problem["msg"], _WORDINGS.get(problem["type"], _OTHER))
