"""这样回复: what is read aloud to the customer about time and money, made of the typed form."""

from __future__ import annotations

from collections.abc import Sequence

from fieldapp.domain.half_days import HalfDay
from fieldapp.queries.warranty import VerdictView
from fieldapp.templating.calendar import short_day, weekday
from fieldapp.templating.labels import label
from fieldapp.templating.wording import translate as _

#: A row's position and its verdict.
Spoken = tuple[str, VerdictView]


def reply_to(name: str, half_day: HalfDay | None, rows: Sequence[Spoken]) -> str:
    """The reply, ready to be read out; without rows it is empty."""
    if not rows:
        return ""
    sentences = [_("%(name)s，您好。", name=name) if name else _("您好。"), _when(half_day)]
    free = [position for position, view in rows if view.charge_verdict == "free"]
    pending = [position for position, view in rows if view.charge_verdict == "pending"]
    if free:
        sentences.append(_("%(where)s在保修期内，不收钱。", where=_joined(free)))
    sentences.extend(
        _charged(position, view) for position, view in rows if view.charge_verdict == "charged"
    )
    if pending:
        sentences.append(_("%(where)s收不收钱，查过资料再告诉您。", where=_joined(pending)))
    return "".join(sentences)


def half_day_words(half_day: HalfDay) -> str:
    """``11月28日周六上午``."""
    on = half_day.on.isoformat()
    return _(
        "%(day)s%(weekday)s%(half)s",
        day=short_day(on), weekday=weekday(on), half=label(half_day.half, "half"),
    )  # fmt: skip


def _when(half_day: HalfDay | None) -> str:
    if half_day is None:
        return _("上门时间我们再打电话和您约。")
    return _("%(half_day)s师傅上门。", half_day=half_day_words(half_day))


def _charged(position: str, view: VerdictView) -> str:
    why = _("过了保修期") if view.warranty_verdict == "out" else _("不属于保修")
    if view.low_cents is None or view.high_cents is None:
        return _("%(where)s%(why)s，要收费，价格师傅看过报给您，您同意我们再修。",
                 where=position, why=why)  # fmt: skip
    return _("%(where)s%(why)s，大约 %(low)s 到 %(high)s 元，您同意我们再修。",
             where=position, why=why, low=view.low_cents // 100,
             high=view.high_cents // 100)  # fmt: skip


def _joined(positions: Sequence[str]) -> str:
    return _("、").join(dict.fromkeys(positions))
