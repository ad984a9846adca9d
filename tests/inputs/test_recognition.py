from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.inputs.problem import BadInput
from sangkien.inputs.recognition import Recognition, read_recognition

TODAY = date(2022, 3, 17)
TYPED = {
    "recognised_by": "head",
    "recognition_number": "  12/QĐ-UBND ",
    "recognised_on": "5/3/2022",
}


def problems(changes, upload=None):
    with pytest.raises(BadInput) as bad:
        read_recognition(TYPED | changes, upload, today=TODAY)
    return [(problem.field, problem.code) for problem in bad.value.errors]


def test_who_number_and_day_are_read():
    read = read_recognition(TYPED, None, today=TODAY)

    assert read == Recognition("head", "12/QĐ-UBND", date(2022, 3, 5))


def test_a_decision_without_a_number_of_today_with_its_scan_is_taken():
    scan = SimpleUploadedFile("cong-nhan.png", b"\x89PNG\r\n\x1a\n...")

    sent = {"recognised_by": "council", "recognised_on": "17/03/2022"}
    read = read_recognition(sent, scan, today=TODAY)

    assert read == Recognition("council", "", TODAY, (b"\x89PNG\r\n\x1a\n...", "png"))


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("recognised_by", "", "recogniser-empty"),
        ("recognised_by", "other", "recogniser-empty"),
        ("recognition_number", "1" * 81, "too-long"),
        ("recognised_on", "", "date-empty"),
        ("recognised_on", "31/02/2022", "date-no-such-day"),
        ("recognised_on", "03/2022", "date-not-a-day"),
        ("recognised_on", "18/03/2022", "recognition-ahead"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(name, typed, code):
    assert problems({name: typed}) == [(name, code)]


def test_everything_wrong_is_told_at_once():
    changes = {"recognised_by": "", "recognition_number": "1" * 81, "recognised_on": "hôm qua"}

    found = problems(changes, SimpleUploadedFile("a.pdf", b"no scan"))

    assert found == [
        ("recognised_by", "recogniser-empty"),
        ("recognition_number", "too-long"),
        ("recognised_on", "date-form"),
        ("recognition_file", "file-kind"),
    ]
