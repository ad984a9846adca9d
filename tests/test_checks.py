from stat import S_IMODE

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from sangkien.checks import installation


@pytest.fixture
def said(settings):
    def ids(**changes):
        for name, value in changes.items():
            setattr(settings, name, value)
        return [(message.id, bool(message.hint)) for message in installation()]

    return ids


PRODUCTION = {
    "PRODUCTION": True,
    "DEBUG": False,
    "SECOND_FACTOR": True,
    "SECRET_KEY": "long-and-random",
    "DATABASE_URL": "postgresql://somewhere/sangkien",
}


def test_an_installation_to_try_out_has_nothing_to_mend(said):
    assert said(PRODUCTION=False, DEBUG=False) == []


def test_a_production_with_all_it_needs_has_nothing_to_mend(said):
    assert said(**PRODUCTION) == []


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({"SECRET_KEY": "not-yet-installed"}, "sangkien.E001"),
        ({"DEBUG": True}, "sangkien.E002"),
        ({"DATABASE_URL": ""}, "sangkien.W001"),
        ({"SECOND_FACTOR": False}, "sangkien.W002"),
    ],
)
def test_what_a_production_must_not_lack_is_told_with_a_way_out(said, changes, number):
    assert said(**PRODUCTION | changes) == [(number, True)]


def test_a_folder_that_cannot_be_written_is_told_with_a_way_out(said, tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.touch()

    assert said(PRODUCTION=False, VAR=in_the_way / "var") == [("sangkien.E003", True)]


def test_looking_leaves_nothing_behind(said, tmp_path):
    said(VAR=tmp_path / "var")

    assert list((tmp_path / "var").iterdir()) == []


def test_everything_wrong_is_told_at_once(said, tmp_path):
    (tmp_path / "file").touch()
    wrong = {"SECRET_KEY": "not-yet-installed", "DEBUG": True, "DATABASE_URL": ""}

    told = said(**PRODUCTION | wrong, VAR=tmp_path / "file" / "var")

    assert {number for number, _ in told} == {
        "sangkien.E001",
        "sangkien.E002",
        "sangkien.E003",
        "sangkien.W001",
    }


def test_a_machine_to_try_out_needs_neither_secret_nor_postgresql(said):
    assert said(PRODUCTION=False, DEBUG=True, SECRET_KEY="not-yet-installed", DATABASE_URL="") == []


def test_a_data_folder_that_is_missing_is_made(said, tmp_path):
    assert said(PRODUCTION=False, VAR=tmp_path / "a" / "b") == []
    assert S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "words", [("report", "progress"), ("tally", "verify"), ("snapshot", "take")]
)
def test_the_checks_run_before_a_command_does_anything(words, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.VAR = tmp_path / "file" / "var"

    with pytest.raises(SystemCheckError, match=r"sangkien\.E003"):
        call_command(*words, "--campaign", "none", skip_checks=False)
