"""The registration form as typed: kept through every refusal, and read into the command."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from fieldapp.domain.half_days import HalfDay, half_day_from
from fieldapp.domain.phones import is_phone, phone_digits
from fieldapp.domain.problems import PayloadRefused, Problem
from fieldapp.queries.dwellings import DwellingCard, ProductRow
from fieldapp.queries.fault_categories import CategoryRow
from fieldapp.queries.search import CustomerHit
from fieldapp.templating.wording import translate as _
from fieldapp.web.errors import field_words
from fieldapp.web.forms import whole

_ROWS = 5
_NAMES = (
    "channel", "kind", "urgency", "dwelling_id", "address_text", "reporter_id", "reporter_name",
    "reporter_relation", "reporter_phone", "user_id", "payer_id", "wished_text", "note",
    "slip_items", "agreed", "first_aid", "passed_on_to", "q", "user_q", "payer_q",
)  # fmt: skip

#: Who may be somebody else than the reporter: the user and the payer.
PARTIES = ("user", "payer")


class Refusals(dict[str, str]):
    """Field → what is wrong with it; "" for every field nothing is wrong with."""

    def __missing__(self, name: str) -> str:
        return ""

    def __contains__(self, name: object) -> bool:
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedItem:
    """One row of items as typed, and what is understood of it."""

    position: str = ""
    #: As typed: a code, the beginning of a name, or ``LS 渗漏水``.
    category_text: str = ""
    description: str = ""
    #: None means not understood, or nothing was typed.
    category: CategoryRow | None = None
    product_id: str | None = None
    #: Answers by the place of their question in the category.
    answers: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.position or self.category_text or self.description)

    @property
    def category_code(self) -> str:
        return self.category.code if self.category else ""

    @property
    def category_shown(self) -> str:
        """What stands in the field: the category with its name once it is understood."""
        if self.category is None:
            return self.category_text
        return f"{self.category.code} {self.category.name}"

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The category's questions with what was answered, in the order they are read out."""
        questions = self.category.questions if self.category else []
        said = (*self.answers, *("" for _question in questions))
        return [question | {"answer": said[place]} for place, question in enumerate(questions)]

    @property
    def required_answered(self) -> tuple[int, int]:
        """How many of the questions that must be asked are answered, and how many there are."""
        required = [one for one in self.asked if one["required"]]
        return sum(bool(one["answer"]) for one in required), len(required)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedRequest:
    """The form as typed; every field is text."""

    channel: str = "phone"
    kind: str = "repair"
    urgency: str = "normal"
    dwelling_id: str = ""
    address_text: str = ""
    reporter_id: str = ""
    reporter_name: str = ""
    reporter_relation: str = "owner"
    reporter_phone: str = ""
    user_id: str = ""
    payer_id: str = ""
    wished_text: str = ""
    note: str = ""
    slip_items: str = ""
    agreed: str = ""
    first_aid: str = ""
    passed_on_to: str = ""
    q: str = ""
    #: What is searched for a user and a payer who do not live there.
    user_q: str = ""
    payer_q: str = ""
    items: tuple[TypedItem, ...] = field(default_factory=tuple)

    @classmethod
    def from_form(
        cls,
        form: MultiDict[str, str],
        categories: Sequence[CategoryRow] = (),
        home: DwellingCard | None = None,
    ) -> TypedRequest:
        """What the form says, blanks trimmed."""
        columns = (form.getlist(name) for name in ("position", "category_code", "description"))
        products = home.products if home is not None else ()
        items = tuple(
            _typed_item(form, row, [cell.strip() for cell in cells], categories, products)
            for row, cells in enumerate(zip(*columns, strict=False))
        )
        return cls(**{name: form.get(name, "").strip() for name in _NAMES}, items=items)

    def moved_into(self, home: DwellingCard | None) -> TypedRequest:
        """The same form for another home; a reporter already typed stays, unless the home goes."""
        if home is None:
            return replace(
                self, dwelling_id="", address_text="", reporter_id="", reporter_name="",
                reporter_phone="", user_id="", payer_id="",
            )  # fmt: skip
        moved = replace(self, dwelling_id=home.dwelling_id, address_text=home.address, q="")
        if self.reporter_name or not home.residents:
            return moved
        person = home.residents[0]
        return replace(
            moved,
            reporter_id=person.customer_id,
            reporter_name=person.name,
            reporter_relation=person.relation,
            reporter_phone=person.phone,
        )

    def reported_by(self, customer: CustomerHit | None) -> TypedRequest:
        """The same form with a customer of the archive, who has no home there, as the reporter."""
        if customer is None:
            return self
        return replace(
            self, reporter_id=customer.customer_id, reporter_name=customer.name,
            reporter_phone=customer.phone, q="",
        )  # fmt: skip

    def with_party(self, party: str, customer: CustomerHit | None) -> TypedRequest:
        """The same form with a customer as its ``user`` or ``payer``."""
        if customer is None:
            return self
        if party == "user":
            return replace(self, user_id=customer.customer_id, user_q="")
        return replace(self, payer_id=customer.customer_id, payer_q="")

    def party_id(self, party: str) -> str:
        """Who is chosen as ``user`` or ``payer``; empty means the reporter himself."""
        return self.user_id if party == "user" else self.payer_id

    def party_text(self, party: str) -> str:
        """What is searched for one of them."""
        return (self.user_q if party == "user" else self.payer_q)[:60]

    @property
    def rows(self) -> tuple[TypedItem, ...]:
        """The rows to draw: what was typed and ruled empty ones up to five."""
        return (*self.items, *(TypedItem() for _ in range(_ROWS - len(self.items))))

    @property
    def filled(self) -> list[tuple[int, TypedItem]]:
        """The rows that say something, by their place from 0."""
        return [(row, item) for row, item in enumerate(self.items) if not item.is_empty]

    @property
    def half_day(self) -> HalfDay | None:
        """The half-day chosen; None means none."""
        return half_day_from(self.agreed)

    @property
    def recorded(self) -> int:
        """How many items are typed: 已录 n 项."""
        return len(self.filled)


def payload_of(typed: TypedRequest, reporter: CustomerHit | None) -> dict[str, Any]:
    """The payload of ``RegisterRequest``. Raises PayloadRefused with words at their field.

    reporter: the customer chosen as such; he is it only under his own name.
    """
    phone = phone_digits(typed.reporter_phone)
    refused = unknown_categories(typed)
    if typed.reporter_phone and not is_phone(phone):
        refused["reporter_phone"] = _("电话号码不对：只写数字，如 199 0000 3187。")
    try:
        slip_items = whole(typed.slip_items)
    except ValueError as error:
        refused["slip_items"] = str(error)
    if refused:
        raise PayloadRefused(fields=refused)
    return {
        "channel": typed.channel,
        "kind": typed.kind,
        "urgency": typed.urgency,
        "dwelling_id": typed.dwelling_id or None,
        "address_text": typed.address_text,
        "reporter_id": _known_id(typed, reporter),
        "reporter_name": typed.reporter_name,
        "reporter_relation": typed.reporter_relation,
        "reporter_phone": phone,
        "user_id": typed.user_id or None,
        "payer_id": typed.payer_id or None,
        "wished_text": typed.wished_text,
        "note": typed.note,
        "slip_items": slip_items,
        "items": item_payloads(typed),
    }


def _known_id(typed: TypedRequest, reporter: CustomerHit | None) -> str | None:
    if reporter is None or reporter.name != typed.reporter_name:
        return None
    return reporter.customer_id


def item_payloads(typed: TypedRequest) -> list[dict[str, Any]]:
    """The items as ``RegisterRequest`` and ``AddRequestItems`` take them."""
    return [
        {
            "position": item.position,
            "category_code": item.category_code,
            "description": item.description,
            "product_id": item.product_id,
            "answers": [
                {"question": one["text"], "answer": one["answer"]}
                for one in item.asked
                if one["answer"]
            ],
        }
        for _row, item in typed.filled
    ]


def at_their_rows(problem: Problem | None, typed: TypedRequest) -> Refusals:
    """Refused fields by the names they have in the form: ``items.0.position`` is ``position-2``."""
    fields = Refusals()
    rows = [row for row, _item in typed.filled]
    refused = field_words(problem) if problem is not None else {}
    for name, message in refused.items():
        parts = name.split(".")
        if len(parts) == 3 and parts[1].isdecimal() and int(parts[1]) < len(rows):
            fields[f"{parts[2]}-{rows[int(parts[1])] + 1}"] = message
        else:
            fields[name] = message
    return fields


def category_of(text: str, categories: Sequence[CategoryRow]) -> CategoryRow | None:
    """The category meant by a code, the beginning of its code or initials, or a part of its name.

    What fits several categories means none of them, unless it is one's very code.
    """
    said = unicodedata.normalize("NFKC", text).strip().lower()
    if not said:
        return None
    code = said.split()[0]
    exact = [one for one in categories if one.code.lower() == code]
    meant = exact or [
        one for one in categories if any(each.startswith(said) for each in one.initials)
    ]
    meant = meant or [one for one in categories if said in one.name.lower()]
    return meant[0] if len(meant) == 1 else None


def product_of(text: str, products: Sequence[ProductRow]) -> ProductRow | None:
    """The product with this code or, if there is only one there, at this position."""
    said = text.strip()
    by_code = [one for one in products if one.code and one.code == said]
    found = by_code or [one for one in products if one.position == said]
    return found[0] if len(found) == 1 else None


def _typed_item(
    form: MultiDict[str, str],
    row: int,
    cells: Sequence[str],
    categories: Sequence[CategoryRow],
    products: Sequence[ProductRow],
) -> TypedItem:
    position, category_text, description = cells
    category = category_of(category_text, categories)
    product = product_of(position, products)
    questions = category.questions if category else []
    code = category.code if category else ""
    return TypedItem(
        position=product.position if product else position,
        category_text=category_text,
        description=description,
        category=category,
        product_id=product.product_id if product else None,
        answers=tuple(
            form.get(f"answer-{row + 1}-{code}-{place}", "").strip()
            for place in range(1, len(questions) + 1)
        ),
    )


def unknown_categories(typed: TypedRequest) -> dict[str, str]:
    """Refusals for rows whose category is not understood."""
    return {
        f"category_code-{row + 1}": _("没有这个类别，请写代码，如 LS。")
        for row, item in typed.filled
        if item.category_text and item.category is None
    }
