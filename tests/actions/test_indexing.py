"""Whatever changes what an entry says or where it stands, it is found by what is so now."""

from decimal import Decimal

import pytest

from sangkien.actions.indexing import index_again, rebuild_search
from sangkien.actions.journal import By
from sangkien.actions.mending import mend_texts
from sangkien.actions.moving import move_initiative
from sangkien.core.entry import AuthorEntry
from sangkien.core.permissions import Role
from sangkien.models import EntryWords, Initiative, PersonalDetail
from sangkien.queries.search import hits
from sangkien.queries.search_check import entries_not_found, index_faults
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    province = make.unit()
    here, there = make.unit(province), make.unit(province)
    return {
        "campaign": make.campaign(province),
        "here": here,
        "there": there,
        "officer": make.account(Role.PROVINCIAL_OFFICER, province),
    }


def found(place, typed, *, unit="here"):
    of = hits(place["officer"], place["campaign"], typed, unit_path=place[unit].path)
    return list(of.entry_ids)


def filed(place, **details):
    return make.register(place["campaign"], make.entry(place["here"], **details))


def test_an_entry_that_moves_is_found_at_its_new_unit_only(place):
    entry = filed(place, title="Lọc nước")

    move_initiative(
        entry, place["there"], reason="thuộc huyện", by=By(account=place["officer"], now=make.NOW)
    )

    assert (found(place, "lọc"), found(place, "lọc", unit="there")) == ([], [entry.id])


def test_a_text_that_was_mended_is_found_by_how_it_reads_now(place):
    entry = filed(place, title="Gi¶i ph¸p n©ng cao")

    mend_texts(entry, by=By(account=place["officer"], now=make.NOW))

    assert found(place, "giải pháp") == [entry.id]
    assert list(entries_not_found()) == []


def test_names_that_are_erased_are_found_no_more(place):
    entry = filed(place, title="Lọc nước", authors=(AuthorEntry("Quàng Thị Mỷ", Decimal(100)),))
    assert found(place, "quàng") == [entry.id]

    PersonalDetail.objects.filter(initiative=entry).delete()
    index_again({entry.id})

    assert (found(place, "quàng"), found(place, "lọc")) == ([], [entry.id])


def test_what_is_missing_or_wrong_is_told_and_found_again_after_rebuilding(place):
    gone, wrong, fine = (filed(place, title=f"Lọc nước {number}") for number in range(3))
    EntryWords.objects.filter(initiative=gone).delete()
    EntryWords.objects.filter(initiative=wrong).update(words="khac")
    assert list(entries_not_found()) == [gone.id, wrong.id]
    assert found(place, "lọc") == [fine.id]

    assert list(rebuild_search()) == [3]

    assert list(entries_not_found()) == []
    assert list(index_faults()) == []
    assert found(place, "lọc") == [fine.id, wrong.id, gone.id]


def test_every_entry_has_its_words(place):
    for _ in range(3):
        filed(place)

    assert EntryWords.objects.count() == Initiative.objects.count() == 3
