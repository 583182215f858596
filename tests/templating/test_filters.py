"""How money, quantities, days and phones are written."""

from datetime import date

import pytest
from jinja2 import UndefinedError

from fieldapp.domain.warranty_words import Sentence, in_chinese
from fieldapp.templating.environment import FILTERS, create_environment
from fieldapp.templating.labels import LABELS, label
from fieldapp.templating.locale import ViewLocale, use_locale
from fieldapp.templating.sentences import said


def shown(name, value, *arguments):
    return FILTERS[name](value, *arguments)


@pytest.mark.parametrize(
    ("name", "value", "arguments", "expected"),
    [
        ("money", 128000, (), "¥1,280.00"),
        ("money", -5, (), "-¥0.05"),
        ("money", None, (), ""),
        ("yuan", 128000, (), "1280.00"),
        ("money_range", 8500, (13000,), "¥85–130"),
        ("money_range", 8550, (13000,), "¥85.50–130.00"),
        ("money_range", 19000, (19000,), "¥190.00"),
        ("money_range", None, (19000,), "¥190.00"),
        ("quantity", 1200, (), "1.2"),
        ("quantity", 2000, (), "2"),
        ("quantity_of", 1200, ("米",), "1.2 米"),
        ("duration", 140, (), "2 小时 20 分"),
        ("duration", 45, (), "45 分"),
        ("size", 2_100_000, (), "2.1 MB"),
        ("size", 1, (), "1 KB"),
        ("phone", "19900003187", (), "199 0000 3187"),
        ("masked_phone", "199 0000 3187", (), "199****3187"),
        ("masked_phone", "123", (), "****23"),
        ("moment", "2026-11-23T01:30:00.000Z", (), "11月23日 周一 09:30"),
        ("moment", "2026-11-28T16:05:00.000Z", (), "11月29日 周日 00:05"),
        ("day", "2026-11-28", (), "11月28日 周六"),
        ("time", "2026-11-23T01:30:00.000Z", (), "9:30"),
        ("window", "2026-11-28T00:30:00.000Z", ("2026-11-28T02:30:00.000Z",), "8:30–10:30"),
        ("local_input", "2026-11-23T01:30:00.000Z", (), "2026-11-23T09:30"),
        ("label", "awaiting_sign_off", ("visit_state",), "待签字"),
    ],
)
def test_values_are_written_as_people_here_write_them(name, value, arguments, expected):
    assert shown(name, value, *arguments) == expected


@pytest.mark.parametrize(
    "name",
    sorted(n for n, f in FILTERS.items() if f.__module__.endswith((".amounts", ".calendar"))),
)
def test_nothing_is_shown_for_null(name):
    assert shown(name, None) == ""


def test_english_writes_days_its_own_way():
    with use_locale(ViewLocale(language="en")):
        assert shown("moment", "2026-11-23T01:30:00.000Z").endswith("09:30")
        assert "月" not in shown("day", "2026-11-28")


def test_the_days_of_a_verdict_are_written_as_the_reader_writes_days():
    verdict = [Sentence(message="%(on)s", values={"on": date(2029, 5, 15)})]

    assert said(verdict) == in_chinese(verdict) == "2029年5月15日"
    with use_locale(ViewLocale(language="en")):
        assert said(verdict) == shown("full_day", "2029-05-15")
        assert "月" not in said(verdict)


def test_times_are_shown_on_the_viewers_clock():
    with use_locale(ViewLocale(zone="Europe/Berlin")):
        assert shown("time", "2026-11-23T01:30:00.000Z") == "2:30"


def test_every_kind_of_code_has_words():
    assert all(label(code, kind) for kind, words in LABELS.items() for code in words)


@pytest.fixture
def render():
    environment = create_environment(asset=lambda name: f"/static/{name}")
    return lambda source, **context: environment.from_string(source).render(**context)


def test_a_dictionary_is_read_by_key_only(render):
    assert render("{{ sheet.items }}", sheet={"items": "two"}) == "two"
    with pytest.raises(UndefinedError):
        render("{{ sheet.items }}", sheet={})


def test_null_prints_nothing(render):
    assert render("[{{ value }}]", value=None) == "[]"


@pytest.mark.parametrize("value", [True, 2.0, ["a"], {"a": 1}])
def test_what_the_two_renderers_print_differently_is_an_error(render, value):
    with pytest.raises(TypeError):
        render("{{ value }}", value=value)


def test_a_missing_name_is_an_error(render):
    with pytest.raises(UndefinedError):
        render("{{ nothing }}")


def test_text_is_escaped(render):
    assert render("{{ name }}", name="<b>") == "&lt;b&gt;"
