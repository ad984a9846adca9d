"""No action writes behind the journal's back: read from the code, so that a new one is met too.

What the lines say is tested in tests/actions/test_every_change_is_told.py.
"""

import ast
from functools import cache

import pytest

from tests.test_architecture import DOORS, FUNCTION, SOURCE, TREES, is_write, on_floor

# each with its reason
UNTOLD = {
    # the queue of jobs is the machine's, not the register's
    ("jobs", "requeue_lost_jobs"),
    # numbers that are derived: the same facts counted anew
    ("standing", "rebuild_tally"),
    # the seals are the journal's own
    ("seals", "seal_days"),
    # what somebody looks for is theirs, and no change of the register
    ("searches", "save_search"),
    ("searches", "drop_search"),
    # the same session under another key
    ("log_ins", "rename_session"),
    # tries at a receipt number, kept for a day against guessing
    ("receipts", "look_up_receipt"),
}


def module_of(path):
    return path.relative_to(SOURCE / "actions").with_suffix("").as_posix()


MODULES = {module_of(path): tree for path, tree in on_floor("actions").items()}


def parts_of(tree):
    """Functions and classes of a module by name; of a class all its methods together."""
    return {node.name: node for node in tree.body if isinstance(node, (*FUNCTION, ast.ClassDef))}


def imported_by(tree):
    """name → (module of actions, its name there)."""
    return {
        (name.asname or name.name): (node.module.removeprefix("sangkien.actions."), name.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sangkien.actions.")
        for name in node.names
    }


@cache
def reached_from(module, name):
    """All parts of the actions that this one calls, itself included."""
    found, waiting = set(), [(module, name)]
    while waiting:
        here = waiting.pop()
        if here in found or here[0] not in MODULES:
            continue
        found.add(here)
        tree = MODULES[here[0]]
        own, imported = parts_of(tree), imported_by(tree)
        if here[1] in own:
            for node in ast.walk(own[here[1]]):
                # any mention counts: a function may be handed on instead of called
                if isinstance(node, ast.Name) and node.id in own:
                    waiting.append((here[0], node.id))
                elif isinstance(node, ast.Name) and node.id in imported:
                    waiting.append(imported[node.id])
    return found


def writes(module, name):
    part = parts_of(MODULES[module]).get(name)
    calls = [node.func for node in ast.walk(part) if isinstance(node, ast.Call)] if part else []
    return any(
        is_write(call.attr, ast.unparse(call.value))
        if isinstance(call, ast.Attribute)
        else getattr(call, "id", "") == "insert_all"
        for call in calls
    )


def actions_of_doors():
    return sorted(
        {
            (node.module.removeprefix("sangkien.actions."), name.name)
            for tree in on_floor(*DOORS).values()
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            and (node.module or "").startswith("sangkien.actions.")
            for name in node.names
            if name.name in parts_of(TREES[SOURCE / f"{node.module[9:].replace('.', '/')}.py"])
        }
    )


def is_told(module, name):
    return ("journal", "record") in reached_from(module, name)


@pytest.mark.parametrize("action", actions_of_doors(), ids=".".join)
def test_an_action_that_writes_leaves_a_line_in_the_journal(action):
    changes = any(writes(*part) for part in reached_from(*action))

    assert is_told(*action) or not changes or action in UNTOLD


def test_what_need_not_be_told_is_there_and_does_write():
    doing = {action for action in actions_of_doors() if action in UNTOLD and not is_told(*action)}

    assert doing == UNTOLD
    assert all(any(writes(*part) for part in reached_from(*action)) for action in UNTOLD)


def test_reading_the_code_sees_through_helpers_classes_and_modules():
    assert {("screening", "_Changes"), ("inserting", "insert_all"), ("journal", "record")} <= (
        reached_from("registration", "register_initiative")
    )
    assert ("journal", "record") not in reached_from("standing", "rebuild_tally")
