"""Which characters of what was typed are text."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.typed_text import visible_text


@given(st.text())
def test_only_control_characters_go_and_what_is_laid_out_stays(text):
    kept = "".join(sign for sign in text if unicodedata.category(sign) != "Cc" or sign in "\t\n\r")

    assert visible_text(text) == kept


def test_every_control_character_but_tab_and_line_ends_goes():
    controls = "".join(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))

    assert visible_text(controls) == "\t\n\r"
