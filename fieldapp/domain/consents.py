"""When work must stop for a new consent."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

SHARE_PERCENT = 10
FLOOR_CENTS = 2_000


def consent_tolerance(rules: Mapping[str, Any]) -> tuple[int, int]:
    """(percent, cents) by which the amount may pass the agreed one, whichever is more (rule 4)."""
    share_percent = int(rules.get("consent_share_percent", SHARE_PERCENT))
    floor_cents = int(rules.get("consent_floor_cents", FLOOR_CENTS))
    return share_percent, floor_cents


def consent_limit_cents(agreed_cents: int, *, rules: Mapping[str, Any]) -> int:
    """The highest amount the consent still covers.

    agreed_cents: top of the agreed range. rules: the company's; ``consent_share_percent`` and
    ``consent_floor_cents`` replace 10 % and ¥20. Work stops when the amount passes the agreed one
    by more than both, so the larger of the two is allowed.
    Source: docs/glossary.md, consent (rule 4).
    """
    share_percent, floor_cents = consent_tolerance(rules)
    return agreed_cents + max(agreed_cents * share_percent // 100, floor_cents)


class Agreement(Protocol):
    """An agreement to an amount: what it names and when it was given."""

    @property
    def item_ids(self) -> Sequence[str]:
        """The items agreed to; empty means all of the order."""

    @property
    def received_at(self) -> datetime:
        """When the server heard of it; the clock of a phone decides nothing."""


AnyAgreement = TypeVar("AnyAgreement", bound=Agreement)


def covering(
    consents: Iterable[AnyAgreement], item_id: str | None, *, added_at: datetime | None = None
) -> AnyAgreement | None:
    """The latest agreement that covers a line of this item; None means nobody agreed to it.

    item_id: None means the whole order, which an agreement to some items leaves out.
    added_at: when the server heard of an item found on site; what it heard to be agreed before
    speaks of others (rule 9).
    Source: docs/glossary.md, consent (rule 4).
    """
    named = (
        one
        for one in consents
        if (not one.item_ids or item_id in one.item_ids)
        and (added_at is None or one.received_at >= added_at)
    )
    return max(named, key=_when, default=None)


def covering_whole(
    consents: Sequence[AnyAgreement], charged: Mapping[str, datetime | None]
) -> AnyAgreement | None:
    """The agreement that covers what belongs to the order as a whole; None means there is none.

    charged: every item that is to be paid, and when it was found on site if it was. Once each of
    them is agreed to, one after the other or together, so is the whole, with the last of these
    agreements.
    Source: docs/glossary.md, consent (rule 4).
    """
    each = [covering(consents, item_id, added_at=found) for item_id, found in charged.items()]
    agreed = [one for one in each if one is not None]
    if each and len(agreed) == len(each):
        return max(agreed, key=_when)
    return covering(consents, None)


def is_agreed(consents: Sequence[Agreement], charged: Mapping[str, datetime | None]) -> bool:
    """Whether nothing is charged that nobody agreed to (rule 4).

    charged: every item that is to be paid, and when it was found on site if it was.
    """
    return all(covering(consents, item_id, added_at=found) for item_id, found in charged.items())


class PricedAgreement(Agreement, Protocol):
    """An agreement with its amount."""

    @property
    def agreed_cents(self) -> int:
        """The top of the agreed range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedPart:
    """An amount, and the items it was agreed to for."""

    item_ids: tuple[str, ...]
    agreed_cents: int


def standing(
    consents: Iterable[PricedAgreement], items: Mapping[str, datetime | None]
) -> list[AgreedPart]:
    """What was agreed to since the order was last agreed to as a whole, that first.

    An agreement to the whole order names its total, so it replaces what was agreed before; one
    that names items is added to it.
    items: those that hold, and when they were found on site if they were.
    Source: docs/glossary.md, consent (rule 4).
    """
    parts: list[AgreedPart] = []
    for one in sorted(consents, key=_when):
        named = (key for key, found in items.items() if covering([one], key, added_at=found))
        part = AgreedPart(item_ids=tuple(named), agreed_cents=one.agreed_cents)
        parts = [*parts, part] if one.item_ids else [part]
    return parts


def agreed_cents(parts: Iterable[AgreedPart], charged: Collection[str]) -> int:
    """How much was agreed to in all, each item once.

    A later amount for an item takes the place of its earlier one. Where that was for others as
    well nobody knows its share, so the larger amount counts for all of them. What was agreed to
    for items that cost nothing by now lifts no limit of the others.
    charged: the items that are to be paid. Twin: ``service_worker/apply/agreements.js``.
    Source: docs/glossary.md, consent (rule 4).
    """
    merged: list[tuple[set[str], int]] = []
    for part in parts:
        items = set(part.item_ids)
        kept = [one for one in merged if not one[0] & items]
        shared = [one for one in merged if one[0] & items and not one[0] <= items]
        amount = max(part.agreed_cents, sum(cents for _items, cents in shared))
        merged = [*kept, (items.union(*(ids for ids, _cents in shared)), amount)]
    due = [cents for items, cents in merged if not items.isdisjoint(charged)]
    return sum(due or [cents for _items, cents in merged])


def agreed_in_all(
    consents: Iterable[PricedAgreement], items: Collection[tuple[str, datetime | None, str]]
) -> int:
    """How much was agreed to for an order by now.

    items: those that hold: id, when it was found on site if it was, charge verdict.
    """
    parts = standing(consents, {item_id: found for item_id, found, _charge in items})
    return agreed_cents(
        parts, {item_id for item_id, _found, charge in items if charge == "charged"}
    )


def _when(consent: Agreement) -> datetime:
    return consent.received_at
