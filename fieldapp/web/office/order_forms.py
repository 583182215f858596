"""生成维修单: the form that turns a request's items into orders, one per department."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from fieldapp.commands.work_orders import MakeWorkOrder
from fieldapp.domain.problems import PayloadRefused
from fieldapp.domain.warranty import DEPARTMENT_OF_VERDICT
from fieldapp.queries.requests import RequestItemRow, RequestPage
from fieldapp.templating.amounts import yuan
from fieldapp.templating.locale import current_locale
from fieldapp.templating.wording import translate as _
from fieldapp.web.forms import build, cents, milli
from fieldapp.web.writing import form_command_id, perform

DEPARTMENTS = ("engineering", "production")
_CHARGE_ROWS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedOrderItem:
    """One item's verdicts as typed; no department means no order for it now.

    ``warranty_text`` is why they differ from what was judged.
    """

    item_id: str
    position_no: int
    #: What was judged, in words.
    judged_text: str
    department: str
    warranty_verdict: str
    warranty_text: str
    charge_verdict: str
    low: str
    high: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderForm:
    """The form as typed."""

    items: tuple[TypedOrderItem, ...]
    charges: tuple[tuple[str, str], ...]
    note: str
    is_emergency: bool


def empty_order_form(page: RequestPage) -> OrderForm:
    """Filled in from the verdicts of the day of registration (rule 3)."""
    return OrderForm(
        items=tuple(_as_judged(item, page) for item in page.items if not item.ordered_on),
        charges=(("", "1"),) * _CHARGE_ROWS,
        note="",
        is_emergency=False,
    )


def _as_judged(item: RequestItemRow, page: RequestPage) -> TypedOrderItem:
    return TypedOrderItem(
        item_id=item.item_id,
        position_no=item.position_no,
        judged_text=item.warranty_text,
        department=_department(item, page),
        warranty_verdict=item.warranty_verdict,
        warranty_text="",
        charge_verdict=item.charge_verdict,
        low=yuan(item.estimate_low_cents),
        high=yuan(item.estimate_high_cents),
    )


def _department(item: RequestItemRow, page: RequestPage) -> str:
    """Whose it is; while it is disputed by what the dates say, while unknown nobody's."""
    if item.rework_department:
        return item.rework_department
    verdict = item.warranty_verdict
    if verdict == "disputed":
        registered_on = current_locale().day_of(page.registered_at)
        ends_on = item.warranty_ends_on
        verdict = "in" if ends_on is not None and registered_on <= ends_on else "out"
    return DEPARTMENT_OF_VERDICT.get(verdict, "")


def typed_order_form(page: RequestPage, form: MultiDict[str, str]) -> OrderForm:
    """The form as it was sent."""
    items = []
    for item in page.items:
        if item.ordered_on and f"department-{item.item_id}" not in form:
            continue
        names = {name: form.get(f"{name}-{item.item_id}", "").strip() for name in _ITEM_FIELDS}
        items.append(
            TypedOrderItem(
                item_id=item.item_id,
                position_no=item.position_no,
                judged_text=item.warranty_text,
                **names,
            )
        )
    charges = tuple(
        zip(form.getlist("charge_item_id"), form.getlist("charge_quantity"), strict=False)
    )
    return OrderForm(
        items=tuple(items),
        charges=charges,
        note=form.get("note", "").strip(),
        is_emergency=form.get("emergency") == "1",
    )


def make_orders(page: RequestPage, form: MultiDict[str, str]) -> list[str]:
    """One order per department with an item; answers their ids. Raises what refuses it.

    Each order's id follows from the form's own, so sending the form twice makes no second pair.
    """
    typed = typed_order_form(page, form)
    chosen = [name for name in DEPARTMENTS if any(i.department == name for i in typed.items)]
    if not chosen:
        raise PayloadRefused(fields={"items": _("请给至少一项选部门")})
    order_ids = []
    for department in chosen:
        carries_charges = department == chosen[-1]
        command = build(MakeWorkOrder, _payload(page, typed, department, carries_charges))
        order_id = str(uuid.uuid5(uuid.UUID(form_command_id()), department))
        perform(command, stream=f"work_order:{order_id}", command_id=order_id)
        order_ids.append(order_id)
    return order_ids


_ITEM_FIELDS = (
    "department", "warranty_verdict", "warranty_text", "charge_verdict", "low", "high",
)  # fmt: skip


def _payload(
    page: RequestPage, typed: OrderForm, department: str, carries_charges: bool
) -> dict[str, Any]:
    return {
        "request_id": page.request_id,
        "department": department,
        "emergency": typed.is_emergency,
        "note": typed.note,
        "items": [_item(item) for item in typed.items if item.department == department],
        "charges": _charges(typed) if carries_charges else [],
    }


def _item(item: TypedOrderItem) -> dict[str, Any]:
    try:
        low, high = cents(item.low), cents(item.high)
    except ValueError as error:
        raise PayloadRefused(fields={f"low-{item.item_id}": str(error)}) from error
    return {
        "request_item_id": item.item_id,
        "warranty_verdict": item.warranty_verdict,
        "warranty_text": item.warranty_text,
        "charge_verdict": item.charge_verdict,
        "estimate_low_cents": low if low is not None else high,
        "estimate_high_cents": high if high is not None else low,
    }


def _charges(typed: OrderForm) -> list[dict[str, Any]]:
    try:
        return [
            {"charge_item_id": item_id, "quantity_milli": milli(quantity) or 1000}
            for item_id, quantity in typed.charges
            if item_id
        ]
    except ValueError as error:
        raise PayloadRefused(fields={"charges": str(error)}) from error
