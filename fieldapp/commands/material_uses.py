"""Materials used on a visit: added or voided, never changed."""

from typing import Literal

from pydantic.dataclasses import dataclass
from sqlalchemy import ColumnElement, exists, select, true

from fieldapp.commands.fields import (
    STRICT,
    Cents,
    CodeText,
    Line,
    Name,
    QuantityMilli,
    ReasonOrEmpty,
    Unit,
    Uuid,
)
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.visit_access import holds_item, visit_for_record
from fieldapp.commands.voiding import void_record
from fieldapp.domain.problems import ItemUnknown, MaterialUnknown
from fieldapp.domain.quantities import check_quantity
from fieldapp.persistence.tables import Material, MaterialUse, Visit


@dataclass(frozen=True, kw_only=True, config=STRICT)
class UseMaterial(Command):
    """One use; without material_id it is not in the catalogue."""

    permission = "visits.work"

    material_id: Uuid | None = None
    code: CodeText = ""
    name: Name
    spec: Line = ""
    unit: Unit
    quantity_milli: QuantityMilli
    #: What the customer was shown.
    unit_price_cents: Cents
    old_part: Literal["customer", "return", "scrap"] | None = None
    item_id: Uuid | None = None


@dataclass(frozen=True, kw_only=True, config=STRICT)
class VoidMaterialUse(Command):
    """A use that was not one."""

    permission = "visits.work"

    use_id: Uuid
    reason: ReasonOrEmpty = ""


@handles(UseMaterial)
def use_material(command: UseMaterial, context: HandlerContext) -> None:
    """Record a use, also on a visit that is over."""
    visit, is_late = visit_for_record(context)
    _check_references(command, context, visit)
    check_quantity(command.quantity_milli, command.unit)
    context.session.add(
        MaterialUse(
            id=context.envelope.command_id,
            company_id=visit.company_id,
            visit_id=visit.id,
            item_id=command.item_id,
            material_id=command.material_id,
            code=command.code,
            name=command.name,
            spec=command.spec,
            unit=command.unit,
            quantity_milli=command.quantity_milli,
            unit_price_cents=command.unit_price_cents,
            old_part=command.old_part,
            made_at=context.envelope.made_at,
            person_id=context.actor.person_id,
            late=is_late,
        )
    )


@handles(VoidMaterialUse)
def void_material_use(command: VoidMaterialUse, context: HandlerContext) -> None:
    """Take a use back; the row stays."""
    void_record(context, MaterialUse, command.use_id, command.reason)


def _check_references(command: UseMaterial, context: HandlerContext, visit: Visit) -> None:
    has_material: ColumnElement[bool] = true()
    if command.material_id is not None:
        has_material = exists().where(
            Material.id == command.material_id, Material.company_id == visit.company_id
        )
    found = context.session.execute(
        select(holds_item(visit, command.item_id).label("item"), has_material.label("material"))
    ).one()
    if not found.item:
        raise ItemUnknown(item_id=command.item_id)
    if not found.material:
        raise MaterialUnknown(material_id=command.material_id)
