"""What a rule about days finds is a fact: a level accepts an exception, nobody dismisses it."""

from datetime import date

import pytest

from sangkien.actions.review import decide_finding
from sangkien.actions.review_groups import decide_group
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.core.standing import Column
from sangkien.models import Finding, JournalLine
from tests import make
from tests.web.cleaning import land

pytestmark = pytest.mark.django_db
EARLY, EFFECT = "applied-before-window", "missing-effect"


@pytest.fixture
def where():
    return land(make.unit(name="Tổng Liên đoàn"))


def found(where, rule=EARLY):
    fault = {"applied_on": date(2021, 8, 31)} if rule == EARLY else {"effect": ""}
    make.register(where.campaign, make.entry(where.district, **fault))
    rows = Finding.objects.filter(rule=rule).select_related("initiative__campaign__owner")
    return rows.latest("id")


def tried(act):
    try:
        act()
    except Refusal as refusal:
        return refusal.code
    return "done"


def level(where, name):
    where.campaign.rules = {EARLY: {"exceptions_by": name}}
    where.campaign.save()


OF_LEVEL = {
    "upper": ("done", "done", "done"),
    "provincial": ("exception-provincial", "done", "done"),
    "national": ("exception-national", "exception-national", "done"),
}


@pytest.mark.parametrize("name", OF_LEVEL)
@pytest.mark.parametrize("who", [0, 1, 2], ids=["district", "province", "nation"])
def test_only_the_level_of_the_campaign_or_one_above_accepts_an_exception(where, name, who):
    level(where, name)
    nation = where.province.parent
    at, role = (
        (where.district, Role.UPPER_OFFICER),
        (where.province, Role.PROVINCIAL_OFFICER),
        (nation, Role.NATIONAL_OFFICER),
    )[who]
    finding, by = found(where), make.officer(at, role)

    said = tried(lambda: decide_finding(finding, uphold=False, reason="Đã hỏi", by=by))

    finding.refresh_from_db()
    assert said == OF_LEVEL[name][who]
    assert finding.state == ("dismissed" if said == "done" else "open")


def test_the_level_below_may_uphold_it_and_dismiss_what_is_no_fact(where):
    below = make.officer(where.district, Role.UPPER_OFFICER)
    fact, judged = found(where), found(where, EFFECT)

    assert tried(lambda: decide_finding(fact, uphold=True, reason="", by=below)) == "done"
    assert tried(lambda: decide_finding(judged, uphold=False, reason="Đủ", by=below)) == "done"


def test_an_exception_is_told_as_one_and_counts_as_a_dismissal_does(where):
    finding = found(where)

    decide_finding(finding, uphold=False, reason="Nộp hồ sơ giấy từ trước", by=make.SYSTEM)

    line = JournalLine.objects.latest("id")
    finding.initiative.refresh_from_db()
    assert (line.verb, line.details["exception"]) == ("finding-dismissed", True)
    assert finding.initiative.column == Column.PENDING


def test_a_dismissed_mistake_and_an_upheld_fact_are_no_exceptions(where):
    decide_finding(found(where, EFFECT), uphold=False, reason="Đủ", by=make.SYSTEM)
    decide_finding(found(where), uphold=True, reason="", by=make.SYSTEM)

    lines = JournalLine.objects.filter(verb__in=("finding-dismissed", "finding-upheld"))
    assert ["exception" in line.details for line in lines] == [False, False]


def test_of_many_those_that_need_a_level_above_stay_and_say_so(where):
    below = make.officer(where.district, Role.UPPER_OFFICER)
    findings = [found(where), found(where)]

    decided = decide_group(findings, uphold=False, reason="Xin châm chước", by=below)

    assert decided.count == 0
    assert [refusal.code for refusal in decided.left] == ["exception-provincial"] * 2
