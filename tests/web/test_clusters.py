"""A cluster of copies on one page: what is shown to whom, and what is decided there."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sangkien.actions.registration import Filing, register_batch
from sangkien.core.permissions import Role
from sangkien.models import DuplicatePair, Finding, Initiative, JournalLine
from sangkien.queries.cluster_page import PAGE_SIZE
from sangkien.web.cluster_words import gap_words
from tests import make
from tests.web.cleaning import land, officer_of

pytestmark = pytest.mark.django_db
FIRST_FILED = datetime(2022, 3, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def where():
    return land()


@pytest.fixture
def client(where):
    return officer_of(where.province, Role.PROVINCIAL_OFFICER)


def copies(where, number, *, units=(), **changes):
    """One text filed `number` times, three minutes apart; return the entries in order."""
    entry = make.entry(where.district, **changes)
    made = []
    for k in range(number):
        ticked = make.unit_fact(units[k]) if units else entry.ticked
        filed = FIRST_FILED + timedelta(minutes=3 * k)
        again = replace(
            entry, client_ref=f"{entry.client_ref}-{k}", occurred_at=filed, ticked=ticked
        )
        made.append(make.register(where.campaign, again))
    return made


def cluster_of(client, where, entry, query=""):
    return client.get(where.url(f"trung/{entry.id}/{query}"))


def decide(client, where, entry, ticked, verdict, **more):
    sent = {"copy": [one.id for one in ticked], "verdict": verdict} | more
    return client.post(where.url(f"trung/{entry.id}/ket-luan/"), sent)


def receipts_in(answer, entries):
    return receipts_in_text(answer.content.decode(), entries)


def receipts_in_text(text, entries):
    return [e.id for e in entries if f"LC22-{e.id:06}" in text]


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def rule_states():
    found = Finding.objects.filter(reason="R01").order_by("initiative_id")
    return list(found.values_list("initiative_id", "state"))


def test_all_entries_stand_on_the_page_whichever_of_them_is_asked_for(where, client):
    made = copies(where, 3)

    pages = [cluster_of(client, where, entry) for entry in made]

    assert [receipts_in(page, made) for page in pages] == [[e.id for e in made]] * 3
    text = pages[0].content.decode()
    assert text.count("First filer") == 1
    assert text.index("First filer") < text.index("3 minutes after the first")
    assert "6 minutes after the first" in text
    assert "The same author." in text
    assert "The titles are the same." in text
    assert "Probability of one work: over 99 %." in text


def test_words_that_the_first_filer_has_not_are_marked(where, client):
    entry = make.entry(where.district, effect="Giảm một nửa thời gian làm hồ sơ")
    first = make.register(where.campaign, entry)
    longer = replace(entry, client_ref="copy", effect="Giảm một nửa thời gian làm biên bản")
    make.register(where.campaign, longer)

    text = cluster_of(client, where, first).content.decode()

    assert "<mark>biên bản</mark>" in text
    assert "<mark>hồ sơ</mark>" not in text


def test_an_entry_without_copies_sends_to_its_own_page_and_says_so(where, client):
    entry = make.register(where.campaign, make.entry(where.district))

    answer = cluster_of(client, where, entry)

    assert (answer.status_code, answer.url) == (302, where.url(f"sang-kien/{entry.id}/"))
    assert said(answer) == ["Nothing hangs together with this entry any more."]


def test_of_an_entry_elsewhere_only_title_unit_moment_and_desk_are_shown(where):
    make.account(Role.UPPER_OFFICER, where.district, label="Ban Chính sách")
    own, foreign = copies(
        where, 2, units=(where.district, where.other), effect="Hiệu quả chỉ cán bộ đọc"
    )

    text = cluster_of(officer_of(where.other), where, foreign).content.decode()

    assert text.count("Hiệu quả chỉ cán bộ đọc") == 1
    assert f"/sang-kien/{own.id}/" not in text
    assert receipts_in_text(text, [own, foreign]) == [foreign.id]
    assert f"/sang-kien/{foreign.id}/" in text
    assert "Its desk can tell you more: Ban Chính sách" in text
    assert "only title, unit and moment are shown" in text
    assert where.district.short_name in text


def test_what_resembles_a_third_entry_elsewhere_more_does_not_name_it(where):
    title = "Bể lọc nước tự chảy cho điểm trường bản vùng cao"
    first, middle, last = copies(
        where, 3, units=(where.district, where.other, where.district), title=title
    )
    DuplicatePair.objects.filter(a=first, b=last).delete()

    text = cluster_of(officer_of(where.district), where, last).content.decode()

    assert "Compared with an entry of another unit, which it resembles more." in text
    assert receipts_in_text(text, [first, middle, last]) == [first.id, last.id]


def test_a_page_about_two_costs_the_same_queries_as_one_about_six(where, client):
    pair, crowd = copies(where, 2), copies(where, 6)
    cluster_of(client, where, pair[0])

    costs = []
    for entry in (pair[0], crowd[0]):
        with CaptureQueriesContext(connection) as spent:
            cluster_of(client, where, entry)
        costs.append(len(spent))

    assert costs[0] == costs[1]


def test_a_crowd_comes_page_by_page_with_the_first_filer_on_each(where, client):
    entry = make.entry(where.district)
    crowd = [replace(entry, client_ref=f"copy-{k}") for k in range(PAGE_SIZE + 3)]
    register_batch(where.campaign, crowd, Filing(make.SYSTEM, Initiative.Channel.SHEET))
    made = list(Initiative.objects.order_by("id"))

    pages = [cluster_of(client, where, made[4], f"?trang={n}") for n in (1, 2, 9)]

    ids = [entry.id for entry in made]
    assert [receipts_in(page, made) for page in pages] == [
        ids[: PAGE_SIZE + 1],
        [ids[0], *ids[PAGE_SIZE + 1 :]],
        [ids[0], *ids[PAGE_SIZE + 1 :]],
    ]


def test_other_works_are_remembered_pair_by_pair_and_what_remains_is_shown(where, client):
    first, second, third = copies(where, 3)

    answer = decide(
        client, where, first, [third], "different", **{"copies-reason": "Đã đối chiếu: hai việc"}
    )

    assert (answer.status_code, answer.url) == (302, where.url(f"trung/{first.id}/"))
    assert said(answer) == ["1 entry is another work; this is not asked again."]
    told = DuplicatePair.objects.filter(decision="different").order_by("a", "b")
    assert list(told.values_list("a", "b")) == [(first.id, third.id), (second.id, third.id)]
    left = cluster_of(client, where, first)
    assert receipts_in(left, [first, second, third]) == [first.id, second.id]


def test_the_same_work_is_settled_for_all_that_were_ticked(where, client):
    first, second, third = copies(where, 3)

    answer = decide(client, where, first, [second, third], "same")

    assert said(answer) == ["2 entries are settled as the same work."]
    assert rule_states() == [(second.id, "upheld"), (third.id, "upheld")]
    lines = JournalLine.objects.filter(verb="finding-upheld")
    assert list(lines.order_by("initiative_id").values_list("initiative_id", flat=True)) == [
        second.id,
        third.id,
    ]


@pytest.mark.parametrize(
    ("verdict", "ticked", "field", "words"),
    [
        ("different", True, "copies-reason", "Say why in one sentence"),
        ("same", False, "copy", "Tick"),
    ],
)
def test_what_a_decision_lacks_is_told_at_its_field_and_nothing_is_decided(
    where, client, verdict, ticked, field, words
):
    first, second = copies(where, 2)

    answer = decide(client, where, first, [second] if ticked else [], verdict)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#field-{field}"' in text
    assert words in text
    assert rule_states() == [(second.id, "open")]


def test_an_entry_of_another_cluster_or_unit_is_left_alone_though_it_was_ticked(where):
    own, foreign = copies(where, 2, units=(where.district, where.other))
    _, stranger = copies(where, 2)

    answer = decide(officer_of(where.district), where, own, [foreign, stranger], "same")

    assert (answer.status_code, rule_states()) == (
        302,
        [(foreign.id, "open"), (stranger.id, "open")],
    )
    assert len(said(answer)) == 1
    assert said(answer)[0].startswith("2 not decided:")


def test_who_may_only_read_sees_no_form(where):
    first, _ = copies(where, 2)

    text = cluster_of(officer_of(where.province, Role.AUDITOR), where, first).content.decode()

    assert 'id="copies"' not in text


def test_findings_and_entries_lead_to_the_page(where, client):
    _, second = copies(where, 2)
    address = f'href="{where.url(f"trung/{second.id}/")}"'

    pages = [client.get(where.url(rest)) for rest in ("phat-hien/", f"sang-kien/{second.id}/")]

    assert [address in page.content.decode() for page in pages] == [True, True]


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (timedelta(seconds=59), "within the same minute as the first"),
        (timedelta(minutes=1), "1 minute after the first"),
        (timedelta(minutes=59, seconds=59), "59 minutes after the first"),
        (timedelta(hours=23), "23 hours after the first"),
        (timedelta(days=1200), "1.200 days after the first"),
    ],
)
def test_the_gap_is_told_in_one_unit_of_time(gap, words):
    assert gap_words(gap) == words
