"""Ticked findings of one kind, decided together from the list."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.actions.moving import move_initiative
from sangkien.actions.review import decide_finding, withdraw
from sangkien.core.permissions import Role
from sangkien.models import Finding, JournalLine
from tests import make
from tests.web.cleaning import finding_of, land, officer_of

pytestmark = pytest.mark.django_db
RULE = "applied-before-window"
LIST, DECIDE = f"phat-hien/?rule={RULE}", f"phat-hien/ket-luan/?rule={RULE}"


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def where():
    return land()


@pytest.fixture
def client(where):
    return officer_of(where.province, Role.PROVINCIAL_OFFICER)


def early(where, number=1, *, unit=None):
    """Findings of as many entries that were applied before the window."""
    entries = [
        make.register(
            where.campaign, make.entry(unit or where.district, applied_on=date(2021, 8, 1))
        )
        for _ in range(number)
    ]
    return [finding_of(entry, RULE) for entry in entries]


def ticked(findings, verdict="uphold", reason=""):
    ids = [str(finding.id) for finding in findings]
    return {"finding": ids, "verdict": verdict, "together-reason": reason}


def shown(answer):
    return answer.content.decode()


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def states():
    return list(Finding.objects.order_by("id").values_list("state", flat=True))


def test_ticked_findings_of_one_kind_are_decided_in_one_go(where, client):
    findings = early(where, 3)

    answer = client.post(where.url(DECIDE), ticked(findings[:2], "dismiss", "Ngày đúng"))

    assert (answer.status_code, answer.url) == (302, where.url(LIST))
    assert said(answer) == ["2 findings dismissed: Applied before the window."]
    assert states() == ["dismissed", "dismissed", "open"]
    lines = JournalLine.objects.filter(verb="finding-dismissed")
    assert list(lines.values_list("reason", flat=True)) == ["Ngày đúng", "Ngày đúng"]


def test_what_could_not_be_decided_is_counted_for_each_reason(where, client):
    decided, ended, ended_too, open_still = early(where, 4)
    decide_finding(decided, uphold=False, reason="Ngày đúng", by=make.SYSTEM)
    for finding in (ended, ended_too):
        withdraw(finding.initiative, reason="Xin rút", by=make.SYSTEM)

    sent = ticked([decided, ended, ended_too, open_still])
    answer = client.post(where.url(DECIDE), sent)

    meanwhile = "This finding was decided meanwhile."
    assert said(answer) == [
        "1 finding upheld: Applied before the window.",
        f"1 not decided: {meanwhile} Open the entry to see how, or to decide otherwise.",
        "2 not decided: This entry was withdrawn or its import taken back; it is closed.",
    ]


def test_an_entry_moved_out_of_sight_meanwhile_is_told_without_a_word_about_it(where):
    (finding,) = early(where)
    move_initiative(finding.initiative, where.other, reason="", by=make.SYSTEM)
    client = officer_of(where.district)

    answer = client.post(where.url(DECIDE), ticked([finding]))

    assert said(answer) == ["1 not decided: There is nothing here, or it is not yours to see."]
    assert "open" in states()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"verdict": "uphold"}, "Nothing is ticked."),
        ({"verdict": "uphold", "finding": ["x", "1" * 30]}, "Nothing is ticked."),
        (
            {"verdict": "uphold", "finding": [str(n) for n in range(1, 202)]},
            "At most 200 findings are decided at once; 201 were ticked.",
        ),
        ({"verdict": "dismiss", "finding": ["TICKED"]}, "Say why in one sentence"),
        (
            {"verdict": "dismiss", "finding": ["TICKED"], "together-reason": "x" * 501},
            "This field holds at most 500 characters; 501 were given.",
        ),
        (
            {"verdict": "uphold", "finding": ["TICKED"], "together-since": "31/11/2021"},
            "is no day of the calendar",
        ),
    ],
)
def test_what_is_missing_is_asked_for_and_the_ticks_stay(sent, sentence, where, client):
    (finding,) = early(where)
    ids = [str(finding.id) if each == "TICKED" else each for each in sent.get("finding", [])]

    answer = client.post(where.url(DECIDE), sent | {"finding": ids})

    assert (answer.status_code, states()) == (422, ["open"])
    assert sentence in shown(answer)
    box = f'name="finding" value="{finding.id}" form="together"'
    assert (f"{box} checked" in shown(answer)) is (str(finding.id) in ids)


@pytest.mark.parametrize(
    ("address", "verdict"),
    [("phat-hien/ket-luan/", "uphold"), ("phat-hien/ket-luan/?rule=x", "uphold"), (DECIDE, "x")],
)
def test_without_one_kind_or_a_verdict_nothing_is_decided(address, verdict, where, client):
    answer = client.post(where.url(address), ticked(early(where), verdict))

    assert (answer.status_code, states()) == (404, ["open"])


def test_findings_of_another_kind_are_not_decided_along(where, client):
    (finding,) = early(where)
    other = finding_of(
        make.register(where.campaign, make.entry(where.district, effect="")), "missing-effect"
    )

    client.post(where.url(DECIDE), ticked([finding, other]))

    assert states() == ["upheld", "open"]


def test_boxes_to_tick_stand_where_one_kind_is_shown_and_the_officer_may_decide(where, client):
    early(where)

    of_all_kinds = shown(client.get(where.url("phat-hien/")))
    of_one_kind = shown(client.get(where.url(LIST)))

    assert [
        page.count('type="checkbox" name="finding"') for page in (of_all_kinds, of_one_kind)
    ] == [0, 1]
    assert "Choose one kind above" in of_all_kinds


def test_an_officer_of_another_unit_decides_nothing(where):
    (finding,) = early(where)
    client = officer_of(where.sector)

    answer = client.post(where.url(DECIDE), ticked([finding]))

    assert (answer.status_code, states()) == (302, ["open"])
    assert said(answer) == ["1 not decided: There is nothing here, or it is not yours to see."]


def test_the_list_asks_as_often_for_three_findings_to_tick_as_for_one(where, client):
    def count():
        with CaptureQueriesContext(connection) as asked:
            client.get(where.url(LIST))
        return len(asked)

    early(where)
    count()
    one = count()
    early(where, 2)

    assert count() == one


def test_a_whole_page_is_decided_in_as_many_queries_as_two(where, client):
    def count(findings):
        with CaptureQueriesContext(connection) as asked:
            client.post(where.url(DECIDE), ticked(findings))
        return len(asked)

    count(early(where, 2))

    assert count(early(where, 2)) == count(early(where, 7))


def test_decided_as_of_an_earlier_day_the_message_says_from_which_day_it_counts(where, client):
    (finding,) = early(where)
    day = "18/03/2022"

    sent = ticked([finding]) | {"together-since": day}
    answer = client.post(where.url(DECIDE), sent)

    assert said(answer) == [
        f"1 finding upheld: Applied before the window. It counts from {day} on."
    ]
