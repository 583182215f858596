"""Lifts the payload of an older command version to the one handlers know.

Phones may come back after weeks with commands of an old build: they are lifted or parked, never
refused (scenario 39). A change of a payload adds one step here and raises ``CURRENT_VERSIONS``;
a field added with a default is none, since phones that do not know it leave it out.
"""

from collections.abc import Callable, Mapping
from typing import Any

Payload = dict[str, Any]
Step = Callable[[Payload], Payload]

#: Version of each command's payload; 1 where nothing is said.
CURRENT_VERSIONS: Mapping[str, int] = {}
#: (name, version) → what makes the payload of the next version out of it.
STEPS: Mapping[tuple[str, int], Step] = {}


class NewerVersion(Exception):
    """The phone's build is newer than this server."""


def is_current(name: str, version: int, *, current: Mapping[str, int] = CURRENT_VERSIONS) -> bool:
    """Whether a payload of this version is what the handler knows."""
    return version == current.get(name, 1)


def upcast(
    name: str,
    version: int,
    payload: Payload,
    *,
    current: Mapping[str, int] = CURRENT_VERSIONS,
    steps: Mapping[tuple[str, int], Step] = STEPS,
) -> Payload:
    """The payload as the current version of the command has it. Raises NewerVersion."""
    newest = current.get(name, 1)
    if version > newest:
        raise NewerVersion(f"{name} {version}")
    for step in range(version, newest):
        payload = steps[name, step](payload)
    return payload
