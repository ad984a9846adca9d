"""Lists as text in every form that programs save them in, as properties."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.adapters.spreadsheet_in import NotASheet, open_sheet

WORDS = ("Tên sáng kiến", "Máy sấy ngô", "Bể lọc nước, tự chảy", "Ứng dụng “một cửa”", "1.200")
CELLS = st.sampled_from(WORDS) | st.text("aăđệ 12,.'", min_size=1, max_size=9)
HEADER = ["TT", "Tên sáng kiến", "Đơn vị"]  # headings hold no comma, titles may
GRIDS = st.lists(
    st.lists(CELLS.filter(str.strip), min_size=3, max_size=3), min_size=1, max_size=6
).map(lambda rows: [HEADER, *rows])


def written(rows, *, separator=";", newline="\r\n", quoting=csv.QUOTE_MINIMAL):
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=newline, quoting=quoting).writerows(rows)
    return out.getvalue()


def cells_of(content, name="ds.csv"):
    return [list(cells) for _, cells in open_sheet(content, filename=name).rows()]


@given(GRIDS, st.sampled_from([";", "\t"]), st.sampled_from(["\r\n", "\n", "\r"]))
def test_a_list_is_read_back_whatever_separates_cells_and_lines(rows, separator, newline):
    text = written(rows, separator=separator, newline=newline)

    assert cells_of(text.encode()) == rows


@given(GRIDS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]))
def test_a_list_is_read_back_in_every_unicode_form(rows, encoding):
    # with quotes around each cell the comma, too, is a sure sign
    text = written(rows, separator=",", quoting=csv.QUOTE_ALL)

    assert cells_of(text.encode(encoding)) == rows


@given(GRIDS)
def test_a_line_that_names_the_separator_wins_over_what_the_text_looks_like(rows):
    text = "sep=|\r\n" + written(rows, separator="|")

    assert cells_of(text.encode()) == rows


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_a_refusal_and_nothing_else(content):
    outcome = rows_or_refusal(content)

    assert isinstance(outcome, list) or outcome in {
        *("empty-file", "encoding", "damaged", "is-pdf", "is-picture", "is-web-page"),
        *("is-other-document", "is-workbook"),
    }


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("first", ["Đề nghị", "Ủy ban", "ĐỀ TÀI", "TT"])
def test_bare_utf_16_is_known_whatever_letter_it_begins_with(first, encoding):
    text = written([[first, "Tên sáng kiến"], ["1", "Bể lọc nước tự chảy"]])

    assert cells_of(text.encode(encoding))[0] == [first, "Tên sáng kiến"]


def rows_or_refusal(content):
    try:
        return cells_of(content)
    except NotASheet as why:
        return why.code


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("A;B\r\n;\r\n1;2\r\n", [(1, ("A", "B")), (3, ("1", "2"))]),
        (
            'A;B\r\n"hai\ndòng";2\r\n3;4\r\n',
            [(1, ("A", "B")), (2, ("hai\ndòng", "2")), (3, ("3", "4"))],
        ),
        ("A;B\r\n1\r\n1;2;3\r\n", [(1, ("A", "B")), (2, ("1",)), (3, ("1", "2", "3"))]),
        ("\r\n\r\nA;B\r\n", [(3, ("A", "B"))]),
        ("A;B", [(1, ("A", "B"))]),
    ],
)
def test_rows_are_numbered_as_a_spreadsheet_shows_them_with_blank_ones_left_out(text, rows):
    assert list(open_sheet(text.encode(), filename="ds.csv").rows()) == rows


@pytest.mark.parametrize("name", ["ds.csv", "DS.CSV", "ds.txt", "ds.tsv", "danh sách.2022.csv"])
def test_a_list_as_text_may_have_any_of_the_usual_names(name):
    assert cells_of(b"A\tB\r\n1\t2\r\n", name) == [["A", "B"], ["1", "2"]]
