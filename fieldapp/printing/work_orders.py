"""The paper 维修单: what stands on the printed sheet and its code."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.printing.qr_codes import QrDrawing, qr_drawing
from fieldapp.queries.money_lines import MoneyLine
from fieldapp.queries.work_order_sheets import OrderSheet

#: ruled lines for materials written by hand
MATERIAL_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderPaper:
    """The sheet with its code; ``empty_lines`` are left to write on."""

    sheet: OrderSheet
    code: QrDrawing | None
    url: str
    lines: tuple[MoneyLine, ...]
    empty_lines: int


def paper(sheet: OrderSheet, *, base_url: str) -> WorkOrderPaper:
    """The paper of an order; ``base_url`` is where its code leads (``<base_url>/q/<code>``)."""
    url = f"{base_url}/q/{sheet.head.qr_code}" if sheet.head.qr_code else ""
    return WorkOrderPaper(
        sheet=sheet,
        code=qr_drawing(url) if url else None,
        url=url,
        lines=sheet.lines,
        empty_lines=max(MATERIAL_LINES - len(sheet.lines), 1),
    )
