"""A full day kept on the phone and sent in one go over a weak line, by the phone's own modules."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from bench.company import Company
from bench.day import visit_commands
from bench.lab import Lab
from bench.rows import Row, Subject, kilobytes
from e2e.network import Exchange, Line, Network
from e2e.vocabulary import PASSWORD
from fieldapp.offline.sheets import build_sheets

VISITS = 30
COMMANDS = 300
WEAK = Line(bits_per_second=400_000, latency_seconds=0.400)
SCRIPT = Path(__file__).with_name("full_day.js")


def session_cookie(network: Network, username: str) -> str:
    jar = CookieJar()
    opener = build_opener(HTTPCookieProcessor(jar))
    form = urlencode({"username": username, "password": PASSWORD}).encode()
    headers = {"Sec-Fetch-Site": "same-origin"}
    opener.open(Request(f"{network.url}/login", form, headers)).read()  # noqa: S310 - our own server
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


class NodePhone:
    """The store and the sync engine of the phone in a Node process; one JSON line per answer."""

    def __init__(self, network: Network, person_id: str) -> None:
        self._process = subprocess.Popen(
            ["node", str(SCRIPT), network.url, session_cookie(network, "wang"), person_id],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def tell(self, word: str, **more: Any) -> dict[str, Any]:
        """Give an order and wait until it is done."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"word": word, **more}) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, f"the phone ended at {word}"
        read: dict[str, Any] = json.loads(answer)
        return read

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


@contextmanager
def node_phone(network: Network, person_id: str) -> Iterator[NodePhone]:
    phone = NodePhone(network, person_id)
    try:
        yield phone
    finally:
        phone.end()


def day(company: Company, visit_ids: list[str], material: dict[str, Any]) -> list[dict[str, Any]]:
    with company.session() as session:
        sheets = build_sheets(session, visit_ids)
    return [
        command
        for number, sheet in enumerate(sheets)
        for command in visit_commands(sheet, material, number)
    ]


@dataclass(frozen=True)
class Sending:
    """What went over the line while the day was sent, and how long it took."""

    exchanges: list[Exchange]
    seconds: float

    @property
    def up(self) -> int:
        return sum(exchange.bytes_up for exchange in self.exchanges)

    @property
    def down(self) -> int:
        return sum(exchange.bytes_down for exchange in self.exchanges)

    @property
    def least_seconds(self) -> float:
        """Bytes ÷ bandwidth + round trips × latency."""
        on_the_line = (self.up + self.down) * 8 / WEAK.bits_per_second
        return on_the_line + len(self.exchanges) * WEAK.latency_seconds


def send_day(lab: Lab) -> Sending:
    visit_ids: list[str] = []
    prepare = lambda made: visit_ids.extend(made.dispatch_visits("wang", VISITS))  # noqa: E731
    with lab.network(prepare) as (network, company):
        with company.session() as session:
            person_id = build_sheets(session, visit_ids[:1])[0]["technician_id"]
        with node_phone(network, person_id) as phone:
            material = phone.tell("prepare")["material"]
            commands = day(company, visit_ids, material)
            assert len(commands) == COMMANDS, len(commands)
            phone.tell("keep", commands=commands)
            network.line = WEAK
            with network.recording() as exchanges:
                sent = phone.tell("send")
    assert sent["counts"]["pending"] == 0, sent
    assert sent["counts"]["parked"] == 0, sent
    return Sending(exchanges, sent["seconds"])


def measure(lab: Lab) -> Iterator[Row]:
    sending = send_day(lab)
    said = "300 commands of 30 visits; store and sync engine of the phone under Node"
    yield Row(
        name="full day, round trips",
        figure=len(sending.exchanges),
        unit="round trips",
        budget=8,
        note=f"{said}: " + " ".join(f"{e.method} {e.path}" for e in sending.exchanges),
    )
    yield Row(
        name="full day, up",
        figure=kilobytes(sending.up),
        unit="KB",
        budget=200,
        note=f"{said}, 30 signatures among them; down {kilobytes(sending.down)} KB",
    )
    yield Row(
        name="full day, time ÷ what the line allows",
        figure=round(sending.seconds / sending.least_seconds, 2),
        unit="ratio",
        budget=1.3,
        note=f"{sending.seconds:.1f} s ÷ {sending.least_seconds:.1f} s (bytes ÷ bandwidth + "
        "round trips × latency) on 400 kbit/s and 400 ms by a proxy",
    )


SUBJECT = Subject("full-day", measure)
