"""A browser spoken to by devtools alone (Chrome DevTools Protocol over a pipe).

A test driver keeps a script world of its own in every page and makes it anew with each
navigation. A person's phone has none, so what is measured in milliseconds is measured without.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from e2e.phone import ARGUMENTS, CHROMIUM

_END = b"\0"
Message = dict[str, Any]


class DevtoolsError(Exception):
    """The browser refused a call, or is gone."""


class Browser:
    """A Chromium on a profile; ``close`` lets it write what it keeps."""

    def __init__(self, profile: Path) -> None:
        to_browser, self._write = os.pipe()
        self._read, from_browser = os.pipe()
        self._process = _launch(profile, to_browser, from_browser)
        os.close(to_browser)
        os.close(from_browser)
        self._waiting = b""
        self._calls = 0

    def call(self, method: str, session: str = "", **params: Any) -> Message:
        """The result of a method; events that come meanwhile are dropped."""
        self._calls += 1
        message: Message = {"id": self._calls, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self._write, json.dumps(message).encode() + _END)
        while (answer := self._next()).get("id") != message["id"]:
            pass
        if "error" in answer:
            raise DevtoolsError(f"{method}: {answer['error']['message']}")
        result: Message = answer["result"]
        return result

    def close(self) -> None:
        self.call("Browser.close")
        self._process.wait(timeout=20)
        os.close(self._write)
        os.close(self._read)

    def _next(self) -> Message:
        while _END not in self._waiting:
            piece = os.read(self._read, 1 << 20)
            if not piece:
                raise DevtoolsError("the browser is gone")
            self._waiting += piece
        one, self._waiting = self._waiting.split(_END, 1)
        message: Message = json.loads(one)
        return message


class Tab:
    """A page or a worker of the browser."""

    def __init__(self, browser: Browser, target_id: str) -> None:
        self.browser = browser
        answer = browser.call("Target.attachToTarget", targetId=target_id, flatten=True)
        self._session: str = answer["sessionId"]

    def call(self, method: str, **params: Any) -> Message:
        return self.browser.call(method, self._session, **params)

    def evaluate(self, expression: str) -> Any:
        """The value of an expression; a promise is waited for."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise DevtoolsError(json.dumps(answer["exceptionDetails"])[:500])
        return answer["result"].get("value")

    def detach(self) -> None:
        self.browser.call("Target.detachFromTarget", sessionId=self._session)


def _launch(profile: Path, read: int, write: int) -> subprocess.Popen[bytes]:
    """Chromium reads from descriptor 3 and writes to 4."""
    command = [
        CHROMIUM,
        f"--user-data-dir={profile}",
        "--headless=new",
        "--no-sandbox",
        "--hide-scrollbars",
        "--remote-debugging-pipe",
        *ARGUMENTS,
        "about:blank",
    ]
    shell = f'exec 3<&{read} 4>&{write}; exec "$@"'
    return subprocess.Popen(
        ["/bin/bash", "-c", shell, "bash", *command],
        pass_fds=(read, write),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
