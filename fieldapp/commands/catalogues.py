"""Changes of the catalogue; phones fetch the next version."""

from pydantic.dataclasses import dataclass

from fieldapp.commands.fields import STRICT, Cents, Uuid
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.domain.problems import MaterialUnknown
from fieldapp.persistence.tables import Material


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ChangeMaterialPrice(Command):
    """A new price from now on; recorded uses keep what the customer was shown."""

    permission = "catalogue.write"

    material_id: Uuid
    unit_price_cents: Cents


@handles(ChangeMaterialPrice)
def change_material_price(command: ChangeMaterialPrice, context: HandlerContext) -> None:
    """Set the price and begin a new version of the catalogue."""
    material = context.session.get(Material, command.material_id)
    if material is None or material.company_id != context.actor.company_id:
        raise MaterialUnknown(material_id=command.material_id)
    material.unit_price_cents = command.unit_price_cents
    context.company.catalogue_version += 1
