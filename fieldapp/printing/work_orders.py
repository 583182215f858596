"""The paper 维修单: what stands on the printed sheet and its code."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.persistence.session import Session
from fieldapp.printing.qr_codes import QrDrawing, qr_drawing
from fieldapp.queries.estimates import Estimate, estimate_of_order
from fieldapp.queries.money_lines import MoneyLine
from fieldapp.queries.work_order_sheets import OrderSheet

#: ruled lines for materials written by hand
MATERIAL_LINES = 4
#: more items and lines than these are set closer, so that the sheet stays one page
_ROOMY_LINES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderPaper:
    """The sheet with its code; ``empty_lines`` are left to write on.

    Until something was used the lines are those of the estimate (K5.2.1e), then what was used.
    """

    sheet: OrderSheet
    code: QrDrawing | None
    url: str
    lines: tuple[MoneyLine, ...]
    estimate: Estimate | None
    #: Numbers of the other orders of the same request.
    siblings: tuple[str, ...]
    empty_lines: int
    is_dense: bool


def paper(session: Session, sheet: OrderSheet, *, company_id: str, base_url: str) -> WorkOrderPaper:
    """The paper of an order; ``base_url`` is where its code leads (``<base_url>/q/<code>``)."""
    head = sheet.head
    url = f"{base_url}/q/{head.qr_code}" if head.qr_code else ""
    estimate = estimate_of_order(session, company_id, head.work_order_id)
    has_uses = any(line.source == "material" for line in sheet.lines)
    is_planned = bool(estimate.lines) and not has_uses
    count = len(estimate.lines) if is_planned else len(sheet.lines)
    return WorkOrderPaper(
        sheet=sheet,
        code=qr_drawing(url) if url else None,
        url=url,
        lines=() if is_planned else sheet.lines,
        estimate=estimate if is_planned else None,
        siblings=tuple(other.number for other in sheet.siblings),
        empty_lines=max(MATERIAL_LINES - count, 1),
        is_dense=count + len(sheet.items) > _ROOMY_LINES,
    )
