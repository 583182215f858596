"""What is paid, promised, waived and still open of an order (收款)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
