import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sangkien.core.engine.letters import (
    FIRST_DIGIT,
    FOREIGN,
    LETTERS,
    LONG,
    LONGEST_PACKED,
    MARKS,
    SEPARATOR,
    SKIPPED,
    packed,
    spelled,
)
from sangkien.core.text import fold
from tests.core.engine.handmade import cut_up, tokens_in

SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789"
TOKENS = st.text(SIGNS, max_size=LONGEST_PACKED)
# each vowel with its six tones, as in the primers, and the one consonant that is no Latin one
VOWELS = """aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ"""
SKELETONS = {
    letter: skeleton
    for row, skeleton in zip(VOWELS.split(), "aaaeeiooouuy", strict=True)
    for letter in row
} | {"đ": "d"}
FORMS = ("NFC", "NFD")
BREVE, CIRCUMFLEX, HORN, STROKE, GRAVE, ACUTE, HOOK, TILDE, DOT = (1 << n for n in range(9))


@given(TOKENS)
@example("0")
@example("00a")
def test_a_packed_token_can_be_spelled_again(token):
    assert spelled(packed(token)) == token


@given(TOKENS, TOKENS)
def test_two_tokens_have_one_number_only_if_they_are_one(left, right):
    assert (packed(left) == packed(right)) == (left == right)
    assert packed(left) < LONG


def test_signs_are_numbered_from_a_to_z_then_the_digits():
    assert [packed(sign) for sign in SIGNS] == list(range(1, 37))
    assert packed("z") + 1 == packed("0") == FIRST_DIGIT
    assert packed("ab") == 1 << 6 | 2


def test_of_a_longer_token_the_first_ten_signs_are_packed():
    assert packed("nghiengngang") == packed("nghiengnga")


@pytest.mark.parametrize("code", [0, LONG, LONG | 5, (1 << 64) - 1])
def test_what_is_no_packed_token_is_spelled_as_nothing(code):
    assert spelled(code) == ""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("cased", [str.lower, str.upper], ids=["lower", "upper"])
def test_every_vietnamese_letter_is_read_as_its_skeleton(form, cased):
    assert len(SKELETONS) == 12 * 6 + 1
    written = [unicodedata.normalize(form, cased(letter)) for letter in SKELETONS]

    assert tokens_in(" ".join(written)) == list(SKELETONS.values())


@pytest.mark.parametrize("form", FORMS)
def test_marks_tell_the_letters_of_one_skeleton_apart(form):
    marks = {letter: int(cut_up(unicodedata.normalize(form, letter))[1][0]) for letter in SKELETONS}

    assert len(set(zip(SKELETONS.values(), marks.values(), strict=True))) == len(SKELETONS)
    assert [marks[letter] for letter in "aằẳẵắặđ"] == [
        0, BREVE | GRAVE, BREVE | HOOK, BREVE | TILDE, BREVE | ACUTE, BREVE | DOT, STROKE,
    ]  # fmt: skip
    assert (marks["ớ"], marks["ậ"]) == (HORN | ACUTE, CIRCUMFLEX | DOT)


@given(st.characters(max_codepoint=len(LETTERS) - 1))
def test_a_sign_is_a_letter_of_the_table_just_if_it_folds_to_one(sign):
    folded, letter = fold(sign), int(LETTERS[ord(sign)])
    if folded and folded in SIGNS:
        assert letter == packed(folded)
    else:
        assert letter in {SEPARATOR, SKIPPED, FOREIGN}


@given(st.characters(max_codepoint=len(LETTERS) - 1))
def test_capitals_and_small_letters_carry_the_same_marks(sign):
    if len(lower := sign.lower()) == 1 and ord(lower) < len(MARKS):
        assert MARKS[ord(sign)] == MARKS[ord(lower)]


@pytest.mark.parametrize(
    ("sign", "letter"),
    [
        ("\u0301", SKIPPED),  # a mark that stands alone
        ("\u0591", SKIPPED),  # of another script
        ("\u200b", SEPARATOR),  # no width
        ("\u00ad", SEPARATOR),  # soft hyphen
        ("Я", FOREIGN),
        ("ש", FOREIGN),
        ("\u202e", SEPARATOR),  # turns the direction of writing
        (" ", SEPARATOR),
        ("\x00", SEPARATOR),
        ("_", SEPARATOR),
        ("“", SEPARATOR),
    ],
)
def test_signs_that_are_no_letter_part_or_vanish_or_are_foreign(sign, letter):
    assert LETTERS[ord(sign)] == letter
