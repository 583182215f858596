"""The demo's money: itemised estimates, consents in every way, payments in every way, invoices."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from fieldapp.cli.demo.story import Story
from fieldapp.cli.demo.visits import USES
from fieldapp.persistence.tables import Dwelling as Home
from fieldapp.persistence.tables import Request, Site, Visit, WorkOrder, WorkOrderItem
from fieldapp.queries.work_order_sheets import OrderSheet, order_sheet

HOWS = (
    ("phone", "电话 10:12，有录音"),
    ("phone", ""),
    ("written", "微信截图"),
    ("own_phone", "链接签字"),
    ("in_person", "前台签字"),
)
#: One more of it may be needed: what makes the estimate a range.
MAYBE_ONE_MORE = frozenset({"WJ-008", "TL-003", "MF-006", "JL-001", "BL-007"})
MONTHLY_SITE = "万和商务中心"


def estimate_and_agree(
    story: Story,
    customer_name: str,
    order_id: str,
    at: datetime,
    unforeseen: frozenset[str] = frozenset(),
) -> None:
    """The clerk lists what it will cost, the customer agrees to the range.

    The call-out is credited where the work is done, as the price list says.
    unforeseen: materials of the repair nobody thinks of before the door is opened; such an
    estimate is one amount, no range that would hide them.
    """
    maybe_more = frozenset() if unforeseen else MAYBE_ONE_MORE
    call_out = story.charge_items["RG-01"].id
    line_id = _add(story, order_id, at, charge_item_id=call_out, quantity_low_milli=1_000)
    for item_id, category in _items(story, order_id):
        if category == "QW":
            _add_pane(story, order_id, item_id, at)
        for code, quantity in USES.get(category, []):
            if code in unforeseen:
                continue
            most = quantity + (1_000 if code in maybe_more else 0)
            _add_material(story, order_id, item_id, at, code, quantity, most)
    story.act(
        "zhuguan",
        "waive_estimate_line",
        at=at + timedelta(minutes=2),
        stream=f"work_order:{order_id}",
        line_id=line_id,
        reason="成交抵扣",
    )
    _agree(story, customer_name, order_id, at + timedelta(minutes=6))


def agree_again(
    story: Story, customer_name: str, order_id: str, at: datetime, code: str, quantity_milli: int
) -> None:
    """More is needed than was agreed (rule 4): it is listed, and the customer is asked again."""
    ((item_id, _category),) = _items(story, order_id)
    _add_material(story, order_id, item_id, at, code, quantity_milli, quantity_milli)
    _agree(story, customer_name, order_id, at + timedelta(minutes=4))


def take_payments(story: Story) -> None:
    """What was paid for finished work; some owe, some pay by the month, one was let off."""
    for number, order_id in enumerate(_finished(story)):
        sheet = order_sheet(story.session, company_id=story.company_id, work_order_id=order_id)
        story.session.rollback()
        if sheet is None or not sheet.due_cents or sheet.current_visit is None:
            continue
        if _is_monthly(story, sheet):
            _pay(story, sheet, "monthly", sheet.due_cents, note="并入本月对账单")
            _invoice(story, sheet, number)
        else:
            _settle(story, sheet, number)


def _settle(story: Story, sheet: OrderSheet, number: int) -> None:
    due = sheet.due_cents
    visit = sheet.current_visit
    technician = visit.lead_id if visit else None
    if number % 7 == 0:
        _pay(
            story, sheet, "cash", due, received_by_id=technician, reference=f"收据 {1200 + number}"
        )
    elif number % 7 == 1:
        _pay(story, sheet, "transfer", due, reference=f"回单 {88_000 + number}")
    elif number % 7 == 2:
        _pay(story, sheet, "cash", due - due % 5_000 or due, received_by_id=technician)
        _pay(story, sheet, "owed", due % 5_000 or due, note="客户说周末补")
    elif number % 7 == 3:
        _pay(story, sheet, "qr", due - min(due, 1_000), received_by_id=technician)
        _waive(story, sheet, min(due, 1_000), "等得久，主管同意抹零")
    else:
        _pay(story, sheet, "qr", due, received_by_id=technician)


def _pay(story: Story, sheet: OrderSheet, method: str, cents: int, **more: Any) -> None:
    if cents <= 0:
        return
    at = _after(sheet)
    story.act(
        "kefu",
        "record_payment",
        at=at,
        stream=f"work_order:{sheet.head.work_order_id}",
        work_order_id=sheet.head.work_order_id,
        method=method,
        amount_cents=cents,
        paid_at=at,
        **more,
    )


def _waive(story: Story, sheet: OrderSheet, cents: int, reason: str) -> None:
    story.act(
        "zhuguan",
        "waive_amount",
        at=_after(sheet),
        stream=f"work_order:{sheet.head.work_order_id}",
        work_order_id=sheet.head.work_order_id,
        amount_cents=cents,
        reason=reason,
    )


def _invoice(story: Story, sheet: OrderSheet, number: int) -> None:
    story.act(
        "kefu",
        "save_invoice",
        at=_after(sheet),
        stream=f"work_order:{sheet.head.work_order_id}",
        work_order_id=sheet.head.work_order_id,
        revision=sheet.head.revision,
        title="云州睿达科技有限公司",
        tax_no="91990100MA0DEMO168",
        email="caiwu@ruida.example",
        number=f"{26_000_000 + number}" if number % 2 else "",
        issued_on=_after(sheet).date() if number % 2 else None,
        note="按月汇总开",
    )


def _after(sheet: OrderSheet) -> datetime:
    visit = sheet.current_visit
    ended_at = visit.ended_at if visit else None
    return (ended_at or sheet.head.created_at) + timedelta(minutes=8)


def _agree(story: Story, customer_name: str, order_id: str, at: datetime) -> None:
    order = story.session.get_one(WorkOrder, order_id)
    low, high = order.estimate_low_cents, order.estimate_high_cents
    story.session.rollback()
    how, evidence = story.dice.choice(HOWS)
    story.act(
        "kefu",
        "record_consent",
        at=at,
        stream=f"work_order:{order_id}",
        work_order_id=order_id,
        who="payer",
        who_name=customer_name,
        how=how,
        low_cents=low or 0,
        agreed_cents=high or 0,
        evidence=evidence,
    )


def _add(story: Story, order_id: str, at: datetime, **line: Any) -> str:
    return story.act(
        "kefu",
        "add_estimate_line",
        at=at,
        stream=f"work_order:{order_id}",
        work_order_id=order_id,
        **line,
    )


def _add_material(
    story: Story, order_id: str, item_id: str, at: datetime, code: str, low_milli: int, most: int
) -> None:
    _add(
        story,
        order_id,
        at,
        item_id=item_id,
        material_id=story.material(code).id,
        quantity_low_milli=low_milli,
        quantity_high_milli=most,
    )


def _add_pane(story: Story, order_id: str, item_id: str, at: datetime) -> None:
    _add(
        story,
        order_id,
        at,
        item_id=item_id,
        material_id=story.material("BL-002").id,
        width_mm=612,
        height_mm=1432,
    )


def _items(story: Story, order_id: str) -> list[tuple[str, str]]:
    rows = story.session.execute(
        select(WorkOrderItem.id, WorkOrderItem.category_code)
        .where(WorkOrderItem.work_order_id == order_id)
        .order_by(WorkOrderItem.position_no)
    ).all()
    story.session.rollback()
    return [(row.id, row.category_code) for row in rows]


def _finished(story: Story) -> list[str]:
    rows = story.session.scalars(
        select(WorkOrder.id)
        .join(Visit, Visit.work_order_id == WorkOrder.id)
        .where(WorkOrder.company_id == story.company_id, Visit.state == "finished")
        .order_by(WorkOrder.number)
    ).all()
    story.session.rollback()
    return list(rows)


def _is_monthly(story: Story, sheet: OrderSheet) -> bool:
    site = story.session.scalar(
        select(Site.name)
        .join(Home, Home.site_id == Site.id)
        .join(Request, Request.dwelling_id == Home.id)
        .where(Request.id == sheet.head.request_id)
    )
    story.session.rollback()
    return site == MONTHLY_SITE
