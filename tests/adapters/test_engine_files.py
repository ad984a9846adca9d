from datetime import date
from itertools import chain

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sangkien.adapters import engine_files
from sangkien.adapters.engine_files import EntryFile, NotEntries
from sangkien.adapters.not_a_sheet import NotASheet
from sangkien.core.engine.scanning import LONGEST_ID, Scanned

TODAY = date(2022, 3, 17)
FIRST = Scanned("1", "Rèn chữ đẹp", "Chia nhóm.", "Lò A", "TH Nậm Mít", date(2022, 3, 1))


def read(path):
    file = EntryFile(path, today=TODAY)
    return list(chain.from_iterable(file.chunks())), file


def written(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_csv_columns_are_found_by_their_labels_in_any_order(tmp_path):
    path = written(
        tmp_path,
        "a.csv",
        "Đơn vị;Tác giả;Tên sáng kiến;Mã;Ngày áp dụng;Mô tả\n"
        "TH Nậm Mít;Lò A;Rèn chữ đẹp;1;01/03/2022;Chia nhóm.\n",
    )

    assert read(path)[0] == [FIRST]


def test_english_labels_and_only_the_two_needed_columns_will_do(tmp_path):
    rows, _ = read(written(tmp_path, "a.csv", "id,title\n7,Rèn chữ\n"))

    assert rows == [Scanned("7", "Rèn chữ")]


def test_a_list_without_ids_names_its_entries_by_file_and_row(tmp_path):
    words = "Danh sách quý IV;\nSTT;Tên sáng kiến;Tác giả\n1;Rèn chữ;Lò A\n2;Bể lọc;Lò B\nTổng;;\n"
    rows, file = read(written(tmp_path, "a.csv", words))

    assert rows == [
        Scanned("a.csv:3", "Rèn chữ", author="Lò A"),
        Scanned("a.csv:4", "Bể lọc", author="Lò B"),
    ]
    assert file.left_out == 1


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_what_is_longer_than_any_id_names_no_entry(tmp_path, name):
    ids = ["7" * LONGEST_ID, "7" * (LONGEST_ID + 1)]
    if name == "a.csv":
        written(tmp_path, name, f"id,title\n{ids[0]},Rèn chữ\n{ids[1]},Bể lọc\n")
    else:
        pq.write_table(pa.table({"id": ids, "title": ["Rèn chữ", "Bể lọc"]}), tmp_path / name)

    rows, _ = read(tmp_path / name)

    assert [row.id for row in rows] == [ids[0], {"a.csv": "a.csv:3"}.get(name, "a.parquet:2")]


def test_a_workbook_is_read_with_its_own_dates(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Mã", "Tên sáng kiến", "Nội dung", "Tác giả", "Đơn vị", "Ngày áp dụng"])
    book.active.append([1, "Rèn chữ đẹp", "Chia nhóm.", "Lò A", "TH Nậm Mít", date(2022, 3, 1)])
    book.save(tmp_path / "a.xlsx")

    assert read(tmp_path / "a.xlsx")[0] == [FIRST]


def test_of_a_workbook_the_first_sheet_is_read_and_the_others_are_named(tmp_path):
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("Quý II"), book.create_sheet("Ghi chú")):
        sheet.append(["Mã", "Tên sáng kiến"])
        sheet.append([1, f"Rèn chữ {sheet.title}"])
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book.active.title = "Quý I"
    book.save(tmp_path / "a.xlsx")

    rows, file = read(tmp_path / "a.xlsx")

    assert [row.title for row in rows] == ["Rèn chữ Sheet"]
    assert file.unread_sheets == ("Quý II", "Ghi chú")


def test_parquet_gives_lists_nulls_and_dates(tmp_path):
    table = pa.table(
        {
            "id": [1, 2],
            "title": ["Rèn chữ đẹp", "Bể lọc nước"],
            "description": ["Chia nhóm.", None],
            "authors": [["Lò A"], ["Lò B", "", "Vàng C"]],
            "unit": ["TH Nậm Mít", None],
            "applied_on": pa.array([date(2022, 3, 1), None]),
            "cluster": [1, 1],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")

    rows, _ = read(tmp_path / "a.parquet")

    assert rows == [FIRST, Scanned("2", "Bể lọc nước", author="Lò B; Vàng C")]


def test_rows_without_title_and_days_that_say_nothing_are_counted_anew_each_time(tmp_path):
    path = written(
        tmp_path, "a.csv", "id,title,applied_on\n,Rèn chữ,\n2,,\n3,Bể lọc,hôm qua\n4,Cầu treo,\n"
    )
    file = EntryFile(path, today=TODAY)

    for _ in range(2):
        rows = list(chain.from_iterable(file.chunks()))

        assert [row.id for row in rows] == ["a.csv:2", "3", "4"]
        assert (file.left_out, file.left_out_rows, file.unread_days) == (1, [3], 1)


def test_a_row_that_adds_up_the_list_is_no_entry_though_it_has_no_id_either(tmp_path):
    rows, file = read(written(tmp_path, "a.csv", "id,title\n1,Rèn chữ\n,Tổng cộng\n"))

    assert ([row.title for row in rows], file.left_out_rows) == (["Rèn chữ"], [3])


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2021", date(2021, 1, 1)), ("09/2021", date(2021, 9, 1)), ("5.9.2021", date(2021, 9, 5))],
)
def test_of_a_month_or_a_year_the_first_day_is_read(tmp_path, typed, day):
    rows, file = read(written(tmp_path, "a.csv", f"id,title,applied_on\n1,Bể lọc,{typed}\n"))

    assert ([row.applied_on for row in rows], file.unread_days) == ([day], 0)


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_a_column_of_titles_alone_is_enough(tmp_path, name):
    if name == "a.csv":
        written(tmp_path, name, "Tên sáng kiến\nRèn chữ\n")
    else:
        pq.write_table(pa.table({"title": ["Rèn chữ"]}), tmp_path / name)

    rows, _ = read(tmp_path / name)

    place = {"a.csv": "a.csv:2"}.get(name, "a.parquet:1")
    assert rows == [Scanned(place, "Rèn chữ")]


def test_of_two_columns_for_one_field_the_better_known_is_read_and_the_other_told(tmp_path):
    text = "Mã gửi,Mã phiếu,Tên SKKN,Nội dung sáng kiến\nG1,P1,Rèn chữ,Chia nhóm.\n"
    rows, file = read(written(tmp_path, "a.csv", text))

    assert rows == [Scanned("P1", "Rèn chữ", "Chia nhóm.")]
    assert file.columns == {
        "Mã gửi": "", "Mã phiếu": "id", "Tên SKKN": "title", "Nội dung sáng kiến": "description",
    }  # fmt: skip


def test_two_columns_of_one_heading_are_refused(tmp_path):
    with pytest.raises(NotEntries) as refused:
        read(written(tmp_path, "a.csv", "id,Tên SK,Tên SK\n1,Rèn chữ,Bể lọc\n"))

    assert [problem.code for problem in refused.value.problems] == ["column-twice"]


def test_rows_come_a_few_together(tmp_path, monkeypatch):
    monkeypatch.setattr(engine_files, "AT_A_TIME", 2)
    path = written(tmp_path, "a.csv", "id,title\n" + "".join(f"{n},Bể lọc\n" for n in range(5)))

    chunks = EntryFile(path, today=TODAY).chunks()

    assert [[row.id for row in chunk] for chunk in chunks] == [["0", "1"], ["2", "3"], ["4"]]


def test_long_rows_come_few_together(tmp_path, monkeypatch):
    monkeypatch.setattr(engine_files, "LONGEST", 20)
    path = written(tmp_path, "a.csv", "id,title,unit\n" + "1,Bể lọc nước,Hồ Thầu\n" * 3)

    chunks = EntryFile(path, today=TODAY).chunks()

    assert [len(chunk) for chunk in chunks] == [2, 1]


def test_a_title_that_is_a_formula_or_its_error_is_none(tmp_path):
    path = written(
        tmp_path, "a.csv", "id;title;unit\n1;#N/A;A\n2;=CONCATENATE(A1,B1);A\n3;Bể lọc;#REF!\n"
    )

    rows, file = read(path)

    assert (rows, file.left_out) == ([Scanned("3", "Bể lọc")], 2)


def test_parquet_texts_that_do_not_say_so_are_read_as_texts(tmp_path):
    titles = pa.array(["Rèn chữ đẹp".encode(), b"B\xff"], pa.binary())
    pq.write_table(pa.table({"id": ["1", "2"], "title": titles}), tmp_path / "a.parquet")

    assert [row.title for row in read(tmp_path / "a.parquet")[0]] == ["Rèn chữ đẹp", "B\ufffd"]


def cut_short(content):
    return content[: len(content) // 2] + content[-40:]


def scratched(content):
    return content.replace("Rèn chữ đẹp".encode(), b"\xff" * len("Rèn chữ đẹp".encode()))


@pytest.mark.parametrize("harm", [cut_short, scratched, lambda _: b"no table", lambda _: b""])
def test_a_broken_parquet_is_refused(tmp_path, harm):
    path = tmp_path / "a.parquet"
    table = pa.table({"id": ["1"], "title": ["Rèn chữ đẹp"]})
    pq.write_table(table, path, compression="none", use_dictionary=False, write_statistics=False)
    path.write_bytes(harm(path.read_bytes()))

    with pytest.raises(NotASheet) as refused:
        read(path)

    assert (refused.value.code, refused.value.details) == ("not-parquet", {"filename": "a.parquet"})


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_a_file_without_a_title_is_refused_with_the_column_that_is_missing(tmp_path, name):
    if name == "a.csv":
        written(tmp_path, name, "id,description,unit\n1,Chia nhóm.,TH Nậm Mít\n")
    else:
        pq.write_table(pa.table({"id": ["1"], "unit": ["TH Nậm Mít"]}), tmp_path / name)

    with pytest.raises(NotEntries) as refused:
        read(tmp_path / name)

    (problem,) = refused.value.problems
    assert refused.value.filename == name
    assert (problem.code, problem.details["label"]) == ("column-missing", "Tên sáng kiến")


def test_what_is_no_sheet_is_refused(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 broken")

    with pytest.raises(NotASheet):
        read(tmp_path / "a.xlsx")
