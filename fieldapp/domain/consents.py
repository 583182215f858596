"""When work must stop for a new consent."""

from collections.abc import Iterable, Mapping, Sequence
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


def _when(consent: Agreement) -> datetime:
    return consent.received_at
