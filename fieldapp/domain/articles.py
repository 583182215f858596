"""Finding an article of the price list or the catalogue by what a clerk types."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Priced work or a material, at today's price."""

    #: work or material.
    kind: str
    article_id: str
    code: str
    name: str
    spec: str
    unit: str
    unit_price_cents: int
    #: Pinyin initials, lower case.
    initials: str


def plain(text: str) -> str:
    """The text in lower case without blanks, full-width letters and digits made plain."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def matching(articles: Sequence[Article], typed: str) -> list[Article]:
    """The articles meant: by code, initials or name; the closest kind of match decides.

    A code that is written whole means one article, even where it begins others' codes.
    """
    wanted = plain(typed)
    if not wanted:
        return []
    for fits in (_is_code, _is_name, _are_initials, _begins, _contains):
        found = [article for article in articles if fits(article, wanted)]
        if found:
            return found
    return []


def _is_code(article: Article, wanted: str) -> bool:
    return plain(article.code) == wanted or plain(article.code).replace("-", "") == wanted


def _is_name(article: Article, wanted: str) -> bool:
    return wanted in {plain(article.name), plain(article.name + article.spec)}


def _are_initials(article: Article, wanted: str) -> bool:
    return article.initials == wanted


def _begins(article: Article, wanted: str) -> bool:
    return article.initials.startswith(wanted) or plain(article.code).startswith(wanted)


def _contains(article: Article, wanted: str) -> bool:
    return wanted in plain(f"{article.name}{article.spec}")
