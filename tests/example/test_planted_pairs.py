"""The duplicate engine finds every planted pair of the example and no other."""

from itertools import combinations

import pytest

from sangkien.core.duplicates import Text, clusters
from sangkien.core.reading.authors import read_authors
from tests.core.judging import is_duplicate, is_found, match
from tests.example import sheets


@pytest.fixture(scope="module")
def known() -> dict[str, Text]:
    units, counted = sheets.units(), sheets.counted()
    paths = {code: sheets.lineage(code) for code in set(counted.values())}
    return {
        ref: Text(
            title=row["Tên sáng kiến"],
            description=row["Nội dung giải pháp"],
            effect=row["Hiệu quả"],
            authors=tuple(author.name for author in read_authors(row["Họ và tên tác giả"])),
            member_refs=tuple(filter(None, row["Mã đoàn viên"].split("; "))),
            workplace=row["Nơi làm việc"],
            unit=paths[counted[ref]],
            own_names=(row["Nơi làm việc"], units[counted[ref]]["Tên ngắn"]),
        )
        for ref, row in sheets.submissions().items()
    }


def _pairs(groups: list[frozenset[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def test_every_planted_pair_and_no_other_is_found_by_comparing_all_with_all(known):
    found = {
        (one, other)
        for one, other in combinations(known, 2)
        if is_duplicate(known[one], known[other])
    }

    assert found == _pairs(sheets.clusters())


def test_every_planted_pair_is_one_person_filing_again(known):
    pairs = _pairs(sheets.clusters())

    assert {match(known[one], known[other]).same_person for one, other in pairs} == {True}


def test_the_keys_bring_all_of_each_cluster_together(known):
    numbers = {ref: place for place, ref in enumerate(known)}
    linked = [
        (numbers[one], numbers[other])
        for one, other in combinations(known, 2)
        if is_found(known[one], known[other])
    ]

    assert set(clusters(linked)) == {
        frozenset(numbers[ref] for ref in cluster) for cluster in sheets.clusters()
    }
