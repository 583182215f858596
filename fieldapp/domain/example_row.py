"""The row the template of the customer list shows how to fill in, and how it is known again.

Its name says what it is. Left in the file it is skipped, whatever else was changed in it; with
another name it is a row like any.
"""

from collections.abc import Mapping
from typing import Final

#: Field → what stands there; headings and words are those the list is read back by.
EXAMPLE_ROW: Final[Mapping[str, str]] = {
    "name": "示例：王小明（这一行不导入）",
    "kind": "业主",
    "phone": "199 0000 0000",
    "more_phones": "199 0000 0001; 0000-8800-1200",
    "site": "示例小区",
    "building": "3",
    "unit": "2",
    "room": "1201",
    "relation": "业主",
    "position": "主卧飘窗",
    "product_kind": "窗",
    "model": "平开 65 系列",
    "code": "C1821-3",
    "completed_on": "2024-05-30",
    "handed_over_on": "2024-06-28",
    "installed_on": "2024-04-15",
    "batch": "2403",
    "door_hint": "门铃坏了，请敲门",
    "notes": "周末白天在家",
    "invoice_title": "示例公司",
    "tax_no": "91990100MA0DEMO168",
    "invoice_email": "a@example.com",
}


def is_example(name: str) -> bool:
    """Whether a row of this name is the template's example."""
    return _bare(name) == _bare(EXAMPLE_ROW["name"])


def _bare(name: str) -> str:
    return "".join(name.split())
