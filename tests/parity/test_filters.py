"""Filters, QR codes and wording answer alike on the server and in the service worker."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from fieldapp.offline.export import GENERATED
from fieldapp.templating.codes import qr_modules
from fieldapp.templating.environment import FILTERS
from fieldapp.templating.vectors import CASES, filter_vectors

SCRIPT = Path(__file__).parent / "filters.mjs"
QR_ADDRESS = "https://service.example.com/q/7k3mq9x2r4vbn"
QR_TEXTS = ["a", QR_ADDRESS, "码" * 20, "x" * 60, "y" * 84, "z" * 106]


def test_the_exported_vectors_are_those_of_the_server() -> None:
    kept = json.loads((GENERATED / "filter_vectors.json").read_text("utf-8"))

    assert kept == filter_vectors()


def test_every_filter_has_a_vector_or_is_compared_on_pages() -> None:
    assert set(FILTERS) - {case.filter for case in CASES} <= {"problem", "qr_picture"}


def test_the_worker_answers_every_vector_the_same() -> None:
    vectors = filter_vectors()
    answers = in_the_worker(vectors, [])["answers"]

    wrong = [
        (vector, answer)
        for vector, answer in zip(vectors, answers, strict=True)
        if answer != vector["expected"]
    ]
    assert wrong == []


def test_the_worker_has_every_filter() -> None:
    assert set(in_the_worker([], [])["filters"]) == set(FILTERS)


def test_both_sides_draw_the_same_qr_code() -> None:
    drawn = in_the_worker([], QR_TEXTS)["codes"]

    assert drawn == [qr_modules(text) for text in QR_TEXTS]


def in_the_worker(vectors: list[dict[str, object]], texts: list[str]) -> dict[str, list[object]]:
    done = subprocess.run(
        ["node", str(SCRIPT)],
        input=json.dumps({"vectors": vectors, "texts": texts}),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answer: dict[str, list[object]] = json.loads(done.stdout)
    return answer
