"""Telephone numbers are masked; showing one is logged (privacy)."""

from typing import Literal

from pydantic.dataclasses import dataclass

from fieldapp.commands.fields import STRICT, Uuid
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.requests import request_of
from fieldapp.domain.problems import CustomerUnknown
from fieldapp.persistence.tables import Customer


@dataclass(frozen=True, kw_only=True, config=STRICT)
class RevealPhone(Command):
    """Somebody wants to see the whole number; only the log keeps it."""

    permission = "phones.reveal"

    subject: Literal["request", "customer"]
    subject_id: Uuid


@handles(RevealPhone)
def reveal_phone(command: RevealPhone, context: HandlerContext) -> None:
    """Check that there is such a request or customer; the log row is the record."""
    if command.subject == "request":
        request_of(context, command.subject_id)
        return
    customer = context.session.get(Customer, command.subject_id)
    if customer is None or customer.company_id != context.actor.company_id:
        raise CustomerUnknown(customer_id=command.subject_id)
