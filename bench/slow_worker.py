"""A service worker's thread four times slower, beside what devtools do to a page.

Devtools slow a page's main thread; asked for a worker's they answer "Operation is only supported
for pages, not workers". Here the worker's thread alone is held (ptrace, Linux) for three times as
long as it has just worked: idle, it is woken as promptly as ever, and all other threads run freely.
"""

from __future__ import annotations

import ctypes
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.slow_processor import Search, renderers

PTRACE_CONT, PTRACE_DETACH, PTRACE_SEIZE, PTRACE_INTERRUPT = 7, 17, 0x4206, 0x4207
#: waitpid for a thread of another process.
WALL = 0x40000000
LOOK_SECONDS = 0.0002
#: Linux keeps 15 letters of "ServiceWorker thread".
THREAD_NAME = "ServiceWorker t"

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass
class Thread:
    """One that is traced, and the nanoseconds of work for which it was held already."""

    tid: int
    folder: Path
    paid_ns: int = field(init=False)

    def __post_init__(self) -> None:
        self.paid_ns = self.worked_ns

    @property
    def worked_ns(self) -> int:
        return int((self.folder / "schedstat").read_text().split()[0])


@contextmanager
def slow_worker(profile: Path, rate: int = 4) -> Iterator[None]:
    """Inside the block the workers of the browser on this profile are ``rate`` times slower."""
    over = threading.Event()
    brake = threading.Thread(target=_brake, args=(profile, rate, over), daemon=True)
    brake.start()
    try:
        yield
    finally:
        over.set()
        brake.join()


def _brake(profile: Path, rate: int, over: threading.Event) -> None:
    """Only the thread that seized another may hold it and let it go."""
    held: dict[int, Thread] = {}
    search = Search(lambda: _workers(profile), over)
    while not over.is_set():
        for folder in search.found:
            tid = int(folder.name)
            with suppress(OSError):
                if tid not in held and _ptrace(PTRACE_SEIZE, tid):
                    held[tid] = Thread(tid, folder)
        time.sleep(LOOK_SECONDS)
        for thread in list(held.values()):
            try:
                _hold(thread, rate)
            except OSError:
                del held[thread.tid]
    for thread in held.values():
        if _stop(thread.tid):
            _ptrace(PTRACE_DETACH, thread.tid)


def _hold(thread: Thread, rate: int) -> None:
    """Stop it for as long as its latest work would have taken longer."""
    if thread.worked_ns == thread.paid_ns:
        return
    if not _stop(thread.tid):
        raise ProcessLookupError(thread.tid)
    stopped_at = time.perf_counter()
    owed = (thread.worked_ns - thread.paid_ns) * (rate - 1) / 1e9
    time.sleep(max(owed - (time.perf_counter() - stopped_at), 0))
    thread.paid_ns = thread.worked_ns
    _ptrace(PTRACE_CONT, thread.tid)


def _stop(tid: int) -> bool:
    if not _ptrace(PTRACE_INTERRUPT, tid):
        return False
    with suppress(ChildProcessError):
        _tid, status = os.waitpid(tid, WALL)
        return os.WIFSTOPPED(status)
    return False


def _ptrace(request: int, tid: int) -> bool:
    return bool(_libc.ptrace(request, tid, None, None) == 0)


def _workers(profile: Path) -> list[Path]:
    found = []
    for process in renderers(profile):
        for folder in Path(f"/proc/{process}/task").glob("*"):
            with suppress(OSError):
                if (folder / "comm").read_text().strip() == THREAD_NAME:
                    found.append(folder)
    return found
