"""`fieldapp doctor`: what an installation needs, looked at one by one."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from fieldapp.config import Settings
from fieldapp.persistence.blobs import blobs_for
from fieldapp.persistence.epoch import read_epoch
from fieldapp.persistence.search_index import mend_search_index
from fieldapp.persistence.session import engine_for, session_factory, write_transaction
from fieldapp.persistence.tables import Company

_TIGHT_BYTES = 2 * 1024**3


@dataclass(frozen=True)
class Finding:
    """One sentence and whether it is good news."""

    is_well: bool
    text: str


def examine(settings: Settings) -> list[Finding]:
    """Every check is made, also after one failed."""
    return [_database(settings), _blobs(settings), _disk(settings), _address(settings)]


def mend_search(settings: Settings) -> Finding:
    """Compare what is found by searching with what there is, and put right what differs."""
    try:
        sessions = session_factory(engine_for(settings.database_url))
        with sessions() as session, write_transaction(session):
            mending = mend_search_index(session)
    except SQLAlchemyError as error:
        return Finding(False, f"search: {error}. `fieldapp migrate` may help")
    return Finding(
        True, f"search index: {mending.checked} subjects compared, {mending.mended} put right"
    )


def _database(settings: Settings) -> Finding:
    try:
        with session_factory(engine_for(settings.database_url))() as session:
            names = list(session.scalars(select(Company.short_name)))
    except SQLAlchemyError as error:
        return Finding(False, f"database: {error}. `fieldapp migrate` may help")
    if not names:
        return Finding(False, "database: no company yet; run `fieldapp init`")
    return Finding(True, f"database answers; companies: {', '.join(names)}")


def _blobs(settings: Settings) -> Finding:
    try:
        blobs = blobs_for(settings.blobs_url)
        blobs.put("doctor", b"ok")
        blobs.delete("doctor")
        return Finding(True, f"photo store takes bytes; epoch {read_epoch(blobs)}")
    except (OSError, ValueError) as error:
        return Finding(False, f"photo store: {error}")


def _disk(settings: Settings) -> Finding:
    store = urlsplit(settings.blobs_url)
    if store.scheme != "file":
        return Finding(True, "photos take no room on this machine")
    try:
        free = shutil.disk_usage(unquote(store.path)).free
    except OSError as error:
        return Finding(False, f"disk: {error}")
    return Finding(free > _TIGHT_BYTES, f"{free // 1024**2} MB free for photos")


def _address(settings: Settings) -> Finding:
    if settings.is_https or "127.0.0.1" in settings.base_url or "localhost" in settings.base_url:
        return Finding(True, f"phones reach it at {settings.base_url}")
    return Finding(False, f"{settings.base_url}: phones work offline over https only")
