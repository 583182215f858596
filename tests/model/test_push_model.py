"""A state machine drives the real push over a real SQLite file with every fault we can make.

Phones make commands, lose answers, resend, reorder, race, register anew; the server crashes before
and after its commit and is restored from a backup. After every step: nothing confirmed is nowhere
(I1), nothing happened twice (I2), each stream took effect in the order it was made (I3).
"""

import shutil
import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import event, select
from sqlalchemy.orm import Session, sessionmaker

from fieldapp.offline.wire import MAX_COMMANDS
from fieldapp.persistence.session import engine_for
from fieldapp.persistence.tables import LoggedCommand, Remark
from tests.offline.phones import Phone
from tests.offline.world import a_world

NAMES = ("wang", "li", "wang")
phones = st.integers(0, len(NAMES) - 1)
visits = st.integers(0, 1)


class Crash(OSError):
    """The process died here."""


class MortalSession(Session):
    """A session whose process may die between its commit and anything that follows."""

    dies_after_commit = False

    def commit(self):
        super().commit()
        if self.dies_after_commit:
            raise Crash


class Outbox:
    """What one phone holds: commands without a receipt, in order, and those with one."""

    def __init__(self, phone):
        self.phone = phone
        self.order = []
        self.pending = []
        self.kept = []
        self.sheets = {}

    def write(self, visit, name, **payload):
        """Make a command and keep it; its id."""
        command = self.phone.make(visit, name, **payload)
        self.order.append(command["command_id"])
        self.pending.append(command)
        return command["command_id"]

    def take(self, answer):
        """Believe receipts as the phone does; a new epoch brings everything back."""
        final = {
            receipt["command_id"]: receipt
            for receipt in answer["receipts"]
            if receipt["result"] in ("applied", "parked")
        }
        self.kept += [c for c in self.pending if c["command_id"] in final]
        self.pending = [c for c in self.pending if c["command_id"] not in final]
        self._store(answer["delta"])
        if any(receipt["result"] == "mismatch" for receipt in answer["receipts"]):
            self.renumber()

    def _store(self, delta):
        kept = {} if delta["full"] else self.sheets
        self.sheets = kept | {sheet["visit_id"]: sheet for sheet in delta["sheets"]}
        for visit_id in delta["gone"]:
            self.sheets.pop(visit_id, None)
        self.phone.cursor = delta["cursor"]

    def renumber(self):
        """Register anew and give what has no receipt numbers from 1."""
        self.phone.register(mismatch=True)
        self.phone.made = 0
        self.phone.stream_seqs.clear()
        self.pending = [self.phone.number(dict(command)) for command in self.pending]

    def see_epoch(self, epoch):
        """The database is another one: everything kept goes again, in the order it was made."""
        self.phone.epoch = epoch
        self.phone.cursor = 0
        both = {command["command_id"]: command for command in [*self.kept, *self.pending]}
        self.pending = [both[command_id] for command_id in self.order]
        self.kept = []


class PushMachine(RuleBasedStateMachine):
    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp(prefix="push-model-"))
        self.world = a_world(self.folder)
        self.world.engine.dispose()
        self._open()
        self.visits = [self.world.visit("wang", helpers=("li",)) for _ in range(2)]
        self.outboxes = [Outbox(Phone(world=self.world, name=name)) for name in NAMES]
        self.made = {}  # stream and maker → texts in the order they were made
        self.epoch = 1
        self.has_backup = False

    # --- what people do -------------------------------------------------------------------------

    @rule(which=phones, visit=visits, count=st.integers(1, 4))
    def write_remarks(self, which, visit, count):
        outbox = self.outboxes[which]
        for _ in range(count):
            self.world.clock.forward(seconds=1)
            command_id = outbox.write(self.visits[visit], "add_remark", text=f"{which}")
            self.made.setdefault((which, visit), []).append(command_id)

    @rule(which=phones, visit=visits, name=st.sampled_from(["accept_visit", "start_work"]))
    def take_a_step(self, which, visit, name):
        self.outboxes[which].write(self.visits[visit], name)

    # --- what the network does ------------------------------------------------------------------

    @rule(which=phones)
    def send(self, which):
        outbox = self.outboxes[which]
        outbox.take(outbox.phone.send(*outbox.pending[:MAX_COMMANDS]))

    @rule(which=phones)
    def send_and_lose_the_answer(self, which):
        outbox = self.outboxes[which]
        outbox.phone.send(*outbox.pending)

    @rule(which=phones, step=st.sampled_from([-1, 2, 1]))
    def send_backwards_or_with_holes(self, which, step):
        """Proxies and bugs may turn, thin out and double a batch."""
        outbox = self.outboxes[which]
        batch = [*outbox.pending[1:], *outbox.pending[:2]][::step]
        outbox.take(outbox.phone.send(*batch[:MAX_COMMANDS]))

    @rule(which=phones)
    @precondition(lambda self: any(outbox.pending for outbox in self.outboxes))
    def race(self, which):
        """The same batch over three connections at once."""
        outbox = self.outboxes[which]
        batch = list(outbox.pending)
        with ThreadPoolExecutor(3) as pool:
            answers = list(pool.map(lambda _: outbox.phone.send(*batch), range(3)))
        outbox.take(answers[0])

    @rule(which=phones)
    def register_anew(self, which):
        self.outboxes[which].renumber()

    # --- what the machine does ------------------------------------------------------------------

    @rule(which=phones, statement=st.integers(0, 12))
    def crash_before_commit(self, which, statement):
        """The process dies at some statement: nothing of that command may stay."""
        left = [statement]

        def die(_connection, _cursor, text, *_rest):
            left[0] -= 1
            if left[0] < 0 and not text.startswith(("ROLLBACK", "SAVEPOINT", "RELEASE")):
                raise Crash

        event.listen(self.world.engine, "before_cursor_execute", die)
        try:
            self._send_and_die(self.outboxes[which])
        finally:
            event.remove(self.world.engine, "before_cursor_execute", die)

    @rule(which=phones)
    def crash_after_commit(self, which):
        """The process dies right after a commit: the answer is lost, the work is not."""
        MortalSession.dies_after_commit = True
        try:
            self._send_and_die(self.outboxes[which])
        finally:
            MortalSession.dies_after_commit = False

    @rule()
    def back_up(self):
        self._copy("test.db", "backup.db")
        self.has_backup = True

    @rule()
    @precondition(lambda self: self.has_backup)
    def restore(self):
        """The database is that of the backup; the epoch rises, phones resend what they keep."""
        self.world.engine.dispose()
        for leftover in ("test.db-wal", "test.db-shm"):
            (self.folder / leftover).unlink(missing_ok=True)
        shutil.copy(self.folder / "backup.db", self.folder / "test.db")
        self._open()
        self.epoch += 1
        for outbox in self.outboxes:
            outbox.see_epoch(self.epoch)
            outbox.renumber()  # a device registered after the backup is unknown: 409

    # --- what must hold -------------------------------------------------------------------------

    @invariant()
    def nothing_is_nowhere(self):
        known = {row.command_id for row in self._log()}
        for (which, _visit), made in self.made.items():
            pending = {command["command_id"] for command in self.outboxes[which].pending}
            assert set(made) <= known | pending

    @invariant()
    def nothing_happened_twice(self):
        with self.world.sessions() as session:
            remarks = session.scalars(select(Remark.id)).all()
        applied = [row for row in self._log() if row.name == "add_remark"]
        assert sorted(remarks) == sorted(row.command_id for row in applied)

    @invariant()
    def each_stream_keeps_its_order(self):
        changes = {row.command_id: row.change_no for row in self._log()}
        for made in self.made.values():
            numbers = [changes[command_id] for command_id in made if command_id in changes]
            assert numbers == sorted(numbers)

    def teardown(self):
        if hasattr(self, "world"):
            self._heal_and_compare()
            self.world.engine.dispose()
            shutil.rmtree(self.folder)

    def _heal_and_compare(self):
        """With a good network everything arrives and every phone holds what the server has."""
        for outbox in self.outboxes:
            while outbox.pending:
                before = len(outbox.pending)
                outbox.take(outbox.phone.send(*outbox.pending[:MAX_COMMANDS]))
                assert len(outbox.pending) < before
        remarks = {row.command_id for row in self._log() if row.name == "add_remark"}
        assert remarks == {command_id for made in self.made.values() for command_id in made}
        for outbox in self.outboxes:
            outbox.take(outbox.phone.send())
            whole = outbox.phone.send(cursor=0)["delta"]
            assert outbox.sheets == {sheet["visit_id"]: sheet for sheet in whole["sheets"]}

    def _log(self):
        with self.world.sessions() as session:
            return session.scalars(select(LoggedCommand)).all()

    def _send_and_die(self, outbox):
        with suppress(Crash):
            outbox.phone.send(*outbox.pending)

    def _copy(self, source, target):
        with (
            closing(sqlite3.connect(self.folder / source)) as live,
            closing(sqlite3.connect(self.folder / target)) as copy,
        ):
            live.backup(copy)

    def _open(self):
        engine = engine_for(f"sqlite:///{self.folder / 'test.db'}")
        self.world.engine = engine
        self.world.sessions = sessionmaker(engine, class_=MortalSession, autoflush=False)


PushMachine.TestCase.settings = settings(
    max_examples=30,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestPush = PushMachine.TestCase
