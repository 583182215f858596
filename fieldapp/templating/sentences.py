"""Sentences of the domain in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from fieldapp.domain.warranty_words import Sentence
from fieldapp.templating.calendar import full_day
from fieldapp.templating.wording import translate


def said(sentences: Iterable[Sentence]) -> str:
    """The sentences one after the other, each with its values filled in."""
    return "".join(
        translate(
            each.message,
            **{name: _written(value) for name, value in each.values.items()},
            **{name: translate(word) for name, word in each.terms.items()},
        )
        for each in sentences
    )


def _written(value: str | date) -> str:
    return full_day(value) if isinstance(value, date) else value
