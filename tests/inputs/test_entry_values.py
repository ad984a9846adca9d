from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.reading import Unreadable
from sangkien.inputs import entry_values
from sangkien.inputs.problem import BadInput

CHOICES = [
    {"code": "production", "name": "Sản xuất, kinh doanh"},
    {"code": "office", "name": "Hành chính, sự nghiệp"},
    {"code": "community", "name": "Vì cộng đồng (y tế, giáo dục)"},
]


def shares(typed, numbers=""):
    return [(a.name, str(a.share_percent)) for a in entry_values.authors(typed, numbers)]


def refused(typed, numbers=""):
    with pytest.raises(BadInput) as caught:
        entry_values.authors(typed, numbers)
    return [(problem.field, problem.code) for problem in caught.value.errors]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("", ""),
        (" giữ nguyên  ", " giữ nguyên  "),
        (12, "12"),
        (12.0, "12"),
        (8.5, "8,5"),
        (True, "có"),
        (False, "không"),
        (date(2021, 11, 3), "03/11/2021"),
        (datetime(2021, 11, 3, 8, 5), "03/11/2021 08:05:00"),  # noqa: DTZ001
        (time(8, 5), "08:05:00"),
        ("a\x00b\ud800c", "abc"),
    ],
)
def test_a_cell_is_the_text_its_reader_typed(cell, text):
    assert entry_values.plain(cell) == text


@pytest.mark.parametrize("several", [[], ["a"], ("a", "b"), {}, {"a": 1}, b"bytes"])
def test_several_values_are_not_one(several):
    with pytest.raises(ValueError, match="one value"):
        entry_values.plain(several)


@given(st.text())
def test_what_is_kept_of_a_text_can_be_stored_by_every_database(typed):
    kept = entry_values.plain(typed)

    assert "\x00" not in kept
    assert kept.encode().decode() == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("một\r\nhai\rba\nbốn", "một\nhai\nba\nbốn"),
        ("\r\n\r\n một \n\n hai \r\n", "một \n\n hai"),
        ("", ""),
    ],
)
def test_paragraphs_keep_their_line_breaks_and_lose_carriage_returns(typed, kept):
    assert entry_values.paragraphs(typed) == kept


@pytest.mark.parametrize(
    "word", ["có", "CÓ", "Co", "x", "X", "1", "yes", "TRUE", "đúng", "bí mật", "Mật", "v", " x "]
)
def test_a_mark_for_a_secret_is_known(word):
    assert entry_values.yes_or_no(word) is True


@pytest.mark.parametrize("word", ["", " ", "không", "Khong", "0", "no", "false", "-", "–", "k"])
def test_a_mark_for_no_secret_is_known(word):
    assert entry_values.yes_or_no(word) is False


@pytest.mark.parametrize("word", ["có lẽ", "2", "xx", "?", "không biết", "tối mật", "☑"])
def test_a_mark_that_is_neither_is_never_guessed(word):
    with pytest.raises(Unreadable) as caught:
        entry_values.yes_or_no(word)

    assert (caught.value.code, caught.value.details) == ("yes-or-no", {"typed": word})


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Hội đồng sáng kiến huyện Than Uyên", "council"),
        ("HĐ", "council"),
        ("HĐSKKN cấp tỉnh", "council"),
        ("Hội đồng do Giám đốc Sở thành lập", "council"),
        ("Giám đốc Sở Y tế", "head"),
        ("Chủ tịch UBND xã", "head"),
        ("TRƯỞNG PHÒNG", "head"),
        ("người đứng đầu cơ sở", "head"),
        ("Phòng Giáo dục và Đào tạo", "other"),
        ("hdd", "other"),
        ("chưa công nhận", ""),
        ("Chưa họp hội đồng", ""),
        ("đang chờ", ""),
        ("-", ""),
        ("không có", ""),
    ],
)
def test_who_recognised_is_told_by_the_words(words, who):
    assert entry_values.recognised_by(words) == who


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("production", "production"),
        ("SAN XUAT, KINH DOANH", "production"),
        ("Sản xuất kinh doanh", "production"),
        ("Hành chính sự nghiệp", "office"),
        ("Vì cộng đồng (y tế, giáo duc)", "community"),
        ("sản xuất", ""),
        ("kinh doanh", ""),
        ("", ""),
        ("…", ""),
        ("🚑" * 300, ""),
    ],
)
def test_a_choice_is_found_by_code_or_nearly_by_name_or_not_at_all(typed, code):
    assert entry_values.choice(typed, CHOICES) == code


def test_a_campaign_without_choices_has_none_to_find():
    assert entry_values.choice("Sản xuất", []) == ""


THREE = "Lò Văn An{0}, Vàng A Pao{0}, Tẩn Thị Mỷ{0}"
HALVES = [("Lò Văn An", "50.00"), ("Vàng A Pao", "50.00")]
SIXTY = [("Lò Văn An", "60.00"), ("Vàng A Pao", "40.00")]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Lò Văn An", [("Lò Văn An", "100.00")]),
        (
            THREE.format(""),
            [("Lò Văn An", "33.34"), ("Vàng A Pao", "33.33"), ("Tẩn Thị Mỷ", "33.33")],
        ),
        (
            THREE.format(" (33,33%)"),
            [(n, "33.33") for n in ("Lò Văn An", "Vàng A Pao", "Tẩn Thị Mỷ")],
        ),
        ("Lò Văn An (60%); Vàng A Pao", SIXTY),
        ("Lò Văn An (100%); Vàng A Pao", [("Lò Văn An", "100.00"), ("Vàng A Pao", "0.00")]),
        ("1. Lò Văn An\n2. Vàng A Pao", HALVES),
        ("Lò Văn An và Vàng A Pao", HALVES),
        ("Lò Văn An - 60%\r\nVàng A Pao - 40%", SIXTY),
        ([{"name": "Lò Văn An", "share_percent": "60%"}, {"name": "Vàng A Pao"}], SIXTY),
        (
            [{"name": "Lò Văn An", "share_percent": 33.33}, "Vàng A Pao"],
            [("Lò Văn An", "33.33"), ("Vàng A Pao", "66.67")],
        ),
    ],
)
def test_authors_are_read_with_the_shares_that_were_typed(typed, found):
    assert shares(typed) == found


@pytest.mark.parametrize("share", ["120%", "-5%", "100,01%", "1.000%", "sáu mươi %"])
def test_a_share_that_is_no_part_of_the_whole_is_refused(share):
    with pytest.raises(Unreadable, match="author-share"):
        shares(f"Lò Văn An ({share})")


@pytest.mark.parametrize(
    "typed", ["", "  ", ";;;", "\n\n", [], [{}], [{"share_percent": 50}], "60%"]
)
def test_nobody_is_no_author(typed):
    with pytest.raises(Unreadable):
        entry_values.authors(typed, "")


@pytest.mark.parametrize("typed", [[["Lò Văn An"]], {"name": "Lò Văn An"}, [{"name": ["An"]}]])
def test_authors_nested_beyond_names_and_shares_are_refused_not_a_fault(typed):
    assert refused(typed) == [("authors", "not-text")]


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [
        ("", ["", ""]),
        ("ĐV-1", ["ĐV-1", ""]),
        ("ĐV-1; ĐV-2", ["ĐV-1", "ĐV-2"]),
        (" ĐV-1 ,ĐV-2 ", ["ĐV-1", "ĐV-2"]),
        ("ĐV-1\nĐV-2\n", ["ĐV-1", "ĐV-2"]),
        ("ĐV-1||ĐV-2", ["ĐV-1", "ĐV-2"]),
    ],
)
def test_member_numbers_go_to_the_authors_in_their_order(numbers, kept):
    found = entry_values.authors("Lò Văn An; Vàng A Pao", numbers)

    assert [author.member_number for author in found] == kept


@pytest.mark.parametrize(
    ("typed", "numbers", "said"),
    [
        ("Lò Văn An", "1; 2", ("member_number", "member-numbers")),
        ("Lò Văn An", "1" * 41, ("member_number", "too-long")),
        ("; ".join(["Lò Văn An"] * 51), "", ("authors", "too-many-authors")),
        ("Lò " * 70, "", ("authors", "author-too-long")),
        ("x" * 200_000, "", ("authors", "author-too-long")),
    ],
)
def test_more_than_an_entry_holds_is_refused_at_the_field_that_is_too_much(typed, numbers, said):
    assert refused(typed, numbers) == [said]


@given(
    st.lists(st.sampled_from(["Lò An", "Vàng Pao", "Tẩn Mỷ", "Giàng Sử"]), min_size=1, max_size=9)
)
def test_authors_without_shares_share_the_whole_to_the_hundredth(names):
    found = entry_values.authors("; ".join(names), "")

    assert sum(author.share_percent for author in found) == Decimal(100)
    assert [author.name for author in found] == names


@given(st.text(max_size=200), st.text(max_size=60))
def test_whatever_stands_in_the_cell_of_authors_is_read_or_refused(typed, numbers):
    try:
        found = entry_values.authors(typed, numbers)
    except (Unreadable, BadInput):
        return
    assert all(0 <= author.share_percent <= 100 for author in found)
    assert all(author.name.strip() == author.name != "" for author in found)
