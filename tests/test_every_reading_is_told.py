"""Who is shown names of others leaves a line in the journal, on every route; nobody else does.

A new route is asked too: tests/test_every_route_is_guarded.py wants a row for it.
"""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from sangkien.models import Account, ImportBatch, JournalLine, PersonalDetail
from tests import importing, make
from tests import test_every_route_is_guarded as guarded

pytestmark = pytest.mark.django_db
# what is shown there names persons by its nature, whatever the test can read in it
SCANS = {"entry-recognition-file"}
READERS = (guarded.MEMBER, guarded.OWN, guarded.FOREIGN, guarded.PROVINCE, guarded.STRANGER)


@pytest.fixture
def place():
    """One of everything, and a copy of the entry, so that there is a cluster to look at."""
    made = guarded.a_place()
    entry = make.entry(made.district, title=made.entry.title, workplace=made.entry.workplace)
    copy = replace(entry, authors=(replace(entry.authors[0], name=name_of(made.entry)),))
    make.register(made.campaign, copy)
    return made


def name_of(entry):
    return PersonalDetail.objects.get(initiative=entry).name


def names(place):
    """Everything on a page that is somebody's name or log-in, but for the reader's own."""
    of_entries = set(PersonalDetail.objects.values_list("name", flat=True))
    sheet = importing.row(place.district, 1)[importing.FULL.index("Họ và tên tác giả")]
    return {*of_entries, sheet, place.clerk.login}


def text_of(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    parts = zipfile.ZipFile(BytesIO(content))
    return " ".join(parts.read(part).decode(errors="replace") for part in parts.namelist())


def read_lines(after):
    return list(JournalLine.objects.filter(verb="read", id__gt=after).order_by("id"))


def last_line():
    return JournalLine.objects.latest("id").id


@pytest.mark.parametrize("who", READERS, ids=[guarded.WHO[who] for who in READERS])
def test_a_page_or_file_with_names_of_others_leaves_one_line_and_no_other_does(who, place):
    client, personal = guarded.client_of(who, place), names(place)
    wrong = {}
    for route in guarded.GET:
        before = last_line()
        answer = client.get(guarded.address_of(route, place))
        shows = answer.status_code == 200 and (
            route in SCANS or any(name in text_of(answer) for name in personal)
        )
        told = [line.details["where"] for line in read_lines(before)]
        if told != [route] * shows:
            wrong[route] = (shows, told)

    assert wrong == {}


def test_a_visitor_is_shown_no_name_of_anybody(place):
    client, personal = guarded.client_of(guarded.VISITOR, place), names(place)
    before = last_line()

    shown = {
        route
        for route in guarded.GET
        if any(name in text_of(client.get(guarded.address_of(route, place))) for name in personal)
    }

    assert (shown, read_lines(before)) == (set(), [])


def test_the_routes_that_show_names_are_asked_and_do_show_them(place):
    client, before = guarded.client_of(guarded.PROVINCE, place), last_line()
    for route in guarded.GET:
        client.get(guarded.address_of(route, place))

    told = {line.details["where"]: line.details["of"] for line in read_lines(before)}
    first, second = place.entry.id, place.entry.id + 1
    both = {"entry": f",{first},{second},"}
    assert told["entries"] == told["entries-export"] == told["cluster"] == both
    assert told["journal-person"] == both
    assert told["import-show"] == told["import-result"] == {"batch": f",{place.batch.id},"}
    assert f",{place.clerk.id}," in told["accounts"]["account"]
    assert told["account-reset"] == {"account": f",{place.clerk.id},"}
    assert Account.objects.count() > 1
    assert ImportBatch.objects.count() == 1


def test_an_answer_to_a_form_that_shows_names_again_leaves_its_line_too(place):
    client, before = guarded.client_of(guarded.OWN, place), last_line()

    answer = client.post(guarded.address_of("entry-reject", place))

    assert (answer.status_code, name_of(place.entry) in text_of(answer)) == (422, True)
    assert [line.details["where"] for line in read_lines(before)] == ["entry-reject"]
