"""What is counted on a register: weights of words, shares of names, runs of stock."""

import numpy as np
import pytest

from sangkien.core.duplicates import Text
from sangkien.core.engine.descriptions import STOCK_BITS, is_stock, run_of
from sangkien.core.engine.entries import entries_of
from sangkien.core.engine.hashing import mixed
from sangkien.core.engine.layout import AUTHORS
from sangkien.core.engine.letters import packed
from sangkien.core.engine.names import rarity, word_at
from sangkien.core.engine.statistics import NAME_BUCKETS, counted, nothing_counted
from tests.core.judging import read

COUNT = 1_000
VERSION = 4711
STOCK = "canh giấc thơ"  # a run of three words
LIGHTEST = 0.05


def of(*texts):
    return counted(entries_of(texts), VERSION)


@pytest.fixture(scope="module")
def register():
    """A thousand entries in which words, names and runs come as often as they say."""
    titles = ["bơm nước"] * COUNT
    for every, word in ((2, "ngô"), (10, "chè"), (100, "lúa"), (1_000, "nấm")):
        for at in range(0, COUNT, every):
            titles[at] += f" {word}"
    return of(
        *(
            Text(
                title,
                description=(STOCK if at < 9 else "") + (" vở vẽ chú" if at < 8 else ""),
                authors=("Lò An",) if at % 2 else ("Lò Tư", "Lê Tư"),
            )
            for at, title in enumerate(titles)
        )
    )


def run(words):
    return np.uint64(run_of(*(np.uint64(packed(word)) for word in words.split())))


def test_a_word_weighs_by_how_many_titles_have_it_on_a_scale_of_powers_of_ten(register):
    weights, _ = register

    # one in 1, 2, 10, 100, 1000: as far down the three powers of ten from all to one in 1,000
    assert weights == {
        "bom": LIGHTEST,
        "nuoc": LIGHTEST,
        "ngo": round(np.log10(2) / 3, 3),
        "che": round(1 / 3, 3),
        "lua": round(2 / 3, 3),
        "nam": 1.0,
    }


def test_rarer_words_and_numbers_are_not_weighed():
    weights, _ = of(*[Text("bơm 12")] * 1_500, Text("bơm chè"))

    assert set(weights) == {"bom"}


def test_runs_of_more_than_eight_descriptions_are_stock(register):
    _, statistics = register

    assert is_stock(run("canh giac tho"), statistics.stock_runs)
    assert not is_stock(run("vo ve chu"), statistics.stock_runs)  # of eight
    assert np.unpackbits(statistics.stock_runs).sum() == 1


def test_in_a_large_register_stock_is_what_one_in_2500_descriptions_has():
    often = 30_000 // 2_500
    texts = [Text("a", description=STOCK) for _ in range(often)]
    more = [Text("a")] * (30_000 - often)

    found = [of(*texts, *extra, *more)[1].stock_runs for extra in ([], texts[:1])]

    assert [is_stock(run("canh giac tho"), stock) for stock in found] == [False, True]


def share(statistics, name):
    word = word_at(read(Text("", authors=(name,))).row[AUTHORS : AUTHORS + 3], 0)
    bucket = int(mixed(np.uint64(word)))
    return statistics.name_shares[bucket % NAME_BUCKETS]


def test_a_word_of_a_name_has_its_share_of_all_names_as_if_each_were_met_once_more(register):
    _, statistics = register
    names = 500 + 2 * 500

    assert {name: share(statistics, name) for name in ("Lò", "An", "Tư", "Lê", "Vàng")} == {
        name: np.float32((times + 1) / (names + NAME_BUCKETS))
        for name, times in (("Lò", 1_000), ("An", 500), ("Tư", 1_000), ("Lê", 500), ("Vàng", 0))
    }


def test_a_name_many_have_is_less_rare_than_one_nobody_has(register):
    _, statistics = register
    names = [
        read(Text("", authors=(name,))).row[10:13] for name in ("Lò An", "Vàng An", "Vàng Páo")
    ]

    found = [rarity(name, statistics.name_shares) for name in names]

    assert 0 < found[0] < found[1] < found[2] <= 1


def test_statistics_carry_the_version_they_were_counted_for(register):
    assert register[1].version == nothing_counted(VERSION).version == VERSION


def test_of_no_register_nothing_is_stock_and_all_names_are_as_rare():
    nothing = nothing_counted(VERSION)

    assert nothing.stock_runs.size == 2**STOCK_BITS // 8
    assert not nothing.stock_runs.any()
    assert set(nothing.name_shares.tolist()) == {np.float32(1 / NAME_BUCKETS)}


def test_counting_again_gives_the_same(register):
    texts = [Text("bơm nước", description=STOCK, authors=("Lò An",))] * 20

    (weights, one), (again, other) = of(*texts), of(*texts)

    assert weights == again
    assert all(map(np.array_equal, one, other))
