"""Merging on the page of the copies and from the list of certain repeats; what receipts say."""

from dataclasses import replace

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sangkien.core.permissions import Role
from sangkien.models import Finding, Merge
from tests import make
from tests.merges import copies, merged
from tests.web.cleaning import land, officer_of

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


def filed(where, number):
    return copies(where.campaign, where.district, number)


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def text_of(answer):
    return answer.content.decode()


def receipt(entry):
    return f"LC22-{entry.id:06}"


def merge(client, where, entry, ticked, kept, **more):
    sent = {"copy": [one.id for one in ticked], "kept": kept.id} | more
    return client.post(where.url(f"trung/{entry.id}/gop/"), sent)


def states(*entries):
    for entry in entries:
        entry.refresh_from_db()
    return [entry.state for entry in entries]


def test_the_first_filer_is_proposed_to_be_kept_and_another_may_be_chosen(where, client):
    first, second, third = filed(where, 3)
    page = text_of(client.get(where.url(f"trung/{second.id}/")))
    assert f'name="kept" value="{first.id}" form="copies" checked' in page

    answer = merge(client, where, first, [first, third], second)

    assert (answer.status_code, answer.url) == (302, where.url(f"trung/{first.id}/"))
    assert said(answer) == ["2 entries were merged into the one that is kept."]
    assert states(first, second, third) == ["merged", "received", "merged"]


def test_the_page_tells_of_a_merge_and_undoes_it(where, client):
    first, second = filed(where, 2)
    merge(client, where, first, [second], first, **{"copies-reason": "Bấm gửi hai lần"})
    page = text_of(client.get(where.url(f"trung/{first.id}/")))
    assert "Undo this merge" in page
    assert "<q>Bấm gửi hai lần</q>" in page
    assert 'id="copies"' not in page

    number = Merge.objects.get().id
    answer = client.post(where.url(f"trung/{second.id}/tach/{number}/"))
    again = client.post(where.url(f"trung/{second.id}/tach/{number}/"))

    assert said(answer) == ["The merge was undone: all stands again as before it."]
    assert states(first, second) == ["received", "received"]
    assert (again.status_code, "undone already" in text_of(again)) == (409, True)


@pytest.mark.parametrize(
    ("ticked", "kept", "status", "words"),
    [
        ((), 0, 422, "Nothing is ticked."),
        ((0,), 0, 409, "there is nothing to merge"),
        ((1,), 2, 404, "There is nothing here"),
    ],
)
def test_a_merge_that_cannot_be_is_explained_and_changes_nothing(
    where, client, ticked, kept, status, words
):
    entries = [*filed(where, 2), make.register(where.campaign, make.entry(where.district))]

    answer = merge(client, where, entries[0], [entries[k] for k in ticked], entries[kept])

    assert (answer.status_code, words in text_of(answer)) == (status, True)
    assert not Merge.objects.exists()


def test_an_entry_counted_elsewhere_is_neither_merged_nor_offered(where):
    entry = make.entry(where.district)
    own = make.register(where.campaign, entry)
    there = replace(entry, client_ref="there", ticked=make.unit_fact(where.other))
    foreign = make.register(where.campaign, there)
    client = officer_of(where.district)

    page = text_of(client.get(where.url(f"trung/{own.id}/")))
    answer = merge(client, where, own, [foreign], own)

    assert 'name="kept"' not in page
    assert (answer.status_code, states(foreign)) == (404, ["received"])


def test_a_merge_of_another_unit_cannot_be_undone(where):
    own = make.register(where.campaign, make.entry(where.other))
    first, second = filed(where, 2)
    number = merged(first, second).id

    answer = officer_of(where.other).post(where.url(f"trung/{own.id}/tach/{number}/"))

    assert (answer.status_code, states(second)) == (404, ["merged"])


def test_the_receipt_says_into_what_the_entry_was_merged_and_what_that_means(where, client):
    first, second = filed(where, 2)
    merged(first, second)

    page = text_of(Client().get(f"/bien-nhan/{second.receipt_token}/"))

    assert f"This entry was merged into {receipt(first)}" in page
    assert "Yours stays received, as a duplicate." in page
    assert "The same person filed this work before" not in page


def test_both_histories_tell_of_the_merge_in_words(where, client):
    first, second = filed(where, 2)
    merged(first, second)

    pages = [text_of(client.get(where.url(f"sang-kien/{one.id}/"))) for one in (first, second)]

    assert f"Taken in as the same entry again: {receipt(second)}" in pages[0]
    assert f"Merged into {receipt(first)}" in pages[1]
    assert 'name="verdict"' not in pages[1]


def test_what_is_merged_waits_for_nobody_any_more(where, client):
    first, second = filed(where, 2)
    merged(second, first)

    assert "Nothing to decide" in text_of(client.get(where.url("phat-hien/")))
    assert Finding.objects.filter(state="open").count() == 1


def repeats(client, where, **sent):
    address = where.url("trung/chac-chan/")
    return client.post(address, sent) if sent else client.get(address)


def test_certain_repeats_are_all_ticked_and_what_stays_ticked_is_merged(where, client):
    one, two = filed(where, 3), filed(where, 2)
    page = text_of(repeats(client, where))
    keys = ["-".join(str(entry.id) for entry in group) for group in (one, two)]
    assert [f'value="{key}" checked' in page for key in keys] == [True, True]
    assert "3 entries again, in 2 groups." in page

    answer = repeats(client, where, repeat=keys[:1])

    assert said(answer) == ["2 entries were merged into the first filings of the same works."]
    assert states(*one, *two) == ["received", "merged", "merged", "received", "received"]
    shown = text_of(client.get(answer.url))
    assert [receipt(entry) in shown for entry in (*one, *two)] == [True, True, True, False, False]


def test_of_a_group_one_entry_is_left_out(where, client):
    first, second, third = filed(where, 3)
    key = f"{first.id}-{second.id}-{third.id}"
    assert f'name="apart" value="{second.id}"' in text_of(repeats(client, where))

    repeats(client, where, repeat=[key], apart=[str(second.id), "x"])

    assert states(first, second, third) == ["received", "received", "merged"]


def test_where_all_are_left_out_it_is_said_that_nothing_was_merged(where, client):
    first, second = filed(where, 2)

    answer = repeats(client, where, repeat=[f"{first.id}-{second.id}"], apart=[str(second.id)])

    assert said(answer) == ["Nothing was merged: every entry was left out."]


def test_the_ticks_of_entries_left_out_come_back_with_what_was_refused(where, client):
    _, second, _ = filed(where, 3)

    page = text_of(repeats(client, where, repeat=["x"], apart=[str(second.id)]))

    assert f'name="apart" value="{second.id}" checked' in page


def test_the_whole_action_is_undone_from_its_page(where, client):
    groups = [filed(where, 2) for _ in range(2)]
    keys = [f"{first.id}-{second.id}" for first, second in groups]
    address = repeats(client, where, repeat=keys).url

    answer = client.post(f"{address}tach/")

    assert answer.url == where.url("trung/chac-chan/")
    assert said(answer)[-1] == "2 merges were undone."
    assert states(*groups[0], *groups[1]) == ["received"] * 4
    assert client.get(address).status_code == 404


def test_what_changed_since_the_list_was_opened_is_left_and_told(where, client):
    first, second = filed(where, 2)
    key = f"{first.id}-{second.id}"
    merged(first, second)

    answer = repeats(client, where, repeat=[key])

    assert answer.url == where.url("trung/chac-chan/")
    assert said(answer)[0].startswith("1 not decided: This is no certain repeat any more")


@pytest.mark.parametrize("key", ["", "7", "7-", "x-8", "0-8", "7-8;9", "9" * 40 + "-8"])
def test_what_is_no_group_is_not_ticked(where, client, key):
    answer = repeats(client, where, repeat=[key])

    assert (answer.status_code, "Nothing is ticked." in text_of(answer)) == (422, True)


def test_the_list_of_certain_repeats_asks_as_often_for_four_groups_as_for_one(where, client):
    spent = []
    for number in (1, 3):
        for _ in range(number):
            filed(where, 2)
        repeats(client, where)
        with CaptureQueriesContext(connection) as counted:
            repeats(client, where)
        spent.append(len(counted))

    assert spent[0] == spent[1]
