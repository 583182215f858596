"""The rows of the benchmark: figures where smaller is better."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.lab import Lab


@dataclass(frozen=True, kw_only=True)
class Row:
    """One figure. budget: the most it may be; None means it is only watched."""

    name: str
    figure: float
    unit: str
    budget: float | None
    note: str

    @property
    def is_over(self) -> bool:
        return self.budget is not None and self.figure > self.budget


@dataclass(frozen=True)
class Subject:
    """Rows that are measured together; ``measure`` yields each as soon as it is known."""

    name: str
    measure: Callable[[Lab], Iterator[Row]]


def kilobytes(size: int) -> float:
    """Bytes as KB of 1024."""
    return round(size / 1024, 1)


def median(figures: Sequence[float]) -> float:
    return statistics.median(figures)


def p95(figures: Sequence[float]) -> float:
    """The figure 95 of 100 do not exceed."""
    ordered = sorted(figures)
    return ordered[math.ceil(len(ordered) * 0.95) - 1]


def spread(figures: Sequence[float], unit: str) -> str:
    """What a median hides, for the note."""
    return (
        f"median of {len(figures)}, p95 {p95(figures):.0f} {unit}, worst {max(figures):.0f} {unit}"
    )
