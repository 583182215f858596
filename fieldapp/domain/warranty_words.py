"""A verdict in words: the sentences a clerk reads out, as message ids with their values.

The edges translate them for whoever looks; what is stored with an item is the company's own
language, Chinese, as it was said to the customer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fieldapp.domain.problems.families import mark as _
from fieldapp.domain.warranty import Rule, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A message id with its values; ``terms`` are values that are message ids themselves.

    Days stay days, so that each reader gets them as days are written in his language.
    """

    message: str
    values: Mapping[str, str | date] = field(default_factory=dict)
    terms: Mapping[str, str] = field(default_factory=dict)


STARTS: Mapping[str, str] = {
    "completion": _("竣工验收"),
    "handover": _("交付"),
    "installation": _("安装"),
    "purchase": _("购买"),
    "repair": _("维修完成"),
}
DEPARTMENTS: Mapping[str, str] = {"engineering": _("工程科"), "production": _("生产部")}

_IN = _(
    "保修期内：%(what)s，%(start)s %(starts_on)s起 %(months)s 个月，至 %(ends_on)s；"
    "依据 %(basis)s。报修日 %(registered_on)s在期内。"
)
_OUT = _(
    "保修期外：%(what)s，%(start)s %(starts_on)s起 %(months)s 个月，至 %(ends_on)s；"
    "依据 %(basis)s。报修日 %(registered_on)s已过期。"
)
_NO_RULE = _("保修期外：保修规则里没有“%(what)s”。")
_EXCLUDED_IN = _(
    "虽在期内，但属%(cause)s（%(basis)s）：收费，须客户同意；客户不认可可申请技术质量部鉴定，鉴定前不收费。"
)
_EXCLUDED = _("%(cause)s不在保修范围（%(basis)s）：收费，须客户同意。")
_SIBLINGS = _("同登记另一张 %(numbers)s")
_EXCLUDED_DISPUTED = _("看来属%(cause)s（%(basis)s），要收费。")
_REWORK = _(
    "返修：维修单 %(number)s 于 %(repaired_on)s修过这里，维修完成起 %(months)s 个月"
    "（至 %(ends_on)s）同样问题免费，仍由%(department)s维修。"
)
_MISSING = _("待查：%(what)s保 %(months)s 个月，从%(start)s起算，档案里没有这个日期。")
_VAGUE = _("待查：还没写明坏的是哪个部位、什么原因。")
_FREE = _("免费，由%(department)s维修。")
_CHARGED = _("收费，须客户同意，由%(department)s维修。")
_DISPUTED = _("客户有异议，由技术质量部鉴定；鉴定前不收费。")

_OVERRULED = _("改判：%(warranty)s，%(charge)s。%(name)s：%(reason)s。")
_DECIDED = _("改判：%(warranty)s，%(charge)s（%(name)s）。")
_BEFORE = _("原判：%(before)s")
_TOLD = _("现场告知：%(warranty)s，%(charge)s，与规则不同，待客服确认。规则：%(rules_say)s")
_APPRAISED = _("技术质量部鉴定 %(found_on)s：%(finding)s。%(warranty)s，%(charge)s。")
_VERDICTS: Mapping[str, str] = {
    "in": _("保内"), "out": _("保外"), "disputed": _("有争议"), "unknown": _("待查"),
}  # fmt: skip
_CHARGES: Mapping[str, str] = {
    "free": _("免费"), "charged": _("收费"), "waived": _("免收"), "pending": _("待定"),
}  # fmt: skip


def overruled(warranty: str, charge: str, *, name: str, reason: str, before: str) -> str:
    """What is kept with an item somebody decided otherwise than the rules: who, why, from what."""
    kept = Sentence(
        message=_OVERRULED if reason else _DECIDED,
        values={"name": name, "reason": reason.rstrip("。")},
        terms=_decision(warranty, charge),
    )
    was = [Sentence(message=_BEFORE, values={"before": before})] if before else []
    return in_chinese([kept, *was])


def appraised(warranty: str, charge: str, *, finding: str, found_on: date) -> str:
    """What is kept with an item 技术质量部 has decided about."""
    kept = Sentence(
        message=_APPRAISED,
        values={"finding": finding.rstrip("。"), "found_on": found_on},
        terms=_decision(warranty, charge),
    )
    return in_chinese([kept])


def told_on_site(warranty: str, charge: str, *, rules_say: str) -> str:
    """What is kept with an extra item about which the customer was told otherwise than the rules.

    It stands as it was told until the clerk decides (rule 9).
    """
    kept = Sentence(
        message=_TOLD, values={"rules_say": rules_say}, terms=_decision(warranty, charge)
    )
    return in_chinese([kept])


def _decision(warranty: str, charge: str) -> dict[str, str]:
    return {"warranty": _VERDICTS[warranty], "charge": _CHARGES[charge]}


def sibling_words(numbers: Sequence[str]) -> str:
    """The other orders of a request with two responsibilities; "" where there is none."""
    if not numbers:
        return ""
    return in_chinese([Sentence(message=_SIBLINGS, values={"numbers": "、".join(numbers)})])


def sentences(verdict: Verdict) -> tuple[Sentence, ...]:
    """Why the verdict is what it is, and what follows, in the order it is read out."""
    return tuple(_sentences(verdict))


def in_chinese(said: Sequence[Sentence]) -> str:
    """The sentences as they are kept with the item."""
    return "".join(each.message % {**_values(each), **each.terms} for each in said)


def _values(sentence: Sentence) -> dict[str, str]:
    return {name: _written(value) for name, value in sentence.values.items()}


#: A day as it is kept with an item.
DAY = _("%(year)s年%(month)s月%(day)s日")


def _written(value: str | date) -> str:
    if isinstance(value, date):
        return DAY % {"year": value.year, "month": value.month, "day": value.day}
    return value


def _sentences(verdict: Verdict) -> Iterator[Sentence]:
    if verdict.rework is not None:
        yield _rework(verdict)
        if verdict.rework == verdict.period:
            return
    yield from _facts(verdict)
    if verdict.warranty == "disputed":
        yield Sentence(message=_DISPUTED)
    elif verdict.exclusion is None and verdict.rework is None:
        yield from _consequence(verdict)


def _facts(verdict: Verdict) -> Iterator[Sentence]:
    claim = verdict.claim
    if verdict.undated:
        yield from (_missing(rule, verdict) for rule in _one_per_start(verdict.undated))
    elif verdict.period is not None:
        is_in = verdict.period.covers(claim.registered_on)
        yield _period(verdict, _IN if is_in else _OUT)
    elif claim.part and (claim.cause or verdict.exclusion):
        if verdict.exclusion is None:
            yield Sentence(message=_NO_RULE, values={"what": _what(verdict)})
    elif verdict.rework is None:
        yield Sentence(message=_VAGUE)
    if verdict.exclusion is not None:
        yield _excluded(verdict, verdict.exclusion)


def _consequence(verdict: Verdict) -> Iterator[Sentence]:
    message = {"free": _FREE, "charged": _CHARGED}.get(verdict.charge)
    if message is not None:
        yield Sentence(message=message, terms=_department(verdict.department))


def _period(verdict: Verdict, message: str) -> Sentence:
    period = verdict.period
    assert period is not None  # noqa: S101 - asked before
    return Sentence(
        message=message,
        values={
            "what": _what(verdict),
            "starts_on": period.starts_on,
            "months": str(period.rule.months),
            "ends_on": period.ends_on,
            "basis": period.rule.basis,
            "registered_on": verdict.claim.registered_on,
        },
        terms={"start": STARTS[period.rule.start_kind]},
    )


def _rework(verdict: Verdict) -> Sentence:
    period, repair = verdict.rework, verdict.claim.repair
    assert period is not None  # noqa: S101 - asked before
    assert repair is not None  # noqa: S101 - its months run from it
    return Sentence(
        message=_REWORK,
        values={
            "number": repair.number,
            "repaired_on": repair.repaired_on,
            "months": str(period.rule.months),
            "ends_on": period.ends_on,
        },
        terms=_department(repair.department),
    )


def _excluded(verdict: Verdict, exclusion: Rule) -> Sentence:
    claim = verdict.claim
    message = _EXCLUDED
    if verdict.warranty == "disputed":
        message = _EXCLUDED_DISPUTED
    elif verdict.period is not None and verdict.period.covers(claim.registered_on):
        message = _EXCLUDED_IN
    return Sentence(
        message=message,
        values={
            "cause": claim.cause if not exclusion.part else claim.part,
            "basis": exclusion.basis,
        },
    )


def _missing(rule: Rule, verdict: Verdict) -> Sentence:
    return Sentence(
        message=_MISSING,
        values={"what": _what(verdict), "months": str(rule.months)},
        terms={"start": STARTS[rule.start_kind]},
    )


def _one_per_start(rules: Sequence[Rule]) -> list[Rule]:
    """Of the rules that wait for the same day the one with most months."""
    longest: dict[str, Rule] = {}
    for rule in sorted(rules, key=lambda rule: rule.months):
        longest[rule.start_kind] = rule
    return list(longest.values())


def _what(verdict: Verdict) -> str:
    claim = verdict.claim
    return f"{claim.part}{claim.cause}" if verdict.exclusion is None else claim.part


def _department(code: str) -> dict[str, str]:
    return {"department": DEPARTMENTS.get(code, code)}
