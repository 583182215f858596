"""How a visit ends with the work done: a signature, or why there is none."""

import json
from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from fieldapp.commands.fields import (
    STRICT,
    DocumentText,
    Name,
    Opinion,
    ReasonOrEmpty,
    RemarkOrEmpty,
    Sha256,
)
from fieldapp.commands.handling import HandlerContext, handles
from fieldapp.commands.visit_access import take_step
from fieldapp.commands.visits import VisitStep
from fieldapp.domain.canonical_json import sha256_hex
from fieldapp.domain.problems import SignOffDocument, SignOffHash, StrokesTooLarge
from fieldapp.persistence.tables import SignOff as SignOffRow
from fieldapp.persistence.tables import Visit

DOCUMENT_FORMAT = 1
_MAX_STROKE_BYTES = 65_536

Coordinate = Annotated[int, Field(ge=-100_000, le=100_000_000)]
#: x, y, milliseconds since the first touch
Point = Annotated[list[Coordinate], Field(min_length=3, max_length=3)]
Stroke = Annotated[list[Point], Field(min_length=1)]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class SignOffCommand(VisitStep):
    """What both endings carry: the document exactly as it was shown."""

    document: DocumentText
    document_sha256: Sha256


@dataclass(frozen=True, kw_only=True, config=STRICT)
class SignOff(SignOffCommand):
    """客户签字: rating, opinion and signature; nothing is preselected."""

    rating: Literal["satisfied", "fair", "unsatisfied"]
    opinion: Opinion = ""
    signer_name: Name
    relation: Literal["owner", "family", "tenant", "property", "keyholder"]
    strokes: Annotated[list[Stroke], Field(min_length=1)]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class RecordAbsence(SignOffCommand):
    """Nobody signs: absent, refused, or signing later through a link; with evidence."""

    kind: Literal["absent", "refused", "send_link"]
    reason: ReasonOrEmpty = ""
    evidence_kind: Literal["door_photo", "call_log", "witness"]
    evidence_note: RemarkOrEmpty = ""


@handles(SignOff)
def sign_off(command: SignOff, context: HandlerContext) -> None:
    """Finish the visit with a signature; a content that changed since is flagged."""
    visit = take_step(context, "sign_off")
    row = _sign_off_row(command, context, visit)
    if len(json.dumps(command.strokes, separators=(",", ":"))) > _MAX_STROKE_BYTES:
        raise StrokesTooLarge()
    row.kind = "signed"
    row.rating = command.rating
    row.opinion = command.opinion
    row.signer_name = command.signer_name
    row.relation = command.relation
    row.strokes = list(command.strokes)
    context.session.add(row)


@handles(RecordAbsence)
def record_absence(command: RecordAbsence, context: HandlerContext) -> None:
    """Finish the visit without a signature, with the reason and its evidence."""
    visit = take_step(context, "record_absence")
    row = _sign_off_row(command, context, visit)
    row.kind = command.kind
    row.reason = command.reason
    row.evidence_kind = command.evidence_kind
    row.evidence_note = command.evidence_note
    context.session.add(row)


def _sign_off_row(command: SignOffCommand, context: HandlerContext, visit: Visit) -> SignOffRow:
    document = _document(command, visit)
    made_at = context.envelope.made_at
    return SignOffRow(
        id=context.envelope.command_id,
        company_id=visit.company_id,
        visit_id=visit.id,
        document_text=command.document,
        document_format=DOCUMENT_FORMAT,
        document_sha256=command.document_sha256,
        signed_at=made_at,
        made_at=made_at,
        person_id=context.actor.person_id,
        content_changed=_is_changed(document, context, visit),
    )


def _document(command: SignOffCommand, visit: Visit) -> dict[str, Any]:
    if sha256_hex(command.document.encode()) != command.document_sha256:
        raise SignOffHash()
    try:
        document = json.loads(command.document)
    except ValueError as error:
        raise SignOffDocument() from error
    if not isinstance(document, dict) or document.get("format") != DOCUMENT_FORMAT:
        raise SignOffDocument()
    if document.get("visit_id") != visit.id:
        raise SignOffDocument()
    return document


def _is_changed(document: dict[str, Any], context: HandlerContext, visit: Visit) -> bool:
    """Whether the server would show other values now (records may have come in meanwhile)."""
    if context.documents is None:
        return False
    return bool(document != json.loads(context.documents(context.session, visit.id)))
