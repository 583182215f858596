"""Items of a request (报修项目): what is reported, its answers, and items that come later."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass
from sqlalchemy import func, select

from fieldapp.commands.fields import STRICT, Code, Line, Name, NameOrEmpty, RemarkOrEmpty, Uuid
from fieldapp.commands.handling import HandlerContext
from fieldapp.commands.verdicts import judge_items
from fieldapp.domain.problems import CategoryUnknown, RequestFull
from fieldapp.persistence.tables import FaultCategory, Request, RequestItem

#: Items one request may have.
MOST_ITEMS = 20


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Answer:
    """What the customer said to one question of the category."""

    question: Line
    answer: Line


@dataclass(frozen=True, kw_only=True, config=STRICT)
class RequestedItem:
    """One thing to look at."""

    position: Name
    category_code: Code
    description: RemarkOrEmpty = ""
    #: In the words of the warranty rules; empty means what the category usually is.
    part: NameOrEmpty = ""
    cause: NameOrEmpty = ""
    product_id: Uuid | None = None
    #: The customer does not accept the verdict: appraised before anything is charged (rule 3).
    is_disputed: bool = False
    answers: Annotated[tuple[Answer, ...], Field(max_length=20)] = ()


RequestedItems = Annotated[tuple[RequestedItem, ...], Field(min_length=1, max_length=MOST_ITEMS)]


def add_items(
    context: HandlerContext, request: Request, items: Sequence[RequestedItem]
) -> list[RequestItem]:
    """Add the items after those the request has, each judged by the day it was registered.

    Raises CategoryUnknown, RequestFull, ProductNotThere.
    """
    _check_categories(context, items)
    last = last_position(context, request)
    if last + len(items) > MOST_ITEMS:
        raise RequestFull(most=MOST_ITEMS)
    rows = [
        _row(context, request, position_no, item)
        for position_no, item in enumerate(items, start=last + 1)
    ]
    judge_items(context, request, rows)
    context.session.add_all(rows)
    return rows


def last_position(context: HandlerContext, request: Request) -> int:
    """The number of the request's last item; 0 if it has none."""
    found = context.session.scalar(
        select(func.max(RequestItem.position_no)).where(
            RequestItem.company_id == request.company_id, RequestItem.request_id == request.id
        )
    )
    return found or 0


def _row(
    context: HandlerContext, request: Request, position_no: int, item: RequestedItem
) -> RequestItem:
    return RequestItem(
        id=context.new_id(),
        company_id=request.company_id,
        request_id=request.id,
        position_no=position_no,
        position=item.position,
        category_code=item.category_code,
        description=item.description,
        part=item.part,
        cause=item.cause,
        product_id=item.product_id,
        warranty_verdict="disputed" if item.is_disputed else "unknown",
        answers=[
            {"question": one.question, "answer": one.answer}
            for one in item.answers
            if one.answer.strip()
        ],
    )


def _check_categories(context: HandlerContext, items: Sequence[RequestedItem]) -> None:
    known = set(
        context.session.scalars(
            select(FaultCategory.code).where(FaultCategory.company_id == context.actor.company_id)
        )
    )
    for item in items:
        if item.category_code not in known:
            raise CategoryUnknown(category_code=item.category_code)
