import re
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.actions.attachments import attach_recognition
from sangkien.core.permissions import Role
from tests import make
from tests.web.cleaning import land, officer_of

pytestmark = pytest.mark.django_db
NOTHING = '<span class="muted">nothing</span>'
NOT_YET = {"recognised_by": "", "recognition_number": "", "recognised_on": None}
TYPED = {
    "recognised_by": "council",
    "recognition_number": "15/QĐ-HĐSK",
    "recognised_on": "01/03/2022",
}
PDF = b"%PDF-1.7 quyet dinh"


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def where():
    return land()


@pytest.fixture
def client(where):
    return officer_of(where.district)


@pytest.fixture
def entry(where):
    return make.register(where.campaign, make.entry(where.district, **NOT_YET))


def address(where, entry, rest=""):
    return where.url(f"sang-kien/{entry.id}/{rest}")


def shown(client, where, entry):
    return client.get(address(where, entry)).content.decode()


def recognise(client, where, entry, **changes):
    return client.post(address(where, entry, "cong-nhan/"), TYPED | changes)


def test_the_officer_enters_the_recognition_and_then_accepts(where, client, entry):
    assert "Enter the recognition</h3>" in shown(client, where, entry)

    answer = recognise(client, where, entry)
    accepted = client.post(address(where, entry, "hop-le/"))

    assert (answer.status_code, answer.url) == (302, address(where, entry))
    said = [str(message) for message in get_messages(accepted.wsgi_request)]
    assert said == ["The recognition was entered.", "Accepted: the entry is valid."]


def test_the_history_and_the_facts_tell_the_recognition_in_words(where, client, entry):
    recognise(client, where, entry)
    recognise(client, where, entry, recognised_by="head", recognition_number="")

    page = shown(client, where, entry)

    texts = re.sub(r"<[^>]+>", " ", page)
    assert " ".join(texts.split()).count("Recognition entered or corrected.") == 2
    told = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page)
    assert [words for words in told if "→" in words[1]] == [
        ("Recognised by", f"{NOTHING} → <ins>initiative council</ins>"),
        ("Decision number", f"{NOTHING} → <ins>15/QĐ-HĐSK</ins>"),
        ("Recognised on", f"{NOTHING} → <ins>01/03/2022</ins>"),
        ("Finding", "<del>open</del> → <ins>no longer there</ins>"),
        ("Recognised by", "<del>initiative council</del> → <ins>head of the workplace</ins>"),
        ("Decision number", f"<del>15/QĐ-HĐSK</del> → {NOTHING}"),
    ]
    assert "<dd>head of the workplace, 01/03/2022</dd>" in page


def test_a_recognition_that_stands_is_corrected_from_the_form_filled_with_it(where, client):
    entry = make.register(where.campaign, make.entry(where.district, recognition_number="7/QĐ"))

    page = shown(client, where, entry)

    assert "Enter the recognition</h3>" not in page
    assert "Correct the recognition" in page
    assert 'value="7/QĐ"' in page
    assert 'value="05/01/2022"' in page


def test_what_cannot_be_read_is_told_at_its_field_and_what_was_typed_stays(where, client, entry):
    answer = recognise(client, where, entry, recognised_by="", recognised_on="32/13/2022")

    page = answer.content.decode()
    entry.refresh_from_db()
    assert (answer.status_code, entry.recognised_on) == (422, None)
    assert 'href="#field-recognised_by">It is not said who recognised the initiative.' in page
    assert 'id="error-recognised_on"' in page
    assert 'value="32/13/2022"' in page
    assert 'value="15/QĐ-HĐSK"' in page


def test_a_wrong_correction_opens_its_form_again(where, client):
    entry = make.register(where.campaign, make.entry(where.district))
    is_closed = "<details open" not in shown(client, where, entry)

    answer = recognise(client, where, entry, recognised_on="")

    assert (answer.status_code, is_closed) == (422, True)
    assert 'id="error-recognised_on"' in answer.content.decode().split("<details", 2)[2]


def test_the_file_comes_back_as_it_was_handed_in(where, client, entry):
    recognise(client, where, entry, recognition_file=SimpleUploadedFile("quyết định.pdf", PDF))

    href = address(where, entry, "cong-nhan/tep/")
    answer = client.get(href)

    receipt = shown(client, where, entry).split("<title>")[1].split(" ")[0].split("<")[0]
    assert f'href="{href}"' in shown(client, where, entry)
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="cong-nhan-{receipt}.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


def test_without_a_file_there_is_neither_link_nor_download(where, client, entry):
    href = address(where, entry, "cong-nhan/tep/")

    assert client.get(href).status_code == 404
    assert href not in shown(client, where, entry)


def test_who_may_not_see_the_entry_gets_no_file(where, entry):
    attach_recognition(entry.id, PDF, "pdf", by=make.SYSTEM)

    answer = officer_of(where.other).get(address(where, entry, "cong-nhan/tep/"))

    assert answer.status_code == 404


def test_the_file_of_a_trade_secret_is_for_its_own_branch_only(where, client):
    entry = make.register(where.campaign, make.entry(where.district, is_secret=True))
    attach_recognition(entry.id, PDF, "pdf", by=make.SYSTEM)
    href = address(where, entry, "cong-nhan/tep/")
    above = officer_of(where.province, Role.PROVINCIAL_OFFICER)

    assert (client.get(href).status_code, above.get(href).status_code) == (200, 404)
    assert href in shown(client, where, entry)
    assert href not in shown(above, where, entry)


def test_a_stored_file_that_is_gone_is_told_as_such(where, client, entry):
    attach_recognition(entry.id, PDF, "pdf", by=make.SYSTEM)
    entry.refresh_from_db()
    Path(entry.recognition_file.path).unlink()

    answer = client.get(address(where, entry, "cong-nhan/tep/"))

    assert answer.status_code == 409
    assert "The stored file of the recognition of" in answer.content.decode()


def test_an_entry_that_ended_offers_no_form_and_takes_nothing(where, client, entry):
    client.post(address(where, entry, "rut/"), {"withdraw-reason": "Tác giả xin rút"})

    answer = recognise(client, where, entry)

    assert answer.status_code == 409
    assert 'name="recognised_by"' not in shown(client, where, entry)
