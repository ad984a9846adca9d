from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sangkien.adapters.row_spool import AT_A_TIME, give_back_memory, spooled
from sangkien.core.sheets.cell import Fault

CELLS = st.one_of(
    st.text(), st.integers(), st.floats(allow_nan=False), st.dates(), st.booleans(), st.just("")
)
ROWS = st.lists(st.tuples(st.integers(1, 10**6), st.lists(CELLS, max_size=4).map(tuple)))


@given(ROWS)
def test_rows_come_back_from_disk_as_they_went(rows):
    assert list(spooled(rows)) == rows


def test_more_rows_than_one_piece_come_back_in_their_order():
    rows = [(number, (f"dòng {number}", date(2022, 3, 17))) for number in range(3 * AT_A_TIME + 1)]

    assert list(spooled(rows)) == rows


def test_a_cell_that_was_never_calculated_stays_one():
    rows = [(2, (Fault("formula-without-value"), "x"))]

    assert list(spooled(rows)) == rows


def test_with_the_first_row_out_the_source_has_been_read_to_its_end():
    seen = []

    def source():
        for number in range(1000):
            seen.append(number)
            yield number, ()

    rows = spooled(source())
    next(rows)

    assert len(seen) == 1000


def test_giving_back_memory_is_safe_at_any_time():
    assert give_back_memory() is None
