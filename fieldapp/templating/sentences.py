"""Sentences of the domain in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from fieldapp.domain.warranty_words import Sentence
from fieldapp.templating.wording import translate


def said(sentences: Iterable[Sentence]) -> str:
    """The sentences one after the other, each with its values filled in."""
    return "".join(
        translate(
            each.message,
            **each.values,
            **{name: translate(word) for name, word in each.terms.items()},
        )
        for each in sentences
    )
