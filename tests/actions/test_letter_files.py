import hashlib
import io
import json
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest
from docx import Document

from sangkien.actions.letters import (
    draft_reminder,
    edit_letter,
    issue_letter,
    preview_file,
    preview_files,
)
from sangkien.core.letters.data import from_data
from sangkien.core.letters.model import Paragraph
from sangkien.core.letters.stream import text_stream
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.models import JournalLine, Letter
from sangkien.queries.letters import issued_file, text_of
from tests import make
from tests.adapters.letter_reading import docx_pieces, pdf_text, squeezed
from tests.letters import DAY, edit_of, province, writer

pytestmark = pytest.mark.django_db


@pytest.fixture
def lai_chau():
    return province()


@pytest.fixture
def officer(lai_chau):
    return writer(lai_chau)


@pytest.fixture
def draft(lai_chau, officer):
    return draft_reminder(lai_chau.campaign, lai_chau.root, DAY, officer)


def refused(act):
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


# ---- files ------------------------------------------------------------------------------------


def test_both_files_of_a_draft_say_what_the_letter_says(draft):
    files = preview_files(draft)

    assert [docx_pieces(files.docx), pdf_text(files.pdf)] == [
        docx_pieces(preview_file(draft, "docx")),
        pdf_text(preview_file(draft, "pdf")),
    ]
    for piece in text_stream(text_of(draft)):
        assert squeezed(piece) in pdf_text(files.pdf)


def test_a_draft_gives_the_same_bytes_every_time(draft):
    assert preview_files(draft) == preview_files(Letter.objects.get(id=draft.id))


def test_signs_that_the_pdf_cannot_show_are_refused_before_it_is_written(draft, officer):
    edited = edit_letter(
        draft, edit_of(draft, paragraphs=(Paragraph("Tốt 👍."),)), officer, version=1
    )

    with pytest.raises(Refusal) as caught:
        preview_file(edited, "pdf")

    assert (caught.value.code, caught.value.details) == ("letter-signs", {"signs": "👍"})
    assert "Tốt 👍./." in docx_pieces(preview_file(edited, "docx"))
    assert refused(lambda: issue_letter(edited, officer, version=2)) == "letter-signs"


# ---- issuing ----------------------------------------------------------------------------------


def test_an_issued_letter_keeps_both_files_under_names_of_our_own(draft, officer):
    issued = issue_letter(draft, officer, version=1)

    for form, bytes_stored, sha256 in (
        ("docx", issued_file(issued, "docx"), issued.docx_sha256),
        ("pdf", issued_file(issued, "pdf"), issued.pdf_sha256),
    ):
        assert hashlib.sha256(bytes_stored).hexdigest() == sha256
        assert getattr(issued, form).name == (
            f"letters/don-doc-lai-chau-2022-03-17-{draft.id}-{sha256[:12]}.{form}"
        )


def test_an_issued_letter_is_a_docx_and_a_pdf_that_open_again(draft, officer):
    issued = issue_letter(draft, officer, version=1)

    document = Document(io.BytesIO(issued_file(issued, "docx")))
    with pikepdf.open(io.BytesIO(issued_file(issued, "pdf"))) as pdf:
        assert len(pdf.pages) >= 2
    assert document.core_properties.title == text_of(draft).abstract


def test_an_issued_letter_is_served_as_stored_whatever_changes_later(lai_chau, draft, officer):
    issued = issue_letter(draft, officer, version=1)
    first = (issued_file(issued, "docx"), issued_file(issued, "pdf"))
    Letter.objects.filter(id=draft.id).update(profile="union-933")
    lai_chau.file(lai_chau.tan_uyen)

    later = Letter.objects.get(id=draft.id)

    assert (issued_file(later, "docx"), issued_file(later, "pdf")) == first


def test_issuing_is_written_down_with_both_hashes(draft, officer):
    issued = issue_letter(draft, officer, version=1)

    line = JournalLine.objects.get(verb="letter-issued")
    assert (line.by, line.details) == (
        officer.account,
        {
            "letter": draft.id,
            "version": 1,
            "docx_sha256": issued.docx_sha256,
            "pdf_sha256": issued.pdf_sha256,
        },
    )
    assert (issued.state, issued.issued_by, issued.issued_at) == (
        "issued",
        officer.account,
        officer.now,
    )


def test_what_is_issued_is_neither_edited_nor_issued_again(draft, officer):
    issued = issue_letter(draft, officer, version=1)
    stored = issued_file(issued, "pdf")

    later = replace(officer, now=officer.now + timedelta(days=1))
    assert refused(lambda: edit_letter(issued, edit_of(issued), later, version=1)) == (
        "letter-issued"
    )
    assert refused(lambda: issue_letter(issued, later, version=1)) == "letter-issued"
    assert issued_file(Letter.objects.get(id=draft.id), "pdf") == stored


def test_a_version_that_nobody_looked_at_is_not_issued(draft, officer):
    edit_letter(draft, edit_of(draft, abstract="V/v khác"), officer, version=1)
    now = Letter.objects.get(id=draft.id)

    assert refused(lambda: issue_letter(now, officer, version=1)) == "letter-changed"
    assert refused(lambda: issue_letter(draft, officer, version=2)) == "letter-changed"
    assert Letter.objects.get(id=draft.id).state == "draft"


def test_issuing_needs_its_own_right(lai_chau, draft):
    other = make.officer(lai_chau.root, Role.UPPER_OFFICER)

    assert refused(lambda: issue_letter(draft, other, version=1)) == "not-allowed"


def test_a_stored_file_that_was_changed_or_is_gone_is_not_served(draft, officer, settings):
    issued = issue_letter(draft, officer, version=1)
    path = settings.MEDIA_ROOT / issued.pdf.name

    path.write_bytes(path.read_bytes() + b" ")
    assert refused(lambda: issued_file(issued, "pdf")) == "letter-broken"
    path.unlink()
    assert refused(lambda: issued_file(issued, "pdf")) == "letter-broken"


def test_a_stored_letter_is_the_whole_letter(draft):
    assert from_data(json.loads(json.dumps(draft.content))["text"]) == text_of(draft)
