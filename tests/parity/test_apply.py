"""The phone's apply does to a sheet what the server does, refusals included.

Generated sequences of commands go through a real push on SQLite, and through
``service_worker/apply`` in Node; then the sheets are compared. What only the server can know is
left out: change_no, the order's state and department, and how far photo bytes have come.
"""

import json
import subprocess
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from fieldapp.domain.canonical_json import sha256_hex
from fieldapp.offline.documents import document_text
from fieldapp.offline.sheets import build_sheets
from fieldapp.offline.wire import wire_instant
from fieldapp.persistence.tables import FaultCategory, LoggedCommand
from tests.cast import PEOPLE
from tests.offline.phones import Phone
from tests.offline.world import a_world

AUTHOR = PEOPLE["wang"][0]
ROOT = Path(__file__).parents[2]

STEPS = ("accept_visit", "start_travel", "arrive", "start_work", "finish_work", "resume_work")
ENDS = ("sign_off", "record_absence", "leave_unfinished", "end_without_repair")
RECORDS = (
    "contact_customer",
    "report_result",
    "use_material",
    "void_material_use",
    "attach_photo",
    "void_photo",
    "add_remark",
    "answer_check",
    "record_expense",
    "void_expense",
    "correct_mark",
    "add_extra_item",
    "void_extra_item",
    "ask_appraisal",
    "record_consent",
)
#: The way a visit goes when nothing is odd; sequences are this with other things in between.
USUAL = (
    "accept_visit",
    "start_travel",
    "arrive",
    "start_work",
    "report_result",
    "report_result",
    "answer_check",
    "answer_check",
    "finish_work",
)

#: Enough to reach every item of a visit, those found on site included.
EVERY_RESULT = ("report_result",) * 4
CATEGORY_NAMES = {"LS": "渗漏水", "WJ": "五金失灵"}

#: An id that belongs to nothing.
NOBODY = "00000000-0000-4000-8000-000000000000"

text = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=12
).filter(lambda value: value.strip() != "")


@dataclass(frozen=True)
class Idea:
    """A command to come: its name, and numbers and words to make its payload of."""

    name: str
    pick: int
    number: int
    words: str
    is_odd: bool


def ideas(names):
    return st.builds(
        Idea,
        name=st.sampled_from(names),
        pick=st.integers(0, 7),
        number=st.integers(1, 9_999_000),
        words=text,
        is_odd=st.integers(0, 9).map(lambda roll: roll == 9),  # small ones are drawn most
    )


@st.composite
def sequences(draw):
    """The usual way with other things in between, or anything in any order."""
    if draw(st.integers(0, 3)) == 3:
        return draw(st.lists(ideas((*STEPS, *ENDS, *RECORDS)), max_size=14))
    way = []
    for name in USUAL[: draw(st.sampled_from((9, 9, 9, 7, 4, 1)))]:
        way += draw(st.lists(ideas(RECORDS), max_size=2))
        way.append(as_usual(name, draw(st.integers(0, 7))))
    last = ideas((*ENDS, *ENDS, *ENDS, *STEPS, *RECORDS))
    return way + draw(st.lists(last, min_size=1, max_size=4))


def as_usual(name, pick):
    """Results and clean-up answers that come for certain, so that 完工 can go through."""
    return Idea(name=name, pick=pick, number=2_000, words="照常", is_odd=False)


@dataclass
class Sender:
    """One phone on one visit: makes the commands of ideas and tells what the server said."""

    world: object
    phone: Phone
    visit: object
    made: list

    def __post_init__(self):
        self.order = 0
        self.reported = 0
        self.answered = 0

    def sheet(self):
        with self.world.sessions() as session:
            return build_sheets(session, [self.visit.visit_id])[0]

    def send(self, idea):
        """Push one command; returns it and the refusal the server stored, or None."""
        self.world.clock.forward(seconds=1)
        payload, blobs = self.payload(idea)
        command = self.phone.make(self.visit, idea.name, _blobs=blobs, **payload)
        answer = self.phone.send(command)
        self.phone.cursor = answer["delta"]["cursor"]  # else every answer holds every sheet
        [receipt] = answer["receipts"]
        self.made.append(command)
        if receipt["result"] == "applied":
            return command, None
        assert receipt["result"] == "parked", receipt
        self.decide()
        return command, {"code": receipt["code"], "details": receipt["details"] or {}}

    def decide(self):
        """The technician drops what was parked, so that later steps are judged by themselves."""
        with self.world.sessions() as session:
            session.execute(
                update(LoggedCommand)
                .where(LoggedCommand.result == "parked")
                .values(decided="dropped")
            )
            session.commit()

    def payload(self, idea):
        build = getattr(self, f"_{idea.name}", None)
        if build is None:
            return {}, []
        payload = build(idea)
        return payload, [payload["sha256"]] if self.is_named(idea, payload) else []

    @staticmethod
    def is_named(idea, payload):
        return payload.get("sha256") is not None and not idea.is_odd

    def item(self, idea):
        """An item of the order, sometimes none or an unknown one."""
        if idea.is_odd:
            return NOBODY
        return [None, *self.visit.item_ids][idea.pick % (len(self.visit.item_ids) + 1)]

    def row(self, idea, name):
        """The id of a record some earlier command of this name made, or one of none."""
        ids = [command["command_id"] for command in self.made if command["name"] == name]
        return NOBODY if idea.is_odd or not ids else ids[idea.pick % len(ids)]

    def instant(self, idea):
        return wire_instant(self.world.clock.now - timedelta(minutes=idea.number % 600))

    def _contact_customer(self, idea):
        outcomes = ("on_time", "rescheduled", "no_answer", "wrong_number", "self_fixed")
        agreed_at = self.instant(idea) if idea.is_odd else None
        outcome = outcomes[idea.pick % len(outcomes)]
        return {"outcome": outcome, "agreed_at": agreed_at, "note": idea.words}

    def _report_result(self, idea):
        self.reported += 1
        items = [item["item_id"] for item in self.sheet()["work_items"]]
        item_id = NOBODY if idea.is_odd else items[self.reported % len(items)]
        results = ("fixed", "partly", "not_fixed", "no_need")
        return {"item_id": item_id, "result": results[idea.pick % len(results)]}

    def _use_material(self, idea):
        units = ("米", "支", "㎡", "kg", "箩")
        unit = units[idea.pick % len(units)]
        is_rough = idea.number % 3 > 0
        return {
            "material_id": self.world.material_id if idea.pick % 2 else None,
            "code": "MF-002" if idea.pick % 2 else "",
            "name": idea.words,
            "spec": idea.words,
            "unit": unit,
            "quantity_milli": max(1, idea.number // 1000) * 1000 if is_rough else idea.number,
            "unit_price_cents": idea.number % 100_000,
            "old_part": (None, "customer", "return", "scrap")[idea.pick % 4],
            "item_id": self.item(idea),
        }

    def _void_material_use(self, idea):
        return {"use_id": self.row(idea, "use_material"), "reason": idea.words}

    def _attach_photo(self, idea):
        return {
            "kind": ("before", "during", "after", "tag")[idea.pick % 4],
            "sha256": sha256_hex(f"{idea.number % 5}".encode()),
            "size_bytes": idea.number,
            "mime": "image/jpeg",
            "width": 1600,
            "height": 1200,
            "taken_at": self.instant(idea) if idea.pick % 2 else None,
            "from_album": idea.pick % 3 == 0,
            "caption": idea.words,
            "item_id": self.item(idea) if idea.pick % 2 else None,
        }

    def _void_photo(self, idea):
        return {"photo_id": self.row(idea, "attach_photo"), "reason": idea.words}

    def _add_remark(self, idea):
        return {"text": idea.words}

    def _answer_check(self, idea):
        self.answered += 1
        codes = ("cleanup.swept", "cleanup.usable", "safety.wind")
        code = codes[idea.pick % 3] if idea.is_odd else codes[self.answered % 2]
        return {"code": code, "answer": idea.words, "note": idea.words}

    def _record_expense(self, idea):
        sha256 = sha256_hex(b"receipt") if idea.pick % 2 else None
        cents = idea.number % 100_000
        return {"kind": "停车", "amount_cents": cents, "note": idea.words, "sha256": sha256}

    def _void_expense(self, idea):
        return {"expense_id": self.row(idea, "record_expense"), "reason": idea.words}

    def _correct_mark(self, idea):
        makers = ("start_travel", "arrive", "start_work", "finish_work", "contact_customer")
        mark_id = self.row(idea, makers[idea.pick % len(makers)])
        return {"mark_id": mark_id, "corrected_at": self.instant(idea)}

    def _add_extra_item(self, idea):
        offers = self.sheet()["warranty_offers"]
        offer = offers[idea.pick % len(offers)]
        code = offer["category_codes"][0]
        low, high = sorted((idea.number % 70_000, idea.number % 90_000))
        return {
            "position": idea.words,
            "category_code": "XX" if idea.is_odd else code,
            "category_name": CATEGORY_NAMES.get(code, ""),
            "description": idea.words,
            "warranty_verdict": "in" if idea.is_odd else offer["warranty_verdict"],
            "charge_verdict": offer["charge_verdict"],
            "estimate_low_cents": high + 1 if idea.pick == 6 else low,
            "estimate_high_cents": high,
        }

    def _void_extra_item(self, idea):
        item_id = self.row(idea, "add_extra_item")
        return {"item_id": self.item(idea) or item_id, "reason": idea.words}

    def _ask_appraisal(self, idea):
        items = [*self.visit.item_ids, self.row(idea, "add_extra_item")]
        return {"item_id": items[idea.pick % len(items)], "dispute": idea.words}

    def _record_consent(self, idea):
        odd = {"work_order_id": NOBODY} if idea.pick == 7 else {}
        return {
            "work_order_id": self.visit.order_id,
            "who": ("payer", "property")[idea.pick % 2],
            "who_name": idea.words,
            "how": ("phone", "in_person", "written", "own_phone")[idea.pick % 4],
            "low_cents": 100_000 if idea.is_odd else 0,
            "agreed_cents": idea.number % 100_000,
            "item_ids": self.agreed_items(idea),
            "evidence": idea.words,
            **odd,
        }

    def agreed_items(self, idea):
        """None, which means the whole order; or some of its items, those found on site included."""
        if idea.pick % 4 == 0:
            return []
        items = [item["item_id"] for item in self.sheet()["work_items"]]
        first = idea.number % len(items)
        return [NOBODY] if idea.is_odd else items[first : first + idea.pick % 4]

    def _document(self, idea):
        """What the customer saw: this sheet, sometimes an older one or that of another visit."""
        sheet = self.sheet()
        if idea.is_odd:
            sheet["visit_id"] = NOBODY
        if idea.pick == 1:
            sheet["due_cents"] += 1
        document = document_text(sheet)
        return {"document": document, "document_sha256": sha256_hex(document.encode())}

    def _sign_off(self, idea):
        return {
            **self._document(idea),
            "rating": ("satisfied", "fair", "unsatisfied")[idea.pick % 3],
            "opinion": idea.words,
            "signer_name": idea.words,
            "relation": ("owner", "family", "tenant")[idea.pick % 3],
            "strokes": [[[1, 2, 3], [idea.pick, 5, 6]]],
        }

    def _record_absence(self, idea):
        return {
            **self._document(idea),
            "kind": ("absent", "refused", "send_link")[idea.pick % 3],
            "reason": idea.words,
            "evidence_kind": "door_photo",
            "evidence_note": idea.words,
        }

    def _leave_unfinished(self, idea):
        return {
            "reason_code": "W1",
            "explanation": idea.words,
            "explained_to": idea.words,
            "proposed_on": "2026-12-05" if idea.pick % 2 else None,
            "proposed_half": "am" if idea.pick % 2 else None,
            **({"width_mm": 612, "expected_on": "2026-12-04"} if idea.pick % 3 else {}),
        }

    def _end_without_repair(self, idea):
        kinds = ("no_fault", "declined", "not_ours", "no_access")
        return {"kind": kinds[idea.pick % 4], "note": idea.words}


def comparable(sheet):
    """A sheet without what only the server can know."""
    known = json.loads(json.dumps(sheet))
    for name in ("change_no", "work_order_state", "department"):
        del known[name]
    for photo in known["photos"]:
        del photo["state"]
    for item in known["work_items"]:
        if item["is_extra"]:  # traits of its category, which no phone knows
            del item["is_rain_sensitive"], item["needs_two"]
    return known


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    made = a_world(tmp_path_factory.mktemp("apply"))
    with made.sessions() as session:  # else what is found on site is never charged
        hardware = FaultCategory.code == "WJ"
        session.execute(
            update(FaultCategory)
            .where(hardware)
            .values(warranty_part="纱窗", warranty_cause="拉绳")
        )
        session.commit()
    yield made
    made.engine.dispose()


@pytest.fixture(scope="module")
def phone(world):
    return Phone(world=world)


@pytest.fixture(scope="module")
def applied_by_phone():
    """Asks one Node process, line by line."""
    with subprocess.Popen(
        ["node", str(ROOT / "tests" / "parity" / "apply.mjs")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as node:

        def ask(sheet, commands):
            question = {"sheet": sheet, "commands": commands, "author": AUTHOR}
            node.stdin.write(json.dumps(question) + "\n")
            node.stdin.flush()
            return json.loads(node.stdout.readline())

        yield ask
        node.stdin.close()


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sequence=sequences(), is_charged=st.booleans())
def test_phone_and_server_make_the_same_sheet(world, phone, applied_by_phone, sequence, is_charged):
    visit = world.visit(charged=is_charged, items=2)
    sender = Sender(world=world, phone=phone, visit=visit, made=[])
    before = sender.sheet()

    told = [sender.send(idea) for idea in sequence]

    answer = applied_by_phone(before, [command for command, _refusal in told])
    assert answer["outcomes"] == [refusal for _command, refusal in told]
    assert comparable(answer["sheet"]) == comparable(sender.sheet())


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("pick", range(4))
def test_a_whole_visit_ends_the_same_on_both_sides(world, phone, applied_by_phone, end, pick):
    visit = world.visit(charged=True, items=2)
    sender = Sender(world=world, phone=phone, visit=visit, made=[])
    before = sender.sheet()

    names = [*USUAL[:4], *RECORDS, *RECORDS, *EVERY_RESULT, *USUAL[4:]]
    names += ["resume_work", "finish_work", end]
    told = [sender.send(as_usual(name, pick)) for name in names]

    answer = applied_by_phone(before, [command for command, _refusal in told])
    assert answer["outcomes"] == [refusal for _command, refusal in told]
    assert answer["outcomes"][-1] is None
    assert comparable(answer["sheet"]) == comparable(sender.sheet())
