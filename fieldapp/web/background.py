"""Work that goes on after its answer: threads of this server, each with a session of its own.

Its state stands in the database; a server that is stopped leaves work that somebody can resume.
"""

from __future__ import annotations

import logging
import threading

from fieldapp.domain.roles import Actor
from fieldapp.reports.imports import Workshop, run_import
from fieldapp.web.scope import Services

_log = logging.getLogger(__name__)
_running: dict[str, threading.Thread] = {}


def work_on_import(services: Services, actor: Actor, import_id: str) -> None:
    """Begin to work on an import; nothing happens if this server does already."""
    known = _running.get(import_id)
    if known is not None and known.is_alive():
        known.join(timeout=5)  # it is about to end: a file is checked before it is written
    thread = threading.Thread(
        target=_run, args=(services, actor, import_id), name=f"import-{import_id}", daemon=True
    )
    _running[import_id] = thread
    thread.start()


def finish_import(import_id: str, timeout_s: float = 60) -> None:
    """Wait for the work on an import to end."""
    thread = _running.get(import_id)
    if thread is not None:
        thread.join(timeout_s)


def _run(services: Services, actor: Actor, import_id: str) -> None:
    try:
        with services.sessions() as session:
            run_import(
                Workshop(session=session, blobs=services.blobs, clock=services.clock, actor=actor),
                import_id,
            )
    except Exception as error:
        _log.error("import %s failed", import_id, exc_info=error)
    finally:
        _running.pop(import_id, None)
