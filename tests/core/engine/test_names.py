"""Authors' names as they are typed, and how far two of them agree."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.duplicates import Text
from sangkien.core.engine.layout import AUTHORS, MOST_AUTHORS
from sangkien.core.engine.names import (
    INITIALS,
    LIKE,
    MOST_NAME_WORDS,
    OTHER,
    SAME,
    initials_of,
    named,
    rarity,
    whole_name,
    word_at,
    words_in,
)
from tests.core.judging import read

LETTERS = " abcdefghijklmnopqrstuvwxyz#"  # as names have them, from 1 on; # is any digit
SYLLABLES = ["Lò", "Thị", "Hương", "Nguyễn", "Văn", "Vàng", "A", "Páo", "Trần", "Đức"]
NAMES = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=5).map(" ".join)


def numbers_of(*names):
    """The three numbers of each name that a row has room for."""
    row = read(Text("", authors=names)).row[AUTHORS : AUTHORS + 3 * MOST_AUTHORS]
    return [row[3 * place : 3 * place + 3] for place in range(MOST_AUTHORS)]


def name(typed):
    return numbers_of(typed)[0]


def spelled(found):
    """The words of a name, as far as they are kept."""
    words = []
    for place in range(words_in(found)):
        word, signs = int(word_at(found, place)), ""
        while word:
            signs = LETTERS[word & 31] + signs
            word >>= 5
        words.append(signs)
    return " ".join(words)


def agreed(left, right):
    there, back = named(name(left), name(right)), named(name(right), name(left))
    assert there == back
    return there


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Lò Thị Hương", "lo thi huong"),
        ("  LÒ   THỊ\tHƯƠNG ", "lo thi huong"),
        ("Vàng A Páo", "vang a pao"),
        ("Nguyễn", "nguyen"),
        ("Nghiêng", "nghien"),  # six letters of a word are kept
        ("Lò Thị Thu Hương Giang", "lo thi thu huong giang"),
        ("Lò Thị Thu Hà Hương Giang", "lo thi thu ha giang"),  # the first four and the last
        ("H'Hen Niê", "h hen nie"),
        ("Mai 2", "mai #"),
        ("Quý", "qui"),
        ("", ""),
        ("–", ""),
        ("😀", ""),
    ],
)
def test_a_name_is_kept_as_its_bare_words(typed, words):
    assert spelled(name(typed)) == words


@pytest.mark.parametrize(
    "title",
    [
        "Ông", "Bà", "Anh", "Chị", "Thầy", "Cô", "ThS.", "TS", "BS.", "KS", "CN.", "DS", "PGS. TS.",
        "GS", "BSCK", "Đ/c", "đ.c.", "Đồng chí", "ĐỒNG CHÍ", "Bà Ths.", "Đ/c BS", "BS. Đồng chí",
    ],
)  # fmt: skip
def test_a_title_of_address_is_no_part_of_a_name(title):
    assert name(f"{title} Lò Thị Hương").tolist() == name("Lò Thị Hương").tolist()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Anh", "anh"),  # all there is
        ("Cô", "co"),
        ("Bá Kiến", "ba kien"),  # other marks: a family's name
        ("Ánh Anh", "anh anh"),
        ("Ba Ông", "ba ong"),
        ("Chí Phèo", "chi pheo"),
        ("Lò Anh", "lo anh"),
        ("Dong Chi", "dong chi"),
        ("Đông Chi Mai", "dong chi mai"),
    ],
)
def test_what_could_be_a_title_and_is_a_name_stays(typed, words):
    assert spelled(name(typed)) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("NTL Phương", "n t l phuong"),
        ("N.T.L. Phương", "n t l phuong"),
        ("N T L Phương", "n t l phuong"),
        ("Ng. T. Phương", "ng t phuong"),
        ("Th Phương", "th phuong"),  # one digraph, one word
        ("Tr Phương", "tr phuong"),
        ("Ntl. Phương", "ntl phuong"),  # shortened by its dot
        ("LA Phương", "la phuong"),  # a syllable
        ("NTLHK Phương", "ntlhk phuong"),  # more than a name has words
        ("NTL", "ntl"),
        ("ĐC Phương", "d c phuong"),  # a title only with a sign between
        ("N2L Phương", "n#l phuong"),
    ],
)
def test_initials_run_together_are_parted(typed, words):
    assert spelled(name(typed)) == words


@pytest.mark.parametrize(
    "typed",
    [
        "Lò Thị Hương (chủ biên)", "Lò Thị Hương, giáo viên", "Lò Thị Hương - Trường Nậm Mít",
        "Lò Thị Hương; Trần Văn A", "Lò Thị Hương [1]", "Lò Thị Hương – 0912",
    ],
)  # fmt: skip
def test_what_stands_behind_a_name_is_left_out(typed):
    assert name(typed).tolist() == name("Lò Thị Hương").tolist()


def test_each_line_is_a_name_and_three_are_kept():
    typed = ["Lò Thị Hương", "", "Trần Văn An", "Vàng A Páo", "Lê Thị Tư"]

    kept = [spelled(each) for each in numbers_of(*typed)]

    assert kept == ["lo thi huong", "tran van an", "vang a pao"]
    assert [each.tolist() for each in numbers_of("\n".join(typed))] == [
        each.tolist() for each in numbers_of(*typed)
    ]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Lò Thị Hương", "LÒ THỊ HƯƠNG", SAME),
        ("Lò Thị Hương", "Lo Thi Huong", SAME),  # without any mark it may be the same
        ("Lò Thị Hương", "Cô Lò Thị Hương", SAME),
        ("Lò Thị Hương", "Lò Thị Hường", LIKE),  # other marks: near at the most
        ("Lò Thị Hương", "Lõ Thị Hương", LIKE),
        ("Lò Thị Hương", "L. T. Hương", INITIALS),
        ("Lò Thị Hương", "L.T.Hương", INITIALS),
        ("Lò Thị Hương", "LT Hương", INITIALS),
        ("Nguyễn Thị Lan", "Ng. Thị Lan", INITIALS),
        ("Nguyễn Thị Lan", "Ng. T. Lan", INITIALS),
        ("Lò Thị Hương", "L. T. Hường", INITIALS),
        ("Lò Thị Hương", "Lò Thị H.", OTHER),  # nobody is known without the given name
        ("Lò Thị Hương", "Lò T. Hoa", OTHER),
        ("Lò Thị Hương", "V. T. Hương", OTHER),
        ("Lò Thị Hương", "Lò Thị Hươg", INITIALS),  # no syllable: a slip
        ("Nguyễn Văn Thanh", "Nguyễn Văn Thành", LIKE),
        ("Nguyễn Văn Thanh", "Nguyễn Văn Thang", LIKE),  # two syllables, one slip apart
        ("Nguyễn Văn Thanh", "Nguyễn Van Thang", LIKE),
        ("Lò A Páo", "Lò A Pháo", OTHER),  # too short to forgive a slip
        ("Nguyễn Văn Thanh", "Nguyễm Vam Thanh", OTHER),
        ("Nguyễn Văn Thanh", "Nguyễn Thanh", OTHER),
        ("Lò Thị Hương", "Hương Lò Thị", OTHER),
        ("Nguyễn", "Nguyên", LIKE),
    ],
)
def test_how_far_two_names_agree(left, right, expected):
    assert agreed(left, right) == expected


@given(NAMES)
def test_a_name_agrees_with_itself_however_it_is_cased_or_marked(typed):
    assert agreed(typed, typed.upper()) == SAME
    assert agreed(typed, f"Ông {typed} (chủ biên)") == SAME


@given(NAMES.filter(lambda typed: len(typed.split()) > 1))
def test_initials_agree_with_the_name_they_stand_for(typed):
    *family, given_name = typed.split()
    shortened = " ".join([word[0] + "." for word in family] + [given_name])

    assert agreed(typed, shortened) in {SAME, INITIALS}  # "A" is its own initial
    assert initials_of(name(typed)) == initials_of(name(shortened))


@given(NAMES, NAMES)
def test_names_are_one_just_if_their_words_are(left, right):
    same = spelled(name(left)) == spelled(name(right))

    assert (whole_name(name(left)) == whole_name(name(right))) == same
    assert (agreed(left, right) in {SAME, LIKE}) >= same


def test_initials_need_the_given_name_and_the_number_of_words():
    typed = ["Lò Thị Hương", "Lê Thị Hương", "L. T. Hương", "Lò Hương", "Lò Thị Hoa", "Hương"]
    numbers = [int(initials_of(name(each))) for each in typed]

    assert numbers[0] == numbers[1] == numbers[2]
    assert len(set(numbers)) == 4


def test_a_name_is_the_rarer_the_fewer_share_its_words():
    shares = np.full(4096, 0.01, np.float32)

    # each word one in a hundred: three of them one in a million, ten to the power 8 · 0,75
    assert rarity(name("Lò Thị Hương"), shares) == pytest.approx(0.75)
    assert rarity(name("Hương"), shares) == pytest.approx(0.25)
    assert rarity(name(" ".join(["Hương"] * MOST_NAME_WORDS)), shares) == 1.0
    assert rarity(name(""), shares) == 0.0
    assert rarity(name("Lò Thị Hương"), np.ones_like(shares)) == 0.0


@given(st.lists(st.text(max_size=12), max_size=4).map(tuple))
def test_whatever_is_typed_at_most_three_names_of_at_most_five_words_are_kept(typed):
    found = numbers_of(*typed)

    assert all(words_in(each) <= MOST_NAME_WORDS for each in found)
    # there is no gap: the first without words ends them
    counts = [words_in(each) > 0 for each in found]
    assert counts == sorted(counts, reverse=True)
