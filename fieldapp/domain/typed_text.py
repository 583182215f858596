"""What people type or paste: which of its characters are text."""

import re

#: C0 but tab and line ends, DEL, and C1: nobody sees them, no database or printer wants them.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def visible_text(text: str) -> str:
    """The text without invisible control characters; tabs and line ends stay."""
    return _INVISIBLE.sub("", text)
