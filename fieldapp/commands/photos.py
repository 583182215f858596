"""Photos of a visit; their bytes travel apart, named by their hash."""

from typing import Literal

from pydantic.dataclasses import dataclass
from sqlalchemy import ColumnElement, func, select

from fieldapp.commands.fields import (
    STRICT,
    Caption,
    Instant,
    PhotoBytes,
    Pixels,
    ReasonOrEmpty,
    Sha256,
    Uuid,
)
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.visit_access import holds_item, visit_for_record
from fieldapp.commands.voiding import void_record
from fieldapp.domain.problems import ItemUnknown, PhotoNotNamed
from fieldapp.persistence.tables import Attachment, Blob

PhotoKind = Literal["before", "during", "after", "tag", "receipt", "notice", "other"]
PhotoMime = Literal["image/jpeg", "image/png", "image/webp", "image/heic", "image/heif"]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AttachPhoto(Command):
    """One photo; its hash also stands in the command's blobs."""

    permission = "visits.work"

    kind: PhotoKind
    sha256: Sha256
    size_bytes: PhotoBytes
    mime: PhotoMime
    width: Pixels
    height: Pixels
    taken_at: Instant | None = None
    from_album: bool = False
    caption: Caption = ""
    item_id: Uuid | None = None


@dataclass(frozen=True, kw_only=True, config=STRICT)
class VoidPhoto(Command):
    """A photo that does not belong here."""

    permission = "visits.work"

    photo_id: Uuid
    reason: ReasonOrEmpty = ""


@handles(AttachPhoto)
def attach_photo(command: AttachPhoto, context: HandlerContext) -> None:
    """Expect a photo's bytes, or find them already here."""
    visit, is_late = visit_for_record(context)
    arrived = context.session.execute(
        select(
            holds_item(visit, command.item_id).label("item"),
            blob_state(visit.company_id, command.sha256).label("state"),
        )
    ).one()
    if not arrived.item:
        raise ItemUnknown(item_id=command.item_id)
    check_named(context, command.sha256)
    context.session.add(
        Attachment(
            id=context.envelope.command_id,
            company_id=visit.company_id,
            owner_kind="visit",
            owner_id=visit.id,
            visit_id=visit.id,
            item_id=command.item_id,
            kind=command.kind,
            sha256=command.sha256,
            mime=command.mime,
            size_bytes=command.size_bytes,
            width=command.width,
            height=command.height,
            caption=command.caption,
            taken_at=command.taken_at,
            from_album=command.from_album,
            state=arrived.state,
            person_id=context.actor.person_id,
            made_at=context.envelope.made_at,
            late=is_late,
        )
    )


@handles(VoidPhoto)
def void_photo(command: VoidPhoto, context: HandlerContext) -> None:
    """Take a photo back; row and bytes stay."""
    void_record(context, Attachment, command.photo_id, command.reason)


def check_named(context: HandlerContext, sha256: str | None) -> None:
    """Refuse a hash the command does not announce. Raises PhotoNotNamed."""
    if sha256 is not None and sha256 not in context.envelope.blobs:
        raise PhotoNotNamed(sha256=sha256)


def blob_state(company_id: str, sha256: str) -> ColumnElement[str]:
    """SQL: how far the bytes of a hash have come: expected, stored or verified."""
    arrived = (
        select(Blob.state)
        .where(
            Blob.company_id == company_id,
            Blob.sha256 == sha256,
            Blob.state.in_(("stored", "verified")),
        )
        .scalar_subquery()
    )
    return func.coalesce(arrived, "expected")
