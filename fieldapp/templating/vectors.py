"""Cases every filter must answer the same on the server and in the service worker."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from fieldapp.templating.environment import FILTERS
from fieldapp.templating.locale import ViewLocale, use_locale


class Case(NamedTuple):
    """One call of a filter."""

    filter: str
    value: Any
    arguments: tuple[Any, ...] = ()


_AT: Final = "2026-11-23T01:30:00.000Z"
_LATE: Final = "2026-11-28T16:05:00.000Z"

CASES: Final[tuple[Case, ...]] = (
    *(Case("money", cents) for cents in (None, 0, 5, 128000, -3360, 123456789)),
    *(Case("yuan", cents) for cents in (None, 0, 7, 128000, -50)),
    *(
        Case("money_range", low, (high,))
        for low, high in ((8500, 13000), (8550, 13000), (0, 10000), (500, 500), (None, 900))
    ),
    *(Case("money_range", low, (None,)) for low in (None, 19000)),
    *(Case("quantity", milli) for milli in (None, 0, 1000, 1200, 1234, 10, 9999000, -2500)),
    *(Case("quantity_of", 1200, (unit,)) for unit in ("米", "只", "")),
    Case("quantity_of", None, ("米",)),
    *(Case("duration", minutes) for minutes in (None, 0, 45, 60, 140)),
    *(Case("size", count) for count in (None, 0, 1, 640_000, 999_999, 2_049_999, 2_100_000)),
    *(Case("phone", number) for number in (None, "", "19900003187", "0000-8800-1200")),
    *(Case("masked_phone", number) for number in (None, "19900003187", "199 0000 3187", "8800")),
    *(
        Case(name, value)
        for name in ("moment", "short_moment", "time", "day", "short_day", "weekday", "full_day")
        for value in (None, _AT, _LATE)
    ),
    *(Case(name, "2026-01-01") for name in ("day", "short_day", "weekday", "full_day")),
    Case("window", _AT, ("2026-11-23T03:30:00.000Z",)),
    Case("window", _AT, (None,)),
    Case("window", None, (None,)),
    Case("local_input", _AT),
    Case("local_input", None),
    Case("wire", _AT),
    Case("label", "awaiting_sign_off", ("visit_state",)),
    Case("label", None, ("visit_state",)),
    Case("label", "engineering", ("department",)),
)


def filter_vectors() -> list[dict[str, Any]]:
    """Every case in both languages with the answer of the server's filter."""
    vectors = []
    for language in ("zh", "en"):
        with use_locale(ViewLocale(language=language)):
            for case in CASES:
                answer = FILTERS[case.filter](case.value, *case.arguments)
                vectors.append(
                    {
                        "filter": case.filter,
                        "value": case.value,
                        "arguments": list(case.arguments),
                        "language": language,
                        "zone": ViewLocale().zone,
                        "expected": answer,
                    }
                )
    return vectors
