"""Forms on a request's page: they say what they knew, and are told what has changed since."""

from sqlalchemy import ColumnElement, select

from fieldapp.commands.handling import HandlerContext
from fieldapp.commands.revisions import count_change
from fieldapp.domain.requests import as_forms_show
from fieldapp.persistence.tables import LoggedCommand, Request, RequestItem, WorkOrder

#: The commands that raise a request's revision.
_CHANGES = (
    "confirm_request", "end_request", "merge_request", "add_request_items", "settle_slip",
    "classify_item", "overrule_verdict", "make_work_order",
)  # fmt: skip


def check_request(
    context: HandlerContext,
    request: Request,
    revision: int,
    *,
    current: dict[str, object] | None = None,
) -> None:
    """Count a change of the request by a form that began with ``revision``.

    Raises StaleForm with its state, items, verdicts and slip as they stand now. Besides its own
    stream, what is done on its orders and by merging another request into it changes it too.
    current: what the form shows instead of these.
    """
    count_change(
        context,
        request,
        revision,
        lambda: current if current is not None else _shown(context, request),
        lambda: _changes(context, request),
    )


def _changes(context: HandlerContext, request: Request) -> tuple[ColumnElement[bool], ...]:
    orders = context.session.scalars(
        select(WorkOrder.id).where(
            WorkOrder.company_id == request.company_id, WorkOrder.request_id == request.id
        )
    )
    merged = context.session.scalars(
        select(Request.id).where(
            Request.company_id == request.company_id, Request.merged_into_id == request.id
        )
    )
    own = [context.envelope.stream, f"request:{request.id}"]
    own += [f"work_order:{order_id}" for order_id in orders]
    others = [f"request:{request_id}" for request_id in merged]
    stream, name = LoggedCommand.stream, LoggedCommand.name
    is_merging = stream.in_(others) & (name == "merge_request")
    return stream.in_(own) | is_merging, name.in_(_CHANGES)


def _shown(context: HandlerContext, request: Request) -> dict[str, object]:
    return dict(as_forms_show(request.state, items_of(context, request), request.slip_reason))


def items_of(context: HandlerContext, request: Request) -> list[RequestItem]:
    """The request's items in their order."""
    return list(
        context.session.scalars(
            select(RequestItem)
            .where(
                RequestItem.company_id == request.company_id, RequestItem.request_id == request.id
            )
            .order_by(RequestItem.position_no)
        )
    )
