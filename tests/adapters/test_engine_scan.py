import csv
import json
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sangkien.adapters import engine_files
from sangkien.adapters.engine import engine
from sangkien.adapters.engine_files import EntryFile, NotEntries
from sangkien.adapters.engine_results import Found
from sangkien.adapters.engine_scan import scan
from sangkien.core.engine.batch import find_pairs
from sangkien.core.engine.entries import entries_of
from sangkien.core.engine.scanning import Scanned

HEAD = "Mã,Tên sáng kiến,Nội dung,Tác giả,Đơn vị,Ngày áp dụng\n"
FIRST = (
    "7,Một số biện pháp rèn kỹ năng đọc cho học sinh lớp 4,,Lò Thị Hương,TH Nậm Mít,05/03/2022\n"
)
AGAIN = "9,RÈN KĨ NĂNG ĐỌC CHO HS LỚP 4,,Lò Thị Hương,TH Nậm Mít,01/03/2022\n"
OTHER_GRADE = "8,Một số biện pháp rèn kỹ năng đọc cho học sinh lớp 5,,Lò Thị Hương,TH Nậm Mít,\n"


def told(fact):
    return f"[{fact.code}]"


def files(folder, *texts):
    for number, text in enumerate(texts):
        (folder / f"{number}.csv").write_text(HEAD + text, encoding="utf-8")
    return [
        EntryFile(folder / f"{number}.csv", today=date(2022, 3, 17)) for number in range(len(texts))
    ]


def lines_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_copy_in_another_file_is_found_with_the_first_filer_by_day(tmp_path):
    found = scan(files(tmp_path, FIRST + OTHER_GRADE, AGAIN), tmp_path, engine(), tell=told)

    assert found == Found(entries=3, pairs=1, clusters=1, duplicates=1)
    header, pair = lines_of(tmp_path / "pairs.csv")
    assert header[:4] == ["id_a", "id_b", "probability", "evidence"]
    assert header[4:] == ["title_a", "title_b", "unit_a", "unit_b"]
    assert pair[:2] == ["7", "9"]
    assert float(pair[2]) >= 0.5
    assert pair[3] == "[same-author] [same-workplace] [title-equal]"
    titles = [line.split(",")[1] for line in (FIRST, AGAIN)]
    assert pair[4:] == [*titles, "TH Nậm Mít", "TH Nậm Mít"]
    assert lines_of(tmp_path / "clusters.csv") == [
        ["id", "cluster", "first_filer", "title", "unit"],
        ["7", "1", "9", titles[0], "TH Nậm Mít"],
        ["9", "1", "9", titles[1], "TH Nậm Mít"],
    ]


def test_each_unit_is_told_for_a_spreadsheet_as_well(tmp_path):
    scan(files(tmp_path, FIRST + AGAIN + "5,Nuôi ong,,,TH Pa Ủ,\n"), tmp_path, engine(), tell=told)

    assert lines_of(tmp_path / "units.csv") == [
        ["unit", "entries", "duplicates"],
        ["TH Nậm Mít", "2", "1"],
        ["TH Pa Ủ", "1", "0"],
    ]


def test_the_summary_tells_counts_by_unit_files_and_version(tmp_path):
    scan(files(tmp_path, FIRST + AGAIN + "5,,,,,\n"), tmp_path, engine(), tell=told)

    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert summary == {
        "entries": 2,
        "pairs": 1,
        "clusters": 1,
        "duplicates": 1,
        "repeated_ids": 0,
        "files": ["0.csv"],
        "columns": {
            "0.csv": {
                "Mã": "id",
                "Tên sáng kiến": "title",
                "Nội dung": "description",
                "Tác giả": "author",
                "Đơn vị": "unit",
                "Ngày áp dụng": "applied_on",
            }
        },
        "left_out": 1,
        "left_out_rows": ["0.csv:4"],
        "unread_days": 0,
        "unread_sheets": {},
        "engine": engine().version,
        "units": {"TH Nậm Mít": {"entries": 2, "duplicates": 1}},
    }


def test_what_lies_far_behind_in_a_title_is_judged_and_told_as_if_it_were_not_there(tmp_path):
    short = [FIRST, AGAIN, OTHER_GRADE]
    long = [
        line.replace(title := line.split(",")[1], title + " ." * 1_000 + "x" * 50_000)
        for line in short
    ]
    told_of = []
    for name, lines in (("short", short), ("long", long)):
        (tmp_path / name).mkdir()
        scan(files(tmp_path / name, *lines), tmp_path / name, engine(), tell=told)
        told_of.append(lines_of(tmp_path / name / "pairs.csv"))

    short_told, long_told = ([pair[:4] for pair in pairs] for pairs in told_of)
    assert short_told == long_told
    assert len(short_told) == 2
    assert max(len(title) for title in told_of[1][1][4:6]) <= 2_000


def test_ids_that_two_files_give_are_told_with_their_file(tmp_path):
    again = AGAIN.replace("9,", "7,", 1)
    other = OTHER_GRADE.replace("8,", "1,", 1)

    found = scan(files(tmp_path, FIRST + other, again), tmp_path, engine(), tell=told)

    assert (found.pairs, found.repeated_ids) == (1, 0)
    assert lines_of(tmp_path / "pairs.csv")[1][:2] == ["0.csv:7", "1.csv:7"]
    assert {row[0] for row in lines_of(tmp_path / "clusters.csv")[1:]} == {"0.csv:7", "1.csv:7"}


def test_files_of_one_name_are_told_with_their_folder(tmp_path):
    listed = []
    for folder in ("2022", "2023"):
        (tmp_path / folder).mkdir()
        listed += files(tmp_path / folder, FIRST)

    scan(listed, tmp_path, engine(), tell=told)

    names = [str(tmp_path / folder / "0.csv") for folder in ("2022", "2023")]
    assert lines_of(tmp_path / "pairs.csv")[1][:2] == [f"{name}:7" for name in names]
    assert json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))["files"] == names


def test_an_id_that_stands_twice_in_a_file_is_counted(tmp_path):
    found = scan(files(tmp_path, FIRST + FIRST, AGAIN), tmp_path, engine(), tell=told)

    assert found.repeated_ids == 1


def test_a_file_of_headings_only_is_refused(tmp_path):
    with pytest.raises(NotEntries) as refused:
        scan(files(tmp_path, ""), tmp_path, engine(), tell=told)

    assert [problem.code for problem in refused.value.problems] == ["no-rows"]


def test_progress_counts_each_entry_twice(tmp_path):
    done = []

    scan(files(tmp_path, FIRST, AGAIN), tmp_path, engine(), tell=told, progress=done.append)

    assert sum(done) == 2 * 2


@pytest.mark.parametrize("at_a_time", [7, 4_096])
def test_files_in_pieces_give_the_verdicts_of_all_at_once(tmp_path, monkeypatch, at_a_time):
    monkeypatch.setattr(engine_files, "AT_A_TIME", at_a_time)
    rows = [
        Scanned(
            str(n), f"Cải tiến máy bơm số {n % 9} ở bản {n % 4}", author=f"Lò Văn {'AB'[n % 2]}"
        )
        for n in range(60)
    ]
    columns = ("id", "title", "author")
    table = pa.table({name: [getattr(row, name) for row in rows] for name in columns})
    pq.write_table(table, tmp_path / "all.parquet")

    scan([EntryFile(tmp_path / "all.parquet", today=date.min)], tmp_path, engine(), tell=told)

    judge = engine()
    at_once = find_pairs(
        *judge.extractor.extract(entries_of([row.text for row in rows])),
        judge.artefact.statistics.name_shares,
        judge.artefact.forest,
        correction=judge.correction(len(rows)),
    )
    expected = zip(at_once.earlier.tolist(), at_once.later.tolist(), strict=True)
    assert [(int(a), int(b)) for a, b, *_ in lines_of(tmp_path / "pairs.csv")[1:]] == list(expected)
    assert len(at_once.points) > 0
