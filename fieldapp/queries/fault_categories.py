"""Fault categories, with the questions that find the fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from fieldapp.persistence.pinyin import initials_of
from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import FaultCategory


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRow:
    """A fault category; ``questions`` is ``[{"text", "required"}]`` in the order to ask them."""

    code: str
    name: str
    urgency: str
    minutes: int
    questions: list[dict[str, Any]]
    first_aid: str
    photo_hint: str

    @property
    def initials(self) -> tuple[str, ...]:
        """What finds it by a few letters: its code and its pinyin initials, lower case."""
        return (self.code.lower(), initials_of(self.name))


def fault_categories(session: Session, *, company_id: str) -> Sequence[CategoryRow]:
    """All categories in the company's order."""
    rows = session.execute(
        select(
            FaultCategory.code, FaultCategory.name, FaultCategory.urgency, FaultCategory.minutes,
            FaultCategory.questions, FaultCategory.first_aid, FaultCategory.photo_hint,
        )
        .where(FaultCategory.company_id == company_id)
        .order_by(FaultCategory.position, FaultCategory.code)
    )  # fmt: skip
    return [CategoryRow(**row._mapping) for row in rows]
