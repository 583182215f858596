"""Pinyin of Chinese names: readings they may be searched by, and the one they are listed by."""

import re
from functools import lru_cache
from itertools import islice, product

from pypinyin import Style, pinyin

from fieldapp.domain.search_words import LONGEST_TERM, normalised

#: Surnames read otherwise than the character usually is. Only a name as short as a person's
#: begins with one: 解放路物业 is no Xie.
_SURNAMES = {
    "单": "shan4", "曾": "zeng1", "仇": "qiu2", "区": "ou1", "解": "xie4", "查": "zha1",
    "盖": "ge3", "朴": "piao2", "翟": "zhai2", "覃": "qin2", "缪": "miao4", "乐": "yue4",
    "尉": "yu4", "任": "ren2", "华": "hua4", "员": "yun4", "祭": "zhai4", "召": "shao4",
}  # fmt: skip
_LONGEST_PERSON = 4
#: Longer names are told apart by nobody who reads a list.
_LONGEST_ORDER = 120
#: A run of letters and digits, or one sign.
_WORD = re.compile(r"[0-9a-z]+|.", re.DOTALL)

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


def name_order(name: str) -> str:
    """What a name is listed by, compared byte by byte: 王伟 is ``wang2 王 wei3 伟``.

    Sign by sign the sound, its tone, then the sign, so that those of one surname stand together;
    letters and digits stand among them as they are: ``Smith`` between 沈 and 宋.
    """
    words = _WORD.findall(normalised(name))
    is_person = len(words) <= _LONGEST_PERSON
    sounds = [
        _SURNAMES[word] if place == 0 and is_person and word in _SURNAMES else _sound_of(word)
        for place, word in enumerate(words)
    ]
    both = (f"{sound} {word}" if sound != word else word
            for sound, word in zip(sounds, words, strict=True) if sound)  # fmt: skip
    return " ".join(both)[:_LONGEST_ORDER]


@lru_cache(maxsize=8192)
def _sound_of(word: str) -> str:
    """The usual sound with its tone; what is no Chinese sign is its own, a mark has none."""
    if word.isascii():
        return word if word.isalnum() else ""
    found = pinyin(word, style=Style.TONE3, heteronym=True, errors="ignore")
    return found[0][0] if found else word


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
