"""What may be told on site about a fault nobody reported: a verdict for each category (rule 9).

They travel with the sheet, so that a phone with no signal gives the answer the rules give.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from fieldapp.domain.warranty import Claim, Verdict
from fieldapp.domain.warranty_words import in_chinese, sentences
from fieldapp.persistence.warranty_claims import Archive, HomeFacts, ReportedItem


@dataclass(frozen=True, slots=True, kw_only=True)
class WarrantyOffer:
    """One verdict and the categories that have it."""

    #: Where in the home it holds instead of what holds elsewhere; empty means elsewhere.
    positions: list[str] = field(default_factory=list)
    category_codes: list[str] = field(default_factory=list)
    #: in, out or unknown.
    warranty_verdict: str
    #: free, charged or pending.
    charge_verdict: str
    warranty_text: str
    #: None means no warranty or not known.
    warranty_ends_on: date | None


#: Homes whose offers are kept, some kilobytes each: those of the open orders.
_KEPT_HOMES = 512

_Answer = tuple[str, str, str, date | None]


class WarrantyOffers:
    """The offers of some homes."""

    def __init__(self, archive: Archive) -> None:
        """Reads nothing itself."""
        self._archive = archive

    def of_home(
        self, dwelling_id: str | None, *, registered_on: date, request_id: str
    ) -> Sequence[WarrantyOffer]:
        """For every category of the company, and where products or repairs make a difference.

        registered_on: the day that decides; an extra item stands beside those of the order's
        request and is decided by the same day (rule 3).
        """
        return _offers(self._archive.facts(dwelling_id, request_id), registered_on)


@lru_cache(maxsize=_KEPT_HOMES)
def _offers(facts: HomeFacts, registered_on: date) -> Sequence[WarrantyOffer]:
    """Kept, because each push that touches a sheet asks for the offers of the same home again."""
    archive = Archive.of_home(facts)
    in_words: dict[Claim, _Answer] = {}

    def answer(position: str, code: str) -> _Answer:
        item = ReportedItem(position=position, category_code=code)
        verdict = archive.judged(item, None, registered_on).verdict
        if verdict.claim not in in_words:
            in_words[verdict.claim] = _answer(verdict)
        return in_words[verdict.claim]

    usual = {code: answer("", code) for code in archive.categories}
    offers: dict[tuple[_Answer, bool], WarrantyOffer] = {}
    for code, told in usual.items():
        _add(offers, told, "", code)
    for position in archive.positions(None):
        for code, usually in usual.items():
            told = answer(position, code)
            if told != usually:
                _add(offers, told, position, code)
    return tuple(offers.values())


def _answer(verdict: Verdict) -> _Answer:
    return (verdict.warranty, verdict.charge, in_chinese(sentences(verdict)), verdict.ends_on)


def _add(
    offers: dict[tuple[_Answer, bool], WarrantyOffer], told: _Answer, position: str, code: str
) -> None:
    warranty, charge, text, ends_on = told
    offer = offers.setdefault(
        (told, position == ""),
        WarrantyOffer(
            warranty_verdict=warranty,
            charge_verdict=charge,
            warranty_text=text,
            warranty_ends_on=ends_on,
        ),
    )
    for words, word in ((offer.positions, position), (offer.category_codes, code)):
        if word and word not in words:
            words.append(word)
