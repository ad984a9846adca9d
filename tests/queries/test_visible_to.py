"""One way to entries and all that hangs on them, for every reader and every table."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import now

from sangkien.actions.letters import draft_reminder
from sangkien.actions.rescreening import start_rescreening
from sangkien.actions.snapshots import take_snapshot
from sangkien.actions.unit_lists import Seen, confirm_list
from sangkien.core.permissions import Reach, Role, Scope, Verb
from sangkien.models import (
    Account,
    Finding,
    ImportBatch,
    Initiative,
    Letter,
    ListedEntry,
    Phase,
    ScreeningRun,
    Snapshot,
    Unit,
    UnitList,
)
from sangkien.queries.scope import (
    OPERATOR,
    allowed,
    home_unit,
    reaches_of,
    visible_entries,
    visible_to,
    visible_units,
)
from tests import make
from tests.importing import csv_file, previewed, row
from tests.letters import DAY
from tests.letters import SETTINGS as LETTER

pytestmark = pytest.mark.django_db
TABLES = (Initiative, Finding, ImportBatch, Letter, ScreeningRun, Snapshot, UnitList, ListedEntry)


@pytest.fixture
def full(land):
    """The campaign with one of everything, all of it of the district `here` or the campaign's."""
    land.campaign.letter = LETTER
    land.campaign.save()
    land.file(land.here, applied_on=date(2021, 8, 1))
    previewed(land.campaign, land.here, csv_file([row(land.here, 1)]), by=make.SYSTEM)
    draft_reminder(land.campaign, land.province, DAY, make.SYSTEM)
    start_rescreening(land.campaign, make.SYSTEM)
    take_snapshot(land.campaign, land.here, DAY, make.SYSTEM)
    phase, entry = Phase.objects.get(campaign=land.campaign, number=1), Initiative.objects.get()
    confirm_list(land.campaign, land.here, phase, seen=Seen(1, entry.id), by=make.SYSTEM)
    return land


def seen_by(reader):
    return {table.__name__: visible_to(reader, table.objects.all()).count() for table in TABLES}


NOTHING = dict.fromkeys((table.__name__ for table in TABLES), 0)
OWN_TOTALS = NOTHING | {"Snapshot": 1}  # the table of the campaign itself is open to everybody
FIGURES = NOTHING | {"Snapshot": 2}
READING = FIGURES | {"Initiative": 1, "Finding": 1, "UnitList": 1, "ListedEntry": 1}
ALL = READING | {"ImportBatch": 1, "Letter": 1, "ScreeningRun": 1}


@pytest.mark.parametrize(
    ("role", "at_the_unit", "at_the_province"),
    [
        (Role.MEMBER, FIGURES, FIGURES),
        (Role.SUPPORTER, FIGURES, FIGURES),
        (Role.GRASSROOTS_OFFICER, READING | {"ImportBatch": 1}, READING | {"ImportBatch": 1}),
        (Role.UPPER_OFFICER, READING | {"ImportBatch": 1}, READING | {"ImportBatch": 1}),
        (Role.PROVINCIAL_OFFICER, READING | {"ImportBatch": 1}, ALL),
        (Role.NATIONAL_OFFICER, READING, ALL | {"ImportBatch": 0}),
        (Role.JUROR, FIGURES, FIGURES),
        (Role.AUDITOR, READING, READING),
        (Role.ACCOUNT_ADMIN, OWN_TOTALS, OWN_TOTALS),
    ],
)
def test_each_role_sees_its_own_at_the_unit_and_above(full, role, at_the_unit, at_the_province):
    seen = [seen_by(make.account(role, at)) for at in (full.here, full.province)]

    assert seen == [at_the_unit, at_the_province]


@pytest.mark.parametrize("role", Role)
def test_no_role_sees_anything_of_it_from_below_beside_or_abroad(full, role):
    places = (full.school, full.there, full.foreign)

    assert [seen_by(make.account(role, at)) for at in places] == [OWN_TOTALS] * 3


def test_a_visitor_and_a_closed_account_see_nothing_and_the_operator_all(full):
    closed = make.account(Role.PROVINCIAL_OFFICER, full.province)
    closed.is_active = False

    assert [seen_by(None), seen_by(closed), seen_by(OPERATOR)] == [OWN_TOTALS, OWN_TOTALS, ALL]


def test_a_table_that_nobody_said_who_sees_is_an_error_and_no_leak():
    with pytest.raises(KeyError):
        visible_to(make.account(), Account.objects.all())


def test_who_enters_for_others_sees_the_own_sheets_only(full):
    supporter = make.account(Role.SUPPORTER, full.here)
    by = make.By(account=supporter, now=make.NOW)
    own = previewed(full.campaign, full.here, csv_file([row(full.there, 2)]), by)

    assert list(visible_to(supporter, ImportBatch.objects.all())) == [own]


# -- what a role is given with ---------------------------------------------------------------


@pytest.fixture
def where(land):
    for unit in (land.here, land.there):
        land.file(unit)
    return land


def test_stored_scopes_are_read_with_the_role_in_one_query(where, django_assert_num_queries):
    account = make.account()
    make.grant(account, Role.UPPER_OFFICER, where.here, {Scope.REPORTS: [where.province]})
    make.grant(account, Role.MEMBER, where.there)

    with django_assert_num_queries(1):
        reaches = reaches_of(account)

    assert reaches == (
        Reach(Role.UPPER_OFFICER, where.here.path, ((Scope.REPORTS, (where.province.path,)),)),
        Reach(Role.MEMBER, where.there.path),
    )


def test_figures_of_more_units_open_no_entry_of_theirs(where):
    account = make.account()
    make.grant(account, Role.UPPER_OFFICER, where.here, {Scope.REPORTS: [where.province]})

    assert allowed(account, Verb.SEE_PROGRESS, where.there.path) is True
    assert {e.unit for e in visible_entries(account, where.campaign)} == {where.here}


def test_a_neighbour_served_too_is_worked_on_like_the_own_unit(where):
    account = make.account()
    make.grant(account, Role.UPPER_OFFICER, where.here, {Scope.WORK: [where.here, where.there]})

    assert visible_entries(account, where.campaign).count() == 2
    assert list(visible_units(account, Verb.REVIEW)) == [where.here, where.school, where.there]


def test_a_scope_follows_its_unit_when_the_tree_changes(where):
    account = make.account()
    make.grant(account, Role.MEMBER, where.here, {Scope.REPORTS: [where.there]})
    Unit.objects.filter(id=where.there.id).update(path=f"{where.foreign.path}{where.there.id}.")

    (reach,) = reaches_of(account)
    assert reach.paths(Scope.REPORTS) == (f"{where.foreign.path}{where.there.id}.",)


@pytest.mark.parametrize(
    ("changes", "holds"),
    [
        ({}, True),
        ({"ends_at": now() + timedelta(days=1)}, True),
        ({"ends_at": now() - timedelta(seconds=5)}, False),
        ({"taken_at": now() - timedelta(days=1)}, False),
        ({"taken_at": now(), "ends_at": now() + timedelta(days=1)}, False),
    ],
)
def test_a_role_holds_until_it_ends_or_is_taken_back(where, changes, holds):
    account = make.account()
    make.grant(account, Role.UPPER_OFFICER, where.here, **changes)

    assert visible_entries(account, where.campaign).exists() is holds


def test_home_is_where_the_figures_are_seen(where):
    account, elsewhere = make.account(), make.account()
    make.grant(account, Role.UPPER_OFFICER, where.here, {Scope.REPORTS: [where.province]})
    make.grant(elsewhere, Role.UPPER_OFFICER, where.here, {Scope.REPORTS: [where.there]})
    admin = make.account(Role.ACCOUNT_ADMIN, where.here)

    homes = [home_unit(who, where.campaign) for who in (account, elsewhere, admin)]

    assert homes == [where.here, where.there, where.province]
