"""The verdict and its working: which rule covers an item, until when, free or charged."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.warranty import (
    Claim,
    Repair,
    Rule,
    is_named,
    judge,
    last_day,
    legal_months,
    rules_on,
)
from fieldapp.domain.warranty_minima import LEGAL_MINIMA
from fieldapp.domain.warranty_words import in_chinese, sentences

MONDAY = date(2026, 11, 23)


def a_rule(part="五金件", cause="自然损坏", months=24, **overrides):
    values = {
        "rule_id": f"{part}-{cause}-{months}",
        "start_kind": "handover",
        "basis_kind": "promise",
        "basis": "公司承诺",
        "valid_from": date(2015, 1, 1),
    }
    return Rule(part=part, cause=cause, months=months, **(values | overrides))


MISUSE = a_rule(
    part="", cause="人为损坏、碰撞、自行改装、第三方拆装", months=0, basis="保证书除外条款"
)
OWN_PARTS = a_rule(part="客户自购五金", cause="", months=0, basis="保证书除外条款")
REPAIRED = a_rule(part="本次维修部位", cause="同部位同故障", months=6, start_kind="repair")
RULES = [a_rule(), MISUSE, OWN_PARTS, REPAIRED]


def a_claim(part="五金件", cause="自然损坏", **known):
    return Claim(part=part, cause=cause, **({"registered_on": MONDAY} | known))


def a_repair(repaired_on, department="engineering"):
    return Repair(
        item_id="item", work_order_id="order", number="WX20260901-004",
        department=department, repaired_on=repaired_on,
    )  # fmt: skip


def text_of(verdict):
    return in_chinese(sentences(verdict))


@pytest.mark.parametrize(
    ("starts_on", "months", "ends_on"),
    [
        (date(2024, 5, 16), 60, date(2029, 5, 15)),
        (date(2024, 1, 1), 12, date(2024, 12, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 3, 1), 12, date(2027, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
    ],
)
def test_the_last_day_is_still_covered(starts_on, months, ends_on):
    assert last_day(starts_on, months) == ends_on


def test_a_leaking_joint_is_covered_by_the_law_with_its_working():
    claim = a_claim("外窗与墙体接缝", "渗漏水", completed_on=date(2024, 5, 16))

    verdict = judge([], claim)

    assert (verdict.warranty, verdict.charge, verdict.department) == ("in", "free", "engineering")
    assert verdict.rule_id is None
    assert text_of(verdict) == (
        "保修期内：外窗与墙体接缝渗漏水，竣工验收 2024年5月16日起 60 个月，至 2029年5月15日；"
        "依据 建设工程质量管理条例 §40(2)。报修日 2026年11月23日在期内。免费，由工程科维修。"
    )


@pytest.mark.parametrize(("late", "warranty"), [(0, "in"), (1, "out")])
def test_the_day_of_registration_is_the_last_one_or_one_too_late(late, warranty):
    completed_on = date(2021, 11, 30)  # five years end with 2026-11-29
    claim = a_claim(
        "外窗与墙体接缝", "渗漏水", completed_on=completed_on,
        registered_on=date(2026, 11, 29) + timedelta(days=late),
    )  # fmt: skip

    assert judge([], claim).warranty == warranty


def test_out_of_time_is_charged_and_repaired_by_production():
    verdict = judge(RULES, a_claim(handed_over_on=date(2019, 12, 20)))

    assert (verdict.warranty, verdict.charge, verdict.department) == (
        "out",
        "charged",
        "production",
    )
    assert verdict.ends_on == date(2021, 12, 19)
    assert text_of(verdict).endswith(
        "报修日 2026年11月23日已过期。收费，须客户同意，由生产部维修。"
    )


def test_misuse_is_charged_although_in_time():
    verdict = judge(RULES, a_claim(cause="人为损坏", handed_over_on=date(2025, 11, 1)))

    assert (verdict.warranty, verdict.charge, verdict.department) == (
        "in",
        "charged",
        "engineering",
    )
    assert "虽在期内，但属人为损坏（保证书除外条款）：收费，须客户同意" in text_of(verdict)
    assert "鉴定前不收费" in text_of(verdict)


def test_parts_the_customer_bought_are_charged():
    verdict = judge(RULES, a_claim("客户自购五金", "质量", handed_over_on=date(2025, 11, 1)))

    assert (verdict.warranty, verdict.charge) == ("out", "charged")
    assert "客户自购五金不在保修范围" in text_of(verdict)


def test_an_exclusion_of_the_companys_takes_nothing_from_the_law():
    unfair = a_rule("外窗与墙体接缝", "渗漏水", months=0)

    verdict = judge([unfair], a_claim("外窗与墙体接缝", "渗漏水", completed_on=date(2024, 5, 16)))

    assert (verdict.warranty, verdict.charge) == ("in", "free")


@pytest.mark.parametrize(
    ("start_kind", "word"),
    [("completion", "竣工验收"), ("handover", "交付"), ("installation", "安装"),
     ("purchase", "购买")],
)  # fmt: skip
def test_a_missing_day_is_named_and_never_guessed(start_kind, word):
    rule = a_rule("纱窗", "拉绳", months=12, start_kind=start_kind)
    known = {
        "completed_on": MONDAY, "handed_over_on": MONDAY, "installed_on": MONDAY,
        "purchased_on": MONDAY,
    }  # fmt: skip
    fields = dict(zip(("completion", "handover", "installation", "purchase"), known, strict=True))
    known[fields[start_kind]] = None

    verdict = judge([rule], a_claim("纱窗", "拉绳", **known))

    assert (verdict.warranty, verdict.charge, verdict.department) == ("unknown", "pending", "")
    assert verdict.missing == (start_kind,)
    assert f"从{word}起算，档案里没有这个日期" in text_of(verdict)


def test_a_missing_day_does_not_matter_where_another_rule_covers():
    maker = a_rule(months=60, start_kind="installation", basis_kind="maker")

    verdict = judge([a_rule(), maker], a_claim(handed_over_on=date(2025, 11, 1)))

    assert (verdict.warranty, verdict.missing) == ("in", ())


@pytest.mark.parametrize(("part", "cause"), [("", ""), ("五金件", ""), ("", "自然损坏")])
def test_nothing_is_decided_before_part_and_cause_are_known(part, cause):
    verdict = judge(RULES, a_claim(part, cause, handed_over_on=date(2025, 11, 1)))

    assert (verdict.warranty, verdict.charge) == ("unknown", "pending")
    assert "还没写明" in text_of(verdict)


def test_what_no_rule_names_is_not_covered():
    verdict = judge(RULES, a_claim("加装", "客户要求", handed_over_on=date(2025, 11, 1)))

    assert (verdict.warranty, verdict.charge) == ("out", "charged")
    assert "保修规则里没有“加装客户要求”" in text_of(verdict)


def test_a_dispute_goes_to_appraisal_and_costs_nothing_meanwhile():
    claim = a_claim(cause="人为损坏", handed_over_on=date(2025, 11, 1), is_disputed=True)

    verdict = judge(RULES, claim)

    assert (verdict.warranty, verdict.charge) == ("disputed", "pending")
    assert verdict.department == "engineering"  # by the dates, until somebody has decided
    assert text_of(verdict).endswith("客户有异议，由技术质量部鉴定；鉴定前不收费。")


def test_a_repair_is_done_again_free_by_the_same_department():
    repair = a_repair(date(2026, 9, 1), department="production")

    verdict = judge(RULES, a_claim(handed_over_on=date(2019, 12, 20), repair=repair))

    assert (verdict.warranty, verdict.charge, verdict.department) == ("in", "free", "production")
    assert verdict.rework_of == repair
    assert text_of(verdict) == (
        "返修：维修单 WX20260901-004 于 2026年9月1日修过这里，维修完成起 6 个月（至 2027年2月28日）"
        "同样问题免费，仍由生产部维修。"
    )


def test_rework_within_the_warranty_tells_both():
    verdict = judge(
        RULES, a_claim(handed_over_on=date(2025, 12, 20), repair=a_repair(date(2026, 9, 1)))
    )

    assert verdict.ends_on == date(2027, 12, 19)  # the longest, not the repair's own
    assert text_of(verdict).startswith("返修：")
    assert "保修期内：五金件自然损坏" in text_of(verdict)


def test_a_repairs_own_warranty_ends_too():
    verdict = judge(
        RULES, a_claim(handed_over_on=date(2019, 12, 20), repair=a_repair(date(2026, 5, 22)))
    )

    assert (verdict.warranty, verdict.rework_of) == ("out", None)


def test_misuse_after_a_repair_is_no_rework():
    claim = a_claim(cause="碰撞", handed_over_on=date(2019, 12, 20), repair=a_repair(MONDAY))

    assert (judge(RULES, claim).charge, judge(RULES, claim).rework_of) == ("charged", None)


def test_the_version_of_the_day_of_registration_decides_not_todays():
    old = a_rule(months=12, rule_id="old")
    new = a_rule(months=24, rule_id="new", valid_from=date(2026, 11, 24))
    claim = a_claim(handed_over_on=date(2025, 6, 1))

    before = judge([new, old], claim)
    after = judge([new, old], replace(claim, registered_on=date(2026, 11, 24)))

    assert (before.warranty, before.rule_id) == ("out", "old")
    assert (after.warranty, after.rule_id) == ("in", "new")


def test_a_rule_that_has_ended_covers_nothing_any_more():
    ended = a_rule("纱窗", "拉绳", valid_until=date(2026, 11, 22))

    assert judge([ended], a_claim("纱窗", "拉绳", handed_over_on=MONDAY)).warranty == "out"
    assert ended in rules_on([ended], date(2026, 11, 22))


def test_a_promise_shorter_than_the_law_does_not_win():
    short = a_rule("外窗与墙体接缝", "渗漏水", months=24, start_kind="completion")

    verdict = judge([short], a_claim("外窗与墙体接缝", "渗漏水", completed_on=date(2023, 1, 10)))

    assert legal_months(short) == 60
    assert (verdict.warranty, verdict.period.rule.basis_kind) == ("in", "law")


def test_rules_the_law_is_silent_about_have_no_minimum():
    assert legal_months(MISUSE) == 0
    assert legal_months(a_rule("纱窗", "拉绳", months=12)) == 0


@pytest.mark.parametrize(
    ("words", "wanted", "named"),
    [("", "纱窗", True), ("", "", True), ("密封胶条、毛条", "毛条", True),
     ("密封胶条、毛条", "密封胶条、毛条", True), ("毛条", "", False), ("毛条", "胶条", False)],
)  # fmt: skip
def test_a_rule_may_name_several_words(words, wanted, named):
    assert is_named(words, wanted) is named


days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
months = st.integers(1, 240)


@given(days, months)
def test_months_end_on_the_day_before_or_with_their_month(starts_on, count):
    ends_on = last_day(starts_on, count)
    next_day = ends_on + timedelta(days=1)

    assert (next_day.year - starts_on.year) * 12 + next_day.month - starts_on.month in {
        count, count + 1,
    }  # fmt: skip
    assert next_day.day in {starts_on.day, 1}


@given(days, months)
def test_a_later_start_or_more_months_never_end_earlier(starts_on, count):
    assert last_day(starts_on, count) <= last_day(starts_on + timedelta(days=1), count)
    assert last_day(starts_on, count) < last_day(starts_on, count + 1)


rules = st.builds(
    a_rule,
    part=st.sampled_from(["五金件", "五金件、纱窗", ""]),
    months=months,
    start_kind=st.sampled_from(["completion", "handover", "installation", "purchase"]),
    basis_kind=st.sampled_from(["contract", "maker", "promise"]),
    valid_from=st.dates(date(2020, 1, 1), date(2027, 12, 31)),
)
claims = st.builds(
    a_claim,
    registered_on=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    completed_on=st.none() | days,
    handed_over_on=st.none() | days,
    installed_on=st.none() | days,
    purchased_on=st.none() | days,
)


@given(st.lists(rules, max_size=5), claims)
def test_of_all_that_cover_the_one_that_ends_last_wins(some, claim):
    starts = {
        "completion": claim.completed_on, "handover": claim.handed_over_on,
        "installation": claim.installed_on, "purchase": claim.purchased_on,
    }  # fmt: skip
    verdict = judge(some, claim)

    standing = [
        rule for rule in rules_on(some, claim.registered_on)
        if is_named(rule.part, claim.part) and is_named(rule.cause, claim.cause)
    ]  # fmt: skip
    ends = [last_day(starts[r.start_kind], r.months) for r in standing if starts[r.start_kind]]
    has_gap = any(starts[rule.start_kind] is None for rule in standing)
    assert verdict.ends_on == max(ends, default=None)
    if ends and max(ends) >= claim.registered_on:
        assert verdict.warranty == "in"
    else:
        assert verdict.warranty == ("unknown" if has_gap else "out")


@given(st.lists(rules, max_size=4), claims, rules)
def test_a_version_of_a_later_day_changes_no_verdict(some, claim, later):
    later = replace(later, valid_from=claim.registered_on + timedelta(days=1))

    assert judge([*some, later], claim) == judge(some, claim)


@given(st.sampled_from(LEGAL_MINIMA), st.lists(rules, max_size=4), days, st.integers(0, 3000))
def test_no_rule_of_the_company_undercuts_the_law(law, some, start, later):
    claim = a_claim(
        law.part.split("、")[0], law.cause.split("、")[0],
        registered_on=max(start + timedelta(days=later), date(2001, 1, 1)),
        completed_on=start, handed_over_on=start, installed_on=start, purchased_on=start,
    )  # fmt: skip

    if claim.registered_on <= last_day(start, law.months):
        assert judge(some, claim).warranty == "in"


@given(st.lists(rules, max_size=4), claims, st.booleans())
def test_every_verdict_has_words_and_a_price_that_follows_from_it(some, claim, is_disputed):
    verdict = judge(some, replace(claim, is_disputed=is_disputed))

    assert text_of(verdict)
    assert (verdict.charge == "free") == (verdict.warranty == "in")
    assert (verdict.charge == "charged") == (verdict.warranty == "out")
