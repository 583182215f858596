"""Wording: Chinese message ids and their translations, read from the catalogue itself.

The ``.po`` file is the only copy: nothing compiled lies beside it that could be stale.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from fieldapp.templating.locale import current_locale

CATALOGUES = Path(__file__).parent.parent / "translations"
SOURCE_LANGUAGE = "zh"
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


@cache
def catalogue(language: str) -> dict[str, str]:
    """Message id → wording in that language; entries without a translation are left out."""
    if language == SOURCE_LANGUAGE:
        return {}
    path = CATALOGUES / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        messages = read_po(file, locale=language)
    return {
        str(message.id): str(message.string)
        for message in messages
        if message.id and message.string and not message.fuzzy
    }


def translate(msgid: str, **values: object) -> str:
    """The message in the current language, with its named placeholders filled."""
    wording = catalogue(current_locale().language).get(msgid, msgid)
    return wording % values if values else wording


def filled(wording: str, values: Mapping[str, object]) -> str:
    """Wording that travelled apart from its values; what they do not name becomes an ellipsis."""
    return _PLACEHOLDER.sub(lambda match: str(values.get(match[1], "…")), wording)


def mark(msgid: str) -> str:
    """Mark a message for the catalogue where it is only translated later."""
    return msgid
