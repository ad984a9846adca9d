"""The duplicate engine finds every planted pair of the example and no other."""

from itertools import combinations

import pytest

from sangkien.core.duplicates import (
    DUPLICATE_FROM,
    Features,
    Text,
    clusters,
    compare,
    features,
    keys,
    lone_keys,
)
from sangkien.core.reading.authors import read_authors
from tests.example import sheets


@pytest.fixture(scope="module")
def known() -> dict[str, Features]:
    units, counted = sheets.units(), sheets.counted()
    paths = {code: sheets.lineage(code) for code in set(counted.values())}
    return {
        ref: features(
            Text(
                title=row["Tên sáng kiến"],
                description=row["Nội dung giải pháp"],
                effect=row["Hiệu quả"],
                authors=tuple(author.name for author in read_authors(row["Họ và tên tác giả"])),
                member_refs=tuple(filter(None, row["Mã đoàn viên"].split("; "))),
                workplace=row["Nơi làm việc"],
                unit_path=paths[counted[ref]],
                own_names=(row["Nơi làm việc"], units[counted[ref]]["Tên ngắn"]),
            )
        )
        for ref, row in sheets.submissions().items()
    }


def _pairs(groups: list[frozenset[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def test_every_planted_pair_and_no_other_is_found_by_comparing_all_with_all(known):
    found = {
        (one, other)
        for one, other in combinations(known, 2)
        if compare(known[one], known[other]).probability >= DUPLICATE_FROM
    }

    assert found == _pairs(sheets.clusters())


def test_every_planted_pair_is_one_person_filing_again(known):
    pairs = _pairs(sheets.clusters())

    assert {compare(known[one], known[other]).same_person for one, other in pairs} == {True}


def test_the_keys_bring_all_of_each_cluster_together(known):
    numbers = {ref: place for place, ref in enumerate(known)}
    linked = [
        (numbers[one], numbers[other])
        for one, other in combinations(known, 2)
        if _meet(known[one], known[other])
        and compare(known[one], known[other]).probability >= DUPLICATE_FROM
    ]

    assert set(clusters(linked)) == {
        frozenset(numbers[ref] for ref in cluster) for cluster in sheets.clusters()
    }


def _meet(one: Features, other: Features) -> bool:
    """Whether the register would compare them: two keys shared, or one that is enough alone."""
    shared = set(keys(one)) & set(keys(other))
    return len(shared) > 1 or not shared.isdisjoint(lone_keys(one))
