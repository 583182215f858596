"""What is typed, and what is stored to be found by it, meet in the same form."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.search_words import (
    LONGEST_TERM,
    MOST_WORDS,
    home_terms,
    label_term,
    name_two_people,
    normalised,
    number_terms,
    phone_terms,
    words_of,
)


@given(st.text())
def test_normalising_twice_changes_nothing_more(text):
    once = normalised(text)

    assert normalised(once) == once
    assert len(once) <= LONGEST_TERM
    assert not any(sign.isspace() for sign in once)


@given(st.text(alphabet="0123456789abcxyz-", max_size=30))
def test_full_width_is_the_same_as_half_width(text):
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in text)

    assert normalised(wide) == normalised(text)
    assert unicodedata.normalize("NFKC", wide) == text


@given(st.text(max_size=80))
def test_any_text_is_read_as_a_few_words(text):
    words = words_of(text)

    assert len(words) <= MOST_WORDS
    assert all(word.text for word in words)


@given(st.integers(1, 99), st.integers(1, 9), st.integers(101, 3904))
def test_a_home_is_said_in_many_ways(building, unit, room):
    label = f"{building}-{unit}-{room}"

    assert label_term(f"{building}栋{unit}单元{room}室") == label
    assert label_term(f"{building}号楼{unit}单元{room}") == label
    assert label_term(f" {building} - {unit} - {room} ") == label
    assert words_of(f"{building}#{unit}-{room}")[0].label == label


@given(st.text(alphabet="0123456789", min_size=4, max_size=15))
def test_a_phone_is_found_from_its_beginning_and_by_its_end(digits):
    terms = phone_terms(digits)

    assert any(term.startswith(f"+{digits[:3]}") for term in terms)
    assert words_of(digits[-4:])[0].phones[1] in terms


@pytest.mark.parametrize(
    ("typed", "phones"),
    [
        ("12", ()),
        ("199", ("+199",)),
        ("3187", ("+3187", "*3187")),
        ("199 0000 3187", ("+19900003187",)),
        ("199-0000-3187", ("+19900003187",)),
        ("５-２-１２", ()),
    ],
)
def test_digits_are_a_phone_from_three_on(typed, phones):
    assert words_of(typed)[0].phones == phones


def test_a_site_and_a_label_may_be_one_word():
    word = words_of("锦绣5-2")[0]

    assert (word.site, word.site_label) == ("锦绣", "5-2")


@pytest.mark.parametrize(
    ("typed", "prefixes"),
    [
        ("WX2026", ("wx2026",)),
        ("BX20261123-001", ("bx20261123-001",)),
        ("1123-001", ("1123-001",)),
        ("20261123-001", ("wx20261123-001", "bx20261123-001")),
        ("5-2", ()),
    ],
)
def test_a_paper_is_found_by_its_number(typed, prefixes):
    assert words_of(typed)[0].numbers == prefixes


def test_a_number_is_stored_whole_and_from_the_month_on():
    assert number_terms("WX20261123-001") == {"wx20261123-001", "1123-001"}


@pytest.mark.parametrize("typed", ["", "  ", "\u3000"])
def test_nothing_typed_is_no_word(typed):
    assert words_of(typed) == ()


@pytest.mark.parametrize(
    ("label", "terms"),
    [
        ("5-2-1203", {"5-2-1203", "1203"}),
        ("3栋2单元1201室", {"3-2-1201", "1201"}),
        ("B-2806", {"b-2806", "2806"}),
        ("5-2-3", {"5-2-3"}),
        ("12", {"12"}),
        ("", set()),
    ],
)
def test_a_home_is_found_whole_and_by_a_room_nobody_takes_for_a_unit(label, terms):
    assert home_terms(label) == terms


@pytest.mark.parametrize(
    ("text", "are_two"),
    [
        ("王 李", True),
        ("王伟 王芳", True),
        ("王 王伟", False),
        ("王 wang", False),
        ("王 139", False),
        ("王", False),
        ("", False),
    ],
)
def test_two_names_of_which_neither_begins_the_other_are_two_people(text, are_two):
    assert name_two_people(words_of(text)) is are_two
