"""Groups of entries that ticked the wrong unit: the sentence, the ticks, the three answers."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.core.permissions import Role
from sangkien.models import Finding, Initiative, JournalLine
from tests import make
from tests.web.cleaning import finding_of, misplaced, officer_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
LIST = "phat-hien/?rule=wrong-unit"


@pytest.fixture
def client(where):
    return officer_of(where.province, Role.PROVINCIAL_OFFICER)


def address(where, ticked=None, to=None):
    ids = (ticked or where.sector).id, (to or where.district).id
    return where.url("phat-hien/nhom/{}/{}/".format(*ids))


def shown(client, address):
    return client.get(address).content.decode()


def send(client, address, entries, verdict="move", **fields):
    ids = [finding_of(entry, "wrong-unit").id for entry in entries]
    return client.post(address, {"finding": ids, "verdict": verdict, **fields})


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def units_of(*entries):
    return [Initiative.objects.get(id=entry.id).unit for entry in entries]


def three(where):
    return [misplaced(where, number) for number in (1, 2, 3)]


# -- the sentence -------------------------------------------------------------------------------


def test_the_list_says_who_ticked_what_and_leads_to_the_group(where, client):
    three(where)

    page = shown(client, where.url(LIST))

    assert "3 kindergarten schools of Than Uyên ticked Công đoàn ngành Giáo dục." in page
    assert "3 entries belong to LĐLĐ huyện Than Uyên by their workplaces." in page
    assert address(where) in page


def test_the_first_page_says_it_too_and_leads_to_the_group(where, client):
    three(where)

    page = shown(client, where.url(""))

    said = "3 kindergarten schools of Than Uyên ticked Công đoàn ngành Giáo dục."
    assert f'<a href="{address(where)}">{said}</a>' in page


def test_the_sentence_is_said_in_vietnamese(where, client):
    three(where)
    client.cookies["django_language"] = "vi"

    page = shown(client, address(where))

    assert "3 trường mầm non của Than Uyên đã chọn Công đoàn ngành Giáo dục" in page


def test_kinds_are_told_apart_where_there_are_several(where, client):
    make.unit(where.district, "Trường THCS Mường Kim")
    misplaced(where)
    make.register(where.campaign, make.entry(where.sector, workplace="Trường THCS Mường Kim"))

    page = shown(client, address(where))

    assert "2 schools (1 kindergarten, 1 lower secondary) of Than Uyên" in page


def test_workplaces_that_are_no_schools_are_told_as_others(where, client):
    make.unit(where.district, "Trạm Y tế Mường Kim")
    misplaced(where)
    make.register(where.campaign, make.entry(where.sector, workplace="Trạm Y tế Mường Kim"))

    page = shown(client, address(where))

    assert "1 kindergarten school and 1 other workplace of Than Uyên ticked" in page


def test_a_group_without_a_school_counts_its_workplaces(where, client):
    make.unit(where.district, "Trạm Y tế Mường Kim")
    make.register(where.campaign, make.entry(where.sector, workplace="Trạm Y tế Mường Kim"))

    assert "1 workplace of Than Uyên ticked" in shown(client, address(where))


# -- the page -----------------------------------------------------------------------------------


def test_all_entries_of_the_group_stand_on_its_page_ticked_with_workplace_and_units(where, client):
    entries = three(where)
    foreign = make.register(
        where.campaign, make.entry(where.sector, workplace="Trường Mầm non huyện Phong Thổ")
    )

    page = shown(client, address(where))

    assert [entry.title in page for entry in (*entries, foreign)] == [True, True, True, False]
    assert page.count("checked") == 3
    assert "Trường Mầm non số 2 huyện Than Uyên" in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_as_many_statements_for_one_entry_as_for_three(where, client, number):
    for each in range(1, number + 1):
        misplaced(where, each)
    shown(client, address(where))

    with CaptureQueriesContext(connection) as asked:
        shown(client, address(where))

    assert len(asked) == PAGE_QUERIES


PAGE_QUERIES = 11


def test_a_group_that_is_no_more_says_so(where, client):
    assert "Nothing is left of this group" in shown(client, address(where))


def test_a_unit_of_another_federation_is_no_group_here(where, client):
    foreign = make.unit()

    assert client.get(address(where, to=foreign)).status_code == 404
    assert client.get(where.url("phat-hien/nhom/1/999999/")).status_code == 404


def test_an_officer_of_the_ticked_unit_alone_is_offered_to_leave_or_pass_up(where):
    make.account(Role.PROVINCIAL_OFFICER, where.province)
    misplaced(where)
    client = officer_of(where.sector)

    page = shown(client, address(where))

    assert "Move the ticked ones" not in page
    assert "Leave them where they are" in page
    assert "Unsure: pass up to LĐLĐ tỉnh" in page


def test_whoever_sees_no_entry_finds_no_group(where):
    misplaced(where)

    answer = officer_of(where.district, Role.MEMBER).get(address(where))

    assert answer.status_code == 404


# -- the answers --------------------------------------------------------------------------------


def test_what_is_ticked_moves_with_one_line_for_each_and_keeps_what_was_ticked(where, client):
    entries = three(where)

    answer = send(client, address(where), entries[:2])

    assert answer.url == address(where)
    assert said(answer) == ["2 entries count at LĐLĐ huyện Than Uyên now."]
    assert units_of(*entries) == [where.district, where.district, where.sector]
    assert JournalLine.objects.filter(verb="moved").count() == 2
    assert set(Initiative.objects.values_list("ticked_unit", flat=True)) == {where.sector.id}


def test_the_button_of_one_row_moves_that_one_whatever_is_ticked(where, client):
    entries = three(where)
    only = finding_of(entries[1], "wrong-unit").id

    send(client, address(where), entries, verdict="", only=only)

    assert units_of(*entries) == [where.sector, where.district, where.sector]


def test_schools_registered_below_a_district_move_each_to_its_own_union(where, client):
    schools = [make.unit(where.district, f"Trường THCS Mường Kim {k}") for k in (1, 2)]
    entries = [
        make.register(where.campaign, make.entry(where.sector, workplace=school.name))
        for school in schools
    ]

    send(client, address(where), entries)

    assert units_of(*entries) == schools


def test_what_is_left_where_it_is_needs_a_reason_and_is_dismissed(where, client):
    entries = three(where)

    without = send(client, address(where), entries[:2], verdict="leave")
    answer = send(
        client, address(where), entries[:2], verdict="leave", **{"group-reason": "Do ngành quản lý"}
    )

    assert (without.status_code, "Say why in one sentence" in without.content.decode()) == (
        422,
        True,
    )
    assert said(answer) == ["2 findings dismissed: Unit does not fit the workplace."]
    assert list(Finding.objects.order_by("id").values_list("state", flat=True)) == [
        "dismissed",
        "dismissed",
        "open",
    ]
    assert units_of(*entries) == [where.sector] * 3


def test_what_was_typed_and_ticked_comes_back_with_an_error(where, client):
    entries = three(where)

    page = send(
        client, address(where), entries[:1], **{"group-since": "31/11/2022", "group-reason": "Nhầm"}
    )

    text = page.content.decode()
    assert (page.status_code, text.count("checked"), "Nhầm" in text) == (422, 1, True)
    assert "31/11/2022" in text


def test_nothing_ticked_is_told_at_the_table(where, client):
    three(where)

    answer = send(client, address(where), [])

    assert (answer.status_code, 'href="#field-finding"' in answer.content.decode()) == (422, True)


def test_what_somebody_moved_meanwhile_is_said_to_be_gone(where, client):
    entry = misplaced(where)
    sent = {"finding": [finding_of(entry, "wrong-unit").id], "verdict": "move"}
    client.post(address(where), sent)

    again = client.post(address(where), sent)

    assert said(again)[-1].startswith("1 not decided: This finding no longer holds")


def test_a_group_beyond_the_own_reach_is_not_moved(where):
    entry = misplaced(where)

    answer = send(officer_of(where.sector), address(where), [entry])

    assert (answer.status_code, units_of(entry)) == (403, [where.sector])


def test_what_no_finding_proposes_does_not_move(where, client):
    entry = misplaced(where)

    send(client, address(where, to=where.other), [entry])

    assert units_of(entry) == [where.sector]


def test_what_is_passed_up_leaves_the_desk_with_its_note(where):
    make.account(Role.PROVINCIAL_OFFICER, where.province)
    entry = misplaced(where)

    answer = send(
        officer_of(where.sector),
        address(where),
        [entry],
        verdict="pass",
        **{"group-reason": "Của ai?"},
    )

    assert said(answer)[0].startswith("1 finding was passed up.")


def test_an_answer_that_there_is_not_is_no_page(where, client):
    assert send(client, address(where), [misplaced(where)], verdict="x").status_code == 404


def test_a_number_that_no_database_holds_is_no_group(where, client):
    assert client.get(where.url(f"phat-hien/nhom/{2**63}/{10**25}/")).status_code == 404
