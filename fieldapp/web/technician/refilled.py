"""A page whose form was refused: with what was typed in it, and with what is wrong at its fields.

Where a worker answers, the page stays open and its scripts do both; so the templates, which are
carried to every phone, know nothing of it, and the server writes it into the finished page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from itertools import accumulate
from urllib.parse import urlsplit

from werkzeug.datastructures import MultiDict

Form = MultiDict[str, str]

#: Inputs in which nobody types.
_NOT_TYPED = frozenset({"hidden", "file", "submit", "button"})
_TICKED = frozenset({"radio", "checkbox"})
_CONTROLS = frozenset({"input", "textarea", "select"})


def refilled(page: str, form: Form, path: str, faults: Mapping[str, str]) -> str:
    """The page with the form that was sent to ``path`` as it was filled in.

    form: what was sent. faults: field → what is wrong there; a message that stands at its field
    is taken off the top. A page that no longer shows the form stays as it is.
    """
    read = _Page(page)
    controls = read.controls_of(path, form)
    for control in controls:
        read.fill(control, form)
    for name, words in faults.items():
        shown = next((one for one in controls if one.get("name") == name), None)
        if shown is not None:
            read.complain(shown, words)
            read.drop_notice(name)
    return read.text()


@dataclass(slots=True, eq=False)
class _Tag:
    """A tag of the page and where it stands; an end tag has no attributes."""

    name: str
    is_end: bool
    attributes: dict[str, str | None]
    start: int
    end: int

    def get(self, name: str) -> str:
        """An attribute; "" where it is missing."""
        return self.attributes.get(name) or ""

    def set(self, name: str, *, to: bool) -> None:
        """Give it an attribute without a value, or take it away."""
        self.attributes.pop(name, None)
        if to:
            self.attributes[name] = None

    def written(self) -> str:
        """The tag as text."""
        parts = [
            name if value is None else f'{name}="{escape(value)}"'
            for name, value in self.attributes.items()
        ]
        return f"<{' '.join([self.name, *parts])}>"


class _Page(HTMLParser):
    """Where the tags of a page stand, and what is to stand there instead."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=False)
        self._page = page
        self._lines = [0, *accumulate(len(line) + 1 for line in page.split("\n"))]
        self._tags: list[_Tag] = []
        #: Start → end and the text between them.
        self._edits: dict[tuple[int, int], str] = {}
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._position()
        end = start + len(self.get_starttag_text() or "")
        self._tags.append(_Tag(tag, False, dict(attrs), start, end))

    def handle_endtag(self, tag: str) -> None:
        start = self._position()
        self._tags.append(_Tag(tag, True, {}, start, self._page.find(">", start) + 1))

    def controls_of(self, path: str, form: Form) -> list[_Tag]:
        """What is typed into the form that was sent; the fold it stands in is opened."""
        folds: list[_Tag] = []
        for index, tag in enumerate(self._tags):
            if tag.name == "details":
                folds = folds[:-1] if tag.is_end else [*folds, tag]
            if tag.name == "form" and urlsplit(tag.get("action")).path == path:
                inside = list(self._until("form", index))
                if _is_about(inside, form):
                    for fold in folds:
                        fold.set("open", to=True)
                        self._rewrite(fold)
                    return [one for one in inside if _is_typed(one)]
        return []

    def fill(self, control: _Tag, form: Form) -> None:
        """Put into a control what was typed there."""
        name, typed = control.get("name"), form.getlist(control.get("name"))
        if control.get("type") in _TICKED:
            control.set("checked", to=control.get("value") in typed)
        elif name not in form:
            return
        elif control.name == "textarea":
            closing = next(self._until("textarea", self._tags.index(control), with_end=True))
            self._edits[control.end, closing.start] = escape(form[name])
        elif control.name == "select":
            for option in self._until("select", self._tags.index(control)):
                if option.name == "option" and not option.is_end:
                    option.set("selected", to=option.get("value") in typed)
                    self._rewrite(option)
        else:
            control.attributes["value"] = form[name]
        self._rewrite(control)

    def complain(self, control: _Tag, words: str) -> None:
        """Put a message at the end of a control's field."""
        error_id = f"{control.get('id') or 'field-' + control.get('name')}-error"
        described = f"{error_id} {control.get('aria-describedby')}".strip()
        control.attributes |= {"aria-invalid": "true", "aria-describedby": described}
        self._rewrite(control)
        around = "fieldset" if control.get("type") in _TICKED else "div"
        after = self._tags.index(control)
        end = next(tag for tag in self._tags[after:] if tag.is_end and tag.name == around)
        message = f'<p class="field__error" id="{error_id}">{escape(words)}</p>'
        here = end.start, end.start
        self._edits[here] = self._edits.get(here, "") + message

    def drop_notice(self, name: str) -> None:
        """Take the message about a field off the top of the page."""
        for index, tag in enumerate(self._tags):
            if tag.get("data-field") == name:
                closing = next(self._until("p", index, with_end=True))
                self._edits[tag.start, closing.end] = ""

    def text(self) -> str:
        """The page with everything that is to stand there."""
        parts, done = [], 0
        for (start, end), words in sorted(self._edits.items()):
            parts += [self._page[done:start], words]
            done = end
        return "".join([*parts, self._page[done:]])

    def _until(self, name: str, index: int, *, with_end: bool = False) -> Iterator[_Tag]:
        """The tags after that one up to the end tag of this name, or that alone."""
        for tag in self._tags[index + 1 :]:
            is_end = tag.is_end and tag.name == name
            if is_end == with_end:
                yield tag
            if is_end:
                return

    def _rewrite(self, tag: _Tag) -> None:
        self._edits[tag.start, tag.end] = tag.written()

    def _position(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def _is_about(inside: list[_Tag], form: Form) -> bool:
    """Whether a form is about the same thing as what was sent; a page shows one for each row."""
    named = [tag for tag in inside if tag.get("type") == "hidden" and tag.get("name") in form]
    return all(
        tag.get("value") == form[tag.get("name")]
        for tag in named
        if tag.get("name").endswith("_id") and tag.get("name") != "command_id"
    )


def _is_typed(tag: _Tag) -> bool:
    return not tag.is_end and tag.name in _CONTROLS and tag.get("type") not in _NOT_TYPED
