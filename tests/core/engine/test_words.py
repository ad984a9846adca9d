import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.engine.letters import LONGEST_PACKED, packed, spelled
from sangkien.core.engine.words import Part, Reading, Word, reading_of, word_of
from sangkien.core.normal import syllables
from sangkien.core.vietnamese import slots, stock
from sangkien.core.vietnamese.abbreviations import EXPANSIONS
from sangkien.core.vietnamese.syllables import SYLLABLES

TOKENS = st.text("abcdeghinorstuvxy0123456789", min_size=1, max_size=LONGEST_PACKED)
TELLING = Part.TELLING | Part.SYLLABLE


def parts_of(token):
    return Part(word_of(token, {}).parts)


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("doc", Word(packed("doc"), 1.0, TELLING, 0)),
        ("lop", Word(
            packed("lop"), stock.STOCK_WEIGHT,
            Part.SYLLABLE | Part.GRADE_NOUN | Part.NUMBERED_NOUN, 0,
        )),
        ("bon", Word(packed("bon"), 1.0, TELLING | Part.GRADE_WORD, 4)),
        ("iv", Word(packed("iv"), stock.UNKNOWN_WEIGHT, Part.TELLING | Part.ROMAN, 4)),
        ("sinh", Word(packed("sinh"), stock.COMMON_WEIGHT, Part.SYLLABLE, 0)),
        ("12", Word(packed("12"), 1.0, Part.NUMBER | Part.TELLING | Part.DIGITS, 12)),
        ("10a4", Word(packed("10a4"), 1.0, Part.NUMBER | Part.TELLING, 10)),
    ],
)  # fmt: skip
def test_what_is_known_of_a_word(token, expected):
    assert word_of(token, {}) == expected._replace(parts=int(expected.parts))


@pytest.mark.parametrize(
    ("token", "parts"),
    [
        ("truong", Part.GENERIC | Part.PLACE_NOUN),
        ("tai", Part.BEFORE_NAME | Part.PLACE_PREPOSITION),
        ("cua", Part.BEFORE_NAME),
        ("cho", Part.PLACE_END),
        ("tuoi", Part.AGE_UNIT | Part.TUOI),
        ("thang", Part.AGE_UNIT | Part.THANG),
        ("den", Part.LINK),
        ("nam", Part.GRADE_WORD | Part.NAM),
        ("hoc", Part.HOC),
        ("ngay", Part.NGAY),
        ("mon", Part.MON),
        ("tieng", Part.SUBJECT_FIRST),
        ("1999", Part.NUMBER | Part.DIGITS | Part.YEAR),
        ("2100", Part.NUMBER | Part.DIGITS),
        ("201", Part.NUMBER | Part.DIGITS),
        ("20a1", Part.NUMBER),
    ],
)
def test_a_word_knows_the_parts_it_can_play(token, parts):
    assert parts_of(token) & ~TELLING == parts


@given(st.sampled_from(sorted(SYLLABLES)))
def test_every_syllable_weighs_what_the_stock_words_say_and_tells_above_common_ones(token):
    word = word_of(token, {})

    assert word.weight == stock.weight_of(token, legal=True)
    assert bool(word.parts & Part.TELLING) == (word.weight > stock.COMMON_WEIGHT)
    assert word.parts & Part.SYLLABLE


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (slots.GRADE_NOUNS, Part.GRADE_NOUN),
        (slots.NUMBERED_NOUNS, Part.NUMBERED_NOUN),
        (slots.AGE_UNITS, Part.AGE_UNIT),
        (slots.LINKS, Part.LINK),
        (slots.GRADE_WORDS, Part.GRADE_WORD),
        (slots.ROMAN, Part.ROMAN),
        (stock.PLACE_NOUNS, Part.PLACE_NOUN),
        (stock.PLACE_ENDS, Part.PLACE_END),
    ],
)
def test_a_part_is_played_by_the_words_of_its_list_and_by_no_other(words, part):
    everything = SYLLABLES | {"i", "ii", "iii", "iv", "v", "vi", "hs", "a1"}

    assert {token for token in everything if parts_of(token) & part} == set(words)


def test_what_was_counted_is_half_of_a_weight():
    learned = {"doc": 0.25, "xyz": 0.0}

    assert word_of("doc", learned).weight == (1.0 + 0.25) / 2
    assert word_of("xyz", learned).weight == stock.UNKNOWN_WEIGHT / 2
    assert word_of("viet", learned).weight == 1.0
    # whether it tells is settled by the lists: no register changes what a run of words is
    assert word_of("doc", learned).parts == word_of("doc", {}).parts


@pytest.mark.parametrize(
    ("token", "same", "value"),
    [
        ("007", "7", 7), ("0", "0", 0), ("000", "0", 0), ("0012a", "12a", 12), ("a1", "a1", 1),
        ("covid19", "covid19", 19), ("1234567890", "1234567890", 123456),
    ],
)  # fmt: skip
def test_a_number_is_read_without_leading_zeros_and_up_to_six_digits(token, same, value):
    word = word_of(token, {"7": 0.1})

    assert (spelled(word.code), word.value, word.weight) == (same, value, 1.0)


@given(TOKENS)
def test_every_token_is_a_word_of_bounded_weight(token):
    word = word_of(token, {})

    assert 0 < word.weight <= 1
    assert word.value >= 0
    assert 0 < word.code < 1 << 60


@given(st.text("abcdeghinorstuvxy", min_size=1, max_size=LONGEST_PACKED))
def test_a_token_of_letters_is_read_as_plain_python_reads_it(token):
    assert reading_of(token).plain == tuple(word[:LONGEST_PACKED] for word in syllables(token))


@pytest.mark.parametrize("short", sorted(set(EXPANSIONS)))
def test_every_short_form_is_written_out(short):
    assert reading_of(short) == Reading(EXPANSIONS[short], EXPANSIONS[short], 0)


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("giair", Reading(("giai",), ("giai",), 0)),
        ("lop5", Reading(("lop", "5"), ("lop",), Part.VNI_KEYED)),
        ("gia3i", Reading(("giai",), ("giai",), Part.VNI_KEYED | Part.INNER_DIGIT)),
        ("d9o6i3", Reading(("doi",), ("doi",), Part.VNI_KEYED | Part.INNER_DIGIT)),
        ("10a4", Reading(("10a4",), ("10a4",), 0)),
        ("hocsinh", Reading(("hoc", "sinh"), ("hoc", "sinh"), 0)),
        ("online", Reading(("online",), ("online",), 0)),
        ("2022", Reading(("2022",), ("2022",), 0)),
    ],
)
def test_a_token_is_read_plainly_and_as_typed_with_keys_of_vni(token, expected):
    assert reading_of(token) == expected
