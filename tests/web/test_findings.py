from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils.timezone import now

from sangkien.core.permissions import Role
from sangkien.models import Finding, Initiative, JournalLine
from tests import make
from tests.web.cleaning import finding_of, land, misplaced, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def where():
    return land()


@pytest.fixture
def client(where):
    return officer_of(where.province, Role.PROVINCIAL_OFFICER)


def shown(client, where, query=""):
    return client.get(where.url(f"phat-hien/{query}")).content.decode()


def group_of(where, entries, to=None):
    last = Finding.objects.filter(initiative__in=entries, rule="wrong-unit").latest("id")
    return {"to": (to or where.district).id, "up_to": last.id}


def test_findings_are_counted_by_kind(where, client):
    misplaced(where, 1)
    misplaced(where, 2)
    make.register(where.campaign, make.entry(where.district, applied_on=date(2021, 8, 1)))

    page = shown(client, where)

    assert 'All kinds <span class="count">3</span>' in page
    assert 'Unit does not fit the workplace <span class="count">2</span>' in page
    assert 'Applied before the window <span class="count">1</span>' in page


def test_findings_of_one_kind_and_one_unit_can_be_asked_for(where, client):
    early = make.register(where.campaign, make.entry(where.district, applied_on=date(2021, 8, 1)))
    other = make.register(where.campaign, make.entry(where.other, applied_on=date(2021, 8, 1)))
    wrong = misplaced(where)

    page = shown(client, where, f"?rule=applied-before-window&unit={where.district.code}")

    assert [entry.title in page for entry in (early, other, wrong)] == [True, False, False]


def test_findings_can_be_asked_for_by_age(where, client):
    old = make.register(where.campaign, make.entry(where.district, applied_on=date(2021, 8, 1)))
    new = make.register(where.campaign, make.entry(where.district, applied_on=date(2021, 8, 1)))
    Finding.objects.filter(initiative=new).update(opened_at=now() - timedelta(days=6))

    page = shown(client, where, "?age=7")

    assert [old.title in page, new.title in page] == [True, False]


def test_findings_of_a_withdrawn_entry_wait_for_nobody(where, client):
    entry = make.register(where.campaign, make.entry(where.district, applied_on=date(2021, 8, 1)))
    client.post(where.url(f"sang-kien/{entry.id}/rut/"), {"withdraw-reason": "Tác giả xin rút"})

    assert "Nothing to decide" in shown(client, where)


def test_entries_of_one_proposed_unit_are_offered_to_move_together(where, client):
    for number in (1, 2, 3):
        misplaced(where, number)

    page = shown(client, where, "?rule=wrong-unit")

    assert "3 entries belong to LĐLĐ huyện Than Uyên by their workplaces." in page
    assert "Move all of these to LĐLĐ huyện Than Uyên" in page


def test_a_group_moves_in_one_action_with_one_line_for_each_entry(where, client):
    entries = [misplaced(where, number) for number in (1, 2, 3)]

    answer = client.post(where.url("phat-hien/chuyen/?rule=wrong-unit"), group_of(where, entries))

    assert answer.url == where.url("phat-hien/?rule=wrong-unit")
    said = [str(message) for message in get_messages(answer.wsgi_request)]
    assert said == ["3 entries count at LĐLĐ huyện Than Uyên now."]
    assert set(Initiative.objects.values_list("unit", flat=True)) == {where.district.id}
    assert JournalLine.objects.filter(verb="moved").count() == 3


def test_what_came_after_the_page_was_loaded_does_not_move_unseen(where, client):
    seen = misplaced(where, 1)
    sent = group_of(where, [seen])
    unseen = misplaced(where, 2)

    client.post(where.url("phat-hien/chuyen/"), sent)

    seen.refresh_from_db()
    unseen.refresh_from_db()
    assert [seen.unit, unseen.unit] == [where.district, where.sector]


def test_a_group_does_not_move_where_no_finding_proposes_it(where, client):
    entry = misplaced(where)

    client.post(where.url("phat-hien/chuyen/"), group_of(where, [entry], to=where.other))

    entry.refresh_from_db()
    assert entry.unit == where.sector


def test_a_group_beyond_the_own_reach_is_neither_offered_nor_moved(where):
    entry = misplaced(where)
    client = officer_of(where.sector)

    page = shown(client, where, "?rule=wrong-unit")
    answer = client.post(where.url("phat-hien/chuyen/"), group_of(where, [entry]))

    entry.refresh_from_db()
    assert "Move all of these" not in page
    assert (answer.status_code, entry.unit) == (403, where.sector)


def test_whoever_sees_no_entry_is_not_sent_to_a_list_that_is_not_there(where):
    entry = misplaced(where)
    client = officer_of(where.district, Role.MEMBER)

    answer = client.post(where.url("phat-hien/chuyen/"), group_of(where, [entry]))

    assert answer.status_code == 404


@pytest.mark.parametrize("sent", [{}, {"to": "x", "up_to": "1"}, {"to": "1" * 30, "up_to": "1"}])
def test_a_group_without_unit_answers_404(where, client, sent):
    assert client.post(where.url("phat-hien/chuyen/"), sent).status_code == 404


def test_a_dismissed_finding_leaves_the_list(where, client):
    entry = misplaced(where)
    finding = finding_of(entry, "wrong-unit")

    sent = {"verdict": "dismiss", f"reason-{finding.id}": "Trường do ngành quản lý"}
    client.post(where.url(f"phat-hien/{finding.id}/ket-luan/"), sent)

    assert "Nothing to decide" in shown(client, where, "?rule=wrong-unit")


def test_schools_registered_below_a_district_form_one_group_and_each_moves_to_its_own_union(
    where, client
):
    schools = [make.unit(where.district, f"Trường THCS Mường Kim {k}") for k in (1, 2)]
    entries = [
        make.register(where.campaign, make.entry(where.sector, workplace=school.name))
        for school in schools
    ]

    page = shown(client, where, "?rule=wrong-unit")
    client.post(where.url("phat-hien/chuyen/"), group_of(where, entries))

    assert "2 entries belong to LĐLĐ huyện Than Uyên by their workplaces." in page
    assert [Initiative.objects.get(id=entry.id).unit for entry in entries] == schools


def test_a_group_that_somebody_moved_meanwhile_is_said_to_be_gone(where, client):
    sent = group_of(where, [misplaced(where)])
    client.post(where.url("phat-hien/chuyen/"), sent)

    again = client.post(where.url("phat-hien/chuyen/"), sent)

    said = [str(message) for message in get_messages(again.wsgi_request)]
    assert said[-1] == "Nothing was left to move."
