"""Passing up on the pages: offered where somebody is above, marked there, told back below."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages

from sangkien.models import Finding, Passing
from tests import make
from tests.web.cleaning import finding_of, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ASK = "Unsure: pass up to LĐLĐ tỉnh"


def early(where):
    entry = make.entry(where.district, applied_on=date(2021, 8, 1))
    return finding_of(make.register(where.campaign, entry), "applied-before-window")


def copies(where, number):
    entry = make.entry(where.district)
    return [
        make.register(
            where.campaign,
            replace(
                entry,
                client_ref=f"{entry.client_ref}-{k}",
                occurred_at=make.NOW + timedelta(minutes=k - number),
            ),
        )
        for k in range(number)
    ]


def decide(client, where, finding, verdict, reason="", **more):
    sent = {"verdict": verdict, f"reason-{finding.id}": reason} | more
    return client.post(where.url(f"phat-hien/{finding.id}/ket-luan/"), sent)


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_it_is_offered_where_somebody_decides_above_and_only_there(where, below, above):
    finding = early(where)
    rooms = ("phat-hien/", f"sang-kien/{finding.initiative_id}/")

    assert [ASK in page(below, where, room) for room in rooms] == [True, True]
    assert ["Unsure:" in page(above, where, room) for room in rooms] == [False, False]


def test_a_finding_passed_up_leaves_the_list_and_the_page_leads_back_to_it(where, below, above):
    finding = early(where)
    here = where.url("phat-hien/")

    answer = decide(below, where, finding, "pass", "Ngày ghi hai kiểu", next=here)

    assert answer.url == here
    assert said(answer) == [
        "1 finding was passed up. Until it is decided there, you can take it back."
    ]
    listed = page(below, where, "phat-hien/")
    assert finding.initiative.title not in listed
    assert f'href="{where.url(f"sang-kien/{finding.initiative_id}/")}#finding-{finding.id}"' in (
        listed
    )
    waiting = page(below, where, "phat-hien/?stage=passed")
    assert [each in waiting for each in (finding.initiative.title, "Take it back", ">Uphold<")] == [
        True,
        True,
        False,
    ]


def test_without_a_note_the_page_asks_for_one_at_its_field(where, below, above):
    finding = early(where)

    answer = decide(below, where, finding, "pass")

    assert answer.status_code == 422
    assert f'id="error-reason-{finding.id}"' in answer.content.decode()
    assert not Passing.objects.exists()


def test_where_nobody_is_above_the_page_says_so(where, below):
    finding = early(where)

    answer = decide(below, where, finding, "pass", "Chưa rõ")

    assert answer.status_code == 409
    assert "there is nobody to pass this up to" in answer.content.decode()


def test_above_it_is_marked_by_whom_and_why_and_counted_on_home(where, below, above):
    finding = early(where)
    early(where)
    decide(below, where, finding, "pass", "Ngày ghi hai kiểu")

    home = page(above, where, "")
    listed = page(above, where, "phat-hien/?stage=from-below")

    assert "1 of them was passed up to you: the level below was unsure." in home
    assert f'{where.url("phat-hien/")}?stage=from-below"' in home
    assert (finding.initiative.title in listed, "Ngày ghi hai kiểu" in listed) == (True, True)
    assert "1 finding you passed up waits above." in page(below, where, "")


def test_the_answer_is_told_below_until_it_is_read(where, below, above):
    finding = early(where)
    decide(below, where, finding, "pass", "Ngày ghi hai kiểu")
    decide(above, where, finding, "uphold", "Đã hỏi trường")

    assert "1 finding you passed up was answered above." in page(below, where, "")
    listed = page(below, where, "phat-hien/?stage=answered")
    assert ("Answered there: upheld." in listed, "Đã hỏi trường" in listed) == (True, True)
    answer = below.post(where.url("phat-hien/da-doc/"), {"finding": [finding.id]})
    assert said(answer) == ["These answers are read; the findings keep their history."]
    assert "answered above" not in page(below, where, "")
    assert "Đã hỏi trường" in page(below, where, f"sang-kien/{finding.initiative_id}/")


def test_taken_back_it_stands_in_the_list_again(where, below, above):
    finding = early(where)
    decide(below, where, finding, "pass", "Chưa rõ")

    answer = decide(below, where, finding, "back")

    assert said(answer)[-1] == "1 finding was taken back and waits for your decision."
    assert finding.initiative.title in page(below, where, "phat-hien/")
    assert decide(below, where, finding, "back").status_code == 409


def test_ticked_findings_go_up_together(where, below, above):
    found = [early(where) for _ in range(3)]
    sent = {"finding": [one.id for one in found[:2]], "together-reason": "Chưa rõ ngày"}

    answer = below.post(
        where.url("phat-hien/ket-luan/?rule=applied-before-window"), sent | {"verdict": "pass"}
    )

    assert said(answer)[0].startswith("2 findings were passed up.")
    assert set(Passing.objects.values_list("finding", flat=True)) == {f.id for f in found[:2]}
    assert found[2].initiative.title in page(below, where, "phat-hien/")


@pytest.mark.parametrize("ticked", [True, False])
def test_of_a_cluster_the_ticked_copies_go_up_and_without_a_tick_all(where, below, above, ticked):
    made = copies(where, 3)
    sent = {"verdict": "pass", "copies-reason": "Cùng tên nhưng khác lớp"}
    sent |= {"copy": [made[1].id]} if ticked else {}

    answer = below.post(where.url(f"trung/{made[0].id}/hoi-cap-tren/"), sent)

    up = set(Passing.objects.values_list("finding__initiative", flat=True))
    assert answer.url == where.url(f"trung/{made[0].id}/")
    assert up == ({made[1].id} if ticked else {made[1].id, made[2].id})
    shown = page(below, where, f"trung/{made[0].id}/")
    assert ("Take back what was passed up" in shown, "Cùng tên nhưng khác lớp" in shown) == (
        True,
        True,
    )


def test_a_cluster_is_taken_back_and_then_has_nothing_above_any_more(where, below, above):
    made = copies(where, 3)
    address = where.url(f"trung/{made[0].id}/hoi-cap-tren/")
    below.post(address, {"verdict": "pass", "copies-reason": "Chưa rõ"})

    answer = below.post(address, {"verdict": "back"})

    assert said(answer)[-1] == "2 findings were taken back and wait for your decision."
    assert Finding.objects.filter(passings__ended_at=None, passings__isnull=False).count() == 0
    assert below.post(address, {"verdict": "other"}).status_code == 404


def test_a_cluster_that_was_decided_meanwhile_passes_nothing_up(where, below, above):
    made = copies(where, 2)
    Finding.objects.update(state="upheld")

    answer = below.post(
        where.url(f"trung/{made[0].id}/hoi-cap-tren/"), {"verdict": "pass", "copies-reason": "Hỏi"}
    )

    (told,) = said(answer)
    assert told.startswith(
        "1 not decided: Of this entry nothing waits to be decided: it is the first"
    )
