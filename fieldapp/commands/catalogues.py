"""Changes of the catalogue and the price list; phones fetch the next version.

Prices are copied into every line that is estimated, used or charged, so a new one concerns only
what is written from now on.
"""

from pydantic.dataclasses import dataclass
from sqlalchemy import select

from fieldapp.commands.fields import STRICT, Cents, Code, Line, Name, Unit, Uuid
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.domain.problems import (
    ChargeItemCodeTaken,
    ChargeItemUnknown,
    MaterialUnknown,
    PriceChanged,
)
from fieldapp.domain.quantities import plain_yuan
from fieldapp.persistence.tables import ChargeItem, Material


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ChangeMaterialPrice(Command):
    """A new price from now on; recorded uses keep what the customer was shown."""

    permission = "catalogue.write"

    material_id: Uuid
    unit_price_cents: Cents
    #: The price the form showed; None does not look.
    was_cents: Cents | None = None


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AddChargeItem(Command):
    """One more kind of priced work."""

    permission = "catalogue.write"

    code: Code
    name: Name
    unit: Unit
    unit_price_cents: Cents
    note: Line = ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ChangeChargeItemPrice(Command):
    """A new price of work from now on; orders keep the one they were made with."""

    permission = "catalogue.write"

    charge_item_id: Uuid
    unit_price_cents: Cents
    #: The price the form showed; None does not look.
    was_cents: Cents | None = None


@handles(ChangeMaterialPrice)
def change_material_price(command: ChangeMaterialPrice, context: HandlerContext) -> None:
    """Set the price and begin a new version of the catalogue."""
    material = context.session.get(Material, command.material_id)
    if material is None or material.company_id != context.actor.company_id:
        raise MaterialUnknown(material_id=command.material_id)
    _set_price(material, command, context)


@handles(AddChargeItem)
def add_charge_item(command: AddChargeItem, context: HandlerContext) -> None:
    """Add it to the price list. Raises ChargeItemCodeTaken."""
    company_id = context.actor.company_id
    code = command.code.upper()
    taken = select(ChargeItem.id).where(
        ChargeItem.company_id == company_id, ChargeItem.code == code
    )
    if context.session.scalar(taken) is not None:
        raise ChargeItemCodeTaken(code=code)
    context.session.add(
        ChargeItem(
            id=context.envelope.command_id,
            company_id=company_id,
            code=code,
            name=command.name,
            unit=command.unit,
            unit_price_cents=command.unit_price_cents,
            note=command.note,
        )
    )
    context.company.catalogue_version += 1


@handles(ChangeChargeItemPrice)
def change_charge_item_price(command: ChangeChargeItemPrice, context: HandlerContext) -> None:
    """Set the price and begin a new version. Raises ChargeItemUnknown, PriceChanged."""
    item = context.session.get(ChargeItem, command.charge_item_id)
    if item is None or item.company_id != context.actor.company_id:
        raise ChargeItemUnknown(charge_item_id=command.charge_item_id)
    _set_price(item, command, context)


def _set_price(
    row: Material | ChargeItem,
    command: ChangeMaterialPrice | ChangeChargeItemPrice,
    context: HandlerContext,
) -> None:
    """Raises PriceChanged where the form showed a price that does not stand any more."""
    if command.was_cents not in (None, row.unit_price_cents):
        raise PriceChanged(now=plain_yuan(row.unit_price_cents))
    row.unit_price_cents = command.unit_price_cents
    context.company.catalogue_version += 1
