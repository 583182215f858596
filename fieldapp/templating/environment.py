"""The one Jinja environment: dialect, filters and globals of every template."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, pass_context
from jinja2.environment import TemplateModule
from jinja2.runtime import Context

from fieldapp.templating import amounts, calendar
from fieldapp.templating.codes import qr_picture
from fieldapp.templating.labels import label
from fieldapp.templating.refusals import problem
from fieldapp.templating.wording import translate

TEMPLATES = Path(__file__).parent.parent / "templates"
#: The folder of the macros; what is in it names nothing of a page.
COMPONENTS = "components/"

FILTERS: dict[str, Callable[..., str]] = {
    "day": calendar.day,
    "duration": amounts.duration,
    "full_day": calendar.full_day,
    "label": label,
    "local_input": calendar.local_input,
    "masked_phone": amounts.masked_phone,
    "moment": calendar.moment,
    "money": amounts.money,
    "money_range": amounts.money_range,
    "phone": amounts.phone,
    "problem": problem,
    "qr_picture": qr_picture,
    "quantity": amounts.quantity,
    "quantity_of": amounts.quantity_of,
    "short_day": calendar.short_day,
    "short_moment": calendar.short_moment,
    "size": amounts.size,
    "time": calendar.time,
    "weekday": calendar.weekday,
    "window": calendar.window,
    "wire": calendar.wire,
    "yuan": amounts.yuan,
}


class _Template(Template):
    """A component's macros are made once, for whoever imports them.

    ``with context`` is there for the phone's renderer. Here it would run the component's file at
    each import, ninety times for one page, although components name nothing of a page.
    """

    def make_module(
        self,
        vars: dict[str, Any] | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> TemplateModule:
        if vars is not None and (self.name or "").startswith(COMPONENTS):
            return self.module
        return super().make_module(vars, shared, locals)


class DialectEnvironment(Environment):
    """Reads dictionaries by key only, so that a key named ``items`` is never a method."""

    template_class = _Template

    def getattr(self, obj: Any, attribute: str) -> Any:
        if not isinstance(obj, dict):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return super().getattr(obj, attribute)
        if attribute in obj:
            return obj[attribute]
        return self.undefined(obj=obj, name=attribute)


def create_environment(*, asset: Callable[[str], str], reload: bool = False) -> Environment:
    """The environment; ``asset`` turns a logical file name into the URL of this build's file.

    reload: look at every use of a template whether its file has changed, for who is writing one.

    A name that is missing is an error, and so is printing a value the two renderers write
    differently (docs/template-dialect.md).
    """
    environment = DialectEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        auto_reload=reload,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
        optimized=False,  # for the reason `_printable` takes the context
    )
    environment.filters.update(FILTERS)
    environment.globals.update(_=translate, asset=asset, command_id=_new_command_id)
    return environment


_DIFFERENT = (bool, float, list, tuple, dict)


@pass_context
def _printable(_context: Context, value: object) -> object:
    """The same text from both renderers.

    That it takes the context keeps Jinja from printing `'x' | label('kind')` once, at compilation,
    in the first reader's language.
    """
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, _DIFFERENT):
        raise TypeError(f"{value!r} cannot be printed the same by both renderers")
    return value


def _new_command_id() -> str:
    return str(uuid4())
