from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sangkien.core.permissions import Role
from sangkien.models import JournalLine, ProgrammeDocument
from tests import make
from tests.web.test_campaigns import form_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 plan"
EDIT = "/c/chuong-trinh/sua/"


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def root():
    return make.unit(code="LC", name="LĐLĐ tỉnh Lai Châu")


@pytest.fixture
def campaign(root):
    made = make.campaign(root, slug="c")
    for place, number in enumerate(("302/KH-LĐLĐ", "46/HD-TLĐ")):
        ProgrammeDocument.objects.create(
            campaign=made, kind="Kế hoạch", number=number, position=place
        )
    return made


@pytest.fixture
def officer(client, root):
    client.force_login(make.account(Role.PROVINCIAL_OFFICER, root))
    return client


def page_form(campaign, **changes):
    """What the browser sends back of the page, with the numbers it hides beside the documents."""
    stored = campaign.documents.order_by("position").values_list("id", flat=True)
    hidden = {f"documents.{place}.stored": str(n) for place, n in enumerate(stored, start=1)}
    return form_of(campaign) | hidden | changes


def pdf(name="ke-hoach.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def attach(officer, campaign, place=1):
    officer.post(EDIT, page_form(campaign, **{f"documents.{place}.file": pdf()}))
    return campaign.documents.order_by("position")[place - 1]


def address_of(document):
    return reverse("campaign-document", args=["c", document.id])


def test_a_file_sent_with_a_document_is_shown_and_handed_out_under_the_documents_name(
    officer, campaign
):
    document = attach(officer, campaign)

    shown = officer.get("/c/chuong-trinh/").content.decode()
    answer = officer.get(address_of(document))

    assert shown.count(f'href="{address_of(document)}"') == 1
    assert answer.content == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''K%E1%BA%BF%20ho%E1%BA%A1ch%20302-KH-L%C4%90L%C4%90.pdf"
    )


def test_whoever_sees_the_campaign_page_gets_the_file_and_a_visitor_does_not(
    officer, client, campaign, root
):
    document = attach(officer, campaign)
    client.logout()
    as_visitor = client.get(address_of(document)).status_code, client.get("/c/chuong-trinh/")
    client.force_login(make.account(Role.UPPER_OFFICER, root))

    assert as_visitor[0] == as_visitor[1].status_code == 302
    assert client.get(address_of(document)).status_code == 200


def test_a_document_of_another_campaign_or_without_a_file_is_404(officer, campaign, root):
    document = attach(officer, campaign)
    make.campaign(root, slug="khac")

    bare = campaign.documents.order_by("position")[1]
    foreign = address_of(document).replace("/c/", "/khac/")
    assert [officer.get(address).status_code for address in (address_of(bare), foreign)] == [
        404
    ] * 2


def test_a_file_that_is_gone_from_the_disk_is_said_so(officer, campaign):
    document = attach(officer, campaign)
    document.file.storage.delete(document.file.name)

    answer = officer.get(address_of(document))

    assert answer.status_code == 409
    assert "The stored file of “Kế hoạch 302/KH-LĐLĐ” is gone" in answer.content.decode()


def test_an_untouched_page_keeps_every_file_and_changes_nothing(officer, campaign):
    document = attach(officer, campaign)

    answer = officer.post(EDIT, page_form(campaign), follow=True)

    assert "No change." in answer.content.decode()
    assert ProgrammeDocument.objects.get(id=document.id).file == document.file


def test_a_new_row_may_bring_its_file_and_an_emptied_row_goes_with_its_own(officer, campaign):
    attach(officer, campaign)
    emptied = {f"documents.1.{name}": "" for name in ("kind", "number")}
    changes = {
        "documents.3.kind": "Hướng dẫn",
        "documents.3.issued_on": "13/01/2022",
        "documents.3.file": pdf(content=b"%PDF-1.7 guide"),
    }

    officer.post(EDIT, page_form(campaign, **emptied, **changes))

    kept = campaign.documents.order_by("position")
    assert [(d.kind, d.number, bool(d.file)) for d in kept] == [
        ("Kế hoạch", "46/HD-TLĐ", False),
        ("Hướng dẫn", "", True),
    ]
    assert (kept[1].issued_on, Path(kept[1].file.path).read_bytes()) == (
        date(2022, 1, 13),
        b"%PDF-1.7 guide",
    )


def test_a_file_is_taken_off_with_a_tick(officer, campaign):
    attach(officer, campaign)

    officer.post(EDIT, page_form(campaign, **{"documents.1.remove_file": "1"}))

    assert not ProgrammeDocument.objects.exclude(file="").exists()
    assert JournalLine.objects.filter(verb="document-file-removed").count() == 1


def test_a_word_document_is_taken_and_named_so(officer, campaign):
    file = BytesIO()
    with ZipFile(file, "w") as parts:
        for name in ("[Content_Types].xml", "word/document.xml"):
            parts.writestr(name, "x")

    sent = {"documents.2.file": pdf("huong-dan.docx", file.getvalue())}
    officer.post(EDIT, page_form(campaign, **sent))

    document = ProgrammeDocument.objects.exclude(file="").get()
    assert document.number == "46/HD-TLĐ"
    assert "wordprocessingml" in officer.get(address_of(document)).headers["Content-Type"]


def test_a_file_of_another_kind_is_answered_at_its_field_with_all_other_problems(officer, campaign):
    sent = {"documents.2.file": pdf(content=b"<html>"), "title": ""}

    answer = officer.post(EDIT, page_form(campaign, **sent))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#field-documents.2.file"' in page
    assert "Document 2, File: This is not a PDF, DOCX, JPG or PNG file." in page
    assert "Name of the campaign: This is needed" in page
    assert "Choose the files again" in page
    assert not ProgrammeDocument.objects.exclude(file="").exists()


def test_a_file_alone_asks_for_the_type_of_its_document(officer, campaign):
    answer = officer.post(EDIT, page_form(campaign, **{"documents.3.file": pdf()}))

    assert answer.status_code == 422
    assert 'href="#field-documents.3.kind"' in answer.content.decode()
    assert campaign.documents.count() == 2
