"""Where a request is to be worked, in one line, for what people are told."""

from sqlalchemy import select

from fieldapp.commands.handling import HandlerContext
from fieldapp.persistence.tables import Dwelling, Request, Site


def address_of(context: HandlerContext, request: Request) -> str:
    """``锦绣华庭二期 5-2-1203``, or the address as it was typed."""
    if request.dwelling_id is None:
        return request.address_text
    row = context.session.execute(
        select(Site.name, Dwelling.label)
        .join(Dwelling, Dwelling.site_id == Site.id)
        .where(Dwelling.id == request.dwelling_id)
    ).one()
    return f"{row.name} {row.label}"
