"""A processor four times slower: the browser's renderer processes run a quarter of the time.

Devtools slow a page's main thread only; asked for a service worker's they answer "Operation is only
supported for pages, not workers". Stopping and continuing the whole process slows page and worker
alike, wherever signals exist.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

RUN_SECONDS = 0.002
LOOK_AGAIN_SECONDS = 0.05


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
    looked_at, processes = -1.0, list[int]()
    running_since = time.perf_counter()
    while not over.is_set():
        if time.perf_counter() - looked_at > LOOK_AGAIN_SECONDS:
            looked_at, processes = time.perf_counter(), renderers(profile)
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
