"""A processor four times slower: the browser's renderer processes run a quarter of the time.

Stopping and continuing the whole process slows page and worker alike, and everything beside them
that a phone does on other cores; wherever signals exist.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")

RUN_SECONDS = 0.002
LOOK_AGAIN_SECONDS = 0.05


class Search(Generic[T]):
    """Keeps looking beside the brake: all of /proc takes long; the braked would run meanwhile."""

    def __init__(self, find: Callable[[], list[T]], over: threading.Event) -> None:
        self.found = find()
        self._find, self._over = find, over
        threading.Thread(target=self._look_again, daemon=True).start()

    def _look_again(self) -> None:
        while not self._over.wait(LOOK_AGAIN_SECONDS):
            self.found = self._find()


@contextmanager
def slow_processor(profile: Path, rate: int = 4) -> Iterator[None]:
    """Inside the block the renderers of the browser on this profile are ``rate`` times slower."""
    over = threading.Event()
    brake = threading.Thread(target=_brake, args=(profile, rate, over), daemon=True)
    brake.start()
    try:
        yield
    finally:
        over.set()
        brake.join()


def _brake(profile: Path, rate: int, over: threading.Event) -> None:
    """Alternate; what one turn lasted too long or too short the next ones make good."""
    owed = 0.0
    search = Search(lambda: renderers(profile), over)
    running_since = time.perf_counter()
    while not over.is_set():
        processes = search.found
        time.sleep(RUN_SECONDS)
        _send(processes, signal.SIGSTOP)
        stopped_at = time.perf_counter()
        owed += (stopped_at - running_since) * (rate - 1)
        time.sleep(max(owed, 0.0))
        _send(processes, signal.SIGCONT)
        running_since = time.perf_counter()
        owed -= running_since - stopped_at


def _send(processes: list[int], sent: signal.Signals) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, sent)


def renderers(profile: Path) -> list[int]:
    """The renderer processes of the browser on this profile."""
    wanted = str(profile).encode()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                # A renderer's title is one text, words not told apart.
                words = (entry / "cmdline").read_bytes()
                if wanted in words and b"--type=renderer" in words:
                    found.append(int(entry.name))
    return found
