import codecs
import unicodedata

import pytest

from sangkien.adapters.spreadsheet_in import NotASheet, open_sheet
from sangkien.core.sheets import Fault

ROWS = [
    (1, ("TT", "Tên sáng kiến", "Tác giả")),
    (2, ("1", "Cải tiến máy sấy, giá đỡ; bàn học", "Nguyễn Thị Ưởng")),
    (4, ("2", "Hai dòng\ntrong một ô", "Đặng Văn Ạ")),
]
LINES = (
    "TT;Tên sáng kiến;Tác giả\r\n"
    '1;"Cải tiến máy sấy, giá đỡ; bàn học";Nguyễn Thị Ưởng\r\n'
    "\r\n"
    '2;"Hai dòng\ntrong một ô";Đặng Văn Ạ\r\n'
)
# Windows-1258 keeps ă â ê ô ơ ư đ whole and writes the five tones as characters of their own
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}


def in_windows_1258(text):
    out = ""
    for letter in text:
        spread = unicodedata.normalize("NFD", letter)
        tones = "".join(c for c in spread if c in TONES)
        out += unicodedata.normalize("NFC", "".join(c for c in spread if c not in TONES)) + tones
    return out.encode("cp1258")


def rows_of(content, name="ds.csv"):
    return list(open_sheet(content, filename=name).rows())


@pytest.mark.parametrize(
    "content",
    [
        LINES.encode(),
        codecs.BOM_UTF8 + LINES.encode(),
        LINES.encode("utf-16"),
        codecs.BOM_UTF16_BE + LINES.encode("utf-16-be"),
        LINES.encode("utf-16-le"),
        LINES.encode("utf-16-be"),
        in_windows_1258(LINES),
    ],
    ids=["utf-8", "utf-8 BOM", "utf-16", "utf-16-be BOM", "utf-16-le", "utf-16-be", "windows-1258"],
)
def test_a_list_is_read_in_every_encoding_that_officers_save(content):
    assert rows_of(content) == ROWS


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_separator_is_found(separator):
    line = separator.join(["1", '"Máy sấy, giá đỡ"', "An"])
    content = separator.join(["TT", "Tên", "Tác giả"]) + f"\n{line}\n"
    assert rows_of(content.encode())[1] == (2, ("1", "Máy sấy, giá đỡ", "An"))


def test_commas_in_unquoted_titles_do_not_make_columns():
    content = "TT;Tên;Tác giả\n1;Máy sấy, giá đỡ;An\n2;Bàn, ghế, tủ;Bình\n"
    assert rows_of(content.encode())[2] == (3, ("2", "Bàn, ghế, tủ", "Bình"))


def test_the_line_with_which_excel_names_the_separator_is_no_row():
    assert rows_of("sep=;\r\nTT;Tên\r\n1;a,b,c\r\n".encode()) == [
        (1, ("TT", "Tên")),
        (2, ("1", "a,b,c")),
    ]


def test_a_list_of_one_column_is_read():
    assert rows_of("Tên sáng kiến\nMáy sấy\n".encode()) == [
        (1, ("Tên sáng kiến",)),
        (2, ("Máy sấy",)),
    ]


def test_a_file_on_disk_is_read_more_than_once(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(LINES.encode())
    sheet = open_sheet(path, filename="ds.csv")

    assert list(sheet.rows()) == list(sheet.rows("")) == ROWS
    assert (sheet.format, sheet.sheet_names, sheet.last_row()) == ("csv", ("",), 4)


def test_text_stays_text_whatever_it_looks_like():
    assert rows_of(b"a;b;c\n1.200;31/11/2021;=1+1\n")[1] == (2, ("1.200", "31/11/2021", "=1+1"))


def test_the_error_that_a_formula_left_in_the_text_is_named():
    assert rows_of(b"a;b\n#DIV/0!;#1\n")[1] == (2, (Fault("cell-error", "#DIV/0!"), "#1"))


def test_letters_that_no_encoding_gives_are_refused():
    with pytest.raises(NotASheet) as caught:
        open_sheet(b"T\xean;\x8a\x8d\x9d\n", filename="ds.csv")
    assert (caught.value.code, caught.value.details) == ("encoding", {"filename": "ds.csv"})


def test_a_whole_paper_in_one_cell_is_read():
    paper = "Giải pháp, " * 20_000  # 220,000 characters

    assert rows_of(f'TT;Tên\n1;"{paper}"\n'.encode())[1] == (2, ("1", paper))


def test_a_quote_that_never_ends_is_refused_and_does_not_swallow_the_list():
    content = 'TT;Tên\n1;"' + "máy sấy\n" * 40_000
    with pytest.raises(NotASheet) as caught:
        rows_of(content.encode())
    assert caught.value.code == "damaged"
