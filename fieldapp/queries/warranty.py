"""The warranty verdict of items before they are registered: what the clerk reads out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fieldapp.domain.warranty_words import Sentence, in_chinese, sentences
from fieldapp.persistence.session import Session
from fieldapp.persistence.warranty_claims import JudgedItem, ReportedItem, judge_items

__all__ = ["ReportedItem", "VerdictView", "judge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictView:
    """The verdict of one item with its reason and what it will roughly cost."""

    #: in, out, disputed or unknown.
    warranty_verdict: str
    #: free, charged or pending.
    charge_verdict: str
    #: The reasons and what follows; ``| said`` puts them into the reader's language.
    sentences: tuple[Sentence, ...]
    part: str
    cause: str
    #: None means no rule of the company decided.
    rule_id: str | None
    starts_on: date | None
    #: The last day, which is still covered.
    ends_on: date | None
    #: engineering or production; "" while it is not known.
    department: str
    #: Usual price outside the warranty; None means free, undecided or not known.
    low_cents: int | None
    high_cents: int | None
    #: Kinds of days the archive lacks (``start_kind``).
    missing: tuple[str, ...]
    #: The order whose repair this is again; "" means a new fault.
    rework_number: str

    @property
    def text(self) -> str:
        """The sentences as they are kept with the item, in the company's language."""
        return in_chinese(self.sentences)


def judge(
    session: Session,
    *,
    company_id: str,
    dwelling_id: str | None,
    registered_on: date,
    items: Sequence[ReportedItem],
) -> list[VerdictView]:
    """One view per item, in their order; five statements for any number of items."""
    judged = judge_items(
        session,
        company_id=company_id,
        dwelling_id=dwelling_id,
        registered_on=registered_on,
        items=items,
    )
    return [_view(each) for each in judged]


def _view(judged: JudgedItem) -> VerdictView:
    verdict = judged.verdict
    rework_of = verdict.rework_of
    return VerdictView(
        warranty_verdict=verdict.warranty,
        charge_verdict=verdict.charge,
        sentences=sentences(verdict),
        part=verdict.claim.part,
        cause=verdict.claim.cause,
        rule_id=verdict.rule_id,
        starts_on=verdict.starts_on,
        ends_on=verdict.ends_on,
        department=verdict.department,
        low_cents=judged.low_cents,
        high_cents=judged.high_cents,
        missing=verdict.missing,
        rework_number=rework_of.number if rework_of else "",
    )
