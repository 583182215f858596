"""The real server as a process of its own, on data of its own, that can be killed at any moment."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

START_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """``fieldapp serve`` on a copy of the demo company."""

    def __init__(self, folder: Path, template: Path) -> None:
        shutil.copytree(template, folder)
        self.folder = folder
        self.port = free_port()
        self.log = folder / "server.log"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | demo_settings(self.folder)

    def start(self) -> None:
        command = [sys.executable, "-m", "fieldapp.cli", "serve", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self._wait_until_healthy()

    def kill(self) -> None:
        """SIGKILL for the whole process group: nothing gets to say goodbye."""
        if self.process is None:
            return
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def run(self, *words: str) -> str:
        """A fieldapp command on the same data."""
        done = subprocess.run(
            [sys.executable, "-m", "fieldapp.cli", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def _wait_until_healthy(self) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            assert self.process is not None
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()}")


def demo_settings(folder: Path) -> dict[str, str]:
    return {
        "FIELDAPP_DATABASE_URL": f"sqlite:///{folder}/fieldapp.db",
        "FIELDAPP_BLOBS_URL": f"file://{folder}/blobs",
        "FIELDAPP_SECRET_KEY_FILE": f"{folder}/secret-key",
    }


def make_demo_template(folder: Path) -> Path:
    """The demo company, made once per test run and copied for each story."""
    subprocess.run(
        [sys.executable, "-m", "fieldapp.cli", "demo", "--folder", str(folder), "--no-serve"],
        check=True,
        capture_output=True,
    )
    return folder
