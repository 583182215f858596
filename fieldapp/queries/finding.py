"""How the words of a search become conditions, and the candidates they leave.

A word may mean several things (``3187`` is a phone's tail or a label), each a range of the index
of terms; sites are resolved first, because they are few. The rarest word proposes candidates and
the others are tested on each, so the cost follows what is found and not the size of the archive.
What is proposed is bounded: a search for half of all homes shows some of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from fieldapp.domain.search_words import Word, name_two_people, normalised, words_of
from fieldapp.persistence.pinyin import pinyin_terms
from fieldapp.persistence.search_index import CUSTOMER, DWELLING, REQUEST
from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import (
    Customer,
    Dwelling,
    DwellingResident,
    Request,
    SearchTerm,
    Site,
)

#: How many subjects the rarest word may propose.
MOST_PROPOSED = 1_500
#: How many candidates are ranked.
MOST_CANDIDATES = 60
#: How many papers a number that is only begun (``WX2026``) finds, the newest of them.
MOST_BY_NUMBER = 1_000
#: Of how many of the newest requests the homes are tried, where too much was found to rank all.
_NEWEST = 100
#: Names of sites whose readings are kept: each search asks all of them.
_KEPT_SITES = 4_096
_AFTER_ALL_SIGNS = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Reading:
    """A word together with the sites it may name."""

    word: Word
    #: Sites whose name has the word in it, or whose pinyin begins with it.
    site_ids: tuple[str, ...]
    #: Sites of ``锦绣`` in ``锦绣5-2``.
    labelled_site_ids: tuple[str, ...]

    @property
    def person_prefixes(self) -> tuple[str, ...]:
        """Terms of a customer, or of a reporter nobody knows, that this word begins."""
        names = (self.word.text,) if self.word.is_name else ()
        return (*names, *self.word.phones)

    @property
    def label_prefixes(self) -> tuple[str, ...]:
        """Terms of a home that this word begins."""
        return (self.word.label,) if self.word.label else ()

    @property
    def reporter_prefixes(self) -> tuple[str, ...]:
        """Terms of a request whose reporter or address the archive does not know."""
        return (*self.person_prefixes, *self.label_prefixes)

    @property
    def exact_terms(self) -> frozenset[str]:
        """Any of these as a whole term is an exact match."""
        return frozenset((*self.person_prefixes, *self.label_prefixes, self.word.site_label))


@dataclass(frozen=True, slots=True)
class _Rarest:
    """What the rarest word proposes, and its place among the words."""

    place: int
    proposed: Select[str]
    #: Whether the word proposed all it has to.
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Candidates:
    """Homes that were found, and whether there are no more."""

    ids: tuple[str, ...]
    is_whole: bool


class Search:
    """One search in one company."""

    def __init__(self, session: Session, company_id: str, text: str) -> None:
        self.session = session
        self.company_id = company_id
        words = words_of(text)
        sites = _sites(session, company_id) if words else ()
        self.readings = tuple(_reading(word, sites) for word in words)

    def _ids(self, statement: Select[str]) -> tuple[str, ...]:
        return tuple(row[0] for row in self._rows(statement))

    def _rows(self, statement: Select[*tuple[Any, ...]]) -> CursorResult[Any]:
        # Past the session, which would take as long again to make rows of its own.
        return self.session.connection().execute(statement)

    @property
    def paper_prefixes(self) -> tuple[str, ...]:
        """Terms of a paper's number the only word begins; none where it is not a number."""
        return self.readings[0].word.numbers if len(self.readings) == 1 else ()

    @property
    def running_number(self) -> str:
        """``001`` where that is all that was typed."""
        return self.readings[0].word.running if len(self.readings) == 1 else ""

    @cached_property
    def dwelling_ids(self) -> tuple[str, ...]:
        """Homes every word fits, to be ranked; where they are many, also recently active ones."""
        found = self.dwellings_up_to(MOST_CANDIDATES)
        if len(found.ids) < MOST_CANDIDATES:
            return found.ids
        return tuple(dict.fromkeys((*found.ids, *self._ids(self._recently_active()))))

    def dwellings_up_to(self, limit: int, proposed: int = MOST_PROPOSED) -> Candidates:
        """Homes every word fits, and whether these are all.

        proposed: how many homes of the rarest word are tried.
        """
        rarest = self._rarest(
            [self._dwelling_proposals(reading, proposed) for reading in self.readings],
            limit,
            proposed,
            weights=[self._dwelling_weights(reading) for reading in self.readings],
        )
        if rarest is None:
            return Candidates((), is_whole=True)
        statement = select(Dwelling.id).where(
            Dwelling.id.in_(rarest.proposed),
            *(self.fits_dwelling(reading) for reading in self._others(rarest)),
        )
        found = self._ids(statement.limit(limit))
        return Candidates(found, is_whole=rarest.is_whole and len(found) < limit)

    @cached_property
    def customer_ids(self) -> tuple[str, ...]:
        """Customers every word fits, at most ``MOST_CANDIDATES``."""
        if name_two_people([reading.word for reading in self.readings]):
            return ()
        proposals = [self._terms(CUSTOMER, reading.person_prefixes) for reading in self.readings]
        rarest = self._rarest(proposals)
        if rarest is None:
            return ()
        statement = select(Customer.id).where(
            Customer.id.in_(rarest.proposed),
            *(
                _has_term(CUSTOMER, Customer.id, reading.person_prefixes)
                for reading in self._others(rarest)
            ),
        )
        return self._ids(statement.limit(MOST_CANDIDATES))

    def ids_by_number(self, kind: str) -> tuple[str, ...]:
        """Requests or orders whose number the only word begins, the newest numbers first."""
        if not self.paper_prefixes:
            return ()
        found = [
            subject_id
            for prefix in self.paper_prefixes
            for subject_id in self._ids(
                self._range(kind, prefix).order_by(SearchTerm.term.desc()).limit(MOST_BY_NUMBER)
            )
        ]
        return tuple(dict.fromkeys(found))

    @cached_property
    def own_request_ids(self) -> tuple[str, ...]:
        """Requests found by a reporter or an address the archive does not know."""
        rarest = self._rarest(
            [self._terms(REQUEST, reading.reporter_prefixes) for reading in self.readings]
        )
        if rarest is None:
            return ()
        statement = select(Request.id).where(
            Request.id.in_(rarest.proposed),
            *(
                _has_term(REQUEST, Request.id, reading.reporter_prefixes)
                for reading in self._others(rarest)
            ),
        )
        return self._ids(statement.limit(MOST_CANDIDATES))

    def fits_dwelling(self, reading: Reading) -> ColumnElement[bool]:
        """Whether a word says something true of the dwelling in the statement."""
        choices: list[ColumnElement[bool]] = []
        if reading.site_ids:
            choices.append(Dwelling.site_id.in_(reading.site_ids))
        if reading.labelled_site_ids:
            choices.append(
                and_(
                    Dwelling.site_id.in_(reading.labelled_site_ids),
                    _has_term(DWELLING, Dwelling.id, (reading.word.site_label,)),
                )
            )
        if reading.label_prefixes:
            choices.append(_has_term(DWELLING, Dwelling.id, reading.label_prefixes))
        if reading.person_prefixes:
            is_found = _has_term(CUSTOMER, DwellingResident.customer_id, reading.person_prefixes)
            choices.append(
                exists(
                    select(DwellingResident.dwelling_id).where(
                        DwellingResident.dwelling_id == Dwelling.id, is_found
                    )
                )
            )
        return or_(*choices)

    def _dwelling_proposals(self, reading: Reading, proposed: int) -> list[Select[str]]:
        homes = select(Dwelling.id).where(Dwelling.company_id == self.company_id)
        proposals = []
        if reading.site_ids:
            proposals.append(homes.where(Dwelling.site_id.in_(reading.site_ids)))
        if reading.labelled_site_ids:
            proposals.append(
                homes.where(
                    Dwelling.site_id.in_(reading.labelled_site_ids),
                    _has_term(DWELLING, Dwelling.id, (reading.word.site_label,)),
                )
            )
        proposals += self._terms(DWELLING, reading.label_prefixes)
        proposals += [
            select(DwellingResident.dwelling_id).where(
                DwellingResident.company_id == self.company_id,
                DwellingResident.customer_id.in_(found.limit(proposed)),
            )
            for found in self._terms(CUSTOMER, reading.person_prefixes)
        ]
        return proposals

    def _dwelling_weights(self, reading: Reading) -> list[Select[str]]:
        """What is counted in place of the proposals: cheaper, because it reads one index only."""
        homes = select(Dwelling.id).where(Dwelling.company_id == self.company_id)
        sites = (*reading.site_ids, *reading.labelled_site_ids)
        return [
            *([homes.where(Dwelling.site_id.in_(sites))] if sites else []),
            *self._terms(DWELLING, reading.label_prefixes),
            *self._terms(CUSTOMER, reading.person_prefixes),
        ]

    def _others(self, rarest: _Rarest) -> list[Reading]:
        """The words whose truth is not known from the proposal itself."""
        return [reading for reading in self.readings if reading is not self.readings[rarest.place]]

    def _rarest(
        self,
        proposals: Sequence[list[Select[str]]],
        limit: int = MOST_CANDIDATES,
        proposed: int = MOST_PROPOSED,
        weights: Sequence[list[Select[str]]] | None = None,
    ) -> _Rarest | None:
        """Of each word's proposals the shortest; None if a word can mean nothing here.

        limit: how many are wanted in the end; of a single word no more need be proposed.
        weights: what to count of each word; without, the proposals themselves.
        """
        if not proposals or not all(proposals):
            return None
        if len(proposals) == 1:
            return _Rarest(0, _bounded(proposals[0], limit), is_whole=True)
        counted = (_bounded(each, proposed) for each in weights or proposals)
        counts = self._rows(select(*(_count_of(each) for each in counted))).one()
        place = min(range(len(proposals)), key=lambda each: int(counts[each]))
        return _Rarest(
            place,
            _bounded(proposals[place], proposed),
            is_whole=counts[place] < proposed // 2,  # a customer may have two homes
        )

    def _recently_active(self) -> Select[str]:
        newest = (
            select(Request.dwelling_id)
            .where(Request.company_id == self.company_id, Request.dwelling_id.is_not(None))
            .order_by(Request.registered_at.desc())
            .limit(_NEWEST)
            .subquery()
        )
        return select(Dwelling.id).where(
            Dwelling.id.in_(select(newest.c.dwelling_id)),
            *(self.fits_dwelling(reading) for reading in self.readings),
        )

    def _terms(self, kind: str, prefixes: Iterable[str]) -> list[Select[str]]:
        """One range of the index per prefix; together in one ``or`` they would not be ranges."""
        return [self._range(kind, prefix).distinct() for prefix in prefixes]

    def _range(self, kind: str, prefix: str) -> Select[str]:
        return select(SearchTerm.subject_id).where(
            SearchTerm.company_id == self.company_id,
            SearchTerm.subject_kind == kind,
            _begins(SearchTerm.term, (prefix,)),
        )


_SITES = select(Site.id, Site.name).where(Site.company_id == bindparam("company_id"))


def _sites(session: Session, company_id: str) -> Sequence[Any]:
    return session.connection().execute(_SITES, {"company_id": company_id}).all()


def _reading(word: Word, sites: Sequence[Any]) -> Reading:
    return Reading(
        word=word,
        site_ids=_named(sites, word.text if word.is_name else ""),
        labelled_site_ids=_named(sites, word.site),
    )


def _named(sites: Sequence[Any], part: str) -> tuple[str, ...]:
    """Sites with this in their name, or whose pinyin begins with it."""
    if not part:
        return ()
    is_latin = part.isascii()
    found = []
    for site in sites:
        name, sounds = _name_and_sounds(site.name)
        if part in name or (is_latin and any(each.startswith(part) for each in sounds)):
            found.append(site.id)
    return tuple(found)


@lru_cache(maxsize=_KEPT_SITES)
def _name_and_sounds(name: str) -> tuple[str, frozenset[str]]:
    return normalised(name), frozenset(pinyin_terms(name))


def _bounded(proposals: Sequence[Select[str]], limit: int) -> Select[str]:
    """All proposals as one list of at most so many ids each."""
    columns = [each.limit(limit).subquery() for each in proposals]
    parts = [select(next(iter(each.c)).label("id")) for each in columns]
    together = union_all(*parts).subquery() if len(parts) > 1 else parts[0].subquery()
    return select(together.c.id)


def _count_of(ids: Select[str]) -> ScalarSelect[int]:
    return select(func.count()).select_from(ids.subquery()).scalar_subquery()


def _has_term(kind: str, subject_id: Any, prefixes: Iterable[str]) -> ColumnElement[bool]:
    term = aliased(SearchTerm)
    return exists(
        select(term.subject_id).where(
            term.subject_kind == kind,
            term.subject_id == subject_id,
            _begins(term.term, prefixes),
        )
    )


def _begins(term: Any, prefixes: Iterable[str]) -> ColumnElement[bool]:
    return or_(*(and_(term >= prefix, term < prefix + _AFTER_ALL_SIGNS) for prefix in prefixes))
