"""The rules as their page shows them: what holds now, every version, and what the law wants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fieldapp.domain.warranty import Rule, legal_months, line_of, rules_on, words_of
from fieldapp.persistence.session import Session
from fieldapp.persistence.warranty_claims import company_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """One rule: the version that holds on the day, and all there are, newest first."""

    rule: Rule
    versions: tuple[Rule, ...]
    is_current: bool
    #: Months the law wants for the same part and cause; 0 where it says nothing.
    legal_months: int

    @property
    def is_below_law(self) -> bool:
        """A promise shorter than the law: where both run, the law's end counts."""
        is_promise = bool(self.rule.months) and self.rule.basis_kind != "law"
        return is_promise and self.rule.months < self.legal_months


@dataclass(frozen=True, slots=True, kw_only=True)
class WarrantyWords:
    """Parts and causes the rules name, for lists to choose from."""

    parts: tuple[str, ...]
    causes: tuple[str, ...]


def warranty_rules(session: Session, *, company_id: str, on: date) -> list[RuleLine]:
    """All rules of the company: those that hold first, law before promise, exclusions last."""
    rules = company_rules(session, company_id)
    versions: dict[tuple[str, str, str], list[Rule]] = defaultdict(list)
    for rule in rules:
        versions[line_of(rule)].append(rule)
    current = {line_of(rule): rule for rule in rules_on(rules, on) if rule.rule_id is not None}
    lines = [
        _line(current.get(key), sorted(rows, key=lambda rule: rule.valid_from, reverse=True))
        for key, rows in versions.items()
    ]
    lines += [_line(rule, [rule]) for rule in rules_on(rules, on) if rule.rule_id is None]
    return sorted(lines, key=_place)


def warranty_words(session: Session, *, company_id: str, on: date) -> WarrantyWords:
    """The single words of the rules that hold on a day, in the order of the rules."""
    standing = rules_on(company_rules(session, company_id), on)
    named = [rule for rule in standing if rule.start_kind != "repair"]
    return WarrantyWords(
        parts=_words(rule.part for rule in named), causes=_words(rule.cause for rule in named)
    )


def _line(current: Rule | None, versions: list[Rule]) -> RuleLine:
    rule = current or versions[0]
    return RuleLine(
        rule=rule,
        versions=tuple(versions),
        is_current=current is not None,
        legal_months=legal_months(rule),
    )


def _place(line: RuleLine) -> tuple[bool, bool, bool, str, int]:
    rule = line.rule
    return (
        not line.is_current, not rule.months, rule.basis_kind != "law", rule.part, -rule.months,
    )  # fmt: skip


def _words(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for text in texts for word in words_of(text)))
