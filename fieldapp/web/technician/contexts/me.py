"""我的: who is signed in here, how the screen looks, and signing out."""

from __future__ import annotations

from fieldapp.web.technician.contexts.common import common_context
from fieldapp.web.technician.contexts.source import Record, Source


def build(source: Source) -> Record:
    """The person and the languages there are."""
    return common_context(source, name="me", nav="me") | {"languages": ["zh", "en"]}
