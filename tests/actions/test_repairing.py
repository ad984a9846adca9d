from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from sangkien.actions import review
from sangkien.actions.correcting import correct_entry
from sangkien.actions.repairing import ask_repair, finish_repair, repair_entry, take_repair_back
from sangkien.core.corrections import Correction, Form
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.core.repairs import Stage
from sangkien.core.standing import Column
from sangkien.models import EntryVersion, Finding, Initiative, JournalLine, RepairRequest
from sangkien.queries.receipts import receipt_by_token
from sangkien.queries.repairs import asked_to_repair, repair_counts
from sangkien.queries.tally_check import tally_disagreements
from sangkien.queries.versions import stand_of, versions_of
from tests import make
from tests.merges import copies, merged

pytestmark = pytest.mark.django_db
VISITOR = replace(make.SYSTEM, is_system=False)
TODAY = date(2022, 3, 17)
DUE = date(2022, 3, 27)
RULE = "applied-before-window"
IN_WINDOW = date(2021, 10, 1)


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
    return make.register(campaign, make.entry(district, applied_on=date(2019, 5, 1)))


def fresh(entry):
    return Initiative.objects.select_related("campaign__owner", "unit").get(id=entry.id)


def ask(entry, by, *, note="Ghi lại ngày áp dụng", due_on=DUE, rules=(RULE,)):
    ask_repair(fresh(entry), rules=rules, note=note, due_on=due_on, by=by)
    return RepairRequest.objects.filter(initiative=entry).latest("id")


def repair(entry, *, key="form-1", by=VISITOR, **values):
    entry = fresh(entry)
    form = Form(key, stand_of(entry).mark)
    repair_entry(entry, Correction(values or {"applied_on": IN_WINDOW}), form=form, by=by)
    return fresh(entry)


def refused(act, *args, **values):
    with pytest.raises(Refusal) as refusal:
        act(*args, **values)
    return refusal.value.code


def outcomes(entry):
    return list(RepairRequest.objects.filter(initiative=entry).values_list("outcome", flat=True))


def verbs(entry):
    lines = JournalLine.objects.filter(initiative_id=entry.id).order_by("id")
    return [verb for verb in lines.values_list("verb", flat=True) if "repair" in verb]


def waiting(officer, campaign, today=TODAY):
    counts = repair_counts(officer.account, campaign, today)
    lists = {
        stage: asked_to_repair(Initiative.objects.all(), stage, today).count() for stage in Stage
    }
    assert (counts.asked, counts.overdue, counts.back) == tuple(lists.values())
    return counts.asked, counts.overdue, counts.back


def test_the_member_is_asked_and_the_entry_keeps_its_column(entry, officer, campaign, district):
    request = ask(entry, officer)

    line = JournalLine.objects.get(verb="repair-asked")
    assert (request.rules, request.note, request.due_on) == ([RULE], "Ghi lại ngày áp dụng", DUE)
    assert (request.desk, request.asked_by) == (district, officer.account)
    assert (line.reason, line.details) == ("Ghi lại ngày áp dụng", {"due_on": "2022-03-27"})
    assert fresh(entry).column == Column.WRONG_DATE
    assert waiting(officer, campaign) == (1, 0, 0)


def test_from_the_day_after_the_last_one_on_it_is_overdue(entry, officer, campaign):
    ask(entry, officer)

    assert waiting(officer, campaign, DUE) == (1, 0, 0)
    assert waiting(officer, campaign, DUE + timedelta(days=1)) == (0, 1, 0)


def test_nothing_is_asked_without_words_nor_until_a_day_that_is_over(entry, officer):
    assert refused(ask, entry, officer, note=" ") == "repair-note-missing"
    assert refused(ask, entry, officer, due_on=TODAY) == "repair-due-past"
    assert ask(entry, officer, due_on=TODAY + timedelta(days=1)).due_on == date(2022, 3, 18)


def test_two_things_are_not_asked_at_once(entry, officer):
    request = ask(entry, officer)

    assert refused(ask, entry, officer) == "repair-asked"
    with pytest.raises(IntegrityError), transaction.atomic():
        RepairRequest.objects.create(
            initiative=entry, note="x", due_on=DUE, asked_at=request.asked_at
        )


def test_the_repair_is_screened_kept_as_a_version_and_comes_back_to_the_desk(
    entry, officer, campaign
):
    ask(entry, officer)

    now = repair(entry)

    (version,) = versions_of(now)
    assert (version.desk, version.who, version.fields) == ("", "", ("applied_on",))
    assert (now.applied_on, now.column) == (IN_WINDOW, Column.PENDING)
    assert Finding.objects.get(initiative=entry).state == "lapsed"
    assert waiting(officer, campaign) == (0, 0, 1)
    assert verbs(entry) == ["repair-asked", "entry-repaired"]
    assert tally_disagreements(campaign) == []


def test_what_holds_still_is_found_still_and_comes_back_all_the_same(entry, officer, campaign):
    ask(entry, officer)

    now = repair(entry, applied_on=date(2020, 5, 1))

    assert Finding.objects.get(initiative=entry).state == "open"
    assert now.column == Column.WRONG_DATE
    assert waiting(officer, campaign) == (0, 0, 1)


def test_the_same_form_sent_twice_is_one_repair(entry, officer):
    ask(entry, officer)
    seen = stand_of(entry).mark
    for _ in range(2):
        repair_entry(
            fresh(entry),
            Correction({"applied_on": IN_WINDOW}),
            form=Form("k", seen),
            by=VISITOR,
        )

    assert EntryVersion.objects.filter(initiative=entry).count() == 1
    assert verbs(entry) == ["repair-asked", "entry-repaired"]


def test_nobody_repairs_what_nobody_asked_for(entry, officer):
    assert refused(repair, entry) == "repair-not-asked"
    ask(entry, officer)
    repair(entry)
    assert refused(repair, entry, key="form-2", title="Khác") == "repair-not-asked"


def test_a_repair_that_changes_nothing_is_told_and_the_request_stays(entry, officer, campaign):
    ask(entry, officer)

    code = refused(
        repair_entry, fresh(entry), Correction({}), form=Form("k", stand_of(entry).mark), by=VISITOR
    )

    assert code == "correction-nothing"
    assert waiting(officer, campaign) == (1, 0, 0)


def test_an_officer_who_corrected_meanwhile_is_not_written_over(entry, officer):
    ask(entry, officer)
    seen = stand_of(entry).mark
    corrected = Correction({"reward": "Giấy khen"})
    correct_entry(
        fresh(entry), corrected, form=Form("of-officer", seen), reason="Gọi điện", by=officer
    )

    with pytest.raises(Refusal) as refusal:
        repair_entry(fresh(entry), Correction({"reward": "Khác"}), form=Form("k", seen), by=VISITOR)

    assert (refusal.value.code, fresh(entry).reward) == ("entry-changed", "Giấy khen")


def test_the_officer_looks_at_what_came_back_and_asks_no_more(entry, officer, campaign):
    ask(entry, officer)
    assert refused(finish_repair, fresh(entry), by=officer) == "repair-not-back"
    repair(entry)

    finish_repair(fresh(entry), by=officer)

    assert (outcomes(entry), waiting(officer, campaign)) == (["done"], (0, 0, 0))
    assert verbs(entry)[-1] == "repair-looked-at"


def test_what_came_back_is_asked_for_once_more(entry, officer, campaign):
    ask(entry, officer)
    repair(entry, applied_on=date(2020, 5, 1))

    ask(entry, officer, note="Vẫn trước thời gian")

    assert (outcomes(entry), waiting(officer, campaign)) == (["again", ""], (1, 0, 0))
    assert repair(entry, key="form-2").column == Column.PENDING


def test_a_request_is_taken_back(entry, officer, campaign):
    ask(entry, officer)

    take_repair_back(fresh(entry), by=officer)

    assert (outcomes(entry), waiting(officer, campaign)) == (["back"], (0, 0, 0))
    assert refused(take_repair_back, fresh(entry), by=officer) == "repair-not-asked"
    assert refused(repair, entry) == "repair-not-asked"


@pytest.mark.parametrize(
    "decide",
    [
        lambda entry, by: review.reject(entry, code="R09", reason="Không trả lời", by=by),
        lambda entry, by: review.withdraw(entry, reason="Tác giả xin rút", by=by),
        lambda entry, by: review.decide_finding(
            Finding.objects.get(initiative=entry), uphold=True, reason="Quá hạn", by=by
        ),
    ],
    ids=["rejected", "withdrawn", "all that was asked about decided"],
)
def test_a_decision_ends_the_request(entry, officer, campaign, decide):
    ask(entry, officer)

    decide(fresh(entry), officer)

    assert (outcomes(entry), waiting(officer, campaign)) == (["decided"], (0, 0, 0))


def test_an_acceptance_ends_a_request_too(campaign, district, officer):
    clean = make.register(campaign, make.entry(district))
    ask(clean, officer, rules=())

    review.accept(fresh(clean), by=officer)

    assert outcomes(clean) == ["decided"]


def test_a_decision_on_something_else_leaves_the_request(entry, officer, campaign):
    ask(entry, officer, rules=(), note="Gửi tệp công nhận")

    review.decide_finding(
        Finding.objects.get(initiative=entry), uphold=True, reason="Quá hạn", by=officer
    )

    assert waiting(officer, campaign) == (1, 0, 0)


def test_who_only_reads_asks_nothing(entry, district):
    reader = make.officer(district, Role.GRASSROOTS_OFFICER)

    assert refused(ask, entry, reader) == "not-allowed"
    assert refused(take_repair_back, fresh(entry), by=reader) == "not-allowed"
    assert refused(finish_repair, fresh(entry), by=reader) == "not-allowed"


def test_an_officer_of_another_unit_counts_nothing_of_it(entry, officer, campaign, district):
    ask(entry, officer)
    elsewhere = make.officer(make.unit(district.parent), Role.UPPER_OFFICER)

    counts = repair_counts(elsewhere.account, campaign, TODAY)
    assert (counts.asked, counts.overdue, counts.back) == (0, 0, 0)


def test_a_receipt_asks_for_no_repair_of_an_entry_that_was_merged(campaign, district, officer):
    first, again = copies(campaign, district, 2)
    ask(again, officer, rules=())
    assert receipt_by_token(again.receipt_token).asked is not None

    merged(first, again)

    assert receipt_by_token(again.receipt_token).asked is None
