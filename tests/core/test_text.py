import unicodedata

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
