"""How a visit ends without the work done."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from fieldapp.commands.fields import STRICT, Day, Millimetres, Name, RemarkOrEmpty, RemarkText
from fieldapp.commands.handling import HandlerContext, handles
from fieldapp.commands.visit_access import take_step
from fieldapp.commands.visits import VisitStep
from fieldapp.domain.part_orders import CUSTOM_GLASS
from fieldapp.domain.problems import ReasonUnknown
from fieldapp.persistence.tables import UnfinishedReport


@dataclass(frozen=True, kw_only=True, config=STRICT)
class LeaveUnfinished(VisitStep):
    """未完成: the reason, what was explained to whom, and a proposed next time."""

    reason_code: Annotated[str, Field(pattern=r"^W[0-9]{1,2}$")]
    explanation: RemarkText
    explained_to: Name
    proposed_on: Day | None = None
    proposed_half: Literal["am", "pm"] | None = None
    #: The pane to be made, and when it is expected; kept with the reason that asks for it.
    width_mm: Millimetres | None = None
    height_mm: Millimetres | None = None
    thickness_mm: Millimetres | None = None
    expected_on: Day | None = None


@dataclass(frozen=True, kw_only=True, config=STRICT)
class EndWithoutRepair(VisitStep):
    """Nothing to repair, charge declined, not ours, or nobody let us in."""

    kind: Literal["no_fault", "declined", "not_ours", "no_access"]
    note: RemarkOrEmpty = ""


@handles(LeaveUnfinished)
def leave_unfinished(command: LeaveUnfinished, context: HandlerContext) -> None:
    """End the visit; its order waits to be dispatched again (rule 11)."""
    visit = take_step(context, "leave_unfinished")
    reasons = context.company.rules.get("unfinished_reasons", [])
    if reasons and command.reason_code not in {reason["code"] for reason in reasons}:
        raise ReasonUnknown(reason_code=command.reason_code)
    visit.ended_note = command.explanation
    context.session.add(
        UnfinishedReport(
            id=context.envelope.command_id,
            company_id=visit.company_id,
            visit_id=visit.id,
            reason_code=command.reason_code,
            explanation=command.explanation,
            explained_to=command.explained_to,
            proposed_on=command.proposed_on,
            proposed_half=command.proposed_half,
            **_pane(command),
            made_at=context.envelope.made_at,
            person_id=context.actor.person_id,
        )
    )


def _pane(command: LeaveUnfinished) -> dict[str, int | date | None]:
    """What was measured; sizes typed before another reason was chosen belong to nothing."""
    if command.reason_code != CUSTOM_GLASS:
        return {}
    return {
        "width_mm": command.width_mm,
        "height_mm": command.height_mm,
        "thickness_mm": command.thickness_mm,
        "expected_on": command.expected_on,
    }


@handles(EndWithoutRepair)
def end_without_repair(command: EndWithoutRepair, context: HandlerContext) -> None:
    """End the visit in one of the ways that need no repair."""
    visit = take_step(context, f"end_without_repair:{command.kind}")
    visit.ended_note = command.note
