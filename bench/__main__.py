"""Run the subjects, print the table, write var/bench.json."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import traceback
from dataclasses import asdict
from pathlib import Path

from bench import (
    first_visit,
    full_day,
    imports,
    machine,
    morning,
    navigation,
    office_list,
    offline_start,
    push,
    search,
)
from bench.lab import Lab
from bench.rows import Row, Subject

SUBJECTS = (
    machine.SUBJECT,
    first_visit.SUBJECT,
    offline_start.SUBJECT,
    navigation.SUBJECT,
    morning.SUBJECT,
    full_day.SUBJECT,
    push.SUBJECT,
    office_list.SUBJECT,
    imports.SUBJECT,
    search.SUBJECT,
)
RESULT = Path("var/bench.json")


def main() -> int:
    names = wanted_names()
    subjects = [s for s in SUBJECTS if not names or any(name in s.name for name in names)]
    rows: list[Row] = []
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="fieldapp-bench-") as folder, Lab(Path(folder)) as lab:
        for subject in subjects:
            if not measure(subject, lab, rows):
                failed.append(subject.name)
    if not names:
        RESULT.parent.mkdir(exist_ok=True)
        RESULT.write_text(json.dumps([asdict(row) for row in rows], indent=1, ensure_ascii=False))
    print(closing_line(rows, failed))
    return 1 if failed else 0


def wanted_names() -> list[str]:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    known = ", ".join(subject.name for subject in SUBJECTS)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"part of a subject: {known}")
    names: list[str] = parser.parse_args().names
    return names


def measure(subject: Subject, lab: Lab, rows: list[Row]) -> bool:
    """Print each row as it comes; a failure ends this subject only."""
    started = time.monotonic()
    try:
        for row in subject.measure(lab):
            rows.append(row)
            print(line(row), flush=True)
    except Exception:  # whatever it is, the other subjects are still measured
        traceback.print_exc()
        print(f"{'ERROR':8} {subject.name}: see above", flush=True)
        return False
    finally:
        print(f"{'':8} {subject.name}: {time.monotonic() - started:.0f} s", flush=True)
    return True


def line(row: Row) -> str:
    budget = "" if row.budget is None else f"≤ {row.budget:g}"
    verdict = "" if row.budget is None else ("OVER" if row.is_over else "ok")
    return f"{verdict:8} {row.name:48} {row.figure:9g} {row.unit:9} {budget:8} {row.note}"


def closing_line(rows: list[Row], failed: list[str]) -> str:
    over = [row.name for row in rows if row.is_over]
    parts = [f"{len(rows)} rows", f"{len(over)} over budget", f"{len(failed)} subjects failed"]
    return ", ".join(parts) + (": " + "; ".join(over + failed) if over or failed else "")


sys.exit(main())
