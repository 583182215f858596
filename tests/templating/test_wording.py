"""The English catalogue: complete, and true to the placeholders."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from fieldapp.templating.environment import create_environment
from fieldapp.templating.locale import ViewLocale, use_locale
from fieldapp.templating.wording import CATALOGUES, translate

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def messages():
    path = CATALOGUES / "en" / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return [message for message in read_po(file, locale="en") if message.id]


def test_every_message_has_english_wording(messages):
    assert [message.id for message in messages if not message.string or message.fuzzy] == []


def test_every_word_of_the_sources_was_collected(messages, tmp_path):
    collected = tmp_path / "messages.pot"
    subprocess.run(
        [
            sys.executable, "-m", "babel.messages.frontend", "-q", "extract",
            "--mapping-file", "babel.cfg", "--keyword", "mark", "--no-location",
            "--output-file", str(collected), ".",
        ],
        cwd=ROOT, check=True,
    )  # fmt: skip
    with collected.open("rb") as file:
        ids = {message.id for message in read_po(file) if message.id}

    assert ids == {message.id for message in messages}


def test_a_word_for_a_constant_code_follows_each_reader():
    template = create_environment(asset=str).from_string("{{ 'resume_work' | label('command') }}")

    chinese = template.render()
    with use_locale(ViewLocale(language="en")):
        english = template.render()

    assert chinese == "继续维修"
    assert english.isascii()


def test_english_uses_the_same_placeholders(messages):
    names = re.compile(r"%\((\w+)\)s").findall

    different = [m.id for m in messages if set(names(m.id)) != set(names(m.string))]

    assert different == []


def test_english_holds_no_chinese(messages):
    chinese = re.compile(r"[\u3400-\u9fff]")

    languages = {"中文"}  # a language is named in itself

    assert {m.string for m in messages if chinese.search(m.string)} <= languages


def test_a_message_without_a_translation_stays_as_it_is():
    with use_locale(ViewLocale(language="en")):
        assert translate("没有人翻译过这句") == "没有人翻译过这句"


def test_values_fill_the_placeholders_of_either_language():
    assert translate("%(n)s 项", n=3) == "3 项"
    with use_locale(ViewLocale(language="en")):
        assert translate("%(n)s 项", n=3) == "3 items"
