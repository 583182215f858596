"""How a request ends without an order of its own: solved by phone, passed on, merged, withdrawn."""

from typing import Literal

from pydantic.dataclasses import dataclass

from fieldapp.commands.fields import STRICT, NameOrEmpty, RemarkOrEmpty, Revision, Uuid
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.request_items import MOST_ITEMS, last_position
from fieldapp.commands.request_revisions import check_request, items_of
from fieldapp.commands.requests import request_of
from fieldapp.domain.problems import (
    RequestEndingReason,
    RequestFull,
    RequestMergeElsewhere,
    RequestPassedOnTo,
)
from fieldapp.domain.requests import is_same_item, next_request_state
from fieldapp.persistence.tables import Request, RequestItem

#: What an item keeps when it moves to another request: all that was asked and judged.
_KEPT = (
    "position", "category_code", "description", "product_id", "part", "cause", "answers",
    "warranty_verdict", "warranty_text", "warranty_rule_id", "warranty_starts_on",
    "warranty_ends_on", "charge_verdict", "estimate_low_cents", "estimate_high_cents",
    "overruled_by_id", "overruled_reason", "rework_of_id",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, config=STRICT)
class EndRequest(Command):
    """Ended without a work order.

    answered_by_phone: ``note`` says which first aid helped, or why it was not for us to repair.
    passed_on: not the windows but walls or building; ``passed_on_to`` is who took it over.
    withdrawn: ``note`` is the customer's reason.
    """

    permission = "requests.write"

    request_id: Uuid
    revision: Revision
    outcome: Literal["answered_by_phone", "passed_on", "withdrawn"]
    note: RemarkOrEmpty = ""
    #: The property's number or name.
    passed_on_to: NameOrEmpty = ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class MergeRequest(Command):
    """Registered twice: this one becomes part of another (并入 BX…)."""

    permission = "requests.write"

    request_id: Uuid
    revision: Revision
    into_id: Uuid


@handles(EndRequest)
def end_request(command: EndRequest, context: HandlerContext) -> None:
    """Open or confirmed → an outcome that needs no order, with what must be known of it."""
    request = request_of(context, command.request_id)
    check_request(context, request, command.revision)
    state = next_request_state(request.state, f"end:{command.outcome}")
    if command.outcome == "passed_on" and not command.passed_on_to.strip():
        raise RequestPassedOnTo()
    if command.outcome != "passed_on" and not command.note.strip():
        raise RequestEndingReason()
    request.state = state
    request.passed_on_to = command.passed_on_to
    request.note = f"{request.note}\n{command.note}".strip()


@handles(MergeRequest)
def merge_request(command: MergeRequest, context: HandlerContext) -> None:
    """Open or confirmed → merged; nothing is lost.

    An item the other one has too points to its twin there; what it lacks is added to it and
    pointed to. Photos, papers and calls stay with this one and are shown from the other.
    """
    request = request_of(context, command.request_id)
    check_request(context, request, command.revision)
    target = request_of(context, command.into_id)
    state = next_request_state(request.state, "end:merged")
    next_request_state(target.state, "add_items")
    _check_place(request, target)
    _move_items(context, request, target)
    request.state = state
    request.merged_into_id = target.id
    target.revision += 1


def _check_place(request: Request, target: Request) -> None:
    homes = {request.dwelling_id, target.dwelling_id} - {None}
    if request.id == target.id or len(homes) > 1:
        raise RequestMergeElsewhere(number=target.number)


def _move_items(context: HandlerContext, request: Request, target: Request) -> None:
    there = items_of(context, target)
    position_no = last_position(context, target)
    for item in items_of(context, request):
        twin = next((each for each in there if is_same_item(each, item)), None)
        if twin is None:
            position_no += 1
            twin = RequestItem(
                id=context.new_id(),
                company_id=target.company_id,
                request_id=target.id,
                position_no=position_no,
                **{name: getattr(item, name) for name in _KEPT},
            )
            context.session.add(twin)
            context.session.flush()
        item.merged_into_id = twin.id
    if position_no > MOST_ITEMS:
        raise RequestFull(most=MOST_ITEMS)
