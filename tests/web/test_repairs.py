import re
from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from sangkien.core.permissions import Role
from sangkien.core.reading.numbers import format_date
from sangkien.inputs.correction import form_of
from sangkien.models import EntryVersion, Initiative, JournalLine, RepairRequest
from sangkien.queries.versions import stand_of
from tests import make
from tests.web.cleaning import land, officer_of

pytestmark = pytest.mark.django_db
NOTE = "Ghi lại ngày áp dụng lần đầu"


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def where():
    return land()


@pytest.fixture
def officer(where):
    return officer_of(where.district)


@pytest.fixture
def member():
    return Client()


@pytest.fixture
def entry(where):
    return late(where)


def late(where):
    early = date(2019, 5, 1)
    return make.register(where.campaign, make.entry(where.district, applied_on=early))


def day(days):
    return format_date(localdate() + timedelta(days=days))


def address(where, entry, rest=""):
    return where.url(f"sang-kien/{entry.id}/{rest}")


def receipt(entry, rest=""):
    return f"/bien-nhan/{entry.receipt_token}/{rest}"


def ask(officer, where, entry, **changes):
    sent = {"repair-note": NOTE, "repair-due": day(10), "repair-rule": "applied-before-window"}
    return officer.post(address(where, entry, "yeu-cau-sua/"), sent | changes)


def repair(member, entry, **typed):
    entry.refresh_from_db()
    stand = stand_of(entry)
    sent = form_of(stand) | {"seen": stand.mark, "key": "form-1"}
    return member.post(receipt(entry, "sua/"), sent | (typed or {"applied_on": "01/10/2021"}))


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def said_by(answer):
    return [str(one) for one in get_messages(answer.wsgi_request)]


def test_the_form_proposes_ten_days_and_ticks_what_stands_against_the_entry(where, officer, entry):
    page = officer.get(address(where, entry)).content.decode()

    assert f'name="repair-due" class="input input--short" value="{day(10)}"' in page
    assert 'name="repair-rule" value="applied-before-window" checked' in page


def test_the_receipt_says_what_is_asked_until_when_and_leads_to_the_form(
    where, officer, member, entry
):
    answer = ask(officer, where, entry)

    page = member.get(receipt(entry))
    assert (answer.status_code, answer.url) == (302, address(where, entry))
    assert said_by(answer) == [f"The member is asked on the receipt to repair it until {day(10)}."]
    assert f"Please repair this entry until {day(10)}" in text_of(page)
    assert f"The officer of {where.district.short_name} asks: {NOTE}" in text_of(page)
    assert "It is about: Applied before the window." in text_of(page)
    assert f'href="{receipt(entry, "sua/")}"' in page.content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"repair-note": ""}, "Say in plain words what the member should repair"),
        ({"repair-due": day(0)}, "The member needs time: the last day is one after today"),
        ({"repair-due": "31/11/2026"}, "31/11/2026"),
    ],
)
def test_what_cannot_be_asked_is_told_and_stays_typed(where, officer, entry, changes, said):
    answer = ask(officer, where, entry, **changes)

    kept = {"repair-note": NOTE, "repair-due": day(10)} | changes
    page = answer.content.decode()
    assert (answer.status_code, said in text_of(answer)) == (422, True)
    assert [f'value="{text}"' in page for text in kept.values() if text] == [
        True for text in kept.values() if text
    ]
    assert RepairRequest.objects.count() == 0


def test_the_member_repairs_from_the_receipt_and_is_told_at_once_what_holds(
    where, officer, member, entry
):
    ask(officer, where, entry)
    form = text_of(member.get(receipt(entry, "sua/")))

    answer = repair(member, entry)

    assert NOTE in form
    assert (answer.status_code, answer.url) == (302, receipt(entry))
    assert said_by(answer) == [
        "Repaired. Nothing is found against it now; the officer looks at it again."
    ]
    said = text_of(member.get(receipt(entry)))
    assert f"the officer of {where.district.short_name} looks at it again" in said
    assert "Repaired by you" in said


def test_what_holds_still_is_counted_for_the_member(where, officer, member, entry):
    ask(officer, where, entry)

    answer = repair(member, entry, applied_on="01/10/2020")

    assert said_by(answer) == ["Saved. 1 point below still holds; the officer looks at it again."]


def test_what_cannot_be_read_comes_back_with_all_that_was_typed(where, officer, member, entry):
    ask(officer, where, entry)

    answer = repair(member, entry, applied_on="31/11/2021", title="Tên mới")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert ('value="31/11/2021"' in page, "Tên mới</textarea>" in page) == (True, True)
    assert EntryVersion.objects.count() == 0


def test_a_form_that_is_sent_twice_repairs_once_and_leads_to_the_receipt(
    where, officer, member, entry
):
    ask(officer, where, entry)
    stand = stand_of(entry)
    sent = form_of(stand) | {"seen": stand.mark, "key": "k", "applied_on": "01/10/2021"}

    answers = [member.post(receipt(entry, "sua/"), sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert EntryVersion.objects.count() == 1


def test_while_nothing_is_asked_there_is_no_form(where, officer, member, entry):
    assert "Repair it" not in text_of(member.get(receipt(entry)))
    answers = member.get(receipt(entry, "sua/")), repair(member, entry)

    assert [answer.status_code for answer in answers] == [409, 409]
    assert "Nothing is asked here any more" in text_of(answers[0])


def test_the_officer_sees_it_came_back_and_says_that_it_was_looked_at(
    where, officer, member, entry
):
    ask(officer, where, entry)
    repair(member, entry)

    before = text_of(officer.get(address(where, entry)))
    officer.post(address(where, entry, "yeu-cau-sua/xong/"), {"verdict": "done"})
    after = text_of(officer.get(address(where, entry)))

    assert "Came back repaired" in before
    assert "Looked at: ask no more" in before
    assert "Looked at: ask no more" not in after
    assert "You repaired it" not in text_of(member.get(receipt(entry)))


def test_an_officer_takes_the_request_back_and_the_receipt_asks_no_more(
    where, officer, member, entry
):
    ask(officer, where, entry)

    answer = officer.post(address(where, entry, "yeu-cau-sua/xong/"), {"verdict": "back"})

    assert said_by(answer)[-1] == "The member is asked no more."
    assert "Please repair" not in text_of(member.get(receipt(entry)))
    assert officer.post(address(where, entry, "yeu-cau-sua/xong/"), {}).status_code == 404


def listed(officer, where, waits):
    page = officer.get(where.url(f"sang-kien/?repair={waits}")).content.decode()
    return set(re.findall(rf'href="{where.url("sang-kien/")}(\d+)/"', page))


def test_the_first_page_leads_to_lists_of_as_many_entries_as_it_says(where, officer, member):
    asked, overdue, back = [late(where) for _ in range(3)]
    for each in (asked, overdue, back):
        ask(officer, where, each)
    RepairRequest.objects.filter(initiative=overdue).update(due_on=localdate() - timedelta(days=1))
    repair(member, back)

    home = officer.get(where.url(""))
    notes = re.findall(r'<li><a href="([^"]+)">([^<]+)</a></li>', home.content.decode())

    assert [(href, said) for href, said in notes if "repair=" in href] == [
        (where.url("sang-kien/?repair=back"), "1 entry came back repaired; look at it again."),
        (where.url("sang-kien/?repair=overdue"), "1 entry was not repaired in time."),
        (where.url("sang-kien/?repair=asked"), "1 entry waits for its member to repair it."),
    ]
    assert [listed(officer, where, waits) for waits in ("asked", "overdue", "back")] == [
        {str(asked.id)},
        {str(overdue.id)},
        {str(back.id)},
    ]


def test_lists_of_one_and_of_three_cost_as_many_queries(where, officer):
    counts = []
    for wanted in (1, 3):
        while RepairRequest.objects.count() < wanted:
            ask(officer, where, late(where))
        with CaptureQueriesContext(connection) as queries:
            assert len(listed(officer, where, "asked")) == wanted
        with CaptureQueriesContext(connection) as of_home:
            officer.get(where.url(""))
        counts.append((len(queries), len(of_home)))

    assert counts[0] == counts[1]


def test_who_only_reads_sees_what_is_asked_and_asks_nothing(where, officer, entry):
    ask(officer, where, entry)
    reader = officer_of(where.district, Role.GRASSROOTS_OFFICER)

    said = text_of(reader.get(address(where, entry)))

    assert (NOTE in said, "Take the request back" in said) == (True, False)
    assert ask(reader, where, entry).status_code == 403


def test_a_late_member_may_repair_still(where, officer, member, entry):
    ask(officer, where, entry)
    RepairRequest.objects.update(due_on=localdate() - timedelta(days=1))

    said = text_of(member.get(receipt(entry)))
    answer = repair(member, entry)

    assert "The day is over; you can still repair it until the officer decides." in said
    assert answer.status_code == 302
    assert Initiative.objects.get(id=entry.id).applied_on == date(2021, 10, 1)


def test_the_journal_says_that_the_member_did_it_and_who_read_the_form(
    where, officer, member, entry
):
    ask(officer, where, entry)
    member.get(receipt(entry, "sua/"))
    repair(member, entry)

    line = JournalLine.objects.get(verb="entry-repaired")
    read = JournalLine.objects.filter(verb="read", by=None)
    assert (line.by, line.is_system) == (None, False)
    assert line.changes == {"applied_on": ["2019-05-01", "2021-10-01"]}
    assert [one.details["where"] for one in read] == ["receipt-repair"]
