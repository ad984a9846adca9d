"""Which lines of the journal somebody sees: those of the own part of the tree, and no other."""

from datetime import timedelta

import pytest

from sangkien.actions.journal import By, Line, record
from sangkien.actions.readings import Shown, record_reading
from sangkien.actions.units import import_units
from sangkien.core.journal import BUCKET, Kind
from sangkien.core.permissions import Role
from sangkien.core.units import UnitRow, UnitSheet
from sangkien.models import JournalLine, Unit
from sangkien.queries.journal import (
    JournalFilter,
    all_lines,
    journal_page,
    lines_about,
    lines_of_account,
    lines_of_campaign,
    own_lines,
)
from sangkien.queries.paging import Cursor
from sangkien.queries.scope import OPERATOR
from tests import make

pytestmark = pytest.mark.django_db
ALL = JournalFilter()


@pytest.fixture
def nation():
    return make.unit(name="Tổng Liên đoàn")


@pytest.fixture
def province(nation):
    return make.unit(nation, "LĐLĐ tỉnh Lai Châu")


@pytest.fixture
def district(province):
    return make.unit(province, "LĐLĐ huyện Than Uyên")


@pytest.fixture
def campaign(province):
    return make.campaign(province)


@pytest.fixture
def entry(campaign, district):
    return make.register(campaign, make.entry(district))


def reader(role, at):
    return make.account(role, at)


def verbs(found):
    return [named.line.verb for named in journal_page(found, Cursor()).rows]


def of_campaign(by, campaign):
    return verbs(lines_of_campaign(by, campaign, ALL))


@pytest.mark.parametrize("role", Role)
def test_the_journal_is_for_who_runs_campaigns_and_for_auditors(role, campaign, province, entry):
    may = {Role.PROVINCIAL_OFFICER, Role.NATIONAL_OFFICER, Role.AUDITOR}

    assert of_campaign(reader(role, province), campaign) == (["registered"] if role in may else [])


def test_another_province_sees_nothing_of_it_and_the_nation_all(nation, campaign, entry):
    elsewhere = make.unit(nation, "LĐLĐ tỉnh Sơn La")

    assert of_campaign(reader(Role.AUDITOR, elsewhere), campaign) == []
    assert of_campaign(reader(Role.AUDITOR, nation), campaign) == ["registered"]
    assert of_campaign(OPERATOR, campaign) == ["registered"]


def test_an_auditor_of_a_district_sees_what_is_of_it_and_not_what_is_the_campaigns(
    campaign, province, district, entry
):
    other = make.unit(province, "LĐLĐ huyện Phong Thổ")
    make.register(campaign, make.entry(other))
    about_entry = Line("accepted", campaign_id=campaign.id, initiative_id=entry.id)
    own = Line("target-set", campaign_id=campaign.id, unit_id=district.id, unit_path=district.path)
    record(make.SYSTEM, [Line("campaign-changed", campaign_id=campaign.id), about_entry, own])

    assert of_campaign(reader(Role.AUDITOR, district), campaign) == [
        "target-set",
        "accepted",
        "registered",
    ]
    assert len(of_campaign(reader(Role.AUDITOR, province), campaign)) == 5


def test_the_lines_of_an_entry_are_seen_where_it_counts_now(campaign, province, district, entry):
    other = make.unit(province, "LĐLĐ huyện Phong Thổ")
    entry.unit, entry.unit_path = other, other.path
    entry.save()

    asked = (campaign, Kind.ENTRY, entry.id, ALL)
    assert verbs(lines_about(reader(Role.AUDITOR, other), *asked)) == ["registered"]
    assert verbs(lines_about(reader(Role.AUDITOR, district), *asked)) == []


def test_the_lines_about_one_record_are_only_those(campaign, province, entry):
    told = {"letter": 7, "version": 1}
    about_letter = Line("letter-drafted", campaign_id=campaign.id, details=told)
    about_other = Line("letter-drafted", campaign_id=campaign.id, details=told | {"letter": 8})
    record(make.SYSTEM, [about_letter, about_other])
    auditor = reader(Role.AUDITOR, province)

    assert verbs(lines_about(auditor, campaign, Kind.LETTER, 7, ALL)) == ["letter-drafted"]
    assert verbs(lines_about(auditor, campaign, Kind.LETTER, 9, ALL)) == []
    assert verbs(lines_about(auditor, make.campaign(province), Kind.LETTER, 7, ALL)) == []


def test_a_unit_is_of_no_campaign_and_its_lines_are_found_through_each(campaign, district):
    changed = Line("unit-changed", unit_id=district.id, unit_path=district.path)
    record(make.SYSTEM, [changed])
    auditor = reader(Role.AUDITOR, campaign.owner)

    assert verbs(lines_about(auditor, campaign, Kind.UNIT, district.id, ALL)) == ["unit-changed"]
    foreign = make.campaign()
    nation = reader(Role.AUDITOR, campaign.owner)
    assert verbs(lines_about(nation, foreign, Kind.UNIT, district.id, ALL)) == []


def test_of_an_account_one_sees_what_it_did_within_the_own_part(nation, campaign, province):
    elsewhere = make.campaign(make.unit(nation, "LĐLĐ tỉnh Sơn La"))
    officer = make.officer(nation, Role.NATIONAL_OFFICER)
    for one in (campaign, elsewhere):
        record(officer, [Line("campaign-changed", campaign_id=one.id)])
    record(make.SYSTEM, [Line("password-set", details={"account": officer.account.id})])

    of_province = lines_of_account(reader(Role.AUDITOR, province), officer.account, ALL)
    assert verbs(of_province) == ["campaign-changed"]
    assert verbs(own_lines(officer.account, ALL)) == [
        "password-set",
        "campaign-changed",
        "campaign-changed",
    ]


def test_lines_are_filtered_by_what_was_done_and_by_the_days_they_were_recorded_on(
    campaign, province
):
    for days in (0, 1, 2):
        by = By(None, make.NOW + timedelta(days=days), is_system=True)
        record(by, [Line("rescreened", campaign_id=campaign.id)])
    record(by, [Line("campaign-changed", campaign_id=campaign.id)])
    auditor, day = reader(Role.AUDITOR, province), timedelta(days=1)

    def found(**asked):
        return len(verbs(lines_of_campaign(auditor, campaign, JournalFilter(**asked))))

    assert found(verbs=frozenset({"rescreened"})) == 3
    assert found(since=make.NOW + day) == 3
    assert found(since=make.NOW + day, before=make.NOW + 2 * day) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_for_one_line_and_for_three(
    count, campaign, district, django_assert_num_queries
):
    officer = make.officer(campaign.owner)
    for _ in range(count):
        make.register(campaign, make.entry(district), by=officer)
        account = make.account()
        record(officer, [Line("password-set", details={"account": account.id})])
    found = JournalLine.objects.all()

    with django_assert_num_queries(3):
        rows = journal_page(found, Cursor()).rows

    assert len(rows) == 2 * count
    with django_assert_num_queries(0):
        assert {str(named.line.by) for named in rows} == {str(officer.account)}
        assert all(named.line.campaign or named.accounts for named in rows)
        assert rows[-1].units == {district.id: district}


def test_pages_follow_each_other_by_key_and_the_whole_list_is_as_long(campaign, monkeypatch):
    for number in range(120):
        record(make.SYSTEM, [Line(f"verb-{number}", campaign_id=campaign.id)])
    found = lines_of_campaign(OPERATOR, campaign, ALL)

    seen, cursor = [], Cursor()
    while cursor is not None:
        page = journal_page(found, cursor)
        seen += [named.line.verb for named in page.rows]
        cursor = page.next

    assert seen == [f"verb-{number}" for number in reversed(range(120))]
    assert [named.line.verb for named in all_lines(found, most=500)] == seen
    assert [named.line.verb for named in all_lines(found, most=7)] == seen[:7]


def read(by, campaign, *ids):
    shown = Shown(campaign)
    shown.add(Kind.ENTRY, ids)
    record_reading(by, shown, where="entries")


def test_an_entry_is_found_among_many_read_at_once_and_no_neighbour_of_it(campaign, entry):
    neighbours = [entry.id + BUCKET - entry.id % BUCKET, entry.id + 10, entry.id * 10 + 1]
    officer = make.officer(campaign.owner)
    read(officer, campaign, *neighbours)
    read(officer, campaign, entry.id, *neighbours)
    read(officer, campaign, entry.id)

    auditor = reader(Role.AUDITOR, campaign.owner)
    assert verbs(lines_about(auditor, campaign, Kind.ENTRY, entry.id, ALL)) == [
        "read",
        "read",
        "registered",
    ]


def test_units_added_together_are_found_one_by_one(campaign, province):
    rows = [UnitRow(k, f"X{k}", "CĐCS", f"Công đoàn {k}", f"X{k}", province.code) for k in (2, 3)]
    import_units(UnitSheet(tuple(rows)), make.SYSTEM)
    auditor = reader(Role.AUDITOR, province)

    for code in ("X2", "X3"):
        unit = Unit.objects.get(code=code)
        found = verbs(lines_about(auditor, campaign, Kind.UNIT, unit.id, ALL))
        assert found == ["units-created"]


def test_readings_are_left_out_where_they_are_not_asked_for(campaign, entry):
    read(make.SYSTEM, campaign, entry.id)
    auditor = reader(Role.AUDITOR, campaign.owner)

    def found(**asked):
        return verbs(lines_of_campaign(auditor, campaign, JournalFilter(**asked)))

    assert found() == ["read", "registered"]
    assert found(but_readings=True) == ["registered"]
    assert found(but_readings=True, verbs=frozenset({"read"})) == ["read"]


def test_who_has_read_the_data_of_an_account_stands_in_its_journal(campaign, province):
    clerk = make.account(Role.MEMBER, province)
    shown = Shown()
    shown.add(Kind.ACCOUNT, [clerk.id, clerk.id + 1])
    record_reading(make.officer(province), shown, where="accounts")

    auditor = reader(Role.AUDITOR, province)
    assert verbs(lines_of_account(auditor, clerk, ALL)) == ["read"]
