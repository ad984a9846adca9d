"""Member numbers beside the authors: whose is whose, and what is no number at all."""

import pytest

from sangkien.inputs.entry_values import authors
from sangkien.models import Finding, Person
from tests import make
from tests.importing import csv_file, imported, row


def numbers(typed_authors, typed_numbers):
    return [author.member_number for author in authors(typed_authors, typed_numbers)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ["", ""]),
        ("0101; 0202", ["0101", "0202"]),
        ("0101", ["0101", ""]),
        ("-; 0202", ["", "0202"]),
        ("0101, –", ["0101", ""]),
        ("chưa có; không", ["", ""]),
        ("x\n0202", ["", "0202"]),
        ("000; 0202", ["", "0202"]),
        ("LC-0101", ["LC-0101", ""]),
    ],
)
def test_each_author_has_the_number_at_the_same_place_and_a_word_is_no_number(typed, expected):
    assert numbers("Lò Văn An; Vàng A Sử", typed) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("nothing", ["-", "chưa có", "không", "…", "0"])
def test_two_people_whose_number_is_not_known_are_not_taken_for_one(nothing):
    province = make.unit()
    district = make.unit(province)
    campaign = make.campaign(province)
    title = "Máy tách hạt ngô đạp chân dùng cho hộ nghèo ở bản vùng cao"
    people = (("Lò Văn An", "Trường Khoen On"), ("Vàng Thị Mỷ", "Trạm y tế Tà Hừa"))
    sheet = [
        [
            *row(
                district,
                number,
                **{"Tên sáng kiến": title, "Họ và tên tác giả": name, "Nơi làm việc": workplace},
            ),
            nothing,
        ]
        for number, (name, workplace) in enumerate(people, start=1)
    ]
    headings = (
        *("Tên sáng kiến", "Họ và tên tác giả", "Nơi làm việc", "Đơn vị", "Ngày áp dụng"),
        *("Hiệu quả", "Mã gửi", "Thời điểm nộp", "Mã đoàn viên"),
    )

    imported(campaign, district, csv_file(sheet, headings=headings))

    assert list(Person.objects.values_list("has_number", flat=True)) == [False, False]
    assert not Finding.objects.filter(rule="duplicate-own").exists()
