import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.engine.kept import kept, kept_keys, keys_in
from sangkien.core.engine.layout import AUTHORS, KEY_BITS, MOST_AUTHORS, ROW, SKETCH
from sangkien.core.engine.recalling import rows_of

NUMBERS = st.sampled_from([0, 1, 255, 256, 2**63, 2**64 - 1]) | st.integers(0, 2**64 - 1)
ROWS = st.lists(NUMBERS, min_size=ROW, max_size=ROW).map(lambda row: np.array(row, np.uint64))


@given(st.lists(ROWS, max_size=3))
def test_rows_come_back_as_they_were_but_for_what_came_of_names(rows):
    found = rows_of([kept(row) for row in rows])

    expected = np.array(rows, np.uint64).reshape(-1, ROW)
    expected[:, AUTHORS:SKETCH] = 0
    assert np.array_equal(found, expected)


@given(ROWS)
def test_nothing_of_the_names_is_kept(row):
    nameless = row.copy()
    nameless[AUTHORS : AUTHORS + 3 * MOST_AUTHORS] = 0

    assert kept(row) == kept(nameless)


def test_a_byte_that_is_zero_takes_a_bit_and_every_other_a_byte_and_a_bit():
    row = np.zeros(ROW, np.uint64)
    assert kept(row) == bytes(49)

    row[1] = 0x0500  # its second byte
    assert kept(row) == b"\x00\x02" + bytes(47) + b"\x05"


@given(st.lists(st.integers(0, 2**KEY_BITS - 1), max_size=26))
def test_keys_come_back_as_they_were_in_five_bytes_each(keys):
    found = kept_keys(keys)

    assert keys_in(found) == tuple(keys)
    assert len(found) == 5 * len(keys)
