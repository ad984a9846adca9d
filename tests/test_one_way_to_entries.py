"""No door reads entries, or what hangs on them, past `visible_to` (queries/scope.py).

Doors cannot import tables (a contract in pyproject.toml), so all they read comes from functions
below. Each of those that touches a guarded table must start at `visible_to`, be handed what was
seen already, or stand here with its reason.
"""

import ast
import re
from pathlib import Path

from django.apps import apps

from sangkien.queries.scope import _SEEN_BY

SOURCE = Path(__file__).resolve().parents[1] / "src" / "sangkien"
DOORS = ("web", "api", "management", "jobs", "inputs", "reports")
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
GUARDED = {
    "Author",
    "DuplicateFeatures",
    "DuplicateKey",
    "DuplicatePair",
    "EntryWords",
    "Finding",
    "ImportBatch",
    "ImportRow",
    "Initiative",
    "JournalLine",
    "Letter",
    "ListedEntry",
    "Explanation",
    "Merge",
    "Merged",
    "MoveNotice",
    "MovedEntry",
    "Moving",
    "Objection",
    "Passing",
    "PersonalDetail",
    "ScreeningRun",
    "Snapshot",
    "UnitList",
}
START = ("sangkien.queries.scope", "visible_to")
PLAIN_COLUMNS = ("sangkien_campaign", "sangkien_phase", "sangkien_unit")  # tables nobody guards

AROUND = {
    # counts of units hold no personal data; which units, `shown_unit` and `home_unit` decide
    "held_back.held_back",
    "progress_table.progress_table",
    "rescreening.latest_run",
    # the secret address, or number and name of an author: whoever has them filed it
    "receipts.receipt_by_token",
    # what one may say to a receipt one holds, and the entries in one's own name
    "objections.objections_of",
    "objections.own_entries",
    "people.names_account",
    # title and unit, and of no trade secret: open to everybody who types one
    "look_alikes.look_alikes",
    # of what somebody sends, whether it was received before
    "known_rows.known_rows",
    "registered.registered_under",
    # what one did oneself
    "journal.own_lines",
    # the operator's commands: the engine, its training and its batch, the tally, reading again,
    # the seals over the journal, the words that entries are found by
    "decided_pairs.decided_pairs",
    "engine_check.kept_in_vain",
    "engine_check.misfiled",
    "engine_check.torn_pairs",
    "engine_check.without_rows",
    "engine_check.wrongly_named",
    "engine_rows.filed_in",
    "engine_rows.keys_of",
    "features.count_outdated",
    "features.kept_rows",
    "features.texts_of",
    "features.titles_of",
    "journal_check.journal_faults",
    "register_size.register_size",
    "search_check.entries_not_found",
    "seals.unsealed",
    "tally_check.tally_disagreements",
}


def module_of(path):
    return ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)


TREES = {
    module_of(path): ast.parse(path.read_text())
    for path in SOURCE.rglob("*.py")
    if "migrations" not in path.parts
}
FUNCTIONS = {
    (module, node.name): node
    for module, tree in TREES.items()
    for node in ast.walk(tree)
    if isinstance(node, FUNCTION)
}
IMPORTED = {
    module: {
        name.asname or name.name: (node.module, name.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sangkien.")
        for name in node.names
    }
    for module, tree in TREES.items()
}


def statements_of(tree):
    """Names of the constants of a module that are SQL over guarded tables."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            texts = [c.value for c in ast.walk(node) if isinstance(c, ast.Constant)]
            tables = {w for t in texts if isinstance(t, str) for w in t.split() if "sangkien_" in w}
            if {table for table in tables if not table.startswith(PLAIN_COLUMNS)}:
                yield node.targets[0].id


STATEMENTS = {module: set(statements_of(tree)) for module, tree in TREES.items()}


def rows_of_others():
    """Names by which a row leads to rows of guarded tables: `batch.rows`, `entry.findings`."""
    for model in apps.get_app_config("sangkien").get_models():
        if model.__name__ in GUARDED:
            fields = model._meta.fields  # noqa: SLF001 - Django documents it
            keys = [field for field in fields if field.is_relation]
            yield from (key.remote_field.get_accessor_name() for key in keys)


LEADS = {name for name in rows_of_others() if name and name.isidentifier()}
ASKS = {"all", "count", "exclude", "exists", "filter", "first", "in_bulk", "order_by", "values"}


def touches(key):
    """Whether the function itself names a guarded table, or leads from a row to its rows."""
    module, _ = key
    nodes = list(ast.walk(FUNCTIONS[key]))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    parts = [(node.value, node.attr) for node in nodes if isinstance(node, ast.Attribute)]
    managers = {of.id for of, name in parts if name == "objects" and isinstance(of, ast.Name)}
    leads = {of.attr for of, name in parts if name in ASKS and isinstance(of, ast.Attribute)}
    return bool(managers & GUARDED or names & STATEMENTS[module] or leads & LEADS)


def called(key):
    module, _ = key
    for node in ast.walk(FUNCTIONS[key]):
        if isinstance(node, ast.Name):
            target = IMPORTED[module].get(node.id, (module, node.id))
            if target in FUNCTIONS:
                yield target


def reached(key):
    """The function and all below it that it names, on the floor of queries."""
    seen, waiting = set(), [key]
    while waiting:
        each = waiting.pop()
        if each not in seen and each[0].startswith("sangkien.queries"):
            seen.add(each)
            if each != START:
                waiting += called(each)
    return seen


def is_handed_what_was_seen(key):
    """Whether an argument is a row or rows of a guarded table: those came through another."""
    arguments = FUNCTIONS[key].args
    hints = [a.annotation for a in [*arguments.args, *arguments.kwonlyargs] if a.annotation]
    return any(
        isinstance(node, ast.Name) and node.id in {*GUARDED, "EntryDetail"}
        for hint in hints
        for node in ast.walk(hint)
    )


def asked_by_doors():
    for module, names in IMPORTED.items():
        if module.removeprefix("sangkien.").split(".")[0] in DOORS:
            yield from (
                target
                for target in names.values()
                if target in FUNCTIONS and target[0].startswith("sangkien.queries")
            )


def shown(key):
    return f"{key[0].removeprefix('sangkien.queries.')}.{key[1]}"


def around():
    """What doors ask that touches a guarded table, neither by `visible_to` nor of what is seen."""
    return {
        shown(key)
        for key in set(asked_by_doors())
        if any(map(touches, reached(key)))
        and START not in reached(key)
        and not is_handed_what_was_seen(key)
    }


def test_doors_read_entries_by_visible_to_or_for_a_reason_that_is_written_down():
    assert around() == AROUND


def test_the_doors_do_ask_and_the_ways_by_visible_to_are_found():
    ways = {shown(key) for key in set(asked_by_doors()) if START in reached(key)}

    assert ways >= {
        "entry_detail.visible_entry",
        "finding_list.open_findings",
        "finding_list.visible_finding",
        "finding_list.visible_findings",
        "imports.visible_batches",
        "initiatives.entries_of",
        "initiatives.searched",
        "letters.letter_by_id",
        "letters.letters_of",
        "receipts.visible_receipt",
        "rescreening.run_by_id",
        "snapshots.visible_snapshots",
    }


def test_no_door_and_no_template_goes_from_a_row_it_has_to_rows_it_has_not():
    leads = re.compile(rf"\.({'|'.join(sorted(LEADS))})\.({'|'.join(sorted(ASKS))})\b")
    files = [
        path
        for floor in (*DOORS, "templates")
        for path in (SOURCE / floor).rglob("*.*")
        if path.suffix in {".py", ".html"}
    ]

    found = {
        path.relative_to(SOURCE).as_posix() for path in files if leads.search(path.read_text())
    }
    assert found == set()


def test_every_table_of_which_somebody_sees_a_part_is_guarded():
    assert {table.__name__ for table in _SEEN_BY} <= GUARDED


def test_a_way_around_is_found(monkeypatch):
    source = "def all_titles(campaign):\n    return Initiative.objects.filter(campaign=campaign)\n"
    (leak,) = ast.parse(source).body
    key = ("sangkien.queries.initiatives", "all_titles")
    monkeypatch.setitem(FUNCTIONS, key, leak)
    monkeypatch.setitem(IMPORTED["sangkien.web.entries"], "all_titles", key)

    assert around() - AROUND == {"initiatives.all_titles"}
