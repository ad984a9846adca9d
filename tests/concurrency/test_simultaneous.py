"""What happens at the same instant: threads with connections of their own, released together."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest

from sangkien.actions.registration import Filing, register_initiative
from sangkien.core.entry import AuthorEntry
from sangkien.core.refusal import Refusal
from sangkien.core.standing import Column
from sangkien.models import Author, DuplicatePair, Finding, Initiative, JournalLine, Person
from sangkien.queries.progress import counts_of
from tests import make
from tests.concurrency.scene import together

pytestmark = pytest.mark.django_db(transaction=True)
WEB = Filing(make.SYSTEM, Initiative.Channel.WEB)


@pytest.fixture
def campaign():
    return make.campaign(make.unit(name="LĐLĐ tỉnh"))


@pytest.fixture
def district(campaign):
    return make.unit(campaign.owner, "LĐLĐ huyện Than Uyên")


def at_once(campaign, entries):
    """Register each entry, all at the same instant; return the answers."""

    def register(entry):
        try:
            return register_initiative(campaign, entry, WEB)
        except Refusal as refusal:
            return refusal

    return together(*(partial(register, entry) for entry in entries))


def test_the_same_send_five_times_at_once_is_one_entry_with_five_equal_receipts(campaign, district):
    entry = make.entry(district)

    answers = at_once(campaign, [entry] * 5)

    assert Counter(answer.kind for answer in answers) == {"new": 1, "again": 4}
    assert len({(answer.receipt, answer.receipt_token) for answer in answers}) == 1
    assert Initiative.objects.count() == Author.objects.count() == 1
    assert JournalLine.objects.filter(verb="registered").count() == 1
    assert counts_of(campaign, campaign.owner).gross == 1


def test_of_the_same_key_with_five_contents_one_is_stored_and_four_get_its_receipt(
    campaign, district
):
    entry = make.entry(district)
    variants = [replace(entry, effect=f"Giảm {k} giờ làm mỗi tuần") for k in range(1, 6)]

    answers = at_once(campaign, variants)

    stored = Initiative.objects.get()
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    (kept,) = [answer for answer in answers if not isinstance(answer, Refusal)]
    assert [refusal.code for refusal in refused] == ["ref-taken"] * 4
    assert {refusal.details["receipt"] for refusal in refused} == {kept.receipt}
    assert (kept.kind, kept.entry_id) == ("new", stored.id)


@pytest.mark.parametrize("attempt", range(3))
def test_two_like_titles_at_the_same_instant_give_exactly_one_finding(campaign, district, attempt):
    entry = make.entry(district)
    twin = replace(entry, client_ref="twin", title=entry.title.upper())

    answers = at_once(campaign, [entry, twin])

    assert [answer.kind for answer in answers] == ["new", "new"]
    assert DuplicatePair.objects.count() == 1
    assert list(Finding.objects.values_list("rule", "state")) == [("duplicate-own", "open")]
    counts = counts_of(campaign, campaign.owner)
    assert (counts.gross, counts[Column.DUPLICATE], counts[Column.PENDING]) == (2, 1, 1)


def test_a_cluster_of_six_at_the_same_instant_gives_five_duplicates(campaign, district):
    entry = make.entry(district)

    at_once(campaign, [replace(entry, client_ref=f"copy-{k}") for k in range(6)])

    counts = counts_of(campaign, campaign.owner)
    assert (counts.gross, counts[Column.DUPLICATE]) == (6, 5)
    assert Finding.objects.filter(rule="duplicate-own", state="open").count() == 5


def test_one_person_in_five_entries_at_once_is_one_person(campaign, district):
    author = AuthorEntry("Lò Thị Hương", Decimal(100), "LC-0001")
    entries = [make.entry(district, authors=(author,)) for _ in range(5)]

    answers = at_once(campaign, entries)

    assert [answer.kind for answer in answers] == ["new"] * 5
    assert Person.objects.count() == 1


def test_unlike_entries_of_many_units_at_once_are_all_counted(campaign):
    units = [make.unit(campaign.owner) for _ in range(8)]

    at_once(campaign, [make.entry(unit) for unit in units])

    assert [counts_of(campaign, unit).gross for unit in units] == [1] * 8
    assert counts_of(campaign, campaign.owner).gross == 8
