from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.units import UnitRow, cycles, generations, orphans, repeated_codes, second_roots

CODES = "ABCDEFG"


def row(code, parent="", number=2):
    return UnitRow(number, code, "CĐCS", code, code, parent)


@given(st.dictionaries(st.sampled_from(CODES), st.sampled_from([*CODES, ""])))
def test_parents_form_a_tree_or_a_cycle_is_named(parents):
    rows = [row(code, parent) for code, parent in parents.items()]
    above = {code: parent or None for code, parent in parents.items()}

    in_a_ring = {problem.details["code"] for problem in cycles(rows, above=above)}

    assert in_a_ring == {code for code in parents if code in _ancestors(code, above)}


def _ancestors(code, above):
    met, code = [], above.get(code)
    while code is not None and code not in met:
        met.append(code)
        code = above.get(code)
    return met


@given(st.lists(st.integers(0, 30), max_size=30), st.randoms())
def test_every_unit_comes_a_generation_after_its_parent(choices, random):
    codes = [f"U{n}" for n in range(len(choices))]
    above = {
        code: f"U{pick % n}" if n else None
        for n, (code, pick) in enumerate(zip(codes, choices, strict=True))
    }
    random.shuffle(codes)

    ordered = generations(codes, above=above)

    depth = {code: n for n, some in enumerate(ordered) for code in some}
    assert sorted(depth) == sorted(codes)
    assert all(depth[code] == (depth[above[code]] + 1 if above[code] else 0) for code in codes)


def test_a_code_may_stand_in_one_row_only():
    (problem,) = repeated_codes([row("A", number=2), row("B", number=3), row("A", number=4)])

    assert (problem.row, problem.column, problem.details) == (4, "Mã", {"code": "A", "first": 2})


def test_a_tree_has_one_root():
    rows = [row("A", number=2), row("B", "A", 3), row("C", number=4)]

    assert [p.row for p in second_roots(rows, root_elsewhere=None)] == [4]
    assert [p.row for p in second_roots(rows, root_elsewhere="TLD")] == [2, 4]


def test_a_row_whose_unit_above_is_neither_listed_nor_known_is_an_orphan():
    rows = [row("A"), row("B", "A", 3), row("C", "X", 4), row("D", "Y", 5)]

    assert [orphan.code for orphan in orphans(rows, known={"X"})] == ["D"]


def test_a_hundred_thousand_units_are_held_against_each_other_in_seconds():
    rows = [row("A"), *(row(f"U{n}", "A" if n < 99 else f"U{n // 99}") for n in range(100_000))]
    above = {unit.code: unit.parent or None for unit in rows}
    start = process_time()

    wrong = [*cycles(rows, above=above), *orphans(rows, known=above), *repeated_codes(rows)]

    assert wrong == []
    assert process_time() - start < 5  # linear takes half a second, quadratic took minutes
