from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.inputs.attachment import LARGEST, read_attachment, read_document
from sangkien.inputs.problem import BadInput


def archive(*names):
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as parts:
        for name in names:
            parts.writestr(name, "x")
    return file.getvalue()


WORD = ("[Content_Types].xml", "word/document.xml")
CONTENTS = {
    "pdf": b"%PDF-1.7 x",
    "jpg": b"\xff\xd8\xff\xe0 x",
    "png": b"\x89PNG\r\n\x1a\n x",
    "docx": archive(*WORD),
}
FOREIGN = {
    "a workbook": archive("[Content_Types].xml", "xl/workbook.xml"),
    "a document with macros": archive(*WORD, "word/vbaProject.bin"),
    "a torn archive": archive(*WORD)[:60],
    "a page": b"<html><script>alert(1)</script>",
    "a program": b"MZ\x90\x00",
    "nothing": b"",
}


def upload(content, name="van-ban.pdf"):
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize("kind", CONTENTS)
def test_a_document_is_known_by_its_content_whatever_it_is_called(kind):
    read = read_document(upload(CONTENTS[kind], "van-ban.exe"), field="file")

    assert read == (CONTENTS[kind], kind)


@pytest.mark.parametrize("what", FOREIGN)
def test_what_is_no_document_is_refused_whatever_it_is_called(what):
    with pytest.raises(BadInput) as raised:
        read_document(upload(FOREIGN[what]), field="file")

    assert [(p.field, p.code) for p in raised.value.errors] == [("file", "document-kind")]


def test_a_word_document_is_no_proof_of_recognition():
    with pytest.raises(BadInput) as raised:
        read_attachment(upload(CONTENTS["docx"]), field="file")

    assert [p.code for p in raised.value.errors] == ["file-kind"]


def test_a_file_over_the_limit_is_refused_unread():
    with pytest.raises(BadInput) as raised:
        read_document(upload(b"%PDF-" + b"0" * LARGEST), field="file")

    assert [(p.code, dict(p.details)) for p in raised.value.errors] == [
        ("file-large", {"limit": 10})
    ]
