"""Requests: registering, items that come later, the slip, photos the customer sent."""

from typing import Literal

from pydantic.dataclasses import dataclass
from sqlalchemy import select

from fieldapp.commands.addresses import address_of
from fieldapp.commands.archive_access import kept_customer_id
from fieldapp.commands.fields import (
    STRICT,
    Caption,
    Instant,
    Line,
    NameOrEmpty,
    PhoneDigitsOrEmpty,
    PhotoBytes,
    Pixels,
    Reason,
    RemarkOrEmpty,
    Revision,
    Sha256,
    SlipItems,
    Uuid,
)
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.notices import Subject, people_with_role, tell
from fieldapp.commands.photos import PhotoKind, PhotoMime, blob_state, check_named
from fieldapp.commands.request_items import RequestedItems, add_items
from fieldapp.commands.request_revisions import check_request
from fieldapp.domain.numbers import REQUEST_PREFIX, paper_number
from fieldapp.domain.problems import (
    DwellingUnknown,
    RequestAddressMissing,
    RequestItemUnknown,
    RequestUnknown,
    RequestWrongState,
)
from fieldapp.domain.requests import next_request_state
from fieldapp.domain.roles import Role
from fieldapp.persistence.counters import next_number
from fieldapp.persistence.tables import (
    Attachment,
    Dwelling,
    Request,
    RequestItem,
)

Relation = Literal["owner", "family", "tenant", "property", "keyholder", "contractor", "firm"]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class RegisterRequest(Command):
    """One call, fax, slip, desk visit, inspection find or QR form."""

    permission = "requests.write"

    channel: Literal["phone", "fax", "slip", "desk", "inspection", "qr"]
    kind: Literal["repair", "install", "adjust", "maintain", "measure", "consult"] = "repair"
    urgency: Literal["urgent", "normal", "planned"] = "normal"
    dwelling_id: Uuid | None = None
    address_text: Line = ""
    reporter_id: Uuid | None = None
    user_id: Uuid | None = None
    payer_id: Uuid | None = None
    reporter_name: NameOrEmpty = ""
    reporter_relation: Relation = "owner"
    reporter_phone: PhoneDigitsOrEmpty = ""
    wished_text: Line = ""
    note: RemarkOrEmpty = ""
    #: How many items the slip or fax lists (原单 n 项); None means there is none.
    slip_items: SlipItems | None = None
    items: RequestedItems


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AddRequestItems(Command):
    """Items that come later: the rest of a slip, or what the customer forgot to say."""

    permission = "requests.write"

    request_id: Uuid
    revision: Revision
    items: RequestedItems


@dataclass(frozen=True, kw_only=True, config=STRICT)
class SettleSlip(Command):
    """Why fewer items are recorded than the slip lists (K5.2.2a)."""

    permission = "requests.write"

    request_id: Uuid
    revision: Revision
    reason: Reason


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AttachRequestPhoto(Command):
    """A photo of the customer's, of the request or of one item."""

    permission = "requests.write"

    request_id: Uuid
    request_item_id: Uuid | None = None
    kind: PhotoKind = "before"
    sha256: Sha256
    size_bytes: PhotoBytes
    mime: PhotoMime
    width: Pixels
    height: Pixels
    caption: Caption = ""
    taken_at: Instant | None = None


@handles(RegisterRequest)
def register_request(command: RegisterRequest, context: HandlerContext) -> None:
    """Give the request its number and its items, each with the verdict of this day.

    Customers merged since the form was opened are the ones that were kept.
    """
    _check_references(command, context)
    company_id = context.actor.company_id
    local_day = context.now.astimezone(context.zone).date()
    number = next_number(context.session, company_id, "request", local_day)
    request = Request(
        id=context.envelope.command_id,
        company_id=company_id,
        number=paper_number(REQUEST_PREFIX, local_day, number),
        channel=command.channel,
        kind=command.kind,
        urgency=command.urgency,
        dwelling_id=command.dwelling_id,
        address_text=command.address_text,
        reporter_id=kept_customer_id(context, command.reporter_id),
        user_id=kept_customer_id(context, command.user_id),
        payer_id=kept_customer_id(context, command.payer_id),
        reporter_name=command.reporter_name,
        reporter_relation=command.reporter_relation,
        reporter_phone=command.reporter_phone,
        registered_at=context.now,
        registered_by_id=context.actor.person_id,
        wished_text=command.wished_text,
        note=command.note,
        slip_items=command.slip_items,
    )
    context.session.add(request)
    context.session.flush()
    add_items(context, request, command.items)
    _tell_supervisors(command, context, request)


@handles(AddRequestItems)
def add_request_items(command: AddRequestItems, context: HandlerContext) -> None:
    """Add them while the request has not ended; an order for them is made as for the others."""
    request = request_of(context, command.request_id)
    check_request(context, request, command.revision)
    next_request_state(request.state, "add_items")
    add_items(context, request, command.items)


@handles(SettleSlip)
def settle_slip(command: SettleSlip, context: HandlerContext) -> None:
    """Keep the reason; the request is no longer marked as short of its slip."""
    request = request_of(context, command.request_id)
    check_request(context, request, command.revision)
    if request.slip_items is None:
        raise RequestWrongState(state=request.state, action="settle_slip")
    request.slip_reason = command.reason


@handles(AttachRequestPhoto)
def attach_request_photo(command: AttachRequestPhoto, context: HandlerContext) -> None:
    """Name the photo's bytes; the owner is the request or one of its items."""
    request = request_of(context, command.request_id)
    if command.request_item_id is not None:
        item = context.session.get(RequestItem, command.request_item_id)
        if item is None or item.request_id != request.id:
            raise RequestItemUnknown(request_item_id=command.request_item_id)
    check_named(context, command.sha256)
    state = context.session.scalar(select(blob_state(request.company_id, command.sha256)))
    context.session.add(
        Attachment(
            id=context.envelope.command_id,
            company_id=request.company_id,
            owner_kind="request" if command.request_item_id is None else "request_item",
            owner_id=command.request_item_id or request.id,
            kind=command.kind,
            sha256=command.sha256,
            mime=command.mime,
            size_bytes=command.size_bytes,
            width=command.width,
            height=command.height,
            caption=command.caption,
            taken_at=command.taken_at,
            state=state,
            person_id=context.actor.person_id,
            made_at=context.envelope.made_at,
        )
    )


def request_of(context: HandlerContext, request_id: str) -> Request:
    """A request of the company. Raises RequestUnknown."""
    request = context.session.get(Request, request_id)
    if request is None or request.company_id != context.actor.company_id:
        raise RequestUnknown(request_id=request_id)
    return request


def _tell_supervisors(command: RegisterRequest, context: HandlerContext, request: Request) -> None:
    """Every supervisor knows at once, and is reminded while it is unread (K5.2.2c)."""
    is_urgent = command.urgency == "urgent"
    tell(
        context,
        people_with_role(context, Role.SUPERVISOR),
        "urgent_request_registered" if is_urgent else "request_registered",
        Subject("request", request.id),
        {
            "number": request.number,
            "address": address_of(context, request),
            "items": "、".join(item.position for item in command.items),
        },
    )


def _check_references(command: RegisterRequest, context: HandlerContext) -> None:
    company_id, session = context.actor.company_id, context.session
    if command.dwelling_id is None and not command.address_text.strip():
        raise RequestAddressMissing()
    if command.dwelling_id is not None:
        dwelling = session.get(Dwelling, command.dwelling_id)
        if dwelling is None or dwelling.company_id != company_id:
            raise DwellingUnknown(dwelling_id=command.dwelling_id)
