"""The translations the worker needs: words of the shared templates, of filters and of refusals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract

from fieldapp.domain.quantities import UNITS
from fieldapp.offline.phone_wording import SHARED_TEMPLATES, phone_labels, phone_problems
from fieldapp.templating import amounts, calendar
from fieldapp.templating.environment import TEMPLATES
from fieldapp.templating.refusals import UNKNOWN
from fieldapp.templating.wording import catalogue

_KEYWORDS = {"_": None, "mark": None}


def translations(language: str) -> dict[str, str]:
    """Message id → wording, of what pages rendered on the phone can show; sorted."""
    wording = catalogue(language)
    return {msgid: wording[msgid] for msgid in sorted(set(message_ids())) if msgid in wording}


def message_ids() -> Iterator[str]:
    """Every message id a page rendered on the phone can show."""
    for pattern in SHARED_TEMPLATES:
        for path in TEMPLATES.glob(pattern):
            yield from _extracted(path, "jinja2")
    for module in (amounts, calendar):
        yield from _extracted(Path(str(module.__file__)), "python")
    for words in phone_labels().values():
        yield from words.values()
    yield from UNITS
    yield from phone_problems().values()
    yield UNKNOWN


def _extracted(path: Path, method: str) -> Iterator[str]:
    with path.open("rb") as file:
        found = extract(method, file, keywords=_KEYWORDS, options={"trimmed": "true"})
        for _line, message, _comments, _context in found:
            yield message if isinstance(message, str) else message[0]
