"""What is typed into a search, and how the things it finds are written down to be found."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

#: More words than this are not a search but a story; the rest is left out.
MOST_WORDS = 4
#: A term or word is cut here; nothing people call anything by is longer.
LONGEST_TERM = 60
#: How many digits of a phone from its beginning on are worth a search.
_FEWEST_PHONE_DIGITS = 3
_TAIL = 4
_FEWEST_SIGNS_OF_A_ROOM = 3
#: Digits with dashes or blanks between them are a phone only from this length on.
_FEWEST_OF_A_GROUPED_PHONE = 7

_BLANK = re.compile(r"\s+")
_DASHES = re.compile(r"[‐‑‒–—―−﹣ー－]")
#: 3栋2单元1201室, 3号楼-2-1201, 3#1201.
_PART = re.compile(r"(?<=[0-9a-z])(?:号楼|单元|栋|幢|座|楼|#)-?")
_ROOM = re.compile(r"(?<=[0-9a-z])(?:室|户|号)$")
_LABEL = re.compile(r"[0-9a-z]+(?:-[0-9a-z]*)*")
_SITE_AND_LABEL = re.compile(r"([^0-9]+?)-?([0-9].*)")
_NUMBER = re.compile(r"(?:wx|bx)[0-9]{0,8}(?:-[0-9a-z-]*)?|[0-9]{4}(?:[0-9]{4})?-[0-9]{1,4}")
_RUNNING_NUMBER = re.compile(r"-?[0-9]{3}")


def normalised(text: str) -> str:
    """Half-width, lower case, plain dashes, without blanks: ``Ｗ Ｘ２０２６`` is ``wx2026``."""
    # Where a blank falls out, an accent may come to stand behind a letter and become one with it.
    return unicodedata.normalize("NFC", _BLANK.sub("", _flat(text)))[:LONGEST_TERM]


def label_term(label: str) -> str:
    """A home as people say it: ``3栋2单元1201室`` and ``3-2-1201`` are the same."""
    return _ROOM.sub("", _PART.sub("-", normalised(label)))


def home_terms(label: str) -> set[str]:
    """A home from its beginning, and its room alone where nobody could take that for a unit.

    ``5-2-1203`` is also found as ``1203``; ``5-2-3`` not as ``3``.
    """
    whole = label_term(label)
    room = whole.rpartition("-")[2]
    return {whole, room if len(room) >= _FEWEST_SIGNS_OF_A_ROOM else ""} - {""}


def phone_terms(phone: str) -> set[str]:
    """``+`` and all digits, ``*`` and the last four; nothing for less than three digits."""
    digits = re.sub(r"[^0-9]", "", normalised(phone))
    if len(digits) < _FEWEST_PHONE_DIGITS:
        return set()
    return {f"+{digits}"} | ({f"*{digits[-_TAIL:]}"} if len(digits) >= _TAIL else set())


def number_terms(number: str) -> set[str]:
    """A paper's number whole, and from the month on: ``wx20261123-001``, ``1123-001``."""
    whole = normalised(number)
    tail = re.fullmatch(r"[a-z]{2}[0-9]{4}([0-9]{4}-[0-9]+)", whole)
    return {whole} | ({tail[1]} if tail else set())


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a search: what it may be the beginning of.

    Every field is a prefix to compare, or empty where the word cannot mean that.
    """

    #: As typed, normalised: a name, pinyin, part of the name of a site.
    text: str
    #: Term of a customer's phone, from its beginning or its last four digits.
    phones: tuple[str, ...]
    #: Label of a home.
    label: str
    #: Site and label in one word (``锦绣5-2``): the site's part and the label's.
    site: str
    site_label: str
    #: Number of a paper.
    numbers: tuple[str, ...]
    #: ``001``: the running number on a paper of the last days.
    running: str

    @property
    def is_name(self) -> bool:
        """Whether it may begin a name or its pinyin."""
        return bool(self.text) and not any(sign.isdigit() for sign in self.text)


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a search, at most four; none for an empty one. A phone in groups is one."""
    whole = normalised(text)
    if re.fullmatch(r"\+?[0-9-]+", whole) and _digits(whole) >= _FEWEST_OF_A_GROUPED_PHONE:
        parts = [whole]
    else:
        parts = [part for part in (normalised(each) for each in _flat(text).split()) if part]
    return tuple(_word(part) for part in dict.fromkeys(parts[:MOST_WORDS]))


def name_two_people(words: Sequence[Word]) -> bool:
    """Whether no one person can be meant: two names in characters, neither beginning the other.

    ``王 李`` are two people of one home; ``王 wang``, ``王 王伟`` or ``王 139`` may be one.
    """
    names = [word.text for word in words if word.is_name and not word.text.isascii()]
    longest = max(names, key=len, default="")
    return not all(longest.startswith(name) for name in names)


def _digits(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def _flat(text: str) -> str:
    return _DASHES.sub("-", unicodedata.normalize("NFKC", text).lower())


def _word(text: str) -> Word:
    label = label_term(text)
    is_number = _NUMBER.fullmatch(text) is not None
    both = None if is_number else _SITE_AND_LABEL.fullmatch(label)
    return Word(
        text=text,
        phones=_phones(text),
        label=label if _is_label(label) and not is_number else "",
        site=both[1] if both and _is_label(both[2]) else "",
        site_label=both[2] if both and _is_label(both[2]) else "",
        numbers=_numbers(text) if is_number else (),
        running=text.lstrip("-") if _RUNNING_NUMBER.fullmatch(text) else "",
    )


def _is_label(text: str) -> bool:
    return _LABEL.fullmatch(text) is not None and _digits(text) > 0


def _phones(text: str) -> tuple[str, ...]:
    digits = re.sub(r"[^0-9]", "", text)
    is_grouped = "-" in text and len(digits) >= _FEWEST_OF_A_GROUPED_PHONE
    is_plain = re.fullmatch(r"\+?[0-9-]+", text) and (is_grouped or "-" not in text)
    if not is_plain or len(digits) < _FEWEST_PHONE_DIGITS:
        return ()
    whole = (f"+{digits}",)
    return (*whole, f"*{digits}") if len(digits) == _TAIL else whole


def _numbers(text: str) -> tuple[str, ...]:
    is_day = re.fullmatch(r"[0-9]{8}-[0-9]+", text)
    return (f"wx{text}", f"bx{text}") if is_day else (text,)
