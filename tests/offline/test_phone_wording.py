"""What a phone can show has its words on the phone, and the office's words stay away."""

import ast
import importlib
import inspect

import pytest

from fieldapp.commands import dispatch, receipts, visit_access
from fieldapp.commands.handling import HANDLERS
from fieldapp.commands.registry import COMMANDS, PHONE_COMMANDS
from fieldapp.domain import problems
from fieldapp.offline.phone_wording import phone_labels, phone_problems


def modules_a_pushed_command_runs_through():
    own = {HANDLERS[COMMANDS[name]].__module__ for name in PHONE_COMMANDS}
    shared = {module.__name__ for module in (dispatch, receipts, visit_access)}
    return sorted(own | shared)


@pytest.mark.parametrize("module", modules_a_pushed_command_runs_through())
def test_every_refusal_a_phones_command_can_meet_has_its_words_on_the_phone(module):
    tree = ast.parse(inspect.getsource(importlib.import_module(module)))
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    raised = [getattr(problems, name) for name in named if hasattr(problems, name)]

    codes = {kind.code for kind in raised if "code" in vars(kind)}

    assert codes <= set(phone_problems())


def test_the_office_keeps_its_refusals_to_itself():
    assert "visit.wrong_state" in phone_problems()
    assert "import.unreadable" not in phone_problems()


def test_every_command_of_a_phone_has_its_word_there_and_no_other_command_has():
    assert set(phone_labels()["command"]) == set(PHONE_COMMANDS)
    assert "visit_state" in phone_labels()
    assert "notice" not in phone_labels()
