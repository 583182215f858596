"""The catalogue of refusals: every reason for which a rule says no.

A refusal has a stable ``code``, a message in the viewer's words and details. Translators at the
edges turn it into a status, a receipt or an exit message; nothing here knows them.
"""

from collections.abc import Iterator
from typing import ClassVar


def mark(message: str) -> str:
    """Mark wording for the catalogues; the edges translate."""
    return message


class Problem(Exception):
    """A refusal by a rule; ``details`` are JSON values the message may name."""

    code: ClassVar[str]
    message: ClassVar[str]

    def __init__(self, **details: object) -> None:
        super().__init__(self.code)
        self.details = details


class Invalid(Problem):
    """What was sent cannot be right; ``details["fields"]`` maps field to message, if any."""


class NotAllowed(Problem):
    """This person may not do this."""


class NotFound(Problem):
    """What was named does not exist (for this company)."""


class Conflict(Problem):
    """The world has moved on, or a condition is missing."""


class Unavailable(Problem):
    """It cannot be done now; later it may."""


def concrete_problems(family: type[Problem] = Problem) -> Iterator[type[Problem]]:
    """All refusals that have a code, of one family or of all."""
    for kind in family.__subclasses__():
        if "code" in vars(kind):
            yield kind
        yield from concrete_problems(kind)
