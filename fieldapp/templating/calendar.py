"""How days and instants are written: ``11月23日 周一 09:30``; the worker has the same.

A value is a wire string (``2026-11-28`` or ``2026-11-28T00:30:00.000Z``), a date or an aware
datetime; null gives "". Instants are shown on the clock of the current locale.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache

from fieldapp.templating.locale import current_locale
from fieldapp.templating.wording import mark
from fieldapp.templating.wording import translate as _

Day = date | datetime | str | None

WEEKDAYS = (
    mark("周一"), mark("周二"), mark("周三"), mark("周四"), mark("周五"), mark("周六"),
    mark("周日"),
)  # fmt: skip
MONTHS = (
    mark("1月"), mark("2月"), mark("3月"), mark("4月"), mark("5月"), mark("6月"),
    mark("7月"), mark("8月"), mark("9月"), mark("10月"), mark("11月"), mark("12月"),
)  # fmt: skip


def short_day(value: Day) -> str:
    """``11月23日``; another year than this one is not told apart."""
    on = _day(value)
    return "" if on is None else _day_in_words(on, current_locale().language)[0]


def weekday(value: Day) -> str:
    """``周一``."""
    on = _day(value)
    return "" if on is None else _(WEEKDAYS[on.weekday()])


def day(value: Day) -> str:
    """``11月23日 周一``."""
    on = _day(value)
    return "" if on is None else _day_in_words(on, current_locale().language)[1]


def iso_day(value: Day) -> str:
    """``2026-11-23`` on the viewer's clock: for fields and comparing, not for reading."""
    on = _day(value)
    return "" if on is None else on.isoformat()


def full_day(value: Day) -> str:
    """``2026年11月23日``, where the year matters."""
    on = _day(value)
    if on is None:
        return ""
    return _("%(year)s年%(day)s", year=on.year, day=short_day(on))


def time(value: datetime | str | None) -> str:
    """``9:30`` on the viewer's clock."""
    at = _local(value)
    return "" if at is None else f"{at.hour}:{at.minute:02d}"


def moment(value: datetime | str | None) -> str:
    """``11月23日 周一 09:30``."""
    at = _local(value)
    return "" if at is None else f"{day(at.date())} {at.hour:02d}:{at.minute:02d}"


def short_moment(value: datetime | str | None) -> str:
    """``11月23日 9:30``, where the line is narrow."""
    at = _local(value)
    return "" if at is None else f"{short_day(at.date())} {at.hour}:{at.minute:02d}"


def window(start: datetime | str | None, end: datetime | str | None = None) -> str:
    """``8:30–10:30``; without an end the start alone."""
    if start is None or end is None:
        return time(start)
    return f"{time(start)}–{time(end)}"


def local_input(value: datetime | str | None) -> str:
    """``2026-11-23T09:30`` for an input of type datetime-local."""
    at = _local(value)
    return "" if at is None else at.strftime("%Y-%m-%dT%H:%M")


def wire(value: datetime | str | None) -> str:
    """The instant as the wire writes it, for the ``datetime`` attribute of ``time``."""
    at = _instant(value)
    return "" if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


@lru_cache(maxsize=1024)
def _day_in_words(on: date, language: str) -> tuple[str, str]:
    """A day without and with its weekday. A ledger writes the same few days on every line.

    language: that of the current locale, in which the words are looked up; it keeps readers of
    different languages apart.
    """
    del language
    short = _("%(month)s%(day)s日", month=_(MONTHS[on.month - 1]), day=on.day)
    return short, _("%(day)s %(weekday)s", day=short, weekday=_(WEEKDAYS[on.weekday()]))


def _instant(value: datetime | str | None) -> datetime | None:
    if value is None or value == "":
        return None
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _local(value: datetime | str | None) -> datetime | None:
    at = _instant(value)
    return None if at is None else current_locale().local(at)


def _day(value: Day) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        if len(value) == len("2026-11-28"):
            return date.fromisoformat(value)
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return current_locale().day_of(value)
    return value
