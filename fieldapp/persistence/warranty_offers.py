"""What may be told on site about a fault nobody reported: a verdict for each category (rule 9).

They travel with the sheet, so that a phone with no signal gives the answer the rules give.
"""

from dataclasses import dataclass, field
from datetime import date

from fieldapp.domain.warranty import Claim, Verdict
from fieldapp.domain.warranty_words import in_chinese, sentences
from fieldapp.persistence.warranty_claims import Archive, ReportedItem


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


_Answer = tuple[str, str, str, date | None]


class WarrantyOffers:
    """The offers of some homes; what many claims have in common is put into words once."""

    def __init__(self, archive: Archive) -> None:
        """Reads nothing itself."""
        self._archive = archive
        self._answers: dict[Claim, _Answer] = {}

    def of_home(
        self, dwelling_id: str | None, *, registered_on: date, request_id: str
    ) -> list[WarrantyOffer]:
        """For every category of the company, and where products or repairs make a difference.

        registered_on: the day that decides; an extra item stands beside those of the order's
        request and is decided by the same day (rule 3).
        """

        def answer(position: str, code: str) -> _Answer:
            item = ReportedItem(position=position, category_code=code)
            judged = self._archive.judged(item, dwelling_id, registered_on, request_id)
            return self._answer(judged.verdict)

        usual = {code: answer("", code) for code in self._archive.categories}
        offers: dict[tuple[_Answer, bool], WarrantyOffer] = {}
        for code, told in usual.items():
            _add(offers, told, "", code)
        for position in self._archive.positions(dwelling_id):
            for code, usually in usual.items():
                told = answer(position, code)
                if told != usually:
                    _add(offers, told, position, code)
        return list(offers.values())

    def _answer(self, verdict: Verdict) -> _Answer:
        if verdict.claim not in self._answers:
            self._answers[verdict.claim] = (
                verdict.warranty,
                verdict.charge,
                in_chinese(sentences(verdict)),
                verdict.ends_on,
            )
        return self._answers[verdict.claim]


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
