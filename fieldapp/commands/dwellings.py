"""Homes: one door to knock at, its dates and the most useful line at the door (房屋)."""

from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass
from sqlalchemy import select

from fieldapp.commands.archive_access import dwelling_of, set_fields, site_of, touch_dwelling
from fieldapp.commands.fields import STRICT, Day, Line, Uuid
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.rejudging import rejudge
from fieldapp.commands.revisions import check_revision
from fieldapp.domain.dwellings import dwelling_label
from fieldapp.domain.problems import DwellingKnown
from fieldapp.persistence.tables import Dwelling

_FIELDS = ("building", "unit", "room", "completed_on", "handed_over_on", "door_hint")

Part = Annotated[str, Field(max_length=20)]
Room = Annotated[str, Field(min_length=1, max_length=20)]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AddDwelling(Command):
    """One more home of a site."""

    permission = "archive.write"

    site_id: Uuid
    building: Part = ""
    unit: Part = ""
    room: Room
    completed_on: Day | None = None
    handed_over_on: Day | None = None
    door_hint: Line = ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ChangeDwelling(Command):
    """What is known of a home; its dates decide warranties that begin from now on."""

    permission = "archive.write"

    dwelling_id: Uuid
    revision: int
    building: Part = ""
    unit: Part = ""
    room: Room
    completed_on: Day | None = None
    handed_over_on: Day | None = None
    door_hint: Line = ""


@handles(AddDwelling)
def add_dwelling(command: AddDwelling, context: HandlerContext) -> None:
    """Register the home under the label people say."""
    site = site_of(context, command.site_id)
    label = dwelling_label(command.building, command.unit, command.room)
    _check_label(context, site.id, label, None)
    dwelling = Dwelling(
        id=context.envelope.command_id,
        company_id=context.actor.company_id,
        site_id=site.id,
        label=label,
    )
    set_fields(dwelling, command, *_FIELDS)
    context.session.add(dwelling)


@handles(ChangeDwelling)
def change_dwelling(command: ChangeDwelling, context: HandlerContext) -> None:
    """Write what the form says, if nobody was first."""
    dwelling = dwelling_of(context, command.dwelling_id)
    label = dwelling_label(command.building, command.unit, command.room)
    _check_label(context, dwelling.site_id, label, dwelling.id)
    check_revision(context, dwelling, command)
    set_fields(dwelling, command, *_FIELDS)
    dwelling.label = label
    rejudge(context, [dwelling.id])
    touch_dwelling(context, dwelling.id)


def _check_label(
    context: HandlerContext, site_id: str, label: str, dwelling_id: str | None
) -> None:
    known = context.session.scalar(
        select(Dwelling.id).where(
            Dwelling.site_id == site_id, Dwelling.label == label, Dwelling.id != dwelling_id
        )
    )
    if known is not None:
        raise DwellingKnown(fields={"room": DwellingKnown.message})
