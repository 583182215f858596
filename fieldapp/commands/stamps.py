"""Change numbers: what the phones that hold a sheet are told apart by."""

from fieldapp.commands.handling import HandlerContext
from fieldapp.persistence.counters import next_change_no
from fieldapp.persistence.tables import SheetDeparture


def stamp(context: HandlerContext) -> int | None:
    """Give all touched sheets the company's next change number; None if there are none."""
    if not (context.touched or context.departures):
        return None
    change_no = next_change_no(context.session, context.actor.company_id)
    for visit in context.touched.values():
        visit.change_no = change_no
    for visit_id, person_id in context.departures:
        _depart(context, visit_id, person_id, change_no)
    for row in context.reapplied:
        row.change_no = change_no
    return change_no


def _depart(context: HandlerContext, visit_id: str, person_id: str, change_no: int) -> None:
    row = context.session.get(SheetDeparture, (visit_id, person_id))
    if row is not None:
        row.change_no = change_no
        return
    context.session.add(
        SheetDeparture(
            company_id=context.actor.company_id,
            visit_id=visit_id,
            person_id=person_id,
            change_no=change_no,
        )
    )
