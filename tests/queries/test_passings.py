from datetime import date

import pytest

from sangkien.actions.passing import pass_up
from sangkien.core.permissions import Role, Scope
from sangkien.models import Finding
from sangkien.queries.finding_list import FindingFilter, finding_page, open_findings
from sangkien.queries.paging import Cursor
from sangkien.queries.passings import Passed, desk_above, desks_above, lies_above, passed
from tests import make


@pytest.fixture
def officer(land):
    return make.officer(land.here, Role.UPPER_OFFICER)


def finding_at(land, unit):
    entry = land.file(unit, applied_on=date(2021, 8, 31))
    return Finding.objects.select_related("initiative__campaign__owner").get(initiative=entry)


def above(account, *units):
    desks = desks_above(account, [unit.path for unit in units])
    return {path: (each.own.code, each.above.code) for path, each in desks.items()}


def test_above_a_desk_stands_the_nearest_one_where_somebody_decides(land, officer):
    assert above(officer.account, land.here, land.school) == {}
    land.officer(role=Role.PROVINCIAL_OFFICER)

    assert above(officer.account, land.here, land.school, land.there) == {
        land.here.path: ("THU", "LC"),
        land.school.path: ("THU", "LC"),
    }
    assert desk_above(officer.account) == "LĐLĐ tỉnh Lai Châu"


@pytest.mark.parametrize("why", ["taken", "ended", "inactive", "reads"])
def test_who_decides_there_no_more_is_no_desk(land, officer, why):
    role = Role.AUDITOR if why == "reads" else Role.PROVINCIAL_OFFICER
    account = land.officer(role=role)
    if why == "inactive":
        account.is_active = False
        account.save()
    elif why != "reads":
        account.grants.update(**{"taken_at" if why == "taken" else "ends_at": make.NOW})

    assert desk_above(officer.account) == ""


def test_a_role_that_works_at_other_places_has_its_desk_there(land, officer):
    wide = make.account()
    make.grant(wide, Role.UPPER_OFFICER, land.there, scopes={Scope.WORK: [land.province]})

    assert above(officer.account, land.here) == {land.here.path: ("THU", "LC")}


def test_nothing_lies_above_one_who_decides_nowhere(land, officer):
    land.officer(role=Role.PROVINCIAL_OFFICER)
    finding = finding_at(land, land.here)
    pass_up([finding], note="Chưa rõ", by=officer)
    auditor = make.account(Role.AUDITOR, land.here)

    assert not Finding.objects.filter(lies_above(auditor)).exists()
    assert list(Finding.objects.filter(lies_above(officer.account))) == [finding]
    assert open_findings(auditor, land.campaign, FindingFilter()).count() == 1


def test_a_list_tells_who_passed_it_up_and_why(land, officer):
    province = land.officer(role=Role.PROVINCIAL_OFFICER)
    finding, other = finding_at(land, land.here), finding_at(land, land.school)
    pass_up([finding], note="Ngày ghi hai kiểu", by=officer)

    found = open_findings(province, land.campaign, FindingFilter())
    page = finding_page(province, land.campaign, found, Cursor())
    rows = {row.id: row.passed for row in page.rows}

    assert rows == {finding.id: passed([finding])[finding.id], other.id: None}
    assert rows[finding.id] == Passed(
        from_unit="LĐLĐ huyện Than Uyên",
        to_unit="LĐLĐ tỉnh Lai Châu",
        to_path=land.province.path,
        who=str(officer.account),
        note="Ngày ghi hai kiểu",
        at=make.NOW,
        outcome="",
        answer="",
        answered_by="",
    )
