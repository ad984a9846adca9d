from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sangkien.models import Snapshot
from tests import make
from tests.reports.lai_chau import Province

pytestmark = pytest.mark.django_db
HERE = ("--campaign", "lai-chau")


@pytest.fixture
def province():
    made = Province(default_day=date(2022, 3, 17))
    made.fill()
    return made


def snapshot(*words):
    out = StringIO()
    call_command("snapshot", *words, stdout=out)
    return out.getvalue()


def test_taking_prints_number_and_hash_for_the_record(province):
    said = snapshot("take", *HERE)

    kept = Snapshot.objects.get()
    assert said == f"{kept.id}  {kept.sha256}\n"
    assert (kept.day, kept.unit) == (date(2022, 3, 17), province.root)


def test_a_day_a_unit_and_a_target_can_be_chosen(province):
    words = ("--on", "28/02/2022", "--unit", "THU", "--target", "phase", "--kind", "plan")
    snapshot("take", *HERE, *words)

    kept = Snapshot.objects.get()
    assert (kept.day, kept.unit.code) == (date(2022, 2, 28), "THU")


def test_the_list_has_a_line_for_each_and_none_of_another_campaign(province):
    for day in ("28/02/2022", "17/03/2022"):
        snapshot("take", *HERE, "--on", day)
    make.campaign(province.root, slug="khac")

    lines = snapshot("list", *HERE).splitlines()

    assert {line.split()[1] for line in lines} == {"28/02/2022", "17/03/2022"}
    assert {line.split()[-1] for line in lines} == set(
        Snapshot.objects.values_list("sha256", flat=True)
    )
    assert snapshot("list", "--campaign", "khac") == ""


@pytest.mark.parametrize("number", ["0", "99", "999999999999999999999"])
def test_a_table_that_there_is_not_is_named_by_its_number(number, province):
    with pytest.raises(CommandError, match=number):
        snapshot("show", number, *HERE)


def test_a_frozen_table_of_another_campaign_is_not_shown(province):
    snapshot("take", *HERE)
    make.campaign(province.root, slug="khac")

    with pytest.raises(CommandError):
        snapshot("show", str(Snapshot.objects.get().id), "--campaign", "khac")


@pytest.mark.parametrize("form", ["csv", "json", "table"])
def test_what_is_shown_does_not_change_with_the_register(form, province, capsysbinary):
    snapshot("take", *HERE)
    show = ("show", str(Snapshot.objects.get().id), *HERE, "--format", form)
    snapshot(*show)
    before = capsysbinary.readouterr().out

    make.register(province.campaign, make.entry(province.than_uyen, occurred_at=make.NOW))
    snapshot(*show)

    assert capsysbinary.readouterr().out == before != b""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("take", *HERE, "--on", "31/11/2021"), "--on: "),
        (("take", *HERE, "--unit", "XX"), "--unit: "),
        (("take", "--campaign", "xx"), "--campaign: "),
        (("take", *HERE, "--target", "xx"), "--target"),
        (("show", "x", *HERE), "number"),
        (("show", "1", *HERE, "--format", "pdf"), "--format"),
    ],
)
def test_what_is_asked_wrongly_is_told_with_its_option(words, said, province):
    with pytest.raises(CommandError) as error:
        snapshot(*words)

    assert said in str(error.value)
    assert Snapshot.objects.count() == 0
