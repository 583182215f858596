"""What of a product is under warranty, part by part: the verdicts about all that may break."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredParts:
    """Parts whose warranty ends on one day, which is still covered."""

    parts: tuple[str, ...]
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Of one product on one day; what no rule ever covered is in none of these."""

    #: The warranty that ends last comes first.
    covered: tuple[CoveredParts, ...]
    #: Parts whose warranty is over.
    lapsed: tuple[str, ...]
    #: Parts about which the archive lacks a day.
    undated: tuple[str, ...]


def coverage(verdicts: Iterable[tuple[str, date | None, bool]], *, on: date) -> Coverage:
    """The parts of a product by how long they are covered (rule 3).

    verdicts: part, last day of the longest rule that covers it (None where no rule does) and
    whether a day that would decide is missing. Of several verdicts about a part the latest day
    counts. on: the day of asking, usually today.
    """
    ends: dict[str, date] = {}
    missing: dict[str, None] = {}
    for part, ends_on, is_missing in verdicts:
        if is_missing:
            missing[part] = None
        elif ends_on is not None:
            ends[part] = max(ends_on, ends.get(part, ends_on))
    days = sorted({day for day in ends.values() if day >= on}, reverse=True)
    return Coverage(
        covered=tuple(
            CoveredParts(parts=tuple(part for part in ends if ends[part] == day), ends_on=day)
            for day in days
        ),
        lapsed=tuple(part for part, day in ends.items() if day < on),
        undated=tuple(part for part in missing if part not in ends),
    )
