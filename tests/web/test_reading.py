"""What reading personal data costs, and that nothing is shown that cannot be told of."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.core.permissions import Role
from sangkien.models import JournalLine, PersonalDetail
from tests import make
from tests.web.cleaning import land, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def where():
    return land()


def entries(where, count):
    return [make.register(where.campaign, make.entry(where.district)) for _ in range(count)]


def statements(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured]


def test_a_list_of_fifty_entries_costs_as_many_statements_more_as_one_of_two(where):
    client, address = officer_of(where.district), where.url("sang-kien/")
    costs = []
    for more in (2, 48):
        entries(where, more)
        costs.append(len(statements(client, address)))

    assert costs[0] == costs[1]
    of = JournalLine.objects.filter(verb="read").latest("id").details["of"]
    assert of["entry"].count(",") == 51


def test_reading_takes_two_statements_and_no_more(where):
    entries(where, 3)
    told = statements(officer_of(where.district), where.url("sang-kien/"))

    written = [sql for sql in told if sql.startswith("INSERT INTO") and "journal" in sql]
    assert len(written) == 2


def test_what_cannot_be_told_of_is_not_shown(where, settings):
    (entry,) = entries(where, 1)
    client = officer_of(where.district)
    client.raise_request_exception = False
    name = PersonalDetail.objects.get(initiative=entry).name
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE sangkien_journalline RENAME TO away")
        cursor.execute("SAVEPOINT before_the_page")

    answer = client.get(where.url(f"sang-kien/{entry.id}/"))

    assert (answer.status_code, name in answer.content.decode()) == (500, False)


def test_who_has_seen_an_entry_stands_in_its_journal_and_in_that_of_its_author(where):
    first, second = entries(where, 2)
    officer = make.account(Role.UPPER_OFFICER, where.district, login="0912345678")
    client = officer_of(where.district)
    client.force_login(officer)
    client.get(where.url("sang-kien/"))
    client.get(where.url(f"sang-kien/{first.id}/"))
    auditor = officer_of(where.province, Role.AUDITOR)

    def told(rest):
        page = auditor.get(where.url(rest)).content.decode()
        return page.count("Personal data seen: list of entries; entries: 2."), page.count(
            "Personal data seen: page of an entry; entries: 1."
        )

    assert told(f"nhat-ky/sang-kien/{first.id}/") == (1, 1)
    assert told(f"nhat-ky/sang-kien/{second.id}/") == (1, 0)
    assert told(f"nhat-ky/nguoi/{first.authors.get().person_id}/") == (1, 1)
    assert told("nhat-ky/") == (0, 0)
    assert told("nhat-ky/?what=readings") == told("nhat-ky/?what=all") == (1, 1)


def test_the_journal_of_a_person_is_for_who_may_see_its_entries(where):
    (entry,) = entries(where, 1)
    address = where.url(f"nhat-ky/nguoi/{entry.authors.get().person_id}/")

    roles = {
        (Role.AUDITOR, where.district): 200,
        (Role.AUDITOR, where.other): 404,
        (Role.UPPER_OFFICER, where.district): 404,
        (Role.PROVINCIAL_OFFICER, where.province): 200,
    }
    assert {
        (role, unit): officer_of(unit, role).get(address).status_code for role, unit in roles
    } == roles
    assert (
        officer_of(where.province, Role.AUDITOR).get(where.url("nhat-ky/nguoi/999999/")).status_code
        == 404
    )


def test_an_erased_person_has_a_journal_without_a_name(where):
    (entry,) = entries(where, 1)
    person = entry.authors.get().person_id
    PersonalDetail.objects.all().delete()

    page = officer_of(where.province, Role.AUDITOR).get(where.url(f"nhat-ky/nguoi/{person}/"))

    assert "<h1>(erased)</h1>" in page.content.decode()
