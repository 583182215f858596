"""The network between a phone and the server, as a proxy that can be cut, slowed and made to lie.

The proxy speaks just enough HTTP/1.1 to fail at a chosen request. It knows nothing of the app.
"""

from __future__ import annotations

import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

CHUNK = 16 * 1024
HEAD_END = b"\r\n\r\n"


@dataclass(frozen=True)
class Exchange:
    """One request that reached the proxy. Sizes are bytes on the wire, heads included.

    ``at`` is the monotonic second at which the answer was known.
    """

    method: str
    path: str
    bytes_up: int
    bytes_down: int
    fault: str = ""
    at: float = field(default_factory=time.monotonic)


@dataclass
class Fault:
    """What goes wrong with the next ``times`` requests whose path matches.

    kind: ``reset`` (before the server sees it) · ``lose`` (the server did it, the answer is gone) ·
    ``cut`` (``at`` bytes of the answer arrive) · ``answer`` (``canned`` instead of the server) ·
    ``hang`` (nothing comes until the fault is cleared) · ``pass`` (no harm, for ``then``) ·
    ``prepend`` (``canned`` is put before the body of the answer, asked for uncompressed).
    ``then`` is called when the server has answered and before the phone hears of it.
    ``carrying``: only requests with these bytes in them; a phone also asks with nothing to send.
    """

    kind: str
    path: str = "."
    method: str = ""
    times: int = 1_000_000
    at: int = 0
    canned: bytes = b""
    carrying: bytes = b""
    then: Callable[[], None] | None = None
    released: threading.Event = field(default_factory=threading.Event)
    struck: int = 0

    def takes(self, method: str, path: str, request: bytes) -> bool:
        if self.times < 1 or (self.method and self.method != method):
            return False
        if self.carrying not in request:
            return False
        return re.search(self.path, path) is not None


@dataclass(frozen=True)
class Line:
    """A slow line: shared bandwidth in bits per second, one-way-and-back latency in seconds."""

    bits_per_second: float
    latency_seconds: float


class Moment:
    """What ``then`` waits at: the world stands still until the story goes on."""

    def __init__(self) -> None:
        self._reached = threading.Event()
        self._released = threading.Event()

    def stop(self) -> None:
        self._reached.set()
        self._released.wait(60)

    def wait(self) -> None:
        assert self._reached.wait(30), "nothing ever came this far"

    def go_on(self) -> None:
        self._released.set()


class Broken(Exception):
    """The connection is to be reset."""


class Network:
    """A proxy on a fixed local port in front of a server that may come and go."""

    def __init__(self, server_port: int) -> None:
        self.server_port = server_port
        self.exchanges: list[Exchange] = []
        self.faults: list[Fault] = []
        self.line: Line | None = None
        self.on_exchange: Callable[[Exchange], None] | None = None
        self._lock = threading.RLock()
        self._struck = threading.Condition(self._lock)
        self._bandwidth = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listener: socket.socket | None = None
        self.port = 0
        self.up()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def is_up(self) -> bool:
        return self._listener is not None

    def up(self) -> None:
        """Signal is back."""
        if self._listener is not None:
            return
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen(64)
        self.port = listener.getsockname()[1]
        self._listener = listener
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def down(self) -> None:
        """No signal: every open connection is reset, new ones are refused."""
        listener, self._listener = self._listener, None
        if listener is not None:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        self.clear()
        with self._lock:
            for connection in list(self._open):
                reset(connection)
            self._open.clear()

    close = down

    def fail(self, kind: str, path: str = ".", **more: object) -> Fault:
        """Add a fault; see Fault for the kinds."""
        fault = Fault(kind, path, **more)  # type: ignore[arg-type]
        with self._lock:
            self.faults.append(fault)
        return fault

    def wait_until_struck(self, fault: Fault, times: int = 1, timeout: float = 30) -> None:
        """Block until so many requests have met the fault."""
        with self._struck:
            met = self._struck.wait_for(lambda: fault.struck >= times, timeout)
        assert met, f"{fault.kind} met {fault.struck} requests, expected {times}"

    def clear(self) -> None:
        """No more faults; what hung is reset."""
        with self._lock:
            for fault in self.faults:
                fault.released.set()
            self.faults.clear()

    @contextmanager
    def recording(self) -> Iterator[list[Exchange]]:
        """The exchanges that finish inside the block."""
        seen: list[Exchange] = []
        before, self.on_exchange = self.on_exchange, seen.append
        try:
            yield seen
        finally:
            self.on_exchange = before

    # -- one connection -------------------------------------------------------------------------

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._open.add(client)
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        upstream: list[socket.socket] = []
        try:
            rest = b""
            while True:
                request, rest = read_message(client, rest)
                if not request:
                    return
                self._exchange(client, request, upstream)
        except (Broken, OSError):
            reset(client)
        finally:
            for server in upstream:
                server.close()
            with self._lock:
                self._open.discard(client)
            client.close()

    def _exchange(
        self, client: socket.socket, request: bytes, upstream: list[socket.socket]
    ) -> None:
        method, path = request.split(b" ", 2)[:2]
        name, where = method.decode(), path.decode()
        fault = self._take_fault(name, where, request)
        kind = fault.kind if fault else ""
        self._travel(len(request))
        if fault and fault.kind in {"reset", "hang"}:
            if fault.kind == "hang":
                fault.released.wait()
            self._note(Exchange(name, where, len(request), 0, kind))
            raise Broken
        if fault and fault.kind == "prepend":
            request = re.sub(rb"(?i)\r\naccept-encoding:[^\r]*", b"", request, count=1)
        answer = fault.canned if fault and fault.kind == "answer" else self._ask(request, upstream)
        if fault and fault.then:
            fault.then()
        if fault and fault.kind == "lose":
            answer = b""
        if fault and fault.kind == "cut":
            answer = answer[: fault.at]
        if fault and fault.kind == "prepend":
            answer = with_prefix(answer, fault.canned)
        self._note(Exchange(name, where, len(request), len(answer), kind))
        self._send(client, answer)
        if fault and fault.kind in {"lose", "cut", "answer"}:
            raise Broken

    def _take_fault(self, method: str, path: str, request: bytes) -> Fault | None:
        with self._lock:
            for fault in self.faults:
                if fault.takes(method, path, request):
                    fault.times -= 1
                    fault.struck += 1
                    self._struck.notify_all()
                    return fault
        return None

    def _ask(self, request: bytes, upstream: list[socket.socket]) -> bytes:
        """Forward to the server; a kept connection that died idle is opened once more."""
        for attempt in (1, 2):
            fresh = not upstream
            if fresh:
                upstream.append(socket.create_connection(("127.0.0.1", self.server_port)))
            try:
                upstream[0].sendall(request)
                answer, _ = read_message(upstream[0], b"", no_body=request.startswith(b"HEAD "))
            except OSError:
                answer = b""
            if answer:
                return answer
            upstream.pop().close()
            if fresh or attempt == 2:
                break
        raise Broken

    def _note(self, exchange: Exchange) -> None:
        with self._lock:
            self.exchanges.append(exchange)
            if self.on_exchange:
                self.on_exchange(exchange)

    def _travel(self, size: int) -> None:
        if self.line is None:
            return
        time.sleep(self.line.latency_seconds)
        with self._bandwidth:
            time.sleep(size * 8 / self.line.bits_per_second)

    def _send(self, client: socket.socket, answer: bytes) -> None:
        if self.line is None:
            client.sendall(answer)
            return
        for start in range(0, len(answer), CHUNK):
            piece = answer[start : start + CHUNK]
            with self._bandwidth:
                time.sleep(len(piece) * 8 / self.line.bits_per_second)
            client.sendall(piece)


def with_prefix(answer: bytes, prefix: bytes) -> bytes:
    """The same answer with a longer body; one without a body stays as it is."""
    head, _, body = answer.partition(HEAD_END)
    if not body:
        return answer
    length = b"\r\nContent-Length: %d" % (len(prefix) + len(body))
    return re.sub(rb"(?i)\r\ncontent-length:[^\r]*", length, head) + HEAD_END + prefix + body


def reset(connection: socket.socket) -> None:
    """Close with RST, as a dying radio link does."""
    with suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RD)  # wakes a thread that waits in recv, sends no FIN
    connection.close()


def read_message(
    source: socket.socket, rest: bytes, *, no_body: bool = False
) -> tuple[bytes, bytes]:
    """One HTTP message with its body, and what came after it. Empty when the peer closed."""
    received = rest
    while HEAD_END not in received:
        piece = source.recv(CHUNK)
        if not piece:
            return b"", b""
        received += piece
    head, _, after = received.partition(HEAD_END)
    head += HEAD_END
    lowered = head.lower()
    if no_body or re.match(rb"http/1\.[01] (204|304|1\d\d) ", lowered):
        return head, after
    if b"transfer-encoding: chunked" in lowered:
        return read_chunked(source, head, after)
    length = re.search(rb"\r\ncontent-length: *(\d+)", lowered)
    if length is None and lowered.startswith(b"http/"):
        return head + read_to_end(source, after), b""
    wanted = int(length.group(1)) if length else 0
    while len(after) < wanted:
        piece = source.recv(CHUNK)
        if not piece:
            return b"", b""
        after += piece
    return head + after[:wanted], after[wanted:]


def read_chunked(source: socket.socket, head: bytes, body: bytes) -> tuple[bytes, bytes]:
    while not body.endswith(b"0\r\n\r\n"):
        piece = source.recv(CHUNK)
        if not piece:
            return b"", b""
        body += piece
    return head + body, b""


def read_to_end(source: socket.socket, body: bytes) -> bytes:
    while piece := source.recv(CHUNK):
        body += piece
    return body


def http_answer(
    status: str, body: str, content_type: str = "text/html; charset=utf-8", **headers: str
) -> bytes:
    """A canned answer for the ``answer`` fault, for example a captive portal."""
    payload = body.encode()
    lines = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(payload)}",
    ]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + HEAD_END + payload
