"""估／同意／实收／未收: the money of one order in one row of figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from fieldapp.domain.consents import consent_limit_cents
from fieldapp.domain.payments import Balance, balance
from fieldapp.persistence.order_accounts import held_payments
from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Company
from fieldapp.queries.consents import OrderConsent


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneySummary:
    """The money of one order, in cents; None means that there is no such figure yet."""

    estimate_low_cents: int | None
    estimate_high_cents: int | None
    #: All that is agreed to by now; when and how is said of the latest consent.
    agreed_cents: int | None
    agreed_at: datetime | None
    agreed_how: str
    #: Beyond it work stops for a new consent (rule 4).
    limit_cents: int | None
    balance: Balance

    @property
    def is_over_limit(self) -> bool:
        """Whether the lines cost more by now than the consent covers."""
        return self.limit_cents is not None and self.balance.due_cents > self.limit_cents

    @property
    def is_agreed_below_estimate(self) -> bool:
        """Whether less was agreed to than the top of the estimate."""
        if self.agreed_cents is None or self.estimate_high_cents is None:
            return False
        return self.agreed_cents < self.estimate_high_cents


#: Made once: every order's page asks, and building a statement costs more than running it.
_RULES = select(Company.rules).where(Company.id == bindparam("company_id"))


def money_summary(
    session: Session,
    *,
    company_id: str,
    work_order_id: str,
    estimate: tuple[int | None, int | None],
    consents: tuple[OrderConsent, ...],
    agreed_cents: int | None,
    due_cents: int,
) -> MoneySummary:
    """The figures of one order; what its page has read already is handed in.

    estimate: low and high. consents: oldest first. agreed_cents: what they come to together.
    """
    latest = consents[-1] if consents else None
    rules = session.connection().execute(_RULES, {"company_id": company_id}).scalar_one()
    return MoneySummary(
        estimate_low_cents=estimate[0],
        estimate_high_cents=estimate[1],
        agreed_cents=agreed_cents,
        agreed_at=latest.agreed_at if latest else None,
        agreed_how=latest.how if latest else "",
        limit_cents=(
            None if agreed_cents is None else consent_limit_cents(agreed_cents, rules=rules)
        ),
        balance=order_balance(
            session, company_id=company_id, work_order_id=work_order_id, due_cents=due_cents
        ),
    )


def order_balance(
    session: Session, *, company_id: str, work_order_id: str, due_cents: int
) -> Balance:
    """What is paid, promised and waived of what an order's lines cost now."""
    return balance(due_cents, held_payments(session, company_id, work_order_id))
