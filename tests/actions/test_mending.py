import pytest

from sangkien.actions import moving, review
from sangkien.actions.mending import mend_texts, readings
from sangkien.adapters.engine import engine
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.core.vietnamese.legacy import decode, font_of
from sangkien.models import Initiative, JournalLine
from sangkien.queries.features import texts_of
from tests import make

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "Gi¶i ph¸p n©ng cao chÊt l\u00adîng rÌn ch÷",
    "description": "Moãi ngaøy vieát moät trang chöõ maãu",
    "effect": "Chữ viết đẹp hơn",
}
READ = {
    "title": "Giải pháp nâng cao chất lượng rèn chữ",
    "description": "Mỗi ngày viết một trang chữ mẫu",
}


@pytest.fixture
def district():
    return make.unit(make.unit(name="LĐLĐ tỉnh"), "LĐLĐ huyện Than Uyên")


@pytest.fixture
def officer(district):
    return make.officer(district, Role.UPPER_OFFICER)


@pytest.fixture
def entry(district):
    filed = make.entry(district, **TYPED, typed=TYPED)
    return make.register(make.campaign(district.parent), filed)


def test_each_text_is_read_from_the_font_it_was_typed_for_and_the_others_are_left(entry):
    assert readings(entry) == READ


def test_texts_are_written_as_they_read_and_what_was_typed_is_kept(entry, officer):
    typed = entry.typed

    mend_texts(entry, by=officer)

    kept = Initiative.objects.get(id=entry.id)
    assert {name: getattr(kept, name) for name in READ} == READ
    assert (kept.effect, kept.typed) == (TYPED["effect"], typed)
    assert {"giai", "phap", "nang", "cao"} <= set(kept.words.words.split())
    assert readings(kept) == {}


def test_the_journal_names_the_fields_and_holds_no_text(entry, officer):
    mend_texts(entry, by=officer)

    line = JournalLine.objects.get(initiative_id=entry.id, verb="text-mended")
    assert (line.by, line.details) == (officer.account, {"fields": ["title", "description"]})


def test_the_engine_read_it_that_way_before(entry, officer):
    before = engine().read([texts_of({entry.id})[entry.id]])[0]

    mend_texts(entry, by=officer)

    after = engine().read([texts_of({entry.id})[entry.id]])[0]
    assert (after.row.tolist(), after.keys) == (before.row.tolist(), before.keys)


def test_the_engine_left_the_workplace_out_of_the_title_before(district, officer):
    at = "Trường Tiểu học Mường Kim"
    as_typed = "Tr\u00adêng TiÓu häc M\u00adêng Kim"
    assert decode(as_typed) == at
    typed = {"title": f"{TYPED['title']} ë {as_typed}", "workplace": as_typed}
    entry = make.register(make.campaign(district.parent), make.entry(district, **typed))
    before = engine().read([texts_of({entry.id})[entry.id]])[0]

    mend_texts(entry, by=officer)

    stored = Initiative.objects.get(id=entry.id)
    assert (stored.workplace, stored.title) == (at, f"{READ['title']} ở {at}")
    after = engine().read([texts_of({entry.id})[entry.id]])[0]
    assert (after.row.tolist(), after.keys) == (before.row.tolist(), before.keys)


def test_where_nothing_was_typed_for_an_old_font_nothing_is_mended(entry, officer):
    mend_texts(entry, by=officer)

    with pytest.raises(Refusal, match="text-is-plain"):
        mend_texts(entry, by=officer)
    assert JournalLine.objects.filter(verb="text-mended").count() == 1


def test_the_description_of_a_secret_waits_for_somebody_who_may_read_it(district, officer):
    campaign = make.campaign(district.parent)
    entry = make.register(campaign, make.entry(district, **TYPED, is_secret=True))
    above = make.officer(district.parent, Role.PROVINCIAL_OFFICER)

    mend_texts(entry, by=above)
    seen = Initiative.objects.get(id=entry.id)
    mend_texts(entry, by=officer)

    assert (seen.title, seen.description) == (READ["title"], TYPED["description"])
    assert readings(entry) == {}
    lines = JournalLine.objects.filter(initiative_id=entry.id, verb="text-mended").order_by("id")
    assert [line.details["fields"] for line in lines] == [["title"], ["description"]]


def test_who_sees_nothing_to_mend_but_a_secret_mends_nothing(district):
    filed = make.entry(district, description=TYPED["description"], is_secret=True)
    entry = make.register(make.campaign(district.parent), filed)

    with pytest.raises(Refusal, match="text-is-plain"):
        mend_texts(entry, by=make.officer(district.parent, Role.PROVINCIAL_OFFICER))
    assert readings(entry, hides=True) == {}


def test_an_entry_moved_away_meanwhile_is_out_of_reach(entry, officer, district):
    elsewhere = make.unit(district.parent)
    moving.move_initiative(Initiative.objects.get(), elsewhere, reason="ở đó", by=make.SYSTEM)

    with pytest.raises(Refusal, match="not-allowed"):
        mend_texts(entry, by=officer)
    assert readings(Initiative.objects.get()) == READ


def test_an_entry_that_is_closed_stays_as_it_was(entry, officer):
    review.withdraw(entry, reason="nộp nhầm", by=officer)

    with pytest.raises(Refusal, match="entry-ended"):
        mend_texts(entry, by=officer)
    assert font_of(Initiative.objects.get(id=entry.id).title) == "tcvn3"
