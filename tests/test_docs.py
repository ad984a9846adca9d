"""What is written agrees with what runs: generated lists, links, commands, numbers, licences."""

import re
import tomllib
from importlib.metadata import distribution
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command, get_commands
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.actions.registration import Filing, register_initiative
from sangkien.core.screening.run import RULES
from sangkien.management.generated_docs import generated_docs, read_variables, settings_page
from sangkien.management.settings_meanings import MEANINGS
from sangkien.models import Initiative
from tests import make

PROJECT = settings.PROJECT
DOCS = PROJECT / "docs"
DECISIONS = sorted((DOCS / "decisions").glob("[0-9]*.md"))
PAGES = sorted([*PROJECT.glob("*.md"), *DOCS.rglob("*.md"), PROJECT / "example" / "README.md"])


def named(file):
    return str(file.relative_to(PROJECT))


def test_the_generated_pages_are_what_the_code_gives_now():
    call_command("docs", check=True)


def test_a_stale_page_is_named_and_nothing_is_written(tmp_path):
    call_command("docs", into=tmp_path, stdout=StringIO())
    (tmp_path / "rules.md").write_text("yesterday's rules")
    (tmp_path / "api.json").unlink()

    with pytest.raises(CommandError, match=r"api\.json, rules\.md"):
        call_command("docs", check=True, into=tmp_path)

    assert (tmp_path / "rules.md").read_text() == "yesterday's rules"
    assert not (tmp_path / "api.json").exists()


def test_a_variable_without_a_meaning_and_a_meaning_without_a_variable_fail():
    read = read_variables(settings.PACKAGE)

    with pytest.raises(KeyError, match="SANGKIEN_NEW"):
        settings_page(read | {"SANGKIEN_NEW": "1"})
    with pytest.raises(KeyError, match="SANGKIEN_PORT"):
        settings_page({name: "" for name in read if name != "SANGKIEN_PORT"})


def test_every_variable_the_settings_read_is_found(tmp_path):
    (tmp_path / "settings.py").write_text(
        'A = env.int("ONE", 5 * 2)\nB = Env().str("TWO", "")\nC = env.str("X")\n'
    )
    (tmp_path / "other.py").write_text('x = os.environ.get("SANGKIEN_FOUR")\n')

    assert read_variables(tmp_path) == {"SANGKIEN_ONE": "5 * 2", "TWO": "''", "SANGKIEN_FOUR": ""}
    assert set(read_variables(settings.PACKAGE)) == set(MEANINGS)


def test_the_page_of_rules_tells_every_rule_with_its_source():
    page = generated_docs()["rules.md"]

    told = dict(
        re.findall(r"^## `([a-z-]+)`.*?\n\n(.*?)\n\n- Reason", page, re.MULTILINE | re.DOTALL)
    )
    assert set(told) == set(RULES)
    assert [code for code, source in told.items() if "Source:" not in source] == []


@pytest.mark.parametrize("file", PAGES, ids=named)
def test_every_link_leads_to_a_file(file):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", file.read_text())

    local = [link for link in links if not link.startswith(("http://", "https://", "mailto:"))]
    assert [link for link in local if not (file.parent / link).exists()] == []


@pytest.mark.parametrize("file", PAGES, ids=named)
def test_every_command_that_is_named_exists(file):
    shell = {"up", "test", "check", "pytest", "bench", "help"}  # the words of ./sk itself
    ours = {word for word, app in get_commands().items() if app == "sangkien"}
    django = {"check", "migrate", "makemigrations", "dumpdata", "loaddata", "shell"}
    text = file.read_text()

    words = set(re.findall(r"(?:\./sk|`sangkien) ([a-z][a-z_-]+)\b", text))
    assert words - shell - ours - django == set()


@pytest.mark.parametrize("file", PAGES, ids=named)
def test_modules_and_tests_that_are_named_exist(file):
    paths = set(re.findall(r"`((?:src|tests|docs|example|bench)/[\w./-]+\.\w+)`", file.read_text()))

    assert {path for path in paths if not (PROJECT / path).exists()} == set()


def test_decisions_are_numbered_without_a_gap_and_say_situation_choice_and_price():
    assert [int(file.name[:4]) for file in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    for file in DECISIONS:
        headings = re.findall(r"^## (.+)$", file.read_text(), re.MULTILINE)
        assert headings == ["Situation", "Choice", "Price"], file.name


def test_every_dependency_is_justified_in_a_decision():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {re.match(r"[\w-]+", requirement)[0] for requirement in wanted}
    told = "".join(file.read_text() for file in DECISIONS)

    assert {name for name in names if f"**{name}**" not in told} == set()


def test_no_dependency_is_under_a_licence_that_would_bind_the_whole():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    for requirement in project["dependencies"]:
        about = distribution(re.match(r"[\w-]+", requirement)[0]).metadata
        licence = " ".join(
            [
                about.get("License-Expression") or about.get("License") or "",
                *about.get_all("Classifier", []),
            ]
        )
        # the lesser licence of psycopg binds changes to psycopg alone
        assert not re.search(r"(?<!L)(?<!Lesser )\b(?:A?GPL|General Public)", licence), requirement


def test_the_licence_is_apache_2_in_full():
    text = (PROJECT / "LICENSE").read_text()

    assert "Version 2.0, January 2004" in text
    assert text.count("\n") > 190
    assert [f"   {k}. " in text for k in range(1, 10)] == [True] * 9


def test_notice_tells_the_version_of_the_fonts_that_are_here():
    version = (settings.PACKAGE / "adapters" / "fonts" / "VERSIONS").read_text().splitlines()[0]

    assert version in (PROJECT / "NOTICE").read_text()


@pytest.mark.django_db
def test_the_architecture_page_tells_how_many_statements_a_registration_costs():
    text = (PROJECT / "ARCHITECTURE.md").read_text()
    told = re.search(r"(\d+) statements on SQLite, (\d+) on PostgreSQL", text)
    unit = make.unit(make.unit(name="LĐLĐ tỉnh"), "LĐLĐ huyện Than Uyên")
    campaign, filing = make.campaign(unit.parent), Filing(make.SYSTEM, Initiative.Channel.WEB)
    entry = make.entry(unit)

    with CaptureQueriesContext(connection) as statements:
        register_initiative(campaign, entry, filing)

    assert len(statements) == int(told[{"sqlite": 1, "postgresql": 2}[connection.vendor]])


def test_nothing_that_is_written_names_a_place_on_one_machine():
    texts = {named(file): file.read_text() for file in PAGES}

    found = {
        name: re.findall(r"(?:/home/|/work/|/Users/)\S*", text) for name, text in texts.items()
    }
    assert {name: places for name, places in found.items() if places} == {}


def test_the_written_pages_of_the_house_are_there():
    names = ("README.md", "README.vi.md", "ARCHITECTURE.md", "STYLE.md", "CONTRIBUTING.md")
    names += ("CHANGELOG.md", "docs/glossary.md", "docs/operate.md", "docs/campaign.md")
    names += ("docs/import.md", "docs/counting.md")

    assert [name for name in names if not Path(PROJECT / name).is_file()] == []
