"""The history of an order in words: what each command said, and what it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from fieldapp.queries.timelines import TimelineEvent
from fieldapp.queries.work_order_sheets import OrderSheet, OrderVisit
from fieldapp.templating.amounts import money, money_range, quantity_of
from fieldapp.templating.calendar import day, short_moment, time, window
from fieldapp.templating.labels import LABELS, label
from fieldapp.templating.wording import translate as _

_LONGEST = 120

#: Field of a payload → kind of label, or empty for words as they are; in the order of reading.
_WORDS: Mapping[str, str] = {
    "who_name": "",
    "with_name": "",
    "how": "consent_how",
    "method": "payment_method",
    "department": "department",
    "result": "result",
    "title": "",
    "position": "",
    "category_name": "",
    "dispute": "",
    "name": "",
    "text": "",
    "signer_name": "",
    "explanation": "",
    "reason": "",
    "note": "",
}
#: Commands whose ``kind`` or ``outcome`` is worth a word, and the kind of label.
_KINDS: Mapping[str, tuple[str, str]] = {
    "attach_photo": ("kind", "photo"),
    "attach_request_photo": ("kind", "photo"),
    "contact_customer": ("outcome", "contact_outcome"),
    "end_request": ("outcome", "request_state"),
    "end_without_repair": ("kind", "visit_state"),
    "record_absence": ("kind", "sign_off"),
    "register_request": ("channel", "channel"),
}
_KEYS = frozenset({"sign_off", "dispatch_trip", "make_work_order", "record_consent"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One line beside the sheet. ``was`` is struck through, ``text`` holds now."""

    event: TimelineEvent
    was: str
    text: str
    is_key: bool
    #: The moment, or only its time below another line of the same day.
    at: str = ""


def history_lines(timeline: Iterable[TimelineEvent], sheet: OrderSheet) -> tuple[HistoryLine, ...]:
    """The events, newest first, each with what it said and the value it took the place of."""
    events = tuple(timeline)
    teller = _Teller(events, sheet)
    told = [teller.tell(event) for event in reversed(events)]
    lines = []
    shown_day = ""
    for line in reversed(told):
        on = short_moment(line.event.at)
        day_of = on.split(" ")[0]
        lines.append(replace(line, at=time(line.event.at) if day_of == shown_day else on))
        shown_day = day_of
    return tuple(lines)


class _Teller:
    """Goes through the history from its beginning and remembers the values that may change."""

    def __init__(self, events: Iterable[TimelineEvent], sheet: OrderSheet) -> None:
        self.events = {event.command_id: event for event in events}
        self.items = {item.item_id: item.position for item in sheet.items}
        self.lines = {line.line_id: line for line in sheet.lines}
        self.checks = {check.code: check.text for check in sheet.checks}
        self.trips = {visit.trip_id: visit for visit in sheet.visits}
        self.last: dict[tuple[str, str], str] = {}
        self._special: Mapping[str, Callable[[TimelineEvent], tuple[str, str]]] = {
            "answer_check": self._check,
            "correct_mark": self._correction,
            "dispatch_trip": self._dispatch,
            "record_consent": self._consent,
            "report_result": self._result,
            "use_material": self._material,
        }

    def tell(self, event: TimelineEvent) -> HistoryLine:
        tell = self._special.get(event.name, self._plain)
        was, text = tell(event) if event.payload else ("", "")
        if event.was_at is not None:
            was, text = time(event.was_at), _("补记为 %(at)s", at=time(event.at))
        return HistoryLine(event=event, was=was, text=text[:_LONGEST], is_key=event.name in _KEYS)

    def _plain(self, event: TimelineEvent) -> tuple[str, str]:
        payload = event.payload
        parts = [_kind_word(event)]
        parts += [_word(str(payload.get(name) or ""), kind) for name, kind in _WORDS.items()]
        if payload.get("amount_cents") is not None:
            parts.append(money(payload["amount_cents"]))
        if isinstance(payload.get("items"), list):
            parts.append(_("%(n)s 项", n=len(payload["items"])))
        return "", " ".join(part for part in parts if part)

    def _consent(self, event: TimelineEvent) -> tuple[str, str]:
        payload = event.payload
        amount = money_range(payload.get("low_cents") or None, payload.get("agreed_cents"))
        rest = self._plain(event)[1]
        return self._changed(("consent", ""), amount, f"{amount} {rest}".strip())

    def _result(self, event: TimelineEvent) -> tuple[str, str]:
        item_id = str(event.payload.get("item_id"))
        word = label(event.payload.get("result"), "result")
        position = self.items.get(item_id, "")
        return self._changed(("result", item_id), word, f"{position} {word}".strip())

    def _check(self, event: TimelineEvent) -> tuple[str, str]:
        code = str(event.payload.get("code"))
        word = label(event.payload.get("answer"), "answer")
        text = f"{self.checks.get(code, code)} {word}"
        return self._changed(("check", code), word, text)

    def _material(self, event: TimelineEvent) -> tuple[str, str]:
        line = self.lines.get(event.command_id)
        name = line.name if line else str(event.payload.get("name") or "")
        unit = line.unit if line else str(event.payload.get("unit") or "")
        quantity = event.payload.get("quantity_milli")
        return "", f"{name} {quantity_of(quantity, unit) if quantity and unit else ''}".strip()

    def _dispatch(self, event: TimelineEvent) -> tuple[str, str]:
        visit = self.trips.get(event.command_id)
        text = _planned(visit) if visit else str(event.payload.get("reason_text") or "")
        return "", text

    def _correction(self, event: TimelineEvent) -> tuple[str, str]:
        mark = self.events.get(str(event.payload.get("mark_id")))
        if mark is None or mark.was_at is None:
            return "", ""
        word = label(mark.name, "command")
        return f"{word} {time(mark.was_at)}", f"{word} {time(mark.at)}"

    def _changed(self, key: tuple[str, str], value: str, text: str) -> tuple[str, str]:
        """What stood there before, where it was something else."""
        before = self.last.get(key, "")
        self.last[key] = value
        return ("" if before == value else before), text


def _planned(visit: OrderVisit) -> str:
    when = f"{day(visit.planned_on)} {window(visit.window_start_at, visit.window_end_at)}"
    return " ".join(part for part in (f"→ {visit.lead_name}", when, visit.reason_text) if part)


def _kind_word(event: TimelineEvent) -> str:
    name, kind = _KINDS.get(event.name, ("", ""))
    return _word(str(event.payload.get(name) or ""), kind) if name else ""


def _word(value: Any, kind: str) -> str:
    return label(value, kind) if kind in LABELS else str(value)
