import numpy as np

from sangkien.adapters.engine_rows import RowsOnDisk
from sangkien.core.engine.extracting import Extracted
from sangkien.core.engine.layout import KEYS, ROW


def some(first, count):
    rows = np.arange(first * ROW, (first + count) * ROW, dtype=np.uint64).reshape(count, ROW)
    keys = np.arange(first * KEYS, (first + count) * KEYS, dtype=np.uint64).reshape(count, KEYS)
    return Extracted(rows, keys)


def test_what_was_added_comes_back_in_its_order(tmp_path):
    with RowsOnDisk(tmp_path) as rows:
        rows.add(some(0, 2))
        rows.add(some(2, 3))
        whole = rows.whole()

        assert rows.count == 5
        assert np.array_equal(whole.rows, some(0, 5).rows)
        assert np.array_equal(whole.keys, some(0, 5).keys)


def test_it_can_grow_after_it_was_read(tmp_path):
    with RowsOnDisk(tmp_path) as rows:
        rows.add(some(0, 1))
        assert len(rows.whole().rows) == 1
        rows.add(some(1, 1))

        assert np.array_equal(rows.whole().rows, some(0, 2).rows)


def test_nothing_added_is_nothing_read(tmp_path):
    with RowsOnDisk(tmp_path) as rows:
        whole = rows.whole()

    assert (whole.rows.shape, whole.keys.shape) == ((0, ROW), (0, KEYS))


def test_the_folder_is_gone_afterwards(tmp_path):
    with RowsOnDisk(tmp_path) as rows:
        rows.add(some(0, 1))
        during = len(list(tmp_path.iterdir()))

    assert (during, list(tmp_path.iterdir())) == (1, [])
