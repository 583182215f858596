"""Warranty rules (保修规则): a new version valid from a day; nothing is overwritten."""

from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass
from sqlalchemy import exists, select

from fieldapp.commands.fields import STRICT, Day, Line, NameOrEmpty
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.domain.problems import (
    WarrantyRuleBelowLaw,
    WarrantyRuleInThePast,
    WarrantyRuleTooWide,
    WarrantyRuleTwice,
)
from fieldapp.domain.warranty import Rule, legal_months
from fieldapp.persistence.tables import WarrantyRule

MOST_MONTHS = 600


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AddWarrantyRule(Command):
    """A rule, or a new version of one: the same part, cause and kind of basis."""

    permission = "warranty_rules.write"

    #: Several words are parted by 、; empty means any.
    part: NameOrEmpty = ""
    cause: NameOrEmpty = ""
    #: 0 excludes from the warranty.
    months: Annotated[int, Field(ge=0, le=MOST_MONTHS)]
    start_kind: Literal["completion", "handover", "installation", "purchase", "repair"]
    basis_kind: Literal["law", "contract", "maker", "promise"]
    basis: Annotated[Line, Field(min_length=1)]
    valid_from: Day
    valid_until: Day | None = None


@handles(AddWarrantyRule)
def add_warranty_rule(command: AddWarrantyRule, context: HandlerContext) -> None:
    """Add the version; requests registered before its day keep their verdict.

    Raises WarrantyRuleTooWide, WarrantyRuleInThePast, WarrantyRuleBelowLaw, WarrantyRuleTwice.
    """
    part, cause = command.part.strip(), command.cause.strip()
    if not (part or cause):
        raise WarrantyRuleTooWide()
    today = context.now.astimezone(context.zone).date()
    if command.valid_from < today:
        raise WarrantyRuleInThePast()
    rule = WarrantyRule(
        id=context.envelope.command_id,
        company_id=context.actor.company_id,
        part=part,
        cause=cause,
        months=command.months,
        start_kind=command.start_kind,
        basis_kind=command.basis_kind,
        basis=command.basis.strip(),
        valid_from=command.valid_from,
        valid_until=command.valid_until,
    )
    _check_law(rule)
    _check_once(context, rule)
    context.session.add(rule)


def _check_law(rule: WarrantyRule) -> None:
    """What rests on the law says at least what the law says."""
    least = legal_months(
        Rule(
            rule_id=None, part=rule.part, cause=rule.cause, months=rule.months,
            start_kind=rule.start_kind, basis_kind=rule.basis_kind, basis=rule.basis,
            valid_from=rule.valid_from,
        )
    )  # fmt: skip
    if rule.basis_kind == "law" and rule.months < least:
        raise WarrantyRuleBelowLaw(months=least)


def _check_once(context: HandlerContext, rule: WarrantyRule) -> None:
    twice = exists().where(
        WarrantyRule.company_id == rule.company_id,
        WarrantyRule.part == rule.part,
        WarrantyRule.cause == rule.cause,
        WarrantyRule.basis_kind == rule.basis_kind,
        WarrantyRule.valid_from == rule.valid_from,
    )
    if context.session.scalar(select(twice)):
        raise WarrantyRuleTwice(valid_from=rule.valid_from.isoformat())
