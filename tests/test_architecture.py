"""The shape of the code, as ARCHITECTURE.md and STYLE.md promise it."""

import ast
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands, load_command_class
from django.utils.translation import gettext

from sangkien.core.screening.run import RULES
from sangkien.core.states import REASONS

PROJECT = Path(__file__).resolve().parents[1]
SOURCE = PROJECT / "src" / "sangkien"
DOORS = ("web", "api", "management", "jobs")
# `update` and `create` are words of dictionaries and of the world too: there the receiver tells
WRITES = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "aupdate"}
WRITES_ON_ROWS = {"create", "update", "delete", "raw"}
ROWS = re.compile(r"\.objects\b|\.(?:filter|exclude|all|order_by|select_\w+)\(")
OPEN_ENDS = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|raise NotImplemented")
REASONS_TO_IMPORT_INSIDE = ("# slow import", "# optional dependency", "# app ready")
INLINE_IMPORTS_PER_1000_LINES = 1


def tracked(*patterns):
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=PROJECT,
        capture_output=True,
        check=True,
        text=True,
    )
    found = (PROJECT / name for name in listed.stdout.split("\0") if name)
    return sorted(path for path in found if path.is_file())


def named(path):
    return path.relative_to(PROJECT).as_posix()


CODE = [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]
TESTS = sorted((PROJECT / "tests").rglob("*.py"))
TREES = {path: ast.parse(path.read_text()) for path in CODE}
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def on_floor(*floors):
    return {p: tree for p, tree in TREES.items() if p.relative_to(SOURCE).parts[0] in floors}


def test_every_floor_only_looks_down():
    # a process of its own: the linter reads the whole tree and changes the path it is read from
    checked = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=PROJECT,
        capture_output=True,
        check=False,
        text=True,
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_core_imports_where_django_cannot_be_had():
    modules = [
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
        for path in on_floor("core")
        if path.name != "__init__.py"
    ]
    blocked = "import sys; sys.modules['django'] = sys.modules['pydantic'] = None\n"
    script = blocked + "\n".join(f"import {module}" for module in modules)

    imported = subprocess.run(
        [sys.executable, "-P", "-c", script],
        env={"PYTHONPATH": str(SOURCE.parent)},
        capture_output=True,
        check=False,
        text=True,
    )

    assert imported.returncode == 0, imported.stderr


def test_core_and_adapters_know_no_table():
    forbidden = ("django.db.models", "django.contrib", "sangkien.models", "django.apps")

    assert [
        f"{named(path)}:{line} {module}"
        for path, tree in on_floor("core", "adapters").items()
        for line, module in imports_of(tree)
        if module.startswith(forbidden)
    ] == []


def imports_of(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)


def test_doors_never_write_to_tables():
    assert [
        f"{named(path)}:{node.lineno} .{node.func.attr}()"
        for path, tree in on_floor(*DOORS).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and is_write(node.func.attr, ast.unparse(node.func.value))
    ] == []


def is_write(verb, receiver):
    return verb in WRITES or (verb in WRITES_ON_ROWS and bool(ROWS.search(receiver)))


def test_an_action_that_doors_use_first_asks_whether_it_may():
    asked = set(actions_that_ask())
    missing = {f"{module}.{name}" for module, name in actions_doors_use()} - asked

    assert missing - MAY_EVERYBODY == set()


# each with its reason: what stands in the way instead of `require`
MAY_EVERYBODY = {
    "sangkien.actions.readings.record_reading",  # what was shown to whom was allowed before
    "sangkien.actions.log_ins.record_failed_log_in",  # nobody is logged in yet
    "sangkien.actions.log_in_claims.claim_account",  # an officer decides what comes of it
    "sangkien.actions.attachments.attach_recognition",  # whoever has just registered the entry
}


def actions_doors_use():
    for tree in on_floor(*DOORS).values():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                "sangkien.actions."
            ):
                for name in node.names:
                    if is_done_by_somebody(node.module, name.name):
                        yield node.module, name.name


def is_done_by_somebody(module, name):
    """Whether it is a function that somebody (`by`) does; one without `by` writes nothing."""
    tree = TREES[SOURCE.parent / (module.replace(".", "/") + ".py")]
    return any(
        isinstance(node, FUNCTION)
        and node.name == name
        and "by" in {a.arg for a in [*node.args.args, *node.args.kwonlyargs]}
        and not asks(name)
        for node in tree.body
    )


def actions_that_ask():
    """Functions of actions that call `require…` themselves or through others of their module."""
    for path, tree in on_floor("actions").items():
        functions = {node.name: node for node in tree.body if isinstance(node, FUNCTION)}
        calls = {name: names_called(node) for name, node in functions.items()}
        asking = {name for name, called in calls.items() if any(map(asks, called))}
        asking |= {name for name, node in functions.items() if "'not-allowed'" in ast.unparse(node)}
        while True:
            more = {name for name, called in calls.items() if called & asking} - asking
            if not more:
                break
            asking |= more
        module = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
        yield from (f"{module}.{name}" for name in asking)


def asks(name):
    return name.startswith(("require", "_require"))


def names_called(function):
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {call.id if isinstance(call, ast.Name) else getattr(call, "attr", "") for call in calls}


@pytest.mark.parametrize(
    ("wall", "paths"),
    [
        pytest.param(300, CODE, id="code"),
        pytest.param(400, TESTS, id="tests"),
        pytest.param(160, sorted((SOURCE / "templates").rglob("*.html")), id="templates"),
        pytest.param(150, sorted((SOURCE / "static" / "js").rglob("*.js")), id="javascript"),
        pytest.param(300, sorted((SOURCE / "static" / "css").rglob("*.css")), id="css"),
    ],
)
def test_no_file_is_longer_than_its_wall(wall, paths):
    lengths = {named(path): len(path.read_text().splitlines()) for path in paths}

    assert {path: length for path, length in lengths.items() if length > wall} == {}


def test_no_function_is_longer_than_60_lines():
    assert [
        f"{named(path)}:{node.lineno} {node.name}"
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, FUNCTION) and (node.end_lineno or 0) - node.lineno + 1 > 60
    ] == []


def test_an_import_inside_a_function_is_rare_and_says_why():
    found = [
        (path, node.lineno)
        for path, tree in TREES.items()
        for function in ast.walk(tree)
        if isinstance(function, FUNCTION)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    lines = {path: path.read_text().splitlines() for path, _ in found}
    silent = [
        f"{named(path)}:{line}"
        for path, line in found
        if not any(reason in lines[path][line - 1] for reason in REASONS_TO_IMPORT_INSIDE)
    ]
    lines_of_code = sum(len(path.read_text().splitlines()) for path in CODE)

    assert silent == []
    assert len(set(found)) <= 1 + INLINE_IMPORTS_PER_1000_LINES * lines_of_code / 1000


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_rule_names_its_source_and_has_a_test_of_its_own(code):
    module = inspect.getmodule(RULES[code].check)
    own_test = PROJECT / "tests/core/screening/rules" / f"test_{code.replace('-', '_')}.py"

    assert "Source:" in (module.__doc__ or "")
    assert own_test.exists()
    assert (RULES[code].reason in REASONS, bool(RULES[code].instruction)) == (True, True)


def test_every_file_in_rules_is_one_rule_with_a_code_of_its_own():
    files = {path.stem for path in (SOURCE / "core/screening/rules").glob("[!_]*.py")}

    assert {code.replace("-", "_") for code in RULES} == files


def test_no_end_is_left_open():
    own = Path(__file__)

    assert [
        f"{named(path)}: {found[0]}"
        for path in tracked("*.py", "*.html", "*.js", "*.css", "*.md", "*.toml", "sk", ".ci/*")
        if path != own and (found := OPEN_ENDS.search(path.read_text()))
    ] == []


def test_nothing_of_one_machine_stands_in_the_project():
    # no home folder, no working folder, no package registry, no key
    private = re.compile(
        r"/(?:home|Users|root)/\w|/work/(?:main|shared)|/opt/pypi|pypi\.org|pythonhosted|registry\.npmjs"
        r"|--(?:extra-)?index-url|BEGIN [A-Z ]*PRIVATE KEY"
    )
    texts = tracked("*.py", "*.html", "*.js", "*.css", "*.md", "*.toml", "*.lock", "*.csv", "sk")
    own = Path(__file__)

    assert [
        f"{named(path)}: {found[0]}"
        for path in texts
        if path != own and (found := private.search(path.read_text()))
    ] == []


OWN_COMMANDS = sorted(word for word, app in get_commands().items() if app == "sangkien")


@pytest.mark.parametrize("word", OWN_COMMANDS)
def test_every_word_of_the_command_explains_itself(word, capsys):
    command = load_command_class("sangkien", word)

    with pytest.raises(SystemExit) as ended:
        command.run_from_argv(["sangkien", word, "--help"])

    assert ended.value.code == 0
    assert gettext(command.help) in " ".join(capsys.readouterr().out.split())


@pytest.mark.django_db
def test_every_change_of_a_table_has_its_migration(capsys):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)

    assert capsys.readouterr().out == ""


def test_what_runs_is_part_of_what_is_tested():
    """The lock of the tests holds every package of the lock of the product, at the same version."""
    pins = {
        name: set(re.findall(r"^([\w.-]+==\S+)", (PROJECT / name).read_text(), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    }

    assert pins["requirements.lock"] - pins["requirements-dev.lock"] == set()
