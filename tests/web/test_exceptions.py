"""Exceptions and rejections on the pages: offered to whom, told to the member in words."""

from datetime import date

import pytest
from django.test import Client

from sangkien.models import Campaign
from tests import make
from tests.web.cleaning import finding_of, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
EXCEPTION, FACT = "Accept an exception", "A fact, no mistake"
RULE = "Only works first applied from 01/09/2021 to 01/09/2023 count; this one was earlier."


def early(where):
    entry = make.entry(where.district, applied_on=date(2021, 8, 1))
    return make.register(where.campaign, entry)


def receipt(entry):
    return Client().get(f"/bien-nhan/{entry.receipt_token}/").content.decode()


@pytest.mark.parametrize("room", ["phat-hien/", "phat-hien/?rule=applied-before-window", "entry"])
def test_an_exception_is_offered_to_the_level_that_may(where, below, above, room):
    entry = early(where)
    room = f"sang-kien/{entry.id}/" if room == "entry" else room

    seen = {who: page(client, where, room) for who, client in (("b", below), ("a", above))}

    assert [EXCEPTION in seen["a"], EXCEPTION in seen["b"]] == [True, False]
    assert [FACT in seen["a"], FACT in seen["b"]] == [False, True]
    assert ">Dismiss<" not in seen["a"] + seen["b"]


def test_what_is_no_fact_is_dismissed_as_before(where, below):
    entry = make.register(where.campaign, make.entry(where.district, effect=""))

    seen = page(below, where, f"sang-kien/{entry.id}/")

    assert (">Dismiss<" in seen, EXCEPTION in seen, FACT in seen) == (True, False, False)


def test_an_exception_stands_in_the_history_by_its_name(where, above):
    entry = early(where)
    finding = finding_of(entry, "applied-before-window")
    sent = {"verdict": "dismiss", f"reason-{finding.id}": "Có quyết định riêng"}

    above.post(where.url(f"phat-hien/{finding.id}/ket-luan/"), sent)

    seen = page(above, where, f"sang-kien/{entry.id}/")
    assert "Exception accepted: Applied before the window." in seen
    assert "Exception accepted</span>" in seen


def test_a_rejection_is_told_to_the_member_in_words_with_what_to_do(where, above):
    entry = make.register(where.campaign, make.entry(where.district))
    sent = {"reject-code": "R10", "reject-reason": "Đây là báo cáo tổng kết"}

    above.post(where.url(f"sang-kien/{entry.id}/tu-choi/"), sent)

    seen = receipt(entry)
    assert [
        words in seen
        for words in (
            "Not valid: not a solution",
            "An initiative is a solution that was applied; a report or a slogan is none.",
            "Đây là báo cáo tổng kết",
            "If there is a solution in it, file that with what it does",
        )
    ] == [True] * 4


def test_what_an_officer_wrote_when_upholding_a_finding_is_told_with_the_days(where, above):
    entry = early(where)
    finding = finding_of(entry, "applied-before-window")
    sent = {"verdict": "uphold", f"reason-{finding.id}": "Trường xác nhận <tháng 8>"}

    above.post(where.url(f"phat-hien/{finding.id}/ket-luan/"), sent)

    seen = receipt(entry)
    assert (RULE in seen, "Trường xác nhận &lt;tháng 8&gt;" in seen) == (True, True)


def test_after_the_decision_was_taken_back_the_receipt_says_nothing_of_it(where, above):
    entry = make.register(where.campaign, make.entry(where.district))
    above.post(
        where.url(f"sang-kien/{entry.id}/tu-choi/"),
        {"reject-code": "R10", "reject-reason": "Báo cáo"},
    )
    above.post(where.url(f"sang-kien/{entry.id}/mo-lai/"), {"reopen-reason": "Xem lại"})

    assert ("Not valid" in receipt(entry), "Báo cáo" in receipt(entry)) == (False, False)


def test_the_form_of_a_rejection_says_what_each_reason_means(where, above):
    entry = make.register(where.campaign, make.entry(where.district))

    assert RULE in page(above, where, f"sang-kien/{entry.id}/")


def test_the_campaign_chooses_who_accepts_exceptions_from_a_list(where, above):
    seen = page(above, where, "chuong-trinh/sua/")

    assert 'name="rules.applied-before-window.exceptions_by"' in seen
    assert "Exceptions are accepted by: the province" in page(above, where, "chuong-trinh/")
    assert Campaign.objects.get().rules == {}
