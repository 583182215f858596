"""Forms that change a row: what they show, what they refuse, and what happens when they are stale.

An edit form carries ``revision`` and ``was-<field>`` (what it showed when it was opened; the macro
``edit_base`` writes both). Where somebody was first, the same form comes back: a field only he
changed takes his value, a field both changed keeps what was typed, and each says what the other one
is. Saving again overwrites knowingly.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from werkzeug.datastructures import MultiDict

from fieldapp.domain.problems import Problem, StaleForm
from fieldapp.templating.amounts import quantity, yuan
from fieldapp.templating.wording import translate as _
from fieldapp.web.errors import field_words, status_of, wording_of

#: field → how its value is said (a code's word, for example)
Shows = Mapping[str, Callable[[str], str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field: what stands there now and what this form says."""

    name: str
    current: str
    typed: str
    #: Nobody touched it here, so the form now shows the other one's value.
    is_taken: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """Who was first and where the two differ, for ``office/_stale.html``."""

    changed_by: str
    changed_at: datetime | None
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditForm:
    """One form as it is shown: values by field, the base it began with, what was refused."""

    typed: dict[str, str]
    #: What the row showed when the form was opened (or when it was told that it is stale).
    was: dict[str, str]
    revision: int
    status: int = 200
    message: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    stale: Stale | None = None

    def value(self, name: str) -> str:
        """What stands in the field."""
        return self.typed.get(name, "")

    def error(self, name: str) -> str:
        """What is wrong with the field, or what the other one wrote; empty if nothing."""
        return self.errors.get(name, "")


def opened(values: Mapping[str, object], revision: int = 0) -> EditForm:
    """The form of a row nobody has typed into yet; a new row has revision 0."""
    shown = {name: form_text(name, value) for name, value in values.items()}
    return EditForm(typed=shown, was=shown, revision=revision)


def refused(
    problem: Problem,
    form: MultiDict[str, str],
    shows: Shows | None = None,
    *,
    facts: Collection[str] = (),
) -> EditForm:
    """The form again after a refusal, with everything that was typed.

    facts: what the form only rests on and nobody types in it, a state for example.
    """
    typed = {name: "；".join(form.getlist(name)) for name in form if not name.startswith("was-")}
    was = {name[4:]: form.get(name, "") for name in form if name.startswith("was-")}
    if isinstance(problem, StaleForm):
        return _stale(problem, form, typed, shows or {}, facts)
    return EditForm(
        typed=typed,
        was=was,
        revision=_number(form.get("revision", "")),
        status=status_of(problem),
        message=wording_of(problem),
        errors=field_words(problem),
    )


def form_text(name: str, value: object) -> str:
    """A value of a row as a form field shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else ""
    if name.endswith("_cents") and isinstance(value, int):
        return yuan(value)
    if name.endswith("_milli") and isinstance(value, int):
        return quantity(value)
    return str(value)


def _stale(
    problem: StaleForm,
    form: MultiDict[str, str],
    typed: dict[str, str],
    shows: Shows,
    facts: Collection[str],
) -> EditForm:
    details: dict[str, Any] = problem.details
    current = {name: form_text(name, value) for name, value in details["current"].items()}
    by = details["changed_by"] or _("别人")
    found = [
        _difference(name, text, form, by, shows.get(name, str))
        for name, text in current.items()
        if name in typed and name not in facts
    ]
    found += [_changed(name, current[name], form, by, shows.get(name, str)) for name in facts]
    differences = tuple(one for one in found if one is not None)
    at = details["changed_at"]
    return EditForm(
        typed=typed | {one.name: one.current for one in differences if one.is_taken},
        was=current,
        revision=details["revision"],
        status=status_of(problem),
        errors={one.name: one.words for one in differences},
        stale=Stale(
            changed_by=by,
            changed_at=datetime.fromisoformat(at) if at else None,
            differences=differences,
        ),
    )


def _difference(
    name: str, current: str, form: MultiDict[str, str], by: str, show: Callable[[str], str]
) -> Difference | None:
    typed, was = form.get(name, "").strip(), form.get(f"was-{name}")
    if current == typed or (was is not None and was.strip() == current):
        return None  # the same, or only this form changes it
    is_taken = was is not None and was.strip() == typed
    now, here = (show(text) if text else _("空") for text in (current, typed))
    if is_taken:
        words = _("刚才被 %(name)s 改成“%(now)s”，已替您填入；原来是“%(was)s”。",
                  name=by, now=now, was=here)  # fmt: skip
    else:
        words = _("刚才被 %(name)s 改成“%(now)s”，您填的是“%(typed)s”。",
                  name=by, now=now, typed=here)  # fmt: skip
    return Difference(name=name, current=current, typed=typed, is_taken=is_taken, words=words)


def _changed(
    name: str, current: str, form: MultiDict[str, str], by: str, show: Callable[[str], str]
) -> Difference | None:
    """What the form only rests on; which of its changes came last cannot be told from it."""
    was = form.get(f"was-{name}")
    if was is None or was.strip() == current.strip():
        return None
    now, before = (show(text) if text else _("空") for text in (current, was.strip()))
    words = _("刚才被 %(name)s 改成“%(now)s”，原来是“%(was)s”。", name=by, now=now, was=before)
    return Difference(name=name, current=current, typed="", is_taken=False, words=words)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
