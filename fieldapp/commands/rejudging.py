"""New days in the archive: the verdicts they decide are judged anew, as long as no order stands."""

from collections.abc import Sequence

from sqlalchemy import select

from fieldapp.commands.handling import HandlerContext
from fieldapp.commands.verdicts import judge_items
from fieldapp.persistence.tables import Request, RequestItem


def rejudge(context: HandlerContext, dwelling_ids: Sequence[str]) -> None:
    """Judge the open requests of these homes again (rule 3).

    What a person decided over the rules stays, and so does what is on an order already.
    """
    context.session.flush()
    requests = context.session.scalars(
        select(Request).where(
            Request.company_id == context.actor.company_id,
            Request.dwelling_id.in_(dwelling_ids),
            Request.state.in_(("open", "confirmed")),
        )
    ).all()
    for request in requests:
        items = context.session.scalars(
            select(RequestItem)
            .where(
                RequestItem.request_id == request.id,
                RequestItem.overruled_by_id.is_(None),
                RequestItem.merged_into_id.is_(None),
            )
            .order_by(RequestItem.position_no)
        ).all()
        if items:
            judge_items(context, request, items)
