"""Each spelling is read back by means that share nothing with the tables that made it."""

import re
import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.engine.encodings import (
    i_for_y,
    nfd,
    no_diacritics,
    taken_for_vni,
    tcvn3,
    tcvn3_damaged,
    telex,
    telex_at_once,
    tone_moved,
    vni,
    vni_keys,
    vni_keys_last,
)

LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđbcdghklmnpqrstvx"
)
MOTTO = "Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc"
# every vowel with its tone in the order of LETTERS, as VNI fonts have them
VNI_LETTERS = re.findall(
    r"\S+",
    """
    a aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä e eø eû eõ eù eï eâ eà eå eã eá eä
    i ì æ ó í ò o oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï
    u uø uû uõ uù uï ö öø öû öõ öù öï y yø yû yõ yù î ñ
    """,
)
SYLLABLES = (
    *("nghiêng", "thuở", "quyển", "giường", "khuỷu", "Đường", "ưỡn", "nguyễn", "rượu", "hóa"),
    *("quỳnh", "đẹp", "Ươm", "ỷ", "sẵn", "chuẩn", "lưỡi", "bẵng"),
)

texts = st.lists(
    st.sampled_from((*SYLLABLES, *re.findall(r"\w+", MOTTO))), min_size=1, max_size=8
).map(" ".join)


def with_keys(typed, tones, shape):
    """Read keys as an input method does: once there is a vowel, a tone key marks the syllable."""
    words = []
    for word in typed.lower().split(" "):
        letters, tone = "", ""
        for key in word:
            if key in tones and re.search("[aeiouy]", letters):
                tone = tones[key]
            else:
                letters += key
        words.append((shape(letters), tone))
    return words


def meant(text):
    """Return (letters without tone, tone) of each word, by Unicode's own decomposition."""
    words = []
    for word in text.split():
        marked = unicodedata.normalize("NFD", word.lower())
        tone = "".join(mark for mark in marked if mark in "\u0300\u0301\u0303\u0309\u0323")
        plain = "".join(mark for mark in marked if mark not in tone)
        words.append((unicodedata.normalize("NFC", plain), tone))
    return words


TELEX_TONES = {"f": "\u0300", "s": "\u0301", "x": "\u0303", "r": "\u0309", "j": "\u0323"}
VNI_TONES = {"2": "\u0300", "1": "\u0301", "4": "\u0303", "3": "\u0309", "5": "\u0323"}


def telex_shapes(letters):
    letters = re.sub(r"uow(?=.)", "ươ", letters)  # but "thuow" is thuơ
    for keys, letter in (
        *(("aa", "â"), ("ee", "ê"), ("oo", "ô"), ("dd", "đ")),
        *(("aw", "ă"), ("ow", "ơ"), ("uw", "ư")),
    ):
        letters = letters.replace(keys, letter)
    return letters


def vni_shapes(letters):
    for keys, letter in (
        *(
            ("a6", "â"),
            ("e6", "ê"),
            ("o6", "ô"),
            ("d9", "đ"),
            ("a8", "ă"),
            ("o7", "ơ"),
            ("u7", "ư"),
        ),
    ):
        letters = letters.replace(keys, letter)
    return letters


@given(texts)
def test_decomposed_letters_are_composed_again_by_unicode(text):
    assert nfd(text) != unicodedata.normalize("NFC", nfd(text)) == text or text.isascii()


def test_without_diacritics_each_letter_is_the_one_its_unicode_name_says():
    assert no_diacritics(LETTERS + LETTERS.upper()) == "".join(
        unicodedata.lookup(re.sub(" WITH .*", "", unicodedata.name(letter)))
        for letter in LETTERS + LETTERS.upper()
    )


@pytest.mark.skipif(not shutil.which("iconv"), reason="iconv reads TCVN 5712")
def test_tcvn3_is_read_back_by_iconv():
    text = LETTERS + "ĂÂÊÔƠƯĐ" + MOTTO
    read = subprocess.run(
        ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"],
        input=tcvn3(text).encode("latin-1"),
        capture_output=True,
        check=True,
    )

    assert unicodedata.normalize("NFC", read.stdout.decode()) == text


def test_tcvn3_shows_the_motto_as_everyone_who_lost_a_font_has_seen_it():
    assert tcvn3(MOTTO) == "Céng hßa x· héi chñ nghÜa ViÖt Nam. §éc lËp - Tù do - H¹nh phóc"


def test_tcvn3_capitals_with_a_tone_have_the_code_of_the_small_letter():
    assert tcvn3("HỌC") == tcvn3("HọC")


def test_damaged_tcvn3_lost_the_letter_that_was_a_soft_hyphen():
    assert tcvn3_damaged("nhà trường") == "nh\u03bc trêng"


def test_vni_fonts_write_every_letter_as_their_table_lists_it():
    vowels = LETTERS[: LETTERS.index("đ") + 1]

    assert [vni(letter) for letter in vowels] == VNI_LETTERS
    assert [vni(letter.upper()) for letter in vowels] == [
        written.upper() for written in VNI_LETTERS
    ]


def test_vni_shows_the_motto_as_everyone_who_lost_a_font_has_seen_it():
    assert (
        vni(MOTTO) == "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam. Ñoäc laäp - Töï do - Haïnh phuùc"
    )


def test_what_was_taken_for_vni_has_the_letters_vni_would_have_meant():
    for pair, letter in (("oà", "ồ"), ("oá", "ố"), ("ô", "ơ"), ("ó", "ĩ"), ("ò", "ị")):
        assert taken_for_vni(pair) == letter
        assert VNI_LETTERS[LETTERS.index(letter)] == pair


@given(texts)
def test_telex_keys_typed_anew_give_the_text(text):
    for typed in (telex(text), telex_at_once(text)):
        assert with_keys(typed, TELEX_TONES, telex_shapes) == (meant(text))


@given(texts)
def test_vni_keys_typed_anew_give_the_text(text):
    assert with_keys(vni_keys(text), VNI_TONES, vni_shapes) == meant(text)


@given(texts)
def test_digits_given_last_are_those_of_the_word(text):
    for given_last, word in zip(vni_keys_last(text).split(), vni_keys(text).split(), strict=True):
        assert re.fullmatch(r"\D*\d*", given_last)
        assert sorted(given_last) == sorted(word)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hóa", "hoá"),
        ("thủy", "thuỷ"),
        ("KHỎE", "KHOẺ"),
        ("Tùy", "Tuỳ"),
        ("quý", "quý"),
        ("toán",) * 2,
    ],
)
def test_the_tone_moves_in_open_syllables_only_and_back_again(one, other):
    assert (tone_moved(one), tone_moved(other)) == (other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("kỹ", "kĩ"), ("Lý", "Lí"), ("QUÝ", "QUÍ"), ("sĩ số", "sỹ số"), ("máy",) * 2]
)
def test_i_and_y_change_places_where_both_are_written(one, other):
    assert (i_for_y(one), i_for_y(other)) == (other, one)
