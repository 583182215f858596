"""What is paid, promised, waived and still open of an order (收款)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from fieldapp.domain.problems import PaymentAhead, WaiverTooHigh
from fieldapp.domain.quantities import plain_yuan

#: Method → what it does to the open amount. ``promised`` is only said (客户稍后付, 物业月结): it
#: stays open until the money comes, by one of the methods that are paid.
PAYMENT_METHODS: Mapping[str, str] = {
    "qr": "paid",
    "cash": "paid",
    "transfer": "paid",
    "monthly": "promised",
    "owed": "promised",
    "waived": "waived",
}

#: Those by which money came in.
PAID_METHODS = tuple(method for method, effect in PAYMENT_METHODS.items() if effect == "paid")


#: How far a clock may be wrong before a payment counts as made in the future.
_CLOCKS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The account of one order, in cents."""

    due_cents: int
    paid_cents: int = 0
    waived_cents: int = 0
    promised_cents: int = 0

    @property
    def open_cents(self) -> int:
        """What is still to come, never less than nothing; promises are still open."""
        return max(self.due_cents - self.paid_cents - self.waived_cents, 0)

    @property
    def overpaid_cents(self) -> int:
        """What came in beyond what was due and is to be given back; waivers are not."""
        return max(self.paid_cents - max(self.due_cents - self.waived_cents, 0), 0)


def balance(due_cents: int, payments: Iterable[tuple[str, int]]) -> Balance:
    """The account of an order.

    payments: (method, cents) of those that hold; a method is a key of PAYMENT_METHODS.
    Source: docs/glossary.md, payment; rule 4.
    """
    sums = dict.fromkeys(("paid", "promised", "waived"), 0)
    for method, cents in payments:
        sums[PAYMENT_METHODS[method]] += cents
    return Balance(
        due_cents=due_cents,
        paid_cents=sums["paid"],
        waived_cents=sums["waived"],
        promised_cents=sums["promised"],
    )


def charged_items(items: Sequence[tuple[str, str]]) -> set[str | None]:
    """Which items of an order are to be paid; None among them: what names no item is due as well.

    items: (id, charge verdict) in the order's own sequence; a material that names no item belongs
    to the first one (rule 3).
    """
    charged: set[str | None] = {item_id for item_id, verdict in items if verdict == "charged"}
    if items and items[0][0] in charged:
        charged.add(None)
    return charged


def charged_work(items: Sequence[tuple[str, str, bool]]) -> set[str | None]:
    """Of which items planned work is to be paid; None among them: also what names no item.

    items: (id, charge verdict, found on site). A call-out that names no item is due with what was
    reported: an order of which nothing is charged is free, and what is found on site makes nothing
    due that was free before (rules 3 and 9).
    """
    charged: set[str | None] = {
        item_id for item_id, verdict, _is_extra in items if verdict == "charged"
    }
    if any(verdict == "charged" and not is_extra for _id, verdict, is_extra in items):
        charged.add(None)
    return charged


def check_paid_at(paid_at: datetime, now: datetime, zone: tzinfo) -> None:
    """Refuse money of a day that has not come yet (收款); a promise is its own method.

    Judged by the day where the company is, with some minutes for clocks that go wrong. Raises
    PaymentAhead.
    """
    if paid_at.astimezone(zone).date() > (now + _CLOCKS).astimezone(zone).date():
        raise PaymentAhead(fields={"paid_at": PaymentAhead.message})


def check_waiver(amount_cents: int, account: Balance) -> None:
    """Refuse to let somebody off more than is still open (免收; rule 3). Raises WaiverTooHigh."""
    if amount_cents > account.open_cents:
        raise WaiverTooHigh(
            open=plain_yuan(account.open_cents), fields={"amount_cents": WaiverTooHigh.message}
        )
