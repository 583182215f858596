"""Photo bytes on their way in: resumable chunks, named by the SHA-256 of the whole.

The blob store is the truth about what has arrived; the row in ``blobs`` says who brought it and
whether the hash was right. Original bytes are kept as they came and never shown
(shown_photos.py makes what is shown).
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from fieldapp.domain.canonical_json import sha256_hex
from fieldapp.domain.roles import Actor
from fieldapp.offline.media_types import media_type
from fieldapp.offline.wire import MAX_CHUNK_BYTES, PHOTO_BYTES
from fieldapp.persistence.blobs import Blobs, HashMismatch, WrongOffset
from fieldapp.persistence.counters import next_change_no
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Blob, Visit
from fieldapp.queries.blobs import attachments_of, blob_row, is_named_by

State = Literal["partial", "verified"]

_SHA256 = re.compile(r"[0-9a-f]{64}")
_HEAD_BYTES = 32  # enough to tell one kind of picture from another


class BlobRefused(Exception):
    """Bytes that are not accepted: ``code`` for the wire, its HTTP status, the right offset."""

    def __init__(self, code: str, status: int, offset: int | None = None) -> None:
        """Keep code, status and offset."""
        super().__init__(code)
        self.code = code
        self.status = status
        self.offset = offset


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """One piece of some bytes: ``content`` begins at ``offset`` of ``length`` bytes in all."""

    sha256: str
    offset: int
    length: int
    chunk_sha256: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """How far an upload has come."""

    sha256: str
    offset: int
    length: int
    state: State


def photo_name(company_id: str, sha256: str) -> str:
    """The name of original bytes in the blob store."""
    return f"photos/{company_id}/{sha256[:2]}/{sha256}"


def upload_of(session: Session, store: Blobs, *, actor: Actor, sha256: str) -> Upload:
    """How far this person's upload has come; told to nobody else. Raises BlobRefused 404."""
    row = blob_row(session, company_id=actor.company_id, sha256=sha256)
    if row is None or row.uploaded_by_id != actor.person_id:
        raise BlobRefused("blob.unknown", 404)
    if row.state == "verified":
        return _verified(sha256, row.size_bytes)
    received = store.received(photo_name(actor.company_id, sha256))
    return Upload(sha256=sha256, offset=received, length=row.size_bytes, state="partial")


def receive(session: Session, store: Blobs, chunk: Chunk, *, actor: Actor, now: datetime) -> Upload:
    """Keep one chunk. Idempotent at the end: a chunk that is already there is compared.

    Raises BlobRefused: 404 blob.unexpected, 409 blob.wrong_offset, 413 blob.too_large,
    422 blob.malformed, blob.chunk_mismatch or blob.hash_mismatch (then all bytes are dropped).
    """
    _check(chunk)
    _check_expected(session, actor, chunk.sha256)
    name = photo_name(actor.company_id, chunk.sha256)
    if store.exists(name):
        return _compare(session, store, chunk, actor=actor, now=now)
    try:
        end = store.append(name, chunk.offset, chunk.content)
    except WrongOffset as error:
        if error.offset < chunk.length:
            raise BlobRefused("blob.wrong_offset", 409, error.offset) from error
        _finish(store, name, chunk.sha256)  # all had arrived; only this last step was cut short
        return _compare(session, store, chunk, actor=actor, now=now)
    if end == chunk.length:
        _finish(store, name, chunk.sha256)
        return _mark_verified(session, store, chunk, actor=actor, now=now)
    _remember(session, chunk, actor=actor, received=end)
    return Upload(sha256=chunk.sha256, offset=end, length=chunk.length, state="partial")


def store_whole(
    session: Session,
    store: Blobs,
    content: bytes,
    *,
    actor: Actor,
    now: datetime,
    limit: int = PHOTO_BYTES,
) -> str:
    """Keep the bytes of an online form whole and return their SHA-256. Raises BlobRefused 413."""
    if len(content) > limit:
        raise BlobRefused("blob.too_large", 413)
    sha256 = sha256_hex(content)
    whole = Chunk(
        sha256=sha256, offset=0, length=len(content), chunk_sha256=sha256, content=content
    )
    name = photo_name(actor.company_id, sha256)
    if not store.exists(name):
        store.put(name, content)
    _mark_verified(session, store, whole, actor=actor, now=now)
    return sha256


def _check(chunk: Chunk) -> None:
    if not _SHA256.fullmatch(chunk.sha256):
        raise BlobRefused("blob.malformed", 422)
    if chunk.length > PHOTO_BYTES or len(chunk.content) > MAX_CHUNK_BYTES:
        raise BlobRefused("blob.too_large", 413)
    if not chunk.content or chunk.offset < 0:
        raise BlobRefused("blob.malformed", 422)
    if chunk.offset + len(chunk.content) > chunk.length:
        raise BlobRefused("blob.malformed", 422)
    if sha256_hex(chunk.content) != chunk.chunk_sha256:
        raise BlobRefused("blob.chunk_mismatch", 422)


def _check_expected(session: Session, actor: Actor, sha256: str) -> None:
    row = blob_row(session, company_id=actor.company_id, sha256=sha256)
    if row is not None and row.uploaded_by_id == actor.person_id:
        return
    if not is_named_by(
        session, company_id=actor.company_id, person_id=actor.person_id, sha256=sha256
    ):
        raise BlobRefused("blob.unexpected", 404)


def _compare(
    session: Session, store: Blobs, chunk: Chunk, *, actor: Actor, now: datetime
) -> Upload:
    """The bytes are here already, perhaps from someone else: he who sends must have them too."""
    name = photo_name(actor.company_id, chunk.sha256)
    if store.read_at(name, chunk.offset, len(chunk.content)) != chunk.content:
        raise BlobRefused("blob.hash_mismatch", 422)
    end = chunk.offset + len(chunk.content)
    if end < chunk.length:
        return Upload(sha256=chunk.sha256, offset=end, length=chunk.length, state="partial")
    return _mark_verified(session, store, chunk, actor=actor, now=now)


def _finish(store: Blobs, name: str, sha256: str) -> None:
    try:
        store.finish(name, sha256)
    except HashMismatch as error:
        raise BlobRefused("blob.hash_mismatch", 422, 0) from error


def _remember(session: Session, chunk: Chunk, *, actor: Actor, received: int) -> None:
    with write_transaction(session):
        row = _own_row(session, chunk, actor)
        row.received_bytes = received


def _mark_verified(
    session: Session, store: Blobs, chunk: Chunk, *, actor: Actor, now: datetime
) -> Upload:
    """Note that the hash was right, here and on every attachment; their sheets have changed."""
    head = store.read_at(photo_name(actor.company_id, chunk.sha256), 0, _HEAD_BYTES)
    with write_transaction(session):
        row = _own_row(session, chunk, actor)
        row.received_bytes = row.size_bytes = chunk.length
        row.mime = media_type(head)
        row.state = "verified"
        row.verified_at = row.verified_at or now
        _verify_attachments(session, actor.company_id, chunk.sha256)
    return _verified(chunk.sha256, chunk.length)


def _own_row(session: Session, chunk: Chunk, actor: Actor) -> Blob:
    row = blob_row(session, company_id=actor.company_id, sha256=chunk.sha256)
    if row is None:
        row = Blob(
            company_id=actor.company_id,
            sha256=chunk.sha256,
            size_bytes=chunk.length,
            mime="application/octet-stream",
            uploaded_by_id=actor.person_id,
        )
        session.add(row)
    return row


def _verify_attachments(session: Session, company_id: str, sha256: str) -> None:
    changed = [
        attachment
        for attachment in attachments_of(session, company_id=company_id, sha256=sha256)
        if attachment.state != "verified"
    ]
    for attachment in changed:
        attachment.state = "verified"
    visit_ids = sorted({attachment.visit_id for attachment in changed if attachment.visit_id})
    if visit_ids:
        session.flush()
        change_no = next_change_no(session, company_id)
        for visit_id in visit_ids:
            session.get_one(Visit, visit_id).change_no = change_no


def _verified(sha256: str, length: int) -> Upload:
    return Upload(sha256=sha256, offset=length, length=length, state="verified")
