import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.text import fold, name_sort_key, sort_key, tidy

VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệÁĐƯ -–“”'12 \t")
ANY = st.text() | VIETNAMESE


def test_fold_drops_case_diacritics_and_the_bar_of_d():
    assert fold("Cải tiến ĐỔI MỚI đường Ðiện") == "cai tien doi moi duong dien"


def test_fold_writes_all_dashes_and_quotes_one_way():
    assert fold("5–6 tuổi — “vui” ‘học’ «chơi» 3‑4") == '5-6 tuoi - "vui" \'hoc\' "choi" 3-4'


def test_fold_keeps_other_punctuation_and_foreign_letters():
    assert fold("bơm ЭЦВ6-6,3 (D.O)!") == "bom эцв6-6,3 (d.o)!"


def test_fold_makes_no_break_spaces_and_ligatures_plain():
    assert fold("hồ\u00a0sơ\u2003ﬁle  m²") == "ho so file m2"


@given(ANY)
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@given(ANY)
def test_fold_does_not_tell_composed_from_decomposed(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(VIETNAMESE)
def test_fold_of_vietnamese_is_ascii_with_single_spaces(text):
    assert fold(text).isascii()
    assert "  " not in fold(text)
    assert fold(text) == fold(text).strip()


def test_tidy_composes_trims_and_removes_control_characters():
    assert tidy(" \ufeffĐổi\u200b mơ\u0301i\r\n\tcông\x00 tác\x07 ") == "Đổi mới công tác"


def test_tidy_keeps_case_punctuation_and_emoji():
    assert tidy("“Trường học hạnh phúc” – lần 2! 👩‍🏫") == "“Trường học hạnh phúc” – lần 2! 👩‍🏫"


def test_tidy_keeps_the_soft_hyphen_that_is_a_letter_of_tcvn3():
    assert tidy("c«ng nh©n l­u ®éng") == "c«ng nh©n l­u ®éng"


def test_tidy_drops_what_no_database_can_store():
    assert tidy("a\ud800b\x00c") == "abc"


@given(ANY)
def test_tidy_is_idempotent_and_can_be_encoded(text):
    assert tidy(tidy(text)) == tidy(text)
    assert tidy(text).encode() is not None


@given(ANY)
def test_tidy_leaves_no_control_character_and_no_double_space(text):
    assert not [sign for sign in tidy(text) if unicodedata.category(sign) in ("Cc", "Cs")]
    assert "  " not in tidy(text)


def test_letters_come_in_the_order_of_the_vietnamese_alphabet():
    ordered = [
        "a",
        "ă",
        "â",
        "b",
        "c",
        "d",
        "đ",
        "e",
        "ê",
        "g",
        "h",
        "i",
        "k",
        "l",
        "m",
        "n",
        "o",
        "ô",
        "ơ",
        "p",
        "q",
        "r",
        "s",
        "t",
        "u",
        "ư",
        "v",
        "x",
        "y",
    ]

    assert sorted(sorted(ordered), key=sort_key) == ordered


def test_tones_come_after_letters_in_the_order_of_the_dictionary():
    ordered = ["ma", "mà", "mả", "mã", "má", "mạ", "mai", "mài", "măng", "mây"]

    assert sorted(set(ordered), key=sort_key) == ordered


def test_a_letter_that_differs_weighs_more_than_a_tone_before_it():
    assert sorted(["Bà Triệu", "Ba Vì", "Ba Tri"], key=sort_key) == ["Ba Tri", "Bà Triệu", "Ba Vì"]


def test_shorter_words_and_digits_come_first():
    ordered = ["10", "An", "An Hòa", "Ân", "Anh"]

    assert sorted(ordered, key=sort_key) == ["10", "An", "An Hòa", "Anh", "Ân"]


def test_the_key_of_a_list_does_not_tell_composed_from_decomposed():
    assert sort_key(unicodedata.normalize("NFD", "Đường Thượng")) == sort_key("Đường Thượng")


@given(ANY, ANY)
def test_only_equal_texts_have_equal_keys(left, right):
    assert (sort_key(left) == sort_key(right)) == (tidy(left) == tidy(right))


def test_persons_are_ordered_by_given_name_before_family_name():
    ordered = ["Đỗ An", "Trần Văn An", "Lê Thị Ánh", "Bùi Ân", "Lê Thị Hương", "Vàng Thị Hương",
        "An Hường"]  # fmt: skip

    assert sorted(set(ordered), key=name_sort_key) == ordered


def test_a_name_of_one_word_and_no_name_have_keys():
    assert sorted(["Páo", "", "Giàng A Páo"], key=name_sort_key) == ["", "Páo", "Giàng A Páo"]


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("", ""),
        ("  ", ""),
        ("Ủy ban nhân dân XÃ", "uy ban nhan dan xa"),
        ("Uỷ ban", "uy ban"),
        ("Nguyễn Thị Hòa", "nguyen thi hoa"),
        ("Nguyễn Thị Hoà", "nguyen thi hoa"),
        ("Đ/c Lò Văn Ân", "d/c lo van an"),
        ("Ê-đê", "e-de"),
        ("H’Mông", "h'mong"),
        ("Km 5+200", "km 5+200"),
        ("½ thời gian", "1⁄2 thoi gian"),
        ("№ 5…", "no 5..."),
        ("hai\n dòng", "hai dong"),
    ],
)
def test_words_are_folded_as_people_search_for_them(typed, folded):
    assert fold(typed) == folded


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        (" A\u200bB ", "AB"),
        ("A\u00a0B", "A B"),
        ("A\r\n\tB", "A B"),
        ("A\x00B", "AB"),
        ("\ufeffA", "A"),
        ("A\u202eB\u202c", "AB"),
        ("E\u0302\u0301", "Ế"),
        ("“A” – B", "“A” – B"),
        ("A\ud800B", "AB"),
    ],
)
def test_what_no_reader_sees_goes_and_all_that_one_sees_stays(typed, tidied):
    assert tidy(typed) == tidied


@given(ANY)
def test_a_tidied_text_is_found_like_the_typed_one(text):
    assert fold(tidy(text)) == fold(tidy(tidy(text)))
    assert len(tidy(text)) <= 3 * len(text)


@pytest.mark.parametrize(
    "in_order",
    [
        ["Điện Biên", "Hà Giang", "Lai Châu"],
        ["Da", "Dạ", "Đà", "Đạ"],
        ["Mường Khương", "Mường La", "Mường Tè"],
        ["Khối 1", "Khối 2", "Khối A"],
        ["An", "Ăn", "Ân", "Ba"],
        ["o", "ô", "ơ", "p"],
        ["u", "ư", "v"],
        ["la", "là", "lả", "lã", "lá", "lạ"],
    ],
)
def test_lists_stand_as_in_a_vietnamese_dictionary(in_order):
    turned_round = in_order[::-1]

    assert sorted(turned_round, key=sort_key) == in_order


@pytest.mark.parametrize(
    "in_order",
    [
        ["Lò Văn An", "Vàng Thị An", "Lò Văn Ân", "Lò Thị Bình"],
        ["Đỗ An", "Trần Văn An"],
        ["An", "Lò An", "Lò Văn An"],
    ],
)
def test_persons_stand_by_given_name_then_by_the_names_before_it(in_order):
    turned_round = in_order[::-1]

    assert sorted(turned_round, key=name_sort_key) == in_order
