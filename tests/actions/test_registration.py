from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError

from sangkien.actions.registration import Filing, register_batch, register_initiative
from sangkien.core.entry import AuthorEntry
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.core.standing import Column
from sangkien.models import (
    Author,
    Finding,
    Initiative,
    JournalLine,
    Person,
    PersonalDetail,
)
from sangkien.queries.progress import counts_by_unit, counts_of
from tests import make

pytestmark = pytest.mark.django_db
WEB = Filing(make.SYSTEM, Initiative.Channel.WEB)


@pytest.fixture
def tree():
    """TLĐ, province, two districts, one school below the first."""
    top = make.unit(name="Tổng Liên đoàn")
    province = make.unit(top, "LĐLĐ tỉnh")
    district = make.unit(province, "LĐLĐ huyện Than Uyên", place="Than Uyên")
    other = make.unit(province, "LĐLĐ huyện Phong Thổ", place="Phong Thổ")
    school = make.unit(district, "CĐCS Trường Mầm non Mường Kim", kind="CĐCS")
    return {
        "top": top,
        "province": province,
        "district": district,
        "other": other,
        "school": school,
    }


@pytest.fixture
def campaign(tree):
    return make.campaign(tree["province"])


def twin(entry, **changes):
    """The same work sent anew by the same person: another key, the same content."""
    return replace(entry, client_ref=f"{entry.client_ref}-again", **changes)


def findings_of(initiative):
    return dict(Finding.objects.filter(initiative=initiative).values_list("rule", "state"))


def test_a_clean_entry_waits_for_review_and_counts_up_the_tree(tree, campaign):
    stored = make.register(campaign, make.entry(tree["district"]))

    counted = counts_by_unit(campaign, list(tree.values()))
    assert (stored.column, stored.is_open, findings_of(stored)) == (Column.PENDING, False, {})
    assert {name: counted[unit.id].gross for name, unit in tree.items()} == {
        "top": 1,
        "province": 1,
        "district": 1,
        "other": 0,
        "school": 0,
    }


def test_a_registered_workplace_below_the_ticked_unit_counts_there(tree, campaign):
    entry = make.entry(tree["district"], workplace="CĐCS trường mầm non MƯỜNG KIM")

    stored = make.register(campaign, entry)

    assert (stored.unit_id, stored.ticked_unit_id) == (tree["school"].id, tree["district"].id)


def test_what_was_typed_is_kept_and_names_stand_in_one_erasable_table(tree, campaign):
    authors = (
        AuthorEntry("LÒ THỊ HƯƠNG", Decimal(60), "LC-0001"),
        AuthorEntry("Vàng A Pao", Decimal(40)),
    )
    entry = make.entry(tree["district"], authors=authors, typed={"benefit": "1,2 tỷ"})

    stored = make.register(campaign, entry)

    assert stored.typed == {"benefit": "1,2 tỷ"}
    in_order = PersonalDetail.objects.filter(initiative=stored).order_by("person__author__position")
    assert list(in_order.values_list("name", "member_number")) == [
        ("LÒ THỊ HƯƠNG", "LC-0001"),
        ("Vàng A Pao", ""),
    ]
    assert list(Author.objects.values_list("position", "share_percent")) == [(1, 60), (2, 40)]


def test_the_same_member_number_is_the_same_person_whatever_the_name_looks_like(tree, campaign):
    one = AuthorEntry("Lò Thị Hương", Decimal(100), "LC-0001")
    shouted = AuthorEntry("LO THI HUONG", Decimal(100), "lc 0001")
    for author in (one, shouted):
        make.register(campaign, make.entry(tree["district"], authors=(author,)))

    assert Person.objects.filter(has_number=True).count() == 1


def test_the_same_send_again_gets_the_first_receipt_and_adds_nothing(tree, campaign):
    entry = make.entry(tree["district"])

    first = register_initiative(campaign, entry, WEB)
    again = register_initiative(campaign, entry, WEB)

    assert (first.kind, again.kind) == ("new", "again")
    assert (again.receipt, again.receipt_token) == (first.receipt, first.receipt_token)
    assert counts_of(campaign, tree["province"]).gross == Initiative.objects.count() == 1


def test_the_same_key_with_other_content_is_refused_with_the_old_receipt(tree, campaign):
    entry = make.entry(tree["district"])
    first = register_initiative(campaign, entry, WEB)

    with pytest.raises(Refusal) as refusal:
        register_initiative(campaign, replace(entry, effect="Giảm hẳn chi phí in ấn"), WEB)

    assert (refusal.value.code, refusal.value.details["receipt"]) == ("ref-taken", first.receipt)
    assert Initiative.objects.get().effect == entry.effect


def test_one_batch_answers_each_entry_in_its_order(tree, campaign):
    known = make.entry(tree["district"])
    make.register(campaign, known)
    fresh = make.entry(tree["other"])
    changed = replace(known, title="Một tên hoàn toàn khác cho việc khác")

    outcomes = register_batch(campaign, [fresh, known, fresh, changed], WEB)

    assert [outcome.kind for outcome in outcomes] == ["new", "again", "again", "conflict"]
    assert outcomes[0].entry_id == outcomes[2].entry_id
    assert counts_of(campaign, tree["province"]).gross == 2


def test_a_second_entry_of_the_same_work_by_the_same_person_counts_as_duplicate(tree, campaign):
    entry = make.entry(tree["district"])
    first = make.register(campaign, entry)
    second = make.register(campaign, twin(entry, title=entry.title.upper()))

    counts = counts_of(campaign, tree["district"])
    assert findings_of(first) == {}
    assert findings_of(second) == {"duplicate-own": "open"}
    assert (counts[Column.DUPLICATE], counts.open[Column.DUPLICATE], counts.gross) == (1, 1, 2)


def test_a_cluster_of_four_gives_three_duplicates(tree, campaign):
    entry = make.entry(tree["district"])
    copies = [replace(entry, client_ref=f"copy-{k}") for k in range(4)]

    register_batch(campaign, copies, WEB)

    assert counts_of(campaign, tree["district"])[Column.DUPLICATE] == 3


def test_an_entry_filed_earlier_but_brought_later_becomes_the_first_filer(tree, campaign):
    entry = make.entry(tree["district"])
    late = make.register(campaign, replace(entry, occurred_at=datetime(2022, 3, 5, tzinfo=UTC)))
    early = make.register(campaign, twin(entry, occurred_at=datetime(2022, 2, 1, tzinfo=UTC)))

    assert (findings_of(early), findings_of(late)) == ({}, {"duplicate-own": "open"})
    before = counts_of(campaign, tree["district"], on=date(2022, 3, 4))
    after = counts_of(campaign, tree["district"], on=date(2022, 3, 5))
    assert (before.gross, before[Column.DUPLICATE]) == (1, 0)
    assert (after.gross, after[Column.DUPLICATE]) == (2, 1)


def test_findings_of_an_imported_entry_bear_the_moment_it_was_filed(tree, campaign):
    moment = datetime(2022, 2, 10, 4, tzinfo=UTC)
    entry = make.entry(tree["district"], applied_on=date(2021, 5, 1), occurred_at=moment)

    stored = make.register(campaign, entry)

    assert Finding.objects.get(initiative=stored).opened_at == moment
    assert counts_of(campaign, tree["district"], on=date(2022, 2, 9)).gross == 0
    assert counts_of(campaign, tree["district"], on=date(2022, 2, 10))[Column.WRONG_DATE] == 1


def test_every_entry_counts_once_whatever_its_findings(tree, campaign):
    entry = make.entry(tree["district"], applied_on=date(2020, 1, 1), effect="")
    make.register(campaign, entry)
    make.register(campaign, twin(entry))

    counts = counts_of(campaign, tree["district"])
    assert {column.name: counts[column] for column in Column if counts[column]} == {
        "DUPLICATE": 1,
        "WRONG_DATE": 1,
    }


def test_each_registration_leaves_one_line_in_the_journal(tree, campaign):
    stored = make.register(campaign, make.entry(tree["district"]))

    line = JournalLine.objects.get(initiative_id=stored.id)
    assert (line.verb, line.unit_path, line.by) == ("registered", tree["district"].path, None)


def test_a_visitor_may_register_only_through_the_public_form(tree, campaign):
    visitor = make.By(account=None, now=make.NOW)
    entry = make.entry(tree["district"])

    with pytest.raises(Refusal, match="form-closed"):
        register_initiative(campaign, entry, Filing(visitor, Initiative.Channel.API))
    campaign.public_form = False
    with pytest.raises(Refusal, match="form-closed"):
        register_initiative(campaign, entry, Filing(visitor, Initiative.Channel.WEB))

    assert Initiative.objects.count() == 0


def test_an_officer_may_import_only_for_units_of_their_own(tree, campaign):
    officer = make.officer(tree["district"], Role.UPPER_OFFICER)
    sheet = Filing(officer, Initiative.Channel.SHEET)

    outcome = register_initiative(campaign, make.entry(tree["district"]), sheet)
    with pytest.raises(Refusal, match="not-allowed"):
        register_initiative(campaign, make.entry(tree["other"]), sheet)

    assert (outcome.kind, Initiative.objects.count()) == ("new", 1)


def test_a_batch_that_fails_leaves_no_trace(tree, campaign):
    good = make.entry(tree["district"])
    too_long = make.entry(tree["district"], field="x" * 100, applied_on=None)

    with pytest.raises(DatabaseError):
        register_batch(campaign, [good, too_long], WEB)

    assert (Initiative.objects.count(), JournalLine.objects.count()) == (0, 0)
    assert counts_of(campaign, tree["province"]).gross == 0


def test_queries_of_a_batch_do_not_grow_with_its_rows(
    tree, campaign, django_assert_max_num_queries
):
    seen = []
    for size in (10, 60):
        batch = [make.entry(tree["district"]) for _ in range(size)]
        with django_assert_max_num_queries(70) as queries:
            register_batch(campaign, batch, WEB)
        seen.append(len(queries))

    # the first batch had no neighbours to read, and fifty entries have theirs read at a time
    assert seen[1] - seen[0] <= 3
