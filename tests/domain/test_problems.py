import re
from collections import Counter

import pytest

from fieldapp.domain.problems import (
    Conflict,
    Invalid,
    NotAllowed,
    NotFound,
    Problem,
    Unavailable,
    concrete_problems,
)

KINDS = list(concrete_problems())


def test_codes_are_given_once():
    doubled = [code for code, n in Counter(kind.code for kind in KINDS).items() if n > 1]

    assert doubled == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_refusal_has_a_family_a_code_and_words(kind):
    assert issubclass(kind, (Conflict, Invalid, NotAllowed, NotFound, Unavailable))
    assert re.fullmatch(r"[a-z_]+\.[a-z_]+", kind.code)
    assert kind.message.endswith("。")


def test_details_travel_with_the_refusal():
    problem = KINDS[0](name="fly")

    assert isinstance(problem, Problem)
    assert problem.details == {"name": "fly"}
    assert str(problem) == KINDS[0].code
