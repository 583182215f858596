"""Installed windows and doors, and the days their warranties count from (产品)."""

from typing import Literal

from pydantic.dataclasses import dataclass

from fieldapp.commands.archive_access import dwelling_of, product_of, set_fields, touch_dwelling
from fieldapp.commands.fields import STRICT, CodeText, Day, Name, NameOrEmpty, RemarkOrEmpty, Uuid
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.rejudging import rejudge
from fieldapp.commands.revisions import check_revision
from fieldapp.persistence.tables import Product

ProductKind = Literal["window", "door", "screen", "other"]

_FIELDS = (
    "position", "kind", "model", "code", "batch", "installed_on", "completed_on",
    "handed_over_on", "purchased_on", "removed_on", "notes",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AddProduct(Command):
    """A window or door of a home."""

    permission = "archive.write"

    dwelling_id: Uuid
    position: Name
    kind: ProductKind
    model: NameOrEmpty = ""
    code: CodeText = ""
    batch: CodeText = ""
    installed_on: Day | None = None
    completed_on: Day | None = None
    handed_over_on: Day | None = None
    purchased_on: Day | None = None
    removed_on: Day | None = None
    notes: RemarkOrEmpty = ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ChangeProduct(Command):
    """What is known of a window or door; ``removed_on`` says that it is not there any more."""

    permission = "archive.write"

    product_id: Uuid
    revision: int
    position: Name
    kind: ProductKind
    model: NameOrEmpty = ""
    code: CodeText = ""
    batch: CodeText = ""
    installed_on: Day | None = None
    completed_on: Day | None = None
    handed_over_on: Day | None = None
    purchased_on: Day | None = None
    removed_on: Day | None = None
    notes: RemarkOrEmpty = ""


@handles(AddProduct)
def add_product(command: AddProduct, context: HandlerContext) -> None:
    """Register the product in its home."""
    dwelling = dwelling_of(context, command.dwelling_id)
    product = Product(
        id=context.envelope.command_id,
        company_id=context.actor.company_id,
        dwelling_id=dwelling.id,
    )
    set_fields(product, command, *_FIELDS)
    context.session.add(product)
    rejudge(context, [dwelling.id])
    touch_dwelling(context, dwelling.id)


@handles(ChangeProduct)
def change_product(command: ChangeProduct, context: HandlerContext) -> None:
    """Write what the form says, if nobody was first."""
    product = product_of(context, command.product_id)
    check_revision(context, product, command)
    set_fields(product, command, *_FIELDS)
    rejudge(context, [product.dwelling_id])
    touch_dwelling(context, product.dwelling_id)
