"""扫码: find an order by its code or number."""

from __future__ import annotations

from fieldapp.web.technician.contexts.common import common_context
from fieldapp.web.technician.contexts.rows import in_order, visit_row
from fieldapp.web.technician.contexts.source import Record, Source

_SHORTEST = 3


def build(source: Source) -> Record:
    """``?code=``: the code, the address printed in it, the number or its end."""
    code = source.asked("code")
    found = [sheet for sheet in in_order(source.sheets) if _is_meant(sheet, code)]
    return common_context(source, name="scan", nav="scan") | {
        "code": code,
        "found": [visit_row(sheet) for sheet in found],
    }


def _is_meant(sheet: Record, code: str) -> bool:
    wanted = code.lower().split("/")[-1]
    if len(wanted) < _SHORTEST:
        return False
    number: str = sheet["work_order_number"]
    return bool(sheet["qr_code"] == wanted) or number.lower().endswith(wanted)
