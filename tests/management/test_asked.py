from datetime import date
from functools import partial
from io import StringIO
from pathlib import Path
from string import Formatter

import pytest
import time_machine
from django.core.management import CommandError
from django.core.management.base import OutputWrapper
from django.utils.translation import override

from sangkien.core.progress.days import DAY_REFUSALS
from sangkien.core.refusal import SENTENCES, Refusal
from sangkien.management.asked import (
    asked_campaign,
    asked_day,
    asked_unit,
    place_to_write,
    refused,
    write_out,
)
from tests import make

database = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def campaign():
    province = make.unit(make.unit(code="TLD"), code="LC")
    make.unit(province, code="THU")
    return make.campaign(province, slug="mo")


def said(asked, *words):
    with pytest.raises(CommandError) as caught:
        asked(*words)
    return str(caught.value)


@database
def test_a_campaign_is_found_by_its_address_alone(campaign):
    assert asked_campaign("mo") == campaign
    assert [said(asked_campaign, slug) for slug in ("MO", " mo", "")] == [
        f"--campaign: there is no campaign “{slug}”. Known: mo." for slug in ("MO", " mo", "")
    ]


@database
def test_where_there_is_no_campaign_yet_none_is_listed():
    assert said(asked_campaign, "mo") == "--campaign: there is no campaign “mo”. Known: –."


@database
def test_without_a_code_the_unit_is_the_one_that_runs_the_campaign(campaign):
    assert asked_unit(campaign, None) == campaign.owner


@database
@pytest.mark.parametrize("code", ["THU", " THU ", "THU\n"])
def test_a_unit_of_the_campaign_is_found_by_its_code(code, campaign):
    assert asked_unit(campaign, code).code == "THU"


@database
@pytest.mark.parametrize("code", ["TLD", "PTO", "KHONG", "", "x" * 500])
def test_a_unit_above_beside_or_nowhere_is_none_of_the_campaign(code, campaign):
    make.unit(campaign.owner.parent, code="PTO")

    assert said(asked_unit, campaign, code) == (
        f"--unit: no unit of this campaign has the code “{code}”."
    )


@database
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2022-03-16T16:59:59Z", date(2022, 3, 16)),
        ("2022-03-16T17:00:00Z", date(2022, 3, 17)),
        ("2021-12-31T17:00:00Z", date(2022, 1, 1)),
    ],
)
def test_today_begins_at_midnight_in_vietnam_whatever_the_machine_says(moment, day, campaign):
    with time_machine.travel(moment, tick=False):
        assert asked_day(campaign, None) == day


@database
def test_a_campaign_that_is_seen_at_a_day_is_asked_for_that_day():
    seen = make.campaign(default_day=date(2022, 3, 17))

    assert (asked_day(seen, None), asked_day(seen, "1/2/2022")) == (
        date(2022, 3, 17),
        date(2022, 2, 1),
    )


@database
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("2022", "--on: “2022” is no single day."),
        ("03/2022", "--on: “03/2022” is no single day."),
        ("quý 1/2022", "--on: “quý 1/2022” is not a date we can read."),
        ("30/02/2022", "--on: “30/02/2022” is no day of the calendar"),
        ("17/03/2960", "--on: “17/03/2960” "),
        ("hôm qua", "--on: “hôm qua” "),
        ("", "--on: "),
    ],
)
def test_what_is_no_day_is_told_with_the_option(typed, sentence, campaign):
    assert said(asked_day, campaign, typed).startswith(sentence)


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_refusal_about_the_day_names_the_option_and_no_other_does(code):
    gaps = {name for _, name, _, _ in Formatter().parse(SENTENCES[code]) if name}

    sentence = refused(Refusal(code, **dict.fromkeys(gaps, "x")))

    assert sentence.startswith("--on: ") == (code in DAY_REFUSALS)


def test_a_place_to_write_is_a_file_in_a_folder_that_is_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    for path in (None, tmp_path / "a.csv", Path("a.csv"), Path("../a.csv")):
        place_to_write(path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named_as_it_was_typed(tmp_path):
    missing = tmp_path / "khong-co"

    assert said(place_to_write, missing / "a.csv") == (
        f"There is no folder “{missing}” to write to. Make it first, or choose another place."
    )


def test_a_file_is_no_folder_to_write_into(tmp_path):
    (tmp_path / "tep").touch()

    assert "“" + str(tmp_path / "tep") + "”" in said(place_to_write, tmp_path / "tep" / "a.csv")


def test_a_folder_is_no_file_to_write(tmp_path):
    assert str(tmp_path) in said(place_to_write, tmp_path)


def test_a_disk_that_is_full_is_told_with_the_place_and_the_way_out():
    out = StringIO()

    assert said(partial(write_out, tell=OutputWrapper(out)), Path("/dev/full"), b"x") == (
        "The disk is full at “/dev/full”. Make room, or choose another place."
    )
    assert out.getvalue() == ""
