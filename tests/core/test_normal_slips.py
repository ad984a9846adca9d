import pytest

from sangkien.core.vietnamese.legacy import decode, font_of
from sangkien.core.vietnamese.slips import repair
from sangkien.core.vietnamese.syllables import SYLLABLES, halves_of, is_syllable, with_i


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("giair phaps", "giai phap"),
        ("ddooir mowis", "doi moi"),
        ("truwowngf hocj", "truong hoc"),
        ("quyeets ddinhj", "quyet dinh"),
        ("thw vieenj", "thu vien"),
    ],
)
def test_telex_keys_left_as_typed_are_read(typed, read):
    assert repair(typed.split()) == read.split()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("gia3i pha1p na6ng cao", "giai phap nang cao"),
        ("d9o6i3 mo7i1", "doi moi"),
        ("hoc5 sinh lop71 na8m2", "hoc sinh lop nam"),
    ],
)
def test_vni_keys_left_as_typed_are_read(typed, read):
    assert repair(typed.split()) == read.split()


@pytest.mark.parametrize("code", ["10a4", "c2", "v7", "a4", "481a", "f0", "5s", "1p", "5g"])
def test_codes_keep_their_digits(code):
    assert repair(["lop", code]) == ["lop", code]


def test_codes_of_one_letter_are_no_vni_keys_however_many():
    assert repair(["tuyen", "a12", "a13", "a14"]) == ["tuyen", "a12", "a13", "a14"]


def test_a_number_that_touches_its_word_is_parted_from_it():
    assert repair(["lop5", "tuoi6", "nam2022"]) == ["lop", "5", "tuoi", "6", "nam", "2022"]


def test_signs_read_for_letters_are_mended_only_inside_a_syllable():
    assert repair(["gia0", "1op", "10a", "1a"]) == ["giao", "lop", "10a", "1a"]


@pytest.mark.parametrize("word", ["app", "test", "seal", "gas", "online", "mobile", "office"])
def test_words_of_other_languages_stay(word):
    assert repair([word]) == [word]


def test_two_syllables_run_together_are_parted_where_that_is_sure():
    assert halves_of("hocsinh") == ("hoc", "sinh")
    assert repair(["nghiem"]) == ["nghiem"]


def test_other_scripts_and_single_signs_pass_untouched():
    assert repair(["эцв", "中", "x", "0"]) == ["эцв", "中", "x", "0"]


@pytest.mark.parametrize(
    "word",
    ["nghieng", "khuya", "quyen", "giuong", "yeu", "oan", "uyt", "gi", "gin", "quoc", "thuong"],
)
def test_real_syllables_are_legal(word):
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["ghan", "ka", "ce", "ngi", "qa", "giair", "phaps", "hs", "gv", "tls", "xyz", "w"]
)
def test_what_the_spelling_rules_forbid_is_not_legal(word):
    assert not is_syllable(word)


def test_there_are_about_as_many_syllables_as_the_rules_allow():
    assert 1_700 < len(SYLLABLES) < 3_200


def test_y_after_a_consonant_is_written_i():
    assert [with_i(word) for word in ("ky", "quy", "y", "thuy", "may", "mi")] == [
        "ki", "qui", "i", "thuy", "may", "mi",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "font", "read"),
    [
        ("S¸ng kiÕn kinh nghiÖm", "tcvn3", "Sáng kiến kinh nghiệm"),
        ("Tr­êng tiÓu häc", "tcvn3", "Trường tiểu học"),
        ("Lieân ñoaøn Lao ñoäng tænh", "vni", "Liên đoàn Lao động tỉnh"),
        ("COÂNG ÑOAØN NGAØNH", "vni", "CÔNG ĐOÀN NGÀNH"),
        ("Sáng kiến", "unicode", "Sáng kiến"),
        ("cà phê và chè", "unicode", "cà phê và chè"),
        ("hoa hồng", "unicode", "hoa hồng"),
        ("5 µm ± 2 °C", "unicode", "5 µm ± 2 °C"),
        ("Café «Über» naïve", "unicode", "Café «Über» naïve"),
        ("", "unicode", ""),
    ],
)
def test_the_font_is_told_by_the_syllables_it_gives(typed, font, read):
    assert (font_of(typed), decode(typed)) == (font, read)
