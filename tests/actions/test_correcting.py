from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sangkien.actions import review
from sangkien.actions.correcting import correct_entry
from sangkien.actions.merging import merge_entries
from sangkien.core.corrections import Correction, Form
from sangkien.core.entry import AuthorEntry
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.core.standing import Column
from sangkien.models import (
    Author,
    DuplicatePair,
    EntryVersion,
    Finding,
    Initiative,
    JournalLine,
    PersonalDetail,
)
from sangkien.queries.people import author_names
from sangkien.queries.search_check import words_now
from sangkien.queries.tally_check import tally_disagreements
from sangkien.queries.versions import stand_of, versions_of
from tests import make

pytestmark = pytest.mark.django_db
MAI = AuthorEntry("Lò Thị Mai", Decimal(60))
ALONE = AuthorEntry("Lò Thị Mai", Decimal(100))
PAO = AuthorEntry("Vàng A Pao", Decimal(40), "PAO-1")


@pytest.fixture
def district():
    return make.unit(make.unit(name="LĐLĐ tỉnh"), "LĐLĐ huyện Than Uyên")


@pytest.fixture
def campaign(district):
    return make.campaign(district.parent)


@pytest.fixture
def officer(district):
    return make.officer(district, Role.UPPER_OFFICER)


@pytest.fixture
def entry(campaign, district):
    return make.register(campaign, make.entry(district, authors=(MAI, PAO)))


def fresh(entry):
    return Initiative.objects.select_related("campaign__owner", "unit").get(id=entry.id)


def correct(entry, by, *, key="form-1", reason="Gọi điện hỏi tác giả", authors=None, **values):
    entry = fresh(entry)
    form = Form(key, stand_of(entry).mark)
    correct_entry(entry, Correction(values, authors), form=form, reason=reason, by=by)
    return fresh(entry)


def refused(entry, by, **changes):
    with pytest.raises(Refusal) as refusal:
        correct(entry, by, **changes)
    return refusal.value.code


def findings_of(entry):
    return dict(Finding.objects.filter(initiative=entry).values_list("rule", "state"))


def assert_counted(campaign):
    assert tally_disagreements(campaign) == []


def test_what_stood_before_is_kept_as_a_version_and_the_entry_says_what_was_corrected(
    entry, officer, district
):
    title = entry.title

    now = correct(entry, officer, title="Bể lọc nước tự chảy", reward="Giấy khen")

    (version,) = versions_of(now)
    assert (now.title, now.reward) == ("Bể lọc nước tự chảy", "Giấy khen")
    assert (version.before.number, version.after.number) == (1, 2)
    assert (version.before.values["title"], version.after.values["title"]) == (title, now.title)
    assert version.fields == ("title", "reward")
    assert (version.desk, version.reason) == (district.short_name, "Gọi điện hỏi tác giả")
    assert version.at == officer.now


def test_a_second_correction_is_another_version_and_the_first_one_stays(entry, officer):
    title = entry.title
    correct(entry, officer, title="Hai")
    now = correct(entry, officer, key="form-2", title="Ba")

    assert [
        (one.before.number, one.before.values["title"], one.after.values["title"])
        for one in versions_of(now)
    ] == [(2, "Hai", "Ba"), (1, title, "Hai")]


def test_other_authors_take_the_place_of_those_there_were_whose_names_stay_with_the_version(
    entry, officer
):
    khiem = AuthorEntry("Giàng A Khiêm", Decimal(50))
    first, second = Author.objects.filter(initiative=entry).values_list("person_id", flat=True)

    now = correct(entry, officer, authors=(replace(PAO, share_percent=Decimal(50)), khiem))

    kept = Author.objects.filter(initiative=entry).values_list("person_id", "share_percent")
    assert author_names([entry.id])[entry.id] == ["Vàng A Pao", "Giàng A Khiêm"]
    assert [(person == second, share) for person, share in kept] == [(True, 50), (False, 50)]
    (version,) = versions_of(now)
    assert [(one.name, one.person_id) for one in version.before.authors] == [
        ("Lò Thị Mai", first),
        ("Vàng A Pao", second),
    ]


def test_a_version_holds_no_name_and_whoever_is_erased_is_erased_in_it_too(entry, officer):
    now = correct(entry, officer, authors=(PAO,))
    mai = PersonalDetail.objects.get(name=MAI.name).person

    mai.details.all().delete()

    (version,) = versions_of(now)
    kept = str(EntryVersion.objects.values_list("values", "fields", "reason"))
    assert [one.name for one in version.before.authors] == ["", "Vàng A Pao"]
    assert MAI.name not in kept


def test_a_mended_workplace_and_other_shares_make_nobody_another_person(entry, officer):
    persons = list(Author.objects.filter(initiative=entry).values_list("person_id", flat=True))

    even = tuple(replace(author, share_percent=Decimal(50)) for author in (MAI, PAO))
    correct(entry, officer, workplace="Trạm Y tế xã Mường Kim", authors=even)

    assert list(
        Author.objects.filter(initiative=entry).values_list("person_id", "share_percent")
    ) == [(person, Decimal(50)) for person in persons]


def test_the_entry_is_found_by_its_new_words_and_no_more_by_the_old_ones(entry, officer):
    correct(entry, officer, title="Bể lọc nước tự chảy", authors=(PAO,))

    words = set(fresh(entry).words.words.split())
    assert words == set(words_now({entry.id})[entry.id].split())
    assert {"be", "loc", "pao"} <= words
    assert "mai" not in words


def test_a_finding_that_no_longer_holds_lapses_and_the_entry_counts_elsewhere(
    campaign, district, officer
):
    late = make.entry(district, applied_on=date(2019, 5, 1))
    entry = make.register(campaign, late)
    assert (findings_of(entry), entry.column) == (
        {"applied-before-window": "open"},
        Column.WRONG_DATE,
    )

    now = correct(entry, officer, applied_on=date(2021, 10, 1))

    assert findings_of(entry) == {"applied-before-window": "lapsed"}
    assert now.column == Column.PENDING
    assert_counted(campaign)


def test_what_the_rules_find_in_the_new_words_is_opened_from_then_on(entry, officer, campaign):
    now = correct(entry, officer, applied_on=date(2019, 5, 1))

    (finding,) = Finding.objects.filter(initiative=entry)
    assert (finding.rule, finding.state) == ("applied-before-window", "open")
    assert finding.opened_at == officer.now
    assert now.column == Column.WRONG_DATE
    assert_counted(campaign)


def copies(campaign, district):
    first = make.register(campaign, make.entry(district, authors=(ALONE,)))
    same = make.entry(district, title=first.title, workplace=first.workplace, authors=(ALONE,))
    return first, make.register(campaign, same)


def decision(first, second):
    pairs = DuplicatePair.objects.filter(a=first, b=second)
    return list(pairs.values_list("decision", flat=True))


def decide(entry, by, *, uphold):
    review.decide_finding(
        Finding.objects.get(initiative=entry, reason="R01"), uphold=uphold, reason="Đã so", by=by
    )


@pytest.mark.parametrize("uphold", [True, False])
def test_a_decided_pair_is_asked_again_where_a_text_changed_and_is_alike_still(
    campaign, district, officer, uphold
):
    first, second = copies(campaign, district)
    decide(second, officer, uphold=uphold)

    correct(first, officer, effect="Giảm một nửa thời gian làm hồ sơ cho người dân trong xã")

    assert findings_of(second) == {"duplicate-own": "open"}
    assert decision(first, second) == ["open"]
    assert (fresh(second).state, fresh(second).column) == ("in_review", Column.DUPLICATE)
    assert_counted(campaign)


@pytest.mark.parametrize("uphold", [True, False])
def test_a_decided_pair_stays_decided_where_no_text_changed(campaign, district, officer, uphold):
    first, second = copies(campaign, district)
    decide(second, officer, uphold=uphold)
    before = (findings_of(second), decision(first, second))

    correct(first, officer, reward="Giấy khen")

    assert (findings_of(second), decision(first, second)) == before
    assert before[1] == ["same" if uphold else "different"]


@pytest.mark.parametrize("whose", [0, 1])
def test_a_copy_is_none_any_more_where_its_words_became_those_of_another_work(
    campaign, district, officer, whose
):
    both = copies(campaign, district)
    decide(both[1], officer, uphold=True)

    correct(
        both[whose],
        officer,
        title="Máy thái cỏ dùng động cơ xe máy cũ",
        effect="Mỗi hộ bớt hai giờ băm cỏ một ngày",
        workplace="Hợp tác xã Pha Mu",
        authors=(AuthorEntry("Giàng A Khiêm", Decimal(100)),),
    )

    assert findings_of(both[1]) == {"duplicate-own": "lapsed"}
    assert decision(*both) == []
    assert fresh(both[1]).column == Column.PENDING
    assert_counted(campaign)


def test_an_entry_that_becomes_a_copy_by_its_new_words_is_found(campaign, district, officer):
    first = make.register(campaign, make.entry(district, authors=(ALONE,)))
    other = make.register(campaign, make.entry(district, authors=(ALONE,)))

    now = correct(other, officer, title=first.title, effect=first.effect, workplace=first.workplace)

    assert findings_of(other) == {"duplicate-own": "open"}
    assert now.column == Column.DUPLICATE
    assert_counted(campaign)


def test_the_journal_says_before_and_after_but_no_name_and_no_long_text(entry, officer):
    title = entry.title
    correct(entry, officer, title="Mới", effect="Bớt hai giờ", authors=(MAI,))

    line = JournalLine.objects.get(initiative_id=entry.id, verb="entry-corrected")
    authors = line.changes.pop("authors")
    assert line.changes == {"title": [title, "Mới"]}
    assert [side[0] for side in authors] == ["#", "#"]
    assert (line.by, line.reason) == (officer.account, "Gọi điện hỏi tác giả")
    assert line.details == {"number": 2, "fields": ["title", "effect", "authors"]}
    assert line.for_person_id == Author.objects.get(initiative=entry).person_id


def test_the_same_form_sent_twice_makes_one_version(entry, officer):
    seen = stand_of(entry).mark
    for _ in range(2):
        correct_entry(
            fresh(entry), Correction({"title": "Mới"}), form=Form("k", seen), reason="x", by=officer
        )

    assert EntryVersion.objects.filter(initiative=entry).count() == 1
    assert JournalLine.objects.filter(verb="entry-corrected").count() == 1


def test_a_form_that_showed_something_else_is_refused_and_changes_nothing(entry, officer):
    seen = stand_of(entry).mark
    correct(entry, officer, title="Của người thứ nhất")

    with pytest.raises(Refusal) as refusal:
        correct_entry(
            fresh(entry),
            Correction({"effect": "Của người thứ hai"}),
            form=Form("another", seen),
            reason="x",
            by=officer,
        )

    assert refusal.value.code == "entry-changed"
    assert (fresh(entry).title, fresh(entry).effect) == ("Của người thứ nhất", entry.effect)


def test_it_is_refused_without_a_reason_and_without_a_change(entry, officer):
    assert refused(entry, officer, reason=" ", title="Mới") == "reason-missing"
    assert refused(entry, officer) == "correction-nothing"


def test_a_withdrawn_entry_is_corrected_no_more(entry, officer):
    review.withdraw(entry, reason="Tác giả xin rút", by=officer)

    assert refused(entry, officer, title="Mới") == "entry-ended"


def test_a_trade_secret_is_corrected_by_its_own_branch_only(campaign, district, officer):
    secret = make.register(campaign, make.entry(district, is_secret=True))
    province = make.officer(district.parent)

    assert refused(secret, province, title="Mới") == "entry-secret"
    assert correct(secret, officer, title="Mới").title == "Mới"


def test_authors_that_a_merge_united_change_only_in_their_shares(campaign, district, officer):
    first, second = copies(campaign, district)
    merge_entries(first, [second.id], reason="Nộp lại", by=officer)

    assert refused(first, officer, authors=(PAO,)) == "authors-united"
    now = correct(first, officer, authors=(replace(ALONE, share_percent=Decimal(90)),))
    assert [one.share_percent for one in stand_of(now).authors] == [90]


def test_what_was_merged_stays_one_entry_whatever_the_kept_one_says_then(
    campaign, district, officer
):
    first, second = copies(campaign, district)
    merge_entries(first, [second.id], reason="Nộp lại", by=officer)

    correct(first, officer, title="Máy thái cỏ dùng động cơ xe máy cũ")

    assert decision(first, second) == ["same"]
    assert (fresh(second).state, fresh(second).column) == ("merged", Column.DUPLICATE)
    assert_counted(campaign)
