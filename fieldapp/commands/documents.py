"""Papers kept with what they are about: contracts, slips, notices, findings (资料)."""

from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass
from sqlalchemy import select

from fieldapp.commands.archive_access import customer_of
from fieldapp.commands.fields import STRICT, Day, Name, Reason, Sha256, Uuid
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.photos import check_named
from fieldapp.domain.problems import (
    DocumentBytesMissing,
    DocumentOwnerUnknown,
    DocumentUnknown,
    DocumentVoided,
    PermissionMissing,
)
from fieldapp.domain.roles import may
from fieldapp.persistence.tables import (
    Appraisal,
    Blob,
    Consent,
    Customer,
    Document,
    Dwelling,
    Product,
    Request,
    Site,
    WorkOrder,
)

OwnerKind = Literal[
    "customer", "site", "dwelling", "product", "request", "work_order", "consent", "appraisal"
]
DocumentKind = Literal["slip", "contract", "warranty_card", "notice", "consent", "finding", "other"]

#: Bytes a paper may have; photos of visits have a limit of their own (offline/wire.py).
DOCUMENT_BYTES = 20 * 1024 * 1024

_OWNERS: dict[str, type[Any]] = {
    "customer": Customer,
    "site": Site,
    "dwelling": Dwelling,
    "product": Product,
    "request": Request,
    "work_order": WorkOrder,
    "consent": Consent,
    "appraisal": Appraisal,
}


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AttachDocument(Command):
    """One paper; its bytes have arrived and stand in the command's blobs."""

    permission = "documents.write"

    owner_kind: OwnerKind
    owner_id: Uuid
    kind: DocumentKind
    title: Name
    dated_on: Day | None = None
    sha256: Sha256
    size_bytes: Annotated[int, Field(ge=1, le=DOCUMENT_BYTES)]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class VoidDocument(Command):
    """A paper that does not belong here; it stays readable, struck out."""

    permission = "documents.write"

    document_id: Uuid
    reason: Reason


@handles(AttachDocument)
def attach_document(command: AttachDocument, context: HandlerContext) -> None:
    """Keep the paper with its owner. Raises CustomerMerged, DocumentOwnerUnknown."""
    _check_owner(command.owner_kind, command.owner_id, context)
    if command.owner_kind == "customer":
        customer_of(context, command.owner_id)  # one that was merged takes nothing more
    check_named(context, command.sha256)
    blob = context.session.scalar(
        select(Blob).where(
            Blob.company_id == context.actor.company_id,
            Blob.sha256 == command.sha256,
            Blob.state == "verified",
        )
    )
    if blob is None:
        raise DocumentBytesMissing(sha256=command.sha256)
    context.session.add(
        Document(
            id=context.envelope.command_id,
            company_id=context.actor.company_id,
            owner_kind=command.owner_kind,
            owner_id=command.owner_id,
            kind=command.kind,
            title=command.title,
            dated_on=command.dated_on,
            sha256=command.sha256,
            mime=blob.mime,
            size_bytes=blob.size_bytes,
            added_at=context.now,
            added_by_id=context.actor.person_id,
        )
    )


@handles(VoidDocument)
def void_document(command: VoidDocument, context: HandlerContext) -> None:
    """Take a paper back; row and bytes stay."""
    document = context.session.get(Document, command.document_id)
    if document is None or document.company_id != context.actor.company_id:
        raise DocumentUnknown(document_id=command.document_id)
    _check_owner(document.owner_kind, document.owner_id, context)
    if document.voided_at is not None:
        raise DocumentVoided(document_id=document.id)
    document.voided_at = context.now
    document.void_reason = command.reason


def _check_owner(owner_kind: str, owner_id: str, context: HandlerContext) -> None:
    """技术质量部 keeps papers with appraisals only; the office with everything."""
    if owner_kind != "appraisal" and not may(context.actor, "archive.write"):
        raise PermissionMissing(permission="archive.write")
    owner = context.session.get(_OWNERS[owner_kind], owner_id)
    if owner is None or owner.company_id != context.actor.company_id:
        raise DocumentOwnerUnknown(owner_kind=owner_kind, owner_id=owner_id)
