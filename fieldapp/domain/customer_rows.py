"""One row of the company's Excel list: a customer, perhaps a home, perhaps a window (导入).

Every cell is checked by itself, so that a dry run can list all that is wrong at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from fieldapp.domain.dwellings import plain
from fieldapp.domain.example_row import is_example
from fieldapp.domain.phones import is_phone, phone_digits
from fieldapp.domain.problems.families import mark as _

#: Field → the heading of its column, in the order of the template.
HEADINGS: Mapping[str, str] = {
    "name": _("姓名"), "kind": _("身份"), "phone": _("电话"), "more_phones": _("其他电话"),
    "site": _("小区"), "building": _("楼栋"), "unit": _("单元"), "room": _("房号"),
    "relation": _("关系"), "position": _("产品部位"), "product_kind": _("产品类型"),
    "model": _("型号"), "code": _("窗号"), "completed_on": _("竣工验收"),
    "handed_over_on": _("交付"), "installed_on": _("安装"), "batch": _("批次"),
    "door_hint": _("提示"), "notes": _("备注"), "invoice_title": _("开票抬头"),
    "tax_no": _("税号"), "invoice_email": _("邮箱"),
}  # fmt: skip
_KINDS = {
    _("业主"): "owner", _("家属"): "family", _("租户"): "tenant", _("物业"): "property",
    _("单位"): "firm",
}  # fmt: skip
_RELATIONS = {
    _("业主"): "owner", _("家属"): "family", _("租户"): "tenant", _("物业"): "property",
    _("钥匙托管人"): "keyholder",
}  # fmt: skip
_PRODUCT_KINDS = {_("窗"): "window", _("门"): "door", _("纱窗"): "screen", _("其他"): "other"}
_LONGEST = {
    "name": 60, "site": 60, "building": 20, "unit": 20, "room": 20, "position": 60, "model": 60,
    "code": 40, "batch": 40, "door_hint": 200, "notes": 500, "invoice_title": 100, "tax_no": 20,
    "invoice_email": 100,
}  # fmt: skip
_YEARS = range(1970, 2201)
#: 2024-06-28, 2024/6/28, and with the characters for year, month and day.
_DATE = re.compile(r"(\d{4})[-./\u5e74](\d{1,2})[-./\u6708](\d{1,2})\u65e5?")
_PHONE_BREAKS = re.compile(r"[;；、,，/\n]+")

Cell = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowProblem:
    """What is wrong with one field of a row; ``code`` is worded when shown."""

    field: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRow:
    """The values of a row by field (days as ISO text, empty cells left out), and all problems."""

    values: dict[str, str | list[str]]
    problems: tuple[RowProblem, ...]


def field_of_heading(text: str) -> str:
    """The field a heading means; empty if none."""
    wanted = re.sub(r"[\s*＊]", "", unicodedata.normalize("NFKC", text))
    return next((field for field, word in HEADINGS.items() if word == wanted), "")


def check_row(cells: Mapping[str, Cell]) -> CheckedRow:
    """Read and check the cells of one row, by field; the template's example is one problem."""
    if is_example(cell_text(cells.get("name"))):
        return CheckedRow(values={}, problems=(RowProblem(field="name", code="example"),))
    values: dict[str, str | list[str]] = {}
    problems: list[RowProblem] = []
    for field, cell in cells.items():
        if cell_text(cell) == "":
            continue
        try:
            values[field] = _READERS.get(field, _text_of)(field, cell)
        except ValueError as error:
            problems.append(RowProblem(field=field, code=str(error)))
    filled = set(values) | {problem.field for problem in problems}
    problems += (RowProblem(field=field, code=code) for field, code in _missing(filled))
    return CheckedRow(values=values, problems=tuple(problems))


def cell_text(cell: Cell) -> str:
    """What stands in a cell, as text: full-width digits narrow, a formula as it is written."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _missing(filled: set[str]) -> list[tuple[str, str]]:
    """What the filled cells ask for besides themselves."""
    home, product = {"site", "building", "unit", "room"}, {"position", "model", "code", "batch"}
    found = []
    if "name" not in filled:
        found.append(("name", "required"))
    if filled & home and "site" not in filled:
        found.append(("site", "site_missing"))
    if filled & (home | product | {"door_hint", "relation"}) and "room" not in filled:
        found.append(("room", "room_missing"))
    if filled & (product | {"product_kind", "installed_on"}) and "position" not in filled:
        found.append(("position", "position_missing"))
    if filled & product and "site" not in filled and not filled & home:
        found.append(("site", "site_missing"))
    return found


def _text_of(field: str, cell: Cell) -> str:
    text = cell_text(cell)
    if field in {"building", "unit", "room", "code", "batch", "tax_no"}:
        text = plain(text)
    if any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in text):
        raise ValueError("control")
    if len(text) > _LONGEST[field]:
        raise ValueError("too_long")
    if field == "tax_no" and not re.fullmatch(r"[0-9A-Z]+", text.upper()):
        raise ValueError("tax_no")
    return text.upper() if field == "tax_no" else text


def _phone(field: str, cell: Cell) -> str:
    del field
    digits = phone_digits(cell_text(cell))
    if not is_phone(digits):
        raise ValueError("phone")
    return digits


def _phones(field: str, cell: Cell) -> list[str]:
    parts = [part for part in _PHONE_BREAKS.split(cell_text(cell)) if part.strip()]
    if len(parts) > 5:
        raise ValueError("too_many")
    return [_phone(field, part) for part in parts]


def _one_of(words: Mapping[str, str]) -> Callable[[str, Cell], str]:
    def read(field: str, cell: Cell) -> str:
        found = words.get(plain(cell_text(cell)))
        if found is None:
            raise ValueError(f"{field}_choice")
        return found

    return read


def _day(field: str, cell: Cell) -> str:
    del field
    if isinstance(cell, datetime | date):
        on = cell.date() if isinstance(cell, datetime) else cell
    else:
        read = _DATE.fullmatch(plain(cell_text(cell)))
        if read is None:
            raise ValueError("date")
        try:
            on = date(int(read[1]), int(read[2]), int(read[3]))
        except ValueError:
            raise ValueError("date") from None
    if on.year not in _YEARS:
        raise ValueError("date")
    return on.isoformat()


_READERS: Mapping[str, Callable[[str, Cell], str | list[str]]] = {
    "phone": _phone,
    "more_phones": _phones,
    "kind": _one_of(_KINDS),
    "relation": _one_of(_RELATIONS),
    "product_kind": _one_of(_PRODUCT_KINDS),
    "completed_on": _day,
    "handed_over_on": _day,
    "installed_on": _day,
}
