from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.normal import split_place, syllables, without_dates, without_names
from sangkien.core.vietnamese.abbreviations import EXPANSIONS, SECTORS
from sangkien.core.vietnamese.stock import without_opening
from sangkien.core.vietnamese.syllables import is_syllable
from tests.core.spoiling import SAME_SPELLINGS

TITLES = [
    "Một số biện pháp xây dựng trường học hạnh phúc tại trường tiểu học số 1",
    "Nâng cao hiệu quả sinh hoạt chuyên môn ở trường mầm non",
    "Xây dựng khối đoàn kết nội bộ trong công đoàn cơ sở",
    "Giải pháp bảo quản, quản lý chứng từ sổ sách kế toán trong trường học",
    "Tăng cường tiếng Việt cho trẻ mẫu giáo vùng cao 3-4 tuổi điểm trường C2",
    "Giáo dục kỹ năng sống cho học sinh lớp 10A4 qua công tác chủ nhiệm",
    "Giảm chi phí sửa khuôn bằng cải tiến bản vẽ thiết kế của nhà cung cấp",
    "Đánh giá sức khoẻ người bệnh hậu COVID-19 trên địa bàn huyện năm 2022",
    "Ứng dụng quản lý sổ mượn trả thiết bị dạy học trên Office 365",
    "Chế tạo bộ thử kín cho máy nén cao áp và thấp áp",
    "Chuyển xe xúc đào từ dầu D.O sang chạy điện",
    "Quy trình khử khuẩn dụng cụ ở khoa chống nhiễm khuẩn",
    "Hoà giải ở cơ sở: kinh nghiệm của tổ hoà giải bản vùng biên",
]


@pytest.mark.parametrize("kind", SAME_SPELLINGS)
def test_the_same_title_in_another_spelling_has_the_same_syllables(kind):
    spoil = SAME_SPELLINGS[kind]

    read = [syllables(spoil(title, Random(7))) for title in TITLES]

    assert read == [syllables(title) for title in TITLES]


@pytest.mark.parametrize("kind", SAME_SPELLINGS)
def test_the_kind_of_spelling_really_changes_a_title(kind):
    assert any(SAME_SPELLINGS[kind](title, Random(7)) != title for title in TITLES)


def test_the_syllables_are_bare_and_short_forms_written_out():
    assert syllables("GV trường THCS & CĐCS – TP.HCM") == (
        "giao",
        "vien",
        "truong",
        "trung",
        "hoc",
        "co",
        "so",
        "cong",
        "doan",
        "co",
        "so",
        "thanh",
        "pho",
        "ho",
        "chi",
        "minh",
    )


def test_the_name_for_initiatives_itself_says_nothing():
    assert syllables("SKKN rèn chữ") == ("ren", "chu")


def test_short_forms_can_be_left_alone_or_taken_from_one_sector():
    assert syllables("BN và GV", expansions={}) == ("bn", "va", "gv")
    assert syllables("BN và GV", expansions=SECTORS["health"]) == ("benh", "nhan", "va", "gv")


def test_no_short_form_is_a_word_and_every_word_it_stands_for_is():
    assert [short for short in EXPANSIONS if is_syllable(short)] == []
    assert {word for full in EXPANSIONS.values() for word in full if not is_syllable(word)} == set()


def test_a_written_date_leaves_only_its_year():
    assert syllables("từ 15/3/2022 đến 9-2023") == ("tu", "2022", "den", "2023")


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("lớp 4 năm học 2021-2022", "lop 4"),
        ("lớp 4 năm 2022", "lop 4"),
        ("tháng 9 năm 2021 trồng chè", "trong che"),
        ("trẻ 24-36 tháng tuổi", "tre 24 36 thang tuoi"),
        ("trẻ tháng 6 tuổi", "tre thang 6 tuoi"),
        ("máy bơm số 2", "may bom so 2"),
        ("quý 1 ngày 20 tháng 10", "qui 1"),
        ("❶ tháng ❷ trồng chè", "thang trong che"),
        ("tháng ፩ trồng chè", "thang ፩ trong che"),
    ],
)
def test_years_and_months_go_and_other_numbers_stay(title, rest):
    assert without_dates(syllables(title)) == tuple(rest.split())


def test_the_own_name_goes_with_the_words_that_lead_to_it():
    title = syllables("Rèn chữ tại trường Tiểu học Nậm Mít cho học sinh")
    names = [syllables("Tiểu học Nậm Mít"), syllables("TH Nậm Mít"), ()]

    assert without_names(title, names) == ("ren", "chu", "cho", "hoc", "sinh")


def test_a_title_that_is_only_the_own_name_stays():
    name = syllables("Trường Tiểu học Nậm Mít")

    assert without_names(name, [name]) == name


def test_a_title_of_stock_phrases_only_stays_whole():
    stock = syllables("Một số giải pháp nâng cao hiệu quả công tác")

    assert without_opening(stock) == stock


def test_stock_openings_of_any_length_are_stripped():
    assert without_opening(
        syllables("SKKN: Một số giải pháp nhằm nâng cao chất lượng phòng cháy")
    ) == (
        "phong",
        "chay",
    )


def test_a_place_is_split_off_only_where_a_title_stands_before_it():
    assert split_place(syllables("Vệ sinh tại trường")) == (syllables("Vệ sinh tại trường"), ())
    assert split_place(syllables("Rèn chữ đẹp ở xã Pa Tần")) == (
        ("ren", "chu", "dep"),
        ("o", "xa", "pa", "tan"),
    )


@given(st.text())
def test_any_text_has_syllables_and_none_is_empty(text):
    assert all(syllables(text)) or syllables(text) == ()


@given(st.lists(st.sampled_from(TITLES), min_size=1, max_size=3))
def test_normal_form_is_idempotent(titles):
    once = syllables(" ".join(titles))

    assert syllables(" ".join(once)) == once
