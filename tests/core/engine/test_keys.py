"""Keys under which copies meet, by family, and what they hang on."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.duplicates import Text
from sangkien.core.engine.engine import Engine
from sangkien.core.engine.entries import entries_of
from sangkien.core.engine.kept import is_lone
from sangkien.core.engine.keys import (
    AUTHOR_AT_UNIT,
    AUTHOR_WORDS,
    BAG,
    BAND_KEYS,
    KEY_BITS,
    PAIRS,
    RARE_NAME,
    REF,
    write_band_keys,
)
from sangkien.core.engine.layout import KEYS, LONE_KEYS
from tests.core.judging import judge

TITLE = "bơm ngô chè tằm lúa"  # five words that tell, none of them of stock
WORDS = TITLE.split()
TEXT = Text(
    TITLE,
    description="Tôi chia lớp thành nhóm bốn người, mỗi nhóm giữ một hộp thẻ màu. " * 2,
    authors=("Lò Thị Hương", "Vàng A Páo"),
    member_refs=("b2", "a1"),
    unit="1.4.",
)
NAMES = st.sampled_from(["Lò Thị Hương", "Trần A", "Vàng A Páo", "", "Lê Tư"])
TEXTS = st.builds(
    Text,
    title=st.lists(st.sampled_from([*WORDS, "lớp", "4", "học", "xyz"]), max_size=8).map(" ".join),
    description=st.text("abc ", max_size=40),
    authors=st.lists(NAMES, max_size=3).map(tuple),
    member_refs=st.lists(st.sampled_from("ab"), max_size=2).map(tuple),
    unit=st.sampled_from(["", "1.", "1.4."]),
)


def keys(text, engine=None):
    """All places for keys, in their order; 0 where there is none."""
    found = (engine or judge()).extractor.extract(entries_of([text])).keys[0]
    return [int(key) for key in found]


def family(text, first, count=1):
    return [key for key in keys(text)[first : first + count] if key]


def pairs(text):
    return family(text, PAIRS, 10)


def author_words(text):
    return family(text, AUTHOR_WORDS, 4)


@given(TEXTS)
def test_every_key_has_forty_bits_and_says_whether_it_is_enough_alone(text):
    for place, key in enumerate(keys(text)):
        assert key == 0 or (1 < key < 1 << KEY_BITS and is_lone(key) == (place < LONE_KEYS))


@given(TEXTS)
def test_no_text_has_more_than_one_key_to_a_place_and_all_have_the_bag(text):
    found = keys(text)

    assert len(found) == KEYS
    assert found[BAG]
    # two places hold one key only where the author's words do: "Trần A" twice
    own = [key for key in found[:AUTHOR_AT_UNIT] + found[RARE_NAME:AUTHOR_WORDS] if key]
    assert len(set(own)) == len(own)


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, 0), (2, 1), (3, 3), (4, 6), (5, 10)])
def test_each_two_of_the_five_most_telling_words_make_a_key(count, expected):
    found = pairs(Text(" ".join(WORDS[:count])))

    assert len(set(found)) == len(found) == expected


def test_more_than_five_words_give_no_more_keys():
    assert len(pairs(Text("bơm ngô chè tằm lúa vịt nấm"))) == 10


def test_a_pair_of_words_has_one_key_whatever_stands_around_it():
    found = {pair: pairs(Text(" ".join(pair)))[0] for pair in combinations(WORDS, 2)}

    assert set(pairs(Text(TITLE))) == set(found.values())
    assert len(set(found.values())) == 10
    assert {pair: pairs(Text(" ".join(pair[::-1])))[0] for pair in found} == found


def test_stock_words_stand_back_behind_those_that_tell():
    assert set(pairs(Text("một số giải pháp " + TITLE + " cho học sinh lớp"))) == set(
        pairs(Text(TITLE))
    )


def test_a_word_that_is_no_syllable_stands_back_behind_one_that_is():
    title = "bơm ngô chè tằm xyzt"

    assert len(set(pairs(Text(title + " lúa"))) & set(pairs(Text(TITLE)))) == 10


@given(st.permutations([*WORDS, "học", "cho", "và"]))
def test_the_bag_of_a_title_knows_no_order_and_no_stock_words(words):
    title = "kỹ " + " ".join(words)  # no opening: it would be left out

    assert keys(Text(title))[BAG] == keys(Text("kỹ " + TITLE))[BAG]


@pytest.mark.parametrize("changed", ["bơm ngô chè tằm", TITLE + " vịt", "bơm ngô chè tằm nấm"])
def test_another_word_makes_another_bag(changed):
    assert keys(Text(changed))[BAG] != keys(Text(TITLE))[BAG]


def test_where_hardly_a_word_tells_the_bag_holds_them_all():
    bags = [keys(Text(title))[BAG] for title in ("dạy học lớp", "dạy học", "học lớp dạy")]

    assert bags[0] == bags[2] != bags[1]


def test_a_member_number_is_a_key_whatever_the_rest():
    assert keys(Text("", member_refs=("a1", "b2")))[REF] == keys(TEXT)[REF] > 0
    assert keys(replace(TEXT, member_refs=()))[REF] == 0
    assert keys(replace(TEXT, member_refs=("c3",)))[REF] not in {0, keys(TEXT)[REF]}


def test_an_author_at_a_unit_is_a_key_and_so_is_the_second():
    at_unit = family(TEXT, AUTHOR_AT_UNIT, 2)
    elsewhere = family(replace(TEXT, unit="1.5."), AUTHOR_AT_UNIT, 2)
    shortened = replace(TEXT, authors=("L. T. Hương", "V A Páo"))
    turned = replace(TEXT, authors=TEXT.authors[::-1])

    assert len({*at_unit, *elsewhere}) == 4
    assert family(shortened, AUTHOR_AT_UNIT, 2) == at_unit
    assert family(turned, AUTHOR_AT_UNIT, 2) == at_unit[::-1]
    assert family(replace(TEXT, authors=()), AUTHOR_AT_UNIT, 2) == []


def test_a_third_author_has_no_key():
    assert keys(replace(TEXT, authors=(*TEXT.authors, "Trần Văn An"))) == keys(TEXT)


@pytest.mark.parametrize(("share", "has_key"), [(1e-2, True), (1.1e-2, False), (1.0, False)])
def test_a_name_that_one_person_in_a_million_has_is_a_key(share, has_key):
    artefact = judge().artefact
    shares = np.full_like(artefact.statistics.name_shares, share)
    counted = artefact.statistics._replace(name_shares=shares)
    engine = Engine(artefact._replace(statistics=counted))

    # three words, each of which so many have
    assert bool(keys(TEXT, engine)[RARE_NAME]) == has_key


def test_a_rare_name_is_known_by_all_its_words():
    rare = Text("", authors=("Mùa Nhè Dợ Sùng",))

    assert keys(rare)[RARE_NAME] == keys(replace(rare, unit="1.", title=TITLE))[RARE_NAME] > 0
    assert keys(replace(rare, authors=("Mùa Nhè Dợ Giàng",)))[RARE_NAME] != keys(rare)[RARE_NAME]


@pytest.mark.parametrize(("authors", "expected"), [(0, 0), (1, 4), (2, 4), (3, 4)])
def test_authors_share_four_keys_with_the_words_of_the_title(authors, expected):
    text = replace(TEXT, authors=("Lò Thị Hương", "Vàng A Páo", "Trần An")[:authors])

    assert len(set(author_words(text))) == expected


def test_an_author_meets_under_each_word_wherever_filed():
    alone = Text(WORDS[0], authors=TEXT.authors[:1], unit="1.9.")
    whole = replace(TEXT, authors=("L. T. Hương",))
    found = {word: author_words(replace(alone, title=word))[0] for word in WORDS}

    assert set(author_words(whole)) < set(found.values())
    assert len(set(found.values())) == 5


def test_of_the_description_each_band_that_has_a_run_makes_a_key():
    bands = np.full(7, (1 << 64) - 1, np.uint64)
    bands[[0, 3]] = 5
    found = np.zeros(KEYS, np.uint64)

    write_band_keys(bands, found, np.uint64(1))

    # the same run leads two bands: two keys, not one
    assert [int(place) for place in np.flatnonzero(found)] == [BAND_KEYS, BAND_KEYS + 3]
    assert len(set(found[found > 0].tolist())) == 2


def test_texts_with_one_description_share_all_its_keys_whatever_the_title():
    other = Text("vịt nấm", description=TEXT.description)

    assert keys(other)[BAND_KEYS:] == keys(TEXT)[BAND_KEYS:]
    assert family(Text(TITLE), BAND_KEYS, KEYS) == []


def test_another_version_shares_no_key():
    artefact = judge().artefact
    counted = artefact.statistics._replace(version=np.uint64(artefact.statistics.version + 1))

    assert set(keys(TEXT)) & set(keys(TEXT, Engine(artefact._replace(statistics=counted)))) == {0}


def test_one_number_in_two_families_makes_two_keys():
    # an author of no unit and with no word, a bag of no word: both are made of next to nothing
    found = [key for key in keys(Text("", authors=("A",))) if key]

    assert len(set(found)) == len(found) > 1
