"""Whole entries read, by one thread or several, however nasty they are."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from sangkien.core.duplicates import Text
from sangkien.core.engine import extracting, vocabulary
from sangkien.core.engine.entries import entries_of, entries_of_names
from sangkien.core.engine.extracting import Extractor, in_pieces
from sangkien.core.engine.layout import COUNTS, KEY_CAP, KEYS, LATE_CAP, MOST_WORDS, ROW
from sangkien.core.engine.vocabulary import Vocabulary
from tests.core.engine.test_batch import pairs_in
from tests.core.judging import judge

LONG = 200_000  # signs
NASTY = {
    "nothing": "",
    "one syllable": "đọc",
    "one sign": "a",
    "spaces": " \t\n\u00a0" * 50,
    "long words": "đ" * LONG,
    "many words": "chữ " * (LONG // 4),
    "no word twice": " ".join(map(str, range(30_000))),
    "digits": "5" * LONG,
    "emoji": "👩‍🏫🎉" * 5_000,
    "right to left": "שלום עולם مرحبا" * 100,
    "turned": "\u202eRèn chữ\u202c",
    "controls": "".join(map(chr, range(32))) * 50 + "\x7f\x85",
    "zeros": "\x00" * 1_000,
    "lone surrogates": "a\ud800b\udfffc" * 100,
    "marks alone": "\u0301\u0323" * 1_000,
    "marks without end": "e" + "\u0301" * LONG,
    "mixed fonts": "Gi¶i ph¸p Giaûi phaùp Giải pháp",
    "Latin-1 read as UTF-8": "Giải pháp".encode().decode("latin-1"),
    "all planes": "".join(chr(point) for point in range(0x20, 0x2FFFF, 97)),
    "separators": "/-.,;()[]" * 2_000,
    "dates": "15/3/2022 " * 500,
    "VNI keys": "d9o6i3 " * 500,
    "places": "tại trường " * 500,
    "short forms": "HSG CNTT PTDTBT UBMTTQ " * 500,
}


def everywhere(typed):
    return Text(
        typed, typed, typed, (typed,) * 5, (typed,) * 3, typed, typed, (typed, f"{typed} x")
    )


@pytest.fixture(scope="module")
def texts():
    return [
        Text(
            f"Cải tiến bơm số {n} cho chè",
            description=f"Bà con tổ {n % 90} theo dõi qua tin nhắn và đỡ canh nước {n}.",
            authors=(f"Lò Văn Tư {n % 50}",),
            unit=f"1.{n % 9}.",
        )
        for n in range(3_000)
    ]


def fresh():
    artefact = judge().artefact
    return Extractor(artefact.statistics, Vocabulary(artefact.weights))


def in_lists(extracted):
    return [part.tolist() for part in extracted]


@pytest.mark.parametrize(
    ("threads", "bound"), [(1, "ENTRIES"), (2, "ENTRIES"), (8, "ENTRIES"), (1, "ROOM"), (8, "ROOM")]
)
def test_in_whatever_pieces_by_however_many_threads_the_rows_and_keys_are_the_same(
    threads, bound, texts, monkeypatch
):
    entries = entries_of(texts)
    once = in_lists(fresh().extract(entries))
    monkeypatch.setattr(extracting, f"_{bound}_AT_A_TIME", {"ENTRIES": 37, "ROOM": 3_700}[bound])

    assert len(list(in_pieces(entries))) > 50
    assert in_lists(fresh().extract(entries, threads=threads)) == once


def test_one_extractor_reads_for_several_threads_at_once(texts):

    shared, parts = (
        fresh(),
        [entries_of(texts[start : start + 100]) for start in range(0, 3_000, 100)],
    )

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(shared.extract, parts))

    assert [in_lists(part) for part in found] == [in_lists(fresh().extract(part)) for part in parts]


def test_names_are_written_in_pieces_as_all_at_once(texts, monkeypatch):
    names = entries_of_names([text.authors for text in texts])
    wanted, found = (np.zeros((len(texts), ROW), np.uint64) for _ in range(2))
    fresh().write_names(names, wanted)
    monkeypatch.setattr(extracting, "_ROOM_AT_A_TIME", 3_700)

    fresh().write_names(names, found)

    assert wanted.any(axis=1).all()
    assert found.tolist() == wanted.tolist()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_few_entries_are_read_by_as_many_threads_as_one_likes(count):
    rows, keys = fresh().extract(entries_of([Text("đọc")] * count), threads=4)

    assert (rows.shape, keys.shape) == ((count, ROW), (count, KEYS))


@pytest.mark.parametrize("typed", NASTY.values(), ids=NASTY)
def test_whatever_stands_in_every_field_the_row_and_keys_are_bounded_and_the_same_again(typed):
    entries = entries_of([everywhere(typed), Text("đọc"), everywhere(typed)])

    rows, keys = fresh().extract(entries)

    assert rows[0].tolist() == rows[2].tolist()
    assert keys[0].tolist() == keys[2].tolist()
    assert keys.any(axis=1).all()
    assert (rows[:, COUNTS] & np.uint64(0xFFFF)).max() <= MOST_WORDS
    # what stands between is read as if it stood alone
    assert rows[1].tolist() == fresh().extract(entries_of([Text("đọc")])).rows[0].tolist()


@pytest.mark.parametrize("typed", NASTY.values(), ids=NASTY)
def test_what_is_typed_beyond_what_is_read_costs_nothing(typed):
    entries = entries_of([everywhere(typed)])

    tokens, _ = fresh().tokens_of(entries, 0, 1)

    # 2,000 bytes of the title, 12,000 of description and effect each, 6,400 of the rest
    assert tokens.bounds[0, -1] <= (2_000 + 2 * 12_000 + 6_400) // 2 + 6


def test_ten_thousand_identical_rows_are_read_and_compared_in_bounded_work():
    count = 10_000
    found = fresh().extract(
        entries_of([Text("Rèn chữ đẹp", "Mỗi ngày", authors=("Lò Tư",))] * count)
    )

    pairs = pairs_in(found)

    assert (found.rows == found.rows[0]).all()
    # each with the earliest, and they with each other
    assert pairs.compared == (count - KEY_CAP) * LATE_CAP + KEY_CAP * (KEY_CAP - 1) // 2


def test_a_vocabulary_that_is_full_in_the_middle_of_reading_changes_nothing(monkeypatch):
    entries = entries_of([Text("Rèn chữ đẹp cho học sinh", authors=("Lò Tư",)), Text("Bơm nước")])
    wanted = fresh().extract(entries)
    reader = fresh()
    reader.extract(entries_of([Text("Bơm chè")]))
    monkeypatch.setattr(vocabulary, "_MOST_TOKENS", 1)

    found = [reader.extract(entries) for _ in range(2)]

    assert [each.rows.tolist() for each in found] == [wanted.rows.tolist()] * 2
    assert [each.keys.tolist() for each in found] == [wanted.keys.tolist()] * 2


def test_one_author_with_fifty_thousand_works_is_compared_in_bounded_work():
    count = 50_000
    texts = [
        Text(f"Bơm nước số {n} cho chè", authors=("Lò Văn Tư",), unit="1.4.")
        for n in range(3_000, 3_000 + count)
    ]

    pairs = pairs_in(fresh().extract(entries_of(texts)))

    assert pairs.compared <= count * KEYS * KEY_CAP // 20
    # another number is another work
    assert pairs.earlier.size == 0
