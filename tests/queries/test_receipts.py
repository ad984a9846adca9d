from dataclasses import replace
from datetime import date
from string import Formatter
from uuid import uuid4

import pytest

from sangkien.actions.moving import move_initiative
from sangkien.actions.review import decide_finding, withdraw
from sangkien.core.screening.run import RULES
from sangkien.core.states import State
from sangkien.models import Finding
from sangkien.queries.receipts import Said, receipt_by_token
from tests import make

TOO_EARLY = date(2021, 8, 31)


def receipt_of(entry):
    return receipt_by_token(entry.receipt_token)


def test_a_clean_entry_shows_what_was_received_where_and_when(land):
    entry = land.file(title="Bể lọc nước tự chảy")

    receipt = receipt_of(entry)

    assert receipt.number.startswith(f"LC22-{entry.id:06d}-")
    assert (receipt.title, receipt.unit, receipt.filed_at, receipt.state, receipt.findings) == (
        "Bể lọc nước tự chảy",
        "LĐLĐ huyện Than Uyên",
        make.NOW,
        State.RECEIVED,
        (),
    )
    assert receipt.campaign == land.campaign


def test_an_address_that_was_never_given_out_leads_to_nothing(land):
    land.file()

    assert receipt_by_token(uuid4()) is None


def test_what_stands_against_an_entry_is_told_with_the_way_out_in_the_order_of_the_rules(land):
    receipt = receipt_of(land.file(applied_on=TOO_EARLY, effect=""))

    codes = ("applied-before-window", "missing-effect")
    assert [(said.message, said.instruction) for said in receipt.findings] == [
        (RULES[code].message, RULES[code].instruction) for code in codes
    ]


@pytest.mark.parametrize(("uphold", "is_told"), [(True, True), (False, False)])
def test_an_upheld_finding_is_still_told_and_a_dismissed_one_no_more(land, uphold, is_told):
    entry = land.file(applied_on=TOO_EARLY)
    decide_finding(Finding.objects.get(), uphold=uphold, reason="Đã rõ", by=make.SYSTEM)

    assert bool(receipt_of(entry).findings) is is_told


def test_the_receipt_follows_the_entry_to_the_unit_where_it_counts(land):
    entry = land.file()
    move_initiative(entry, land.there, reason="Sai đơn vị", by=make.SYSTEM)

    assert receipt_of(entry).unit == "LĐLĐ huyện Phong Thổ"


def test_a_withdrawn_entry_keeps_its_receipt_and_says_so(land):
    entry = land.file()
    withdraw(entry, reason="Tác giả xin rút", by=make.SYSTEM)

    receipt = receipt_of(entry)
    assert (receipt.state, receipt.reason) == (State.WITHDRAWN, "R11")


def test_every_sentence_of_every_finding_can_be_filled_from_its_details(land):
    twice = make.entry(land.here, applied_on=TOO_EARLY, effect="", recognised_on=None)
    for key in ("a", "b"):
        entry = make.register(land.campaign, replace(twice, client_ref=key))

    for said in receipt_of(entry).findings:
        for sentence in (said.message, said.instruction):
            gaps = {name for _, name, _, _ in Formatter().parse(sentence) if name}
            assert gaps <= said.details.keys()
    assert len(receipt_of(entry).findings) == 4


def test_a_workplace_whose_unit_nobody_knows_reads_as_dots_and_not_as_nothing(land):
    entry = land.file()
    Finding.objects.create(
        initiative=entry,
        rule="wrong-unit",
        reason="R08",
        severity="hold",
        details={"workplace": "Trường A", "unit": "Than Uyên", "expected": ""},
        opened_at=make.NOW,
        recorded_at=make.NOW,
    )

    (said,) = receipt_of(entry).findings
    assert said == Said(
        RULES["wrong-unit"].message,
        RULES["wrong-unit"].instruction,
        {"workplace": "Trường A", "unit": "Than Uyên", "expected": "…"},
    )


def test_a_rule_that_was_taken_out_of_the_product_is_passed_over(land):
    entry = land.file(applied_on=TOO_EARLY)
    Finding.objects.update(rule="a-rule-of-last-year")

    assert receipt_of(entry).findings == ()


@pytest.mark.parametrize("faults", [{}, {"applied_on": TOO_EARLY, "effect": ""}])
def test_a_receipt_costs_two_queries_whatever_was_found(land, faults, django_assert_num_queries):
    entry = land.file(**faults)

    with django_assert_num_queries(2):
        assert receipt_of(entry).campaign.owner == land.province
