"""What a command is, what its handler gets, and how the two find each other."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import ClassVar, Literal, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from fieldapp.domain.roles import Actor
from fieldapp.persistence.tables import Company, LoggedCommand, Visit, new_id

Clock = Callable[[], datetime]
#: (session, visit_id) → the sign-off document as the server would show it now (RFC 8785 text).
Documents = Callable[[Session, str], str]
Result = Literal["applied", "parked", "mismatch", "wait"]


class Command:
    """An intention; subclasses are frozen pydantic dataclasses whose fields are the payload."""

    #: Name of the permission the actor needs (domain/roles.py).
    permission: ClassVar[str]
    #: Whether it moves a visit: then it is parked behind a parked step of the same visit.
    is_step: ClassVar[bool] = False
    #: Whether phones send it although desks do too.
    from_phones: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What comes with a command, whatever its payload is."""

    command_id: str
    device_id: str
    #: None means a web form: no order but arrival.
    device_seq: int | None
    stream: str
    #: None means a web form.
    stream_seq: int | None
    name: str
    version: int
    #: The change number of the sheet the person saw; None means unknown.
    base_change_no: int | None
    made_at: datetime
    clock_offset_ms: int
    sha256: str
    #: Canonical JSON text of the payload, exactly as received.
    payload: str
    blobs: tuple[str, ...] = ()
    #: The parked command this one replaces.
    supersedes: str | None = None
    #: The whole command as received; empty means it was made here.
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a command: its receipt."""

    result: Result
    problem_code: str | None = None
    details: dict[str, object] | None = None
    change_no: int | None = None
    #: Told from the log; nothing was done now.
    is_repeat: bool = False


@dataclass(slots=True, kw_only=True)
class HandlerContext:
    """Everything a handler may use besides its command."""

    session: Session
    actor: Actor
    #: Server time (UTC).
    now: datetime
    envelope: Envelope
    documents: Documents | None = None
    touched: dict[str, Visit] = field(default_factory=dict)
    departures: list[tuple[str, str]] = field(default_factory=list)
    #: Rows of parked commands that were applied after all.
    reapplied: list[LoggedCommand] = field(default_factory=list)

    @property
    def company(self) -> Company:
        """The person's company; read when it is first asked for, as few commands do."""
        return self.session.get_one(Company, self.actor.company_id)

    @property
    def zone(self) -> tzinfo:
        """Where the company's local days begin."""
        return ZoneInfo(self.company.timezone)

    def touch(self, visit: Visit) -> None:
        """Have the visit's sheet sent to the phones that hold it."""
        self.touched[visit.id] = visit

    def depart(self, visit_id: str, person_id: str) -> None:
        """Have the visit's sheet taken from a person's phone."""
        self.departures.append((visit_id, person_id))

    def new_id(self) -> str:
        """An id for a row that is not the command's own."""
        return new_id()


C = TypeVar("C", bound=Command)
Handler = Callable[[C, HandlerContext], None]

HANDLERS: dict[type[Command], Callable[[Command, HandlerContext], None]] = {}
#: Wire name → command; complete once ``registry`` is imported.
COMMANDS: dict[str, type[Command]] = {}


def handles(command_class: type[C]) -> Callable[[Handler[C]], Handler[C]]:
    """Register the handler of a command."""

    def register(handler: Handler[C]) -> Handler[C]:
        HANDLERS[command_class] = handler  # type: ignore[assignment]
        COMMANDS[command_name(command_class)] = command_class
        return handler

    return register


def command_name(command_class: type[Command]) -> str:
    """The wire name: the class's name in snake_case."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", command_class.__name__).lower()
