"""Decisions as of a day, through their forms: what is said, and what is refused at which field."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.contrib.messages import get_messages
from django.utils.timezone import localdate

from sangkien.core.permissions import Role
from sangkien.core.reading.numbers import format_date
from sangkien.models import Campaign, JournalLine
from tests import make
from tests.web.cleaning import finding_of, land, misplaced, officer_of

pytestmark = pytest.mark.django_db
TOO_EARLY = {"applied_on": date(2021, 8, 31)}
TOMORROW = format_date(localdate() + timedelta(days=1))


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def where():
    return land()


@pytest.fixture
def client(where):
    return officer_of(where.province, Role.PROVINCIAL_OFFICER)


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def uphold(client, where, finding, **more):
    return client.post(where.url(f"phat-hien/{finding.id}/ket-luan/"), {"verdict": "uphold"} | more)


def test_a_decision_as_of_a_day_says_from_which_day_it_counts(where, client):
    entry = make.register(where.campaign, make.entry(where.district, **TOO_EARLY))
    finding = finding_of(entry, "applied-before-window")

    answer = uphold(client, where, finding, **{f"since-{finding.id}": "18/03/2022"})

    assert said(answer) == ["Upheld: Applied before the window. It counts from 18/03/2022 on."]
    line = JournalLine.objects.get(verb="finding-upheld")
    assert localdate(line.occurred_at) == date(2022, 3, 18)
    shown = client.get(where.url(f"sang-kien/{entry.id}/")).content.decode()
    assert "<time>18/03/2022 23:59</time>" in shown


def test_where_pages_show_an_earlier_day_a_decision_of_now_says_that_they_stay(where, client):
    Campaign.objects.update(default_day=date(2022, 3, 17))
    entry = make.register(where.campaign, make.entry(where.district, **TOO_EARLY))
    today = format_date(localdate())

    answer = uphold(client, where, finding_of(entry, "applied-before-window"))

    present = where.url(f"?{urlencode({'on': today})}")
    told = (
        f"Upheld: Applied before the window. It counts from {today} on. Figures as of 17/03/2022"
        f' stay as they are. <a href="{present}">See the present</a>'
    )
    assert said(answer) == [told]
    assert f'<a href="{present}">' in client.get(answer.url).content.decode()


def test_a_reason_in_a_message_is_no_mark_up(where, client):
    Campaign.objects.update(default_day=date(2022, 3, 17))
    unit = make.unit(where.province, "LĐLĐ huyện <b>Mới</b>")
    entry = make.register(where.campaign, make.entry(where.district))

    answer = client.post(where.url(f"sang-kien/{entry.id}/chuyen/"), {"move-unit": unit.id})

    assert said(answer)[0].startswith("The entry counts at LĐLĐ huyện &lt;b&gt;Mới&lt;/b&gt; now.")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/02/2022", "is no day of the calendar"),
        ("03/2022", "names no single day"),
        (TOMORROW, "A decision cannot count from a day still to come."),
        ("16/03/2022", "The entry was filed on 17/03/2022; no decision on it counts from"),
    ],
)
@pytest.mark.parametrize(
    ("address", "field", "more"),
    [
        ("hop-le", "accept-since", {}),
        ("tu-choi", "reject-since", {"reject-code": "R10", "reject-reason": "Không"}),
        ("rut", "withdraw-since", {"withdraw-reason": "Tác giả xin"}),
    ],
)
def test_a_day_a_decision_cannot_count_from_is_told_at_its_field(
    where, client, address, field, more, typed, sentence
):
    entry = make.register(where.campaign, make.entry(where.district))
    answer = client.post(where.url(f"sang-kien/{entry.id}/{address}/"), more | {field: typed})

    page = answer.content.decode()
    assert (answer.status_code, JournalLine.objects.exclude(verb="read").count()) == (422, 1)
    assert sentence in page[page.index(f'id="error-{field}"') :]


def test_a_group_moves_as_of_a_day_or_says_at_its_field_why_not(where, client):
    entry = misplaced(where)
    last = finding_of(entry, "wrong-unit")
    sent = {"finding": [last.id], "verdict": "move"}
    field = "group-since"
    address = where.url(f"phat-hien/nhom/{where.sector.id}/{where.district.id}/")

    refused = client.post(address, sent | {field: "16/03/2022"})
    moved = client.post(address, sent | {field: "18/03/2022"})

    assert refused.status_code == 422
    assert f'id="error-{field}"' in refused.content.decode()
    assert said(moved) == [
        "1 entry counts at LĐLĐ huyện Than Uyên now. It counts from 18/03/2022 on."
    ]
