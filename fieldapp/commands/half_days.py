"""The half-day a visit is agreed on has to have room for it."""

from datetime import date

from fieldapp.commands.handling import HandlerContext
from fieldapp.domain.half_days import HALF_WORDS, HalfDay, halves_of, takes_another
from fieldapp.domain.problems import HalfDayFull
from fieldapp.persistence.half_day_loads import departments_of_request, free_in_halves
from fieldapp.persistence.tables import Request


def check_room(context: HandlerContext, request: Request, on: date, half: str | None) -> None:
    """Refuse a half-day that is full; the whole day is only when both halves are.

    Somebody else may have taken the last place since the form was opened. Raises HalfDayFull.
    """
    halves = [HalfDay(on, each) for each in halves_of(half)]
    free = free_in_halves(
        context.session,
        context.company,
        departments=departments_of_request(context.session, request.company_id, request.id),
        halves=halves,
        but_not=request.id,
    )
    if not any(takes_another(free[each], request.urgency) for each in halves):
        raise HalfDayFull(
            day=on.isoformat(),
            half=HALF_WORDS[half],
            fields={"agreed": HalfDayFull.message},
        )
