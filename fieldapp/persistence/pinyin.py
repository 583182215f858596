"""Pinyin of Chinese names, with every reading a surname or a rare character may have."""

from functools import lru_cache
from itertools import islice, product

from pypinyin import Style, pinyin

from fieldapp.domain.search_words import LONGEST_TERM, normalised

#: A name of many-voiced characters has hundreds of readings; nobody types the ninth.
_MOST_READINGS = 8


def initials_of(name: str) -> str:
    """The initials in the usual reading: 欧阳靖雯 is ``oyjw``."""
    return "".join(readings[0][:1] for readings in _readings(name))


def pinyin_terms(name: str) -> set[str]:
    """Initials and full pinyin in all likely readings: 单雄 is ``dx``, ``sx``, ``danxiong``.

    Letters and digits between the characters stay as they are.
    """
    all_readings = _readings(name)
    if not all_readings or normalised(name).isascii():
        return set()
    short = [tuple(dict.fromkeys(each[:1] for each in readings)) for readings in all_readings]
    initials = {"".join(each) for each in islice(product(*short), _MOST_READINGS)}
    rest = "".join(readings[0] for readings in all_readings[1:])
    full = {first + rest for first in all_readings[0][:_MOST_READINGS]}
    return {term[:LONGEST_TERM] for term in initials | full}


def _readings(name: str) -> list[tuple[str, ...]]:
    found = (_readings_of(sign) for sign in normalised(name))
    return [readings for readings in found if readings]


@lru_cache(maxsize=8192)
def _readings_of(sign: str) -> tuple[str, ...]:
    """The readings of one character, the usual first; () for a sign without a sound."""
    if sign.isascii():
        return (sign,) if sign.isalnum() else ()
    found = pinyin(sign, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(found[0])) if found else ()
