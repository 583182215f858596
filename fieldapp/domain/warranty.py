"""The warranty verdict: which rule covers an item, until when, and what that means for its price.

Rule 3 keeps two facts apart: in or out of the warranty (by dates; the day of registration decides)
and free or charged. Nothing here guesses: a day that is not known gives ``unknown`` and its name.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from fieldapp.domain.warranty_minima import LEGAL_MINIMA, LegalMinimum

VERDICTS = ("in", "out", "disputed", "unknown")
CHARGES = ("free", "charged", "waived", "pending")

#: From which day the months of a rule run.
START_KINDS = ("completion", "handover", "installation", "purchase", "repair")

#: What a rule rests on: the law, a contract, the maker's card, or the company's own promise.
BASIS_KINDS = ("law", "contract", "maker", "promise")

#: Which department repairs what is in the warranty and what is out of it (clause 3.3).
DEPARTMENT_OF_VERDICT: Mapping[str, str] = {"in": "engineering", "out": "production"}

_BETWEEN_WORDS = "、"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One version of a rule. ``part`` and ``cause`` may each name several words (胶条、毛条).

    An empty part or cause means any. ``months`` 0 excludes from the warranty.
    """

    #: None means the law itself, which holds whether or not the company has written it down.
    rule_id: str | None
    part: str
    cause: str
    months: int
    start_kind: str
    basis_kind: str
    basis: str
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """An earlier repair of the same thing: its item, its order, and the day it was finished."""

    item_id: str
    work_order_id: str
    number: str
    department: str
    repaired_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What is known of a reported item. A day that is None is not known."""

    part: str
    cause: str
    registered_on: date
    completed_on: date | None = None
    handed_over_on: date | None = None
    installed_on: date | None = None
    purchased_on: date | None = None
    #: The latest repair of the same thing; None means there was none.
    repair: Repair | None = None
    is_disputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A rule with the days it gives this item: from its start to the last day, both covered."""

    rule: Rule
    starts_on: date
    ends_on: date

    def covers(self, day: date) -> bool:
        """Whether the day is not past the last one; a day before the start is covered too."""
        return day <= self.ends_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer and everything that led to it, for ``warranty_words`` to put into words."""

    claim: Claim
    #: in, out, disputed or unknown.
    warranty: str
    #: free, charged or pending.
    charge: str
    #: The longest of the rules that cover the item; None means none does, or no day is known.
    period: Period | None = None
    #: What excludes the item although a rule covers its time; None means nothing.
    exclusion: Rule | None = None
    #: The earlier repair this one is again (返修), with its own months; None means a new fault.
    rework: Period | None = None
    #: All that cover the item, the longest first: what the verdict was chosen from.
    considered: tuple[Period, ...] = ()
    #: Rules that might cover the item if the day they run from were known.
    undated: tuple[Rule, ...] = ()

    @property
    def rule_id(self) -> str | None:
        """The rule that decided; None means no rule did, or the law alone."""
        chosen = self.period.rule if self.period else self.exclusion
        return chosen.rule_id if chosen else None

    @property
    def starts_on(self) -> date | None:
        """First day of the months; None where no rule decided."""
        return self.period.starts_on if self.period else None

    @property
    def ends_on(self) -> date | None:
        """Last day of the months; None where no rule decided."""
        return self.period.ends_on if self.period else None

    @property
    def rework_of(self) -> Repair | None:
        """The repair that is to be done again at no cost; None means a new fault."""
        return self.claim.repair if self.rework else None

    @property
    def department(self) -> str:
        """Who repairs it: engineering in the warranty, production out of it; "" while unknown.

        What is done again stays with whoever did it; a dispute goes by what the dates say.
        """
        if self.rework_of is not None:
            return self.rework_of.department
        by_dates = self.warranty
        if self.warranty == "disputed":
            by_dates = _by_dates(self.period, self.claim.registered_on, self.undated)
        return DEPARTMENT_OF_VERDICT.get(by_dates, "")

    @property
    def missing(self) -> tuple[str, ...]:
        """Kinds of days that are not known and might change the answer."""
        return tuple(sorted({rule.start_kind for rule in self.undated}, key=START_KINDS.index))


def judge(rules: Iterable[Rule], claim: Claim) -> Verdict:
    """The verdict about a reported item (rule 3, clause 5.2.1).

    rules: all versions the company has; the one valid on the day of registration counts, whatever
    was changed since. Of the rules that cover the item the one that ends last wins, so that a
    promise shorter than the law takes nothing away. What excludes makes it charged, also in time.
    """
    return judge_by(rules_on(rules, claim.registered_on), claim)


def judge_by(standing: Sequence[Rule], claim: Claim) -> Verdict:
    """The verdict by the rules that stand on the day of registration (``rules_on``)."""
    exclusion = _exclusion(standing, claim)
    covering = _covering(standing, claim, exclusion)
    dated = [period for rule in covering if (period := _period(rule, claim))]
    dated.sort(key=_rank, reverse=True)
    undated = tuple(rule for rule in covering if _start(rule, claim) is None)
    longest = dated[0] if dated else None
    rework = next((each for each in dated if _is_rework(each, claim)), None)
    if rework is None and _is_vague(claim, exclusion):
        warranty = "unknown"
    else:
        warranty = _by_dates(longest, claim.registered_on, undated)
    verdict = Verdict(
        claim=claim,
        warranty=warranty,
        charge="charged" if exclusion else _CHARGE_OF_VERDICT[warranty],
        period=longest,
        exclusion=exclusion,
        rework=rework,
        considered=tuple(dated),
        undated=() if warranty == "in" else undated,
    )
    if claim.is_disputed:
        return replace(verdict, warranty="disputed", charge="pending")
    return verdict


def department_after(verdicts: Iterable[str], current: str) -> str:
    """Which department an order belongs to after a verdict was changed.

    verdicts: warranty verdicts of its items. Where they agree they decide (clause 3.3); an order
    with both keeps its department, since it cannot be in two.
    """
    departments = {
        DEPARTMENT_OF_VERDICT[verdict] for verdict in verdicts if verdict in DEPARTMENT_OF_VERDICT
    }
    return departments.pop() if len(departments) == 1 else current


def rules_on(rules: Iterable[Rule], day: date) -> list[Rule]:
    """The version of each rule that is valid on a day, and the law where nothing of it is written.

    Rules of the same part, cause and kind of basis are versions of one rule; the later
    ``valid_from`` replaces the earlier one.
    """
    newest: dict[tuple[str, str, str], Rule] = {}
    for rule in rules:
        if rule.valid_from <= day:
            key = line_of(rule)
            if key not in newest or newest[key].valid_from <= rule.valid_from:
                newest[key] = rule
    standing = [
        rule for rule in newest.values() if rule.valid_until is None or day <= rule.valid_until
    ]
    return [*standing, *(_as_rule(law) for law in LEGAL_MINIMA if not _is_kept(law, standing))]


def line_of(rule: Rule) -> tuple[str, str, str]:
    """What makes two rows versions of one rule."""
    return rule.part, rule.cause, rule.basis_kind


def is_named(words: str, wanted: str) -> bool:
    """Whether a rule's words (胶条、毛条; empty means any) name a part or cause."""
    return not words or (bool(wanted) and not _words(words).isdisjoint(_words(wanted)))


def words_of(words: str) -> list[str]:
    """The single words of a rule's part or cause."""
    return [word.strip() for word in words.split(_BETWEEN_WORDS) if word.strip()]


def legal_months(rule: Rule) -> int:
    """The longest months the law wants for what a rule names; 0 where the law says nothing.

    Exclusions name a cause the law does not cover, so they meet no minimum.
    """
    return max(
        (
            law.months
            for law in LEGAL_MINIMA
            if rule.part and rule.cause
            and is_named(law.part, rule.part) and is_named(law.cause, rule.cause)
        ),
        default=0,
    )  # fmt: skip


def last_day(starts_on: date, months: int) -> date:
    """The last day of so many months: 2024-05-16 and 60 months end with 2029-05-15.

    Where the last month has no such day (2024-02-29 and 12 months), its own last day is the last.
    """
    years, month = divmod(starts_on.year * 12 + starts_on.month - 1 + months, 12)
    days = monthrange(years, month + 1)[1]
    if starts_on.day > days:
        return date(years, month + 1, days)
    return date(years, month + 1, starts_on.day) - timedelta(days=1)


_CHARGE_OF_VERDICT = {"in": "free", "out": "charged", "unknown": "pending"}


def _by_dates(longest: Period | None, day: date, undated: Sequence[Rule]) -> str:
    if longest is not None and longest.covers(day):
        return "in"
    return "unknown" if undated else "out"


def _is_vague(claim: Claim, exclusion: Rule | None) -> bool:
    """Whether it was not said what is broken, or why; an excluded cause says enough of the why."""
    return not claim.part or not (claim.cause or exclusion)


def _exclusion(standing: Sequence[Rule], claim: Claim) -> Rule | None:
    """What excludes the item; never where the law covers the very same part and cause."""
    matching = [rule for rule in standing if _applies(rule, claim)]
    if any(rule.basis_kind == "law" and rule.months for rule in matching):
        return None
    return next((rule for rule in matching if not rule.months), None)


def _covering(standing: Sequence[Rule], claim: Claim, exclusion: Rule | None) -> list[Rule]:
    """Rules with months for the item; for an excluded cause those of its part say what is in time.

    A repair's own months stand beside all others, unless the cause is excluded: misuse is no fault
    of the repair.
    """
    with_months = [rule for rule in standing if rule.months]
    if exclusion is not None:
        return [
            rule
            for rule in with_months
            if rule.start_kind != "repair" and rule.part and is_named(rule.part, claim.part)
        ]
    return [rule for rule in with_months if _applies(rule, claim)]


def _applies(rule: Rule, claim: Claim) -> bool:
    if rule.start_kind == "repair":
        return claim.repair is not None and claim.repair.repaired_on <= claim.registered_on
    return is_named(rule.part, claim.part) and is_named(rule.cause, claim.cause)


def _is_rework(period: Period, claim: Claim) -> bool:
    return period.rule.start_kind == "repair" and period.covers(claim.registered_on)


def _period(rule: Rule, claim: Claim) -> Period | None:
    starts_on = _start(rule, claim)
    if starts_on is None:
        return None
    return Period(rule=rule, starts_on=starts_on, ends_on=last_day(starts_on, rule.months))


def _start(rule: Rule, claim: Claim) -> date | None:
    return {
        "completion": claim.completed_on,
        "handover": claim.handed_over_on,
        "installation": claim.installed_on,
        "purchase": claim.purchased_on,
        "repair": claim.repair.repaired_on if claim.repair else None,
    }[rule.start_kind]


def _rank(period: Period) -> tuple[date, bool, str]:
    """The later end first; of equal ends the law's, which nobody can argue about."""
    return period.ends_on, period.rule.basis_kind == "law", period.rule.rule_id or ""


@lru_cache(maxsize=1024)
def _words(words: str) -> frozenset[str]:
    return frozenset(words_of(words))


def _is_kept(law: LegalMinimum, standing: Sequence[Rule]) -> bool:
    """Whether a rule of the company's already says at least what the law does."""
    return any(
        rule.start_kind == law.start_kind
        and rule.months >= law.months
        and _words(law.part) <= _words(rule.part)
        and _words(law.cause) <= _words(rule.cause)
        for rule in standing
    )


def _as_rule(law: LegalMinimum) -> Rule:
    return Rule(
        rule_id=None,
        part=law.part,
        cause=law.cause,
        months=law.months,
        start_kind=law.start_kind,
        basis_kind="law",
        basis=law.basis,
        valid_from=law.valid_from,
    )
