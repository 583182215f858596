"""The files of the project, for the tests that read them as text."""

import ast
import subprocess
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: Made by a tool or by other people; their own rules apply.
NOT_WRITTEN_HERE = (
    "fieldapp/persistence/migrations/versions/*",
    "fieldapp/static/dist/*",
    "fieldapp/static/vendor/*",
    "service_worker/generated/*",
    "service_worker/vendor/*",
)

#: Not looked at where the project was unpacked without its history.
_NOT_PART = {".git", ".venv", "node_modules", "var"}


def project_files() -> list[Path]:
    """All files that are committed or would be, relative to the root."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        listed = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*")]
    names = sorted({Path(name) for name in listed if name})
    return [name for name in names if name.parts[0] not in _NOT_PART and (ROOT / name).is_file()]


def written_files(*patterns: str) -> list[Path]:
    """Files people write by hand whose path matches one of the patterns (``*`` crosses folders)."""
    return [
        name
        for name in project_files()
        if any(fnmatch(str(name), pattern) for pattern in patterns)
        and not any(fnmatch(str(name), pattern) for pattern in NOT_WRITTEN_HERE)
    ]


def text_of(name: Path) -> str:
    """The file's text; bytes that are no UTF-8 are shown as such."""
    return (ROOT / name).read_text(encoding="utf-8", errors="replace")


def imported_modules(name: Path) -> list[str]:
    """Modules a Python file imports, as they are written."""
    modules = []
    for node in ast.walk(ast.parse(text_of(name))):
        if isinstance(node, ast.Import):
            modules += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules.append(node.module or "")
    return modules
