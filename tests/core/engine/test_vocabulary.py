from concurrent.futures import ThreadPoolExecutor
from itertools import islice, permutations, product

import numpy as np
import pytest

from sangkien.core.engine import vocabulary
from sangkien.core.engine.letters import LONG, packed
from sangkien.core.engine.vocabulary import UNKNOWN, Vocabulary, find_all
from sangkien.core.engine.words import Part, reading_of, word_of
from sangkien.core.vietnamese.stock import UNKNOWN_WEIGHT

TOKENS = ["giair", "phap", "hsg", "lop5", "gia3i", "10a4", "skkn", "007"]
CODES = [packed(token) for token in TOKENS]
LEARNED = {"phap": 0.2}


def found_in(words, codes):
    places = np.zeros(len(codes), np.int32)
    missing = find_all(np.array(codes, np.uint64), len(codes), words, places)
    return places.tolist(), missing


def read_in(words, code):
    """What the table says of a token: its words plainly and by VNI keys, and its parts."""
    (place,), missing = found_in(words, [code])
    assert missing == 0
    ways = []
    for way in (0, 1):
        start, count = words.starts[place, way], words.counts[place, way]
        ways.append(
            [
                (
                    int(words.word_codes[word]), float(words.weights[word]),
                    int(words.parts[word]), int(words.values[word]),
                )
                for word in words.spelling[start : start + count]
            ]
        )  # fmt: skip
    return (*ways, int(words.token_parts[place]))


def read_by_hand(token, learned):
    def known(words):
        found = (word_of(word, learned) for word in words)
        return [(w.code, float(np.float32(w.weight)), w.parts, w.value) for w in found]

    reading = reading_of(token)
    return known(reading.plain), known(reading.keyed), reading.parts


def foreign_codes(count, seed=1):
    drawn = np.random.default_rng(seed).integers(LONG, 2 * LONG - 1, 2 * count, np.uint64)
    return list(dict.fromkeys(drawn.tolist()))[:count]


def tokens_of(count):
    """Tokens of one to four letters, in an order like that of a text: those known keep coming."""
    letters = "aeghinotuxy"
    words = ("".join(word) for length in range(1, 5) for word in product(letters, repeat=length))
    return list(islice(words, count))


def test_nothing_is_known_at_first():
    assert found_in(Vocabulary({}).words, CODES) == ([UNKNOWN] * len(CODES), len(CODES))


def test_each_token_stands_for_the_words_that_python_reads_in_it():
    words = Vocabulary(LEARNED).add(CODES)

    assert {token: read_in(words, packed(token)) for token in TOKENS} == {
        token: read_by_hand(token, LEARNED) for token in TOKENS
    }


def test_places_are_given_in_the_order_of_learning_and_kept():
    known = Vocabulary({})
    known.add(CODES[:3])

    words = known.add([*CODES[:2], *CODES[3:]])

    assert found_in(words, CODES) == (list(range(len(CODES))), 0)


def test_a_token_learned_twice_costs_no_more_room():
    known = Vocabulary({})
    once = known.add(CODES)
    tables = [np.copy(table) for table in once]

    assert all(map(np.array_equal, known.add(CODES), tables))


def test_a_long_or_foreign_token_is_a_word_of_its_own():
    code = LONG | 12345

    expected = [(code, float(np.float32(UNKNOWN_WEIGHT)), int(Part.TELLING), 0)]
    assert read_in(Vocabulary({}).add([code]), code) == (expected, expected, 0)


def test_two_spellings_of_a_word_share_it():
    words = Vocabulary({}).add([packed("giair"), packed("giai"), packed("gia3i")])

    assert words.spelling[:6].tolist() == [0] * 6  # three tokens, each read in two ways
    assert words.word_codes[:2].tolist() == [packed("giai"), 0]


@pytest.mark.parametrize("order", [*permutations(range(4))])
def test_whatever_the_order_the_same_words_are_found(order):
    known = Vocabulary(LEARNED)
    for at in order:
        known.add([CODES[at]])

    assert [read_in(known.words, code) for code in CODES[:4]] == [
        read_by_hand(token, LEARNED) for token in TOKENS[:4]
    ]


def test_it_grows_far_beyond_its_first_size_and_finds_each_token():
    codes = foreign_codes(150_000)  # more than the first room for tokens and for searching
    known = Vocabulary({})

    for start in range(0, len(codes), 10_000):
        known.add(codes[start : start + 10_000])

    assert found_in(known.words, codes) == (list(range(len(codes))), 0)
    assert known.words.codes.size >= 2 * len(codes)
    assert found_in(known.words, foreign_codes(1_000, seed=2)) == ([UNKNOWN] * 1_000, 1_000)


def test_many_times_as_many_as_there_is_room_for_may_come_at_once(monkeypatch):
    monkeypatch.setattr(vocabulary, "_FIRST_SIZE", 16)
    codes = foreign_codes(5_000)

    words = Vocabulary({}).add(codes)

    assert found_in(words, codes) == (list(range(len(codes))), 0)
    assert words.codes.size >= 2 * len(codes)


def test_a_table_somebody_holds_stays_good_while_others_add():
    known = Vocabulary({})
    held = known.add(CODES)
    before = [read_in(held, code) for code in CODES]

    known.add(foreign_codes(100_000))

    assert [read_in(held, code) for code in CODES] == before


def test_what_others_added_since_is_not_in_a_table_somebody_holds():
    known = Vocabulary({})
    held = known.add(CODES)
    added = foreign_codes(40_000)  # more tokens than there was room for, fewer than to search in

    known.add(added)

    assert np.shares_memory(held.codes, known.words.codes)
    assert found_in(held, added) == ([UNKNOWN] * len(added), len(added))


def test_a_token_given_twice_at_once_is_learned_once():
    assert found_in(Vocabulary({}).add([*CODES, *CODES]), CODES) == (list(range(8)), 0)


def test_several_threads_may_add_the_same_tokens_at_once():
    tokens = tokens_of(6_000)
    codes = [packed(token) for token in tokens]
    known = Vocabulary({})

    def learn(start):
        for at in range(start, len(codes), 500):
            table = known.add(codes[at : at + 1_500])
            assert found_in(table, codes[at : at + 1_500])[1] == 0

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(learn, range(0, 500, 60)))

    places, missing = found_in(known.words, codes)
    assert (sorted(places), missing) == (list(range(len(codes))), 0)
    assert {token: read_in(known.words, packed(token)) for token in tokens[::97]} == {
        token: read_by_hand(token, {}) for token in tokens[::97]
    }


def test_beyond_its_limit_it_starts_anew_and_what_was_held_stays_good(monkeypatch):
    monkeypatch.setattr(vocabulary, "_MOST_TOKENS", 5)
    known = Vocabulary({})
    held = known.add(CODES)

    anew = known.add(CODES[:1])

    assert found_in(anew, CODES) == ([0] + [UNKNOWN] * 7, 7)
    assert found_in(held, CODES) == (list(range(8)), 0)
    assert read_in(anew, CODES[0]) == read_in(held, CODES[0])
