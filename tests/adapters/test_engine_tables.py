"""Tables of entries as Arrow has them, in every shape that files give."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sangkien.adapters import engine_tables
from sangkien.adapters.engine import engine
from sangkien.adapters.engine_tables import (
    TEXT_COLUMNS,
    entries_of_table,
    extract_table,
    read_labelled,
)
from sangkien.core.duplicates import Text
from sangkien.core.engine.entries import entries_of

COLUMNS = (*TEXT_COLUMNS, "own_names")
ROWS = {
    "title": ["Rèn chữ", "", "Bơm nước", "Gi¶i ph¸p d¹y häc"],
    "description": ["Mỗi ngày", "a\nb", "", "😀"],
    "effect": ["Đẹp hơn", "", "", ""],
    "authors": [["Lò Mai", "Lê Tư"], [], [""], ["Vàng A Páo"]],
    "member_numbers": [["1", ""], [], ["2"], []],
    "workplace": ["Trường Nậm Mít", "", "Trạm", ""],
    "unit": ["Than Uyên", "", "", "Sìn Hồ"],
}


NOTHING = {name: ["", ""] for name in COLUMNS}


def read(table):
    """The texts of each column, as they stand in it."""
    entries = entries_of_table(table)
    return {
        name: [column.at(place) for place in range(len(entries))]
        for name, column in zip(COLUMNS, entries.columns, strict=True)
    }


EXPECTED = {
    "title": ["Rèn chữ", "", "Bơm nước", "Giải pháp dạy học"],
    "description": ["Mỗi ngày", "a\nb", "", "😀"],
    "effect": ["Đẹp hơn", "", "", ""],
    "authors": ["Lò Mai\nLê Tư", "", "", "Vàng A Páo"],
    "member_numbers": ["1\n", "", "2", ""],
    "workplace": ["Trường Nậm Mít", "", "Trạm", ""],
    "unit": ["Than Uyên", "", "", "Sìn Hồ"],
    "own_names": ["Trường Nậm Mít\nThan Uyên", "\n", "Trạm\n", "\nSìn Hồ"],
}


def cut(first, last):
    return {name: texts[first:last] for name, texts in EXPECTED.items()}


def test_each_column_of_a_table_is_read():
    assert read(pa.table(ROWS)) == EXPECTED


def test_only_the_title_must_be_there():
    found = read(pa.table({"title": ["Rèn chữ", "Bơm"]}))

    assert found == NOTHING | {
        "title": ["Rèn chữ", "Bơm"],
        "own_names": ["\n", "\n"],
    }


def test_columns_nobody_asked_for_are_left_alone():
    assert read(pa.table(ROWS | {"id": [1, 2, 3, 4], "own_names": ["x"] * 4})) == EXPECTED


@pytest.mark.parametrize(("first", "last"), [(0, 4), (0, 1), (1, 3), (2, 4), (3, 4), (2, 2)])
def test_a_slice_of_a_table_is_read_as_its_rows_alone(first, last):
    assert read(pa.table(ROWS).slice(first, last - first)) == cut(first, last)


def test_a_slice_of_texts_as_wide_as_the_engine_has_them_starts_at_its_first():
    wide = {name: pa.array(ROWS[name], pa.large_string()) for name in ("title", "unit")}

    found = read(pa.table(wide).slice(2, 2))

    # the last title is read back into Unicode, and so all of the column is written anew
    assert (found["title"], found["unit"]) == (EXPECTED["title"][2:], EXPECTED["unit"][2:])


@pytest.mark.parametrize("sizes", [(1, 3), (2, 2), (0, 4, 0), (1, 1, 1, 1)])
def test_a_table_in_chunks_is_read_as_one(sizes):
    table, first, parts = pa.table(ROWS), 0, []
    for size in sizes:
        parts.append(table.slice(first, size))
        first += size

    assert read(pa.concat_tables(parts)) == EXPECTED


def test_a_slice_through_chunks_is_read_too():
    chunked = pa.concat_tables([pa.table(ROWS).slice(n, 1) for n in range(4)])

    assert read(chunked.slice(1, 2)) == cut(1, 3)


@pytest.mark.parametrize("schema", [None, pa.table(ROWS).schema])
def test_a_table_without_rows_gives_no_entries(schema):
    empty = schema.empty_table() if schema else pa.table({"title": pa.array([], pa.string())})

    assert read(empty) == {name: [] for name in COLUMNS}


def test_what_is_missing_in_a_row_is_nothing():
    table = pa.table(
        {
            "title": ["Rèn", None],
            "description": pa.array([None, None], pa.string()),
            "authors": [["Lò Mai"], None],
            "workplace": [None, "Trạm"],
            "unit": pa.nulls(2),
        }
    )

    assert read(table) == NOTHING | {
        "title": ["Rèn", ""],
        "authors": ["Lò Mai", ""],
        "workplace": ["", "Trạm"],
        "own_names": ["\n", "Trạm\n"],
    }


def test_a_missing_name_in_a_list_takes_no_other_name_with_it():
    table = pa.table({"title": ["a"] * 3, "authors": [["Lò Mai", None], [None, "Lê Tư"], [None]]})

    assert [names.strip() for names in read(table)["authors"]] == ["Lò Mai", "Lê Tư", ""]
    assert [names.strip() for names in read(table.slice(1))["authors"]] == ["Lê Tư", ""]


@pytest.mark.parametrize(
    "kind",
    [
        pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string()),
        pa.binary(),
    ],
)  # fmt: skip
def test_texts_are_read_in_whatever_type_a_file_has_them(kind):
    titles = pa.array(ROWS["title"]).cast(kind)

    assert read(pa.table({"title": titles}))["title"] == EXPECTED["title"]


@pytest.mark.parametrize(
    "kind",
    [
        pa.list_(pa.string()), pa.large_list(pa.string()), pa.list_(pa.large_string()),
        pa.list_view(pa.string()), pa.large_list(pa.large_string()), pa.list_(pa.string_view()),
    ],
)  # fmt: skip
def test_lists_are_read_in_whatever_type_a_file_has_them(kind):
    authors = pa.array(ROWS["authors"], kind)

    found = read(pa.table({"title": ROWS["title"], "authors": authors}))

    assert found["authors"] == EXPECTED["authors"]


def test_names_may_stand_in_a_text_a_line_each_and_numbers_may_be_numbers():
    table = pa.table({"title": ["a"], "authors": ["Lò Mai\nLê Tư"], "member_numbers": [17]})

    found = read(table)

    assert (found["authors"], found["member_numbers"]) == (["Lò Mai\nLê Tư"], ["17"])


def test_a_table_is_read_to_the_rows_and_keys_of_its_texts():
    texts = [
        Text(
            ROWS["title"][n], ROWS["description"][n], ROWS["effect"][n], tuple(ROWS["authors"][n]),
            tuple(filter(None, ROWS["member_numbers"][n])), ROWS["workplace"][n], ROWS["unit"][n],
            (ROWS["workplace"][n], ROWS["unit"][n]),
        )
        for n in range(4)
    ]  # fmt: skip
    numbers = [list(filter(None, some)) for some in ROWS["member_numbers"]]

    extract = engine().extractor.extract
    from_table = extract(entries_of_table(pa.table(ROWS | {"member_numbers": numbers})))

    assert [part.tolist() for part in from_table] == [
        part.tolist() for part in extract(entries_of(texts))
    ]


def test_labelled_entries_are_read_from_parquet_with_their_clusters(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(
        pa.table(ROWS | {"cluster": pa.array([0, 1, 0, 3], pa.int32()), "kind": ["x"] * 4}),
        path,
        row_group_size=3,
    )

    entries, clusters = read_labelled(path)

    assert [entries.columns[0].at(n) for n in range(4)] == EXPECTED["title"]
    assert (clusters.dtype, clusters.tolist()) == (np.int64, [0, 1, 0, 3])


@pytest.mark.parametrize(
    ("columns", "missing"),
    [
        ({"title": ["a"]}, ("cluster",)),
        ({"cluster": [0]}, ("title",)),
        ({"x": [0]}, ("cluster", "title")),
    ],
)
def test_a_file_without_titles_or_clusters_is_refused_with_the_columns_that_are_missing(
    columns, missing, tmp_path
):
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")

    with pytest.raises(KeyError) as error:
        read_labelled(tmp_path / "a.parquet")

    assert error.value.args == missing


def test_a_file_that_is_no_parquet_is_refused(tmp_path):
    path = tmp_path / "a.parquet"
    path.write_text("title,cluster\n")

    with pytest.raises(ValueError, match=r"[Pp]arquet"):
        read_labelled(path)


@pytest.mark.parametrize("count", [0, 1, 3, 7])
def test_rows_and_keys_of_a_table_are_those_of_its_entries_whatever_is_read_at_a_time(
    count, monkeypatch
):
    monkeypatch.setattr(engine_tables, "_AT_A_TIME", 3)
    titles = ["Rèn chữ đẹp", "Gi¶i ph¸p n©ng cao", "Coâng ñoaøn", "", "Bơm nước số 2", "a", "b"]
    table = pa.table({"title": titles[:count], "authors": [["Lò An"]] * count})
    extractor = engine().extractor

    found = extract_table(table, extractor, threads=2)

    wanted = extractor.extract(entries_of_table(table))
    assert found.rows.tolist() == wanted.rows.tolist()
    assert found.keys.tolist() == wanted.keys.tolist()
