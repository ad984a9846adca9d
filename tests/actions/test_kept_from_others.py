"""What is kept of entries: no name outside its table, no secret and no receipt for others."""

import io
import json
from dataclasses import replace

import openpyxl
import pytest
from django.apps import apps
from django.test import Client

from sangkien.actions import review
from sangkien.actions.imports import preview, run_import
from sangkien.actions.registration import Filing, register_initiative
from sangkien.actions.screening import rescreen
from sangkien.core.refusal import Refusal
from sangkien.core.standing import Column
from sangkien.inputs.imports import SubmissionRows
from sangkien.models import Finding, Initiative, PersonalDetail
from sangkien.queries.progress import counts_of
from tests import importing, make
from tests.web.cleaning import land, officer_of

pytestmark = pytest.mark.django_db
NAME = "Quàng Thị Xuyến Chi"
WEB, API = Initiative.Channel.WEB, Initiative.Channel.API


@pytest.fixture
def where():
    return land()


def tables_that_hold(words):
    """The tables in whose rows the words stand, however deep in JSON."""
    found = set()
    for model in apps.get_app_config("sangkien").get_models():
        rows = json.dumps(list(model.objects.values()), default=str, ensure_ascii=False)
        if words.casefold() in rows.casefold():
            found.add(model.__name__)
    return found


def imported(where, *changes):
    rows = [importing.row(where.district, k, **change) for k, change in enumerate(changes, start=1)]
    file = importing.csv_file(rows)
    batch = preview(where.campaign, where.district, file, make.SYSTEM, read=SubmissionRows)
    return batch, run_import(batch.id, make.SYSTEM, read=SubmissionRows)


@pytest.mark.parametrize(
    "authors", [NAME, f"{NAME} 60% công", f"{NAME} (150%)", f"{NAME} {'x' * 200}", f"{NAME}; 123"]
)
def test_a_name_stands_in_the_personal_table_only_whatever_became_of_its_row(authors, where):
    imported(where, {"Họ và tên tác giả": authors})

    assert tables_that_hold(NAME) <= {"PersonalDetail"}


def test_a_copy_found_and_decided_writes_no_name_down(where):
    _, batch = imported(
        where, *[{"Họ và tên tác giả": NAME, "Tên sáng kiến": "Bảng từ trực ca"}] * 3
    )
    for finding in Finding.objects.filter(reason="R01"):
        review.decide_finding(finding, uphold=True, reason="", by=make.SYSTEM)

    assert tables_that_hold(NAME) == {"PersonalDetail"}
    assert batch.counts == {"new": 3}


def test_pages_work_after_a_person_was_erased(where):
    entry = make.entry(where.district)
    first, second = [
        make.register(where.campaign, replace(entry, client_ref=f"copy-{k}")) for k in range(2)
    ]
    PersonalDetail.objects.all().delete()
    officer = officer_of(where.district)

    pages = ["sang-kien/", "sang-kien/tai-ve/", "phat-hien/", "tien-do/"]
    pages += [f"sang-kien/{entry.id}/" for entry in (first, second)]
    seen = [officer.get(where.url(page)).status_code for page in pages]
    seen += [Client().get(f"/bien-nhan/{second.receipt_token}/").status_code]
    again = rescreen(where.campaign, [first.id, second.id], by=make.SYSTEM)

    assert (set(seen), again) == ({200}, [])


def result_of(where, batch, client):
    answer = client.get(where.url(f"nhap-bang/{batch.id}/ket-qua/"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    return {cell for row in sheet.values for cell in row}


def test_a_secret_in_a_sheet_comes_back_to_its_own_branch_only(where):
    heads = (*importing.FULL, "Mô tả", "Bí mật")
    rows = [
        [*importing.row(where.district, 1), "Tỷ lệ pha bí truyền", "có"],
        [*importing.row(where.district, 2), "Cách xếp thẻ", "không"],
    ]
    file = importing.csv_file(rows, headings=heads)
    batch = preview(where.campaign, where.district, file, make.SYSTEM, read=SubmissionRows)
    run_import(batch.id, make.SYSTEM, read=SubmissionRows)
    assert Initiative.objects.filter(is_secret=True).count() == 1

    own = result_of(where, batch, officer_of(where.district))
    above = result_of(where, batch, officer_of(where.province, "provincial_officer"))

    assert {"Tỷ lệ pha bí truyền", "Cách xếp thẻ"} <= own
    assert "Tỷ lệ pha bí truyền" not in above
    assert "Cách xếp thẻ" in above


def test_a_guessed_key_leads_to_nobody_elses_receipt(where):
    sender = make.officer(where.district, "upper_officer")
    entry = make.entry(where.district, client_ref="1")
    register_initiative(where.campaign, entry, Filing(sender, API))
    other = replace(make.entry(where.district), client_ref="1")

    with pytest.raises(Refusal, match="ref-taken") as guessed:
        register_initiative(where.campaign, other, Filing(make.SYSTEM, WEB))
    with pytest.raises(Refusal, match="ref-taken") as own:
        register_initiative(where.campaign, other, Filing(sender, API))

    stored = Initiative.objects.get()
    assert (guessed.value.details["token"], own.value.details["token"]) == (
        "",
        str(stored.receipt_token),
    )


def test_screening_again_leaves_a_withdrawn_entry_where_it_stands(where):
    entry = make.entry(where.district)
    _, second = [
        make.register(where.campaign, replace(entry, client_ref=f"copy-{k}")) for k in range(2)
    ]
    review.withdraw(second, reason="Tác giả xin rút", by=make.SYSTEM)
    assert counts_of(where.campaign, where.province)[Column.DUPLICATE] == 1

    assert rescreen(where.campaign, [second.id], by=make.SYSTEM) == []
    assert counts_of(where.campaign, where.province)[Column.DUPLICATE] == 1
