import csv
import json
from dataclasses import replace
from datetime import date
from io import StringIO

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.management import CommandError, call_command

from sangkien.adapters.engine_artefact import load
from sangkien.core.duplicates import Evidence
from sangkien.management.commands.engine import in_words
from sangkien.models import DuplicateFeatures, DuplicateKey, DuplicatePair
from tests import make
from tests.filed import file_otherwise, is_filed

pytestmark = pytest.mark.django_db
FILE = """Mã,Tên sáng kiến,Tác giả,Đơn vị,Ngày áp dụng
1,Một số biện pháp rèn kỹ năng đọc cho học sinh lớp 4,Lò Thị Hương,TH Nậm Mít,hôm qua
2,RÈN KĨ NĂNG ĐỌC CHO HS LỚP 4,Lò Thị Hương,TH Nậm Mít,
,Cầu treo,,,
4,,,,
"""


def run(*words):
    out = StringIO()
    call_command("engine", *map(str, words), stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_a_scan_tells_what_it_found_and_what_it_could_not_read(sheet, tmp_path):
    assert run("scan", sheet, "--out", tmp_path / "new" / "folder") == [
        "3 lượt: 1 lượt trùng, của 1 sáng kiến.",
        f"Đã ghi vào {tmp_path / 'new' / 'folder'}.",
        "Bỏ qua vì thiếu tên: 1 dòng.",
        "Ngày không đọc được: 1.",
    ]


def test_a_scan_tells_which_sheets_it_did_not_read(tmp_path, capsys):
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("Quý II")):
        sheet.append(["Mã", "Tên sáng kiến"])
        sheet.append([1, "Rèn chữ"])
    book.save(tmp_path / "a.xlsx")

    run("scan", tmp_path / "a.xlsx", "--out", tmp_path)

    assert capsys.readouterr().err.splitlines()[-1] == (
        "Tệp “a.xlsx” chỉ đọc trang tính đầu, chưa đọc: “Quý II”. Muốn đọc cả các trang ấy, hãy lưu"
        " mỗi trang thành một tệp riêng."
    )
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert summary["unread_sheets"] == {"a.xlsx": ["Quý II"]}


def test_a_scan_tells_which_columns_it_read_and_which_rows_it_left_out(tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_text("STT,Tên SK,Lĩnh vực,Mã gửi\n1,Rèn chữ,GD,A1\n2,,GD,A2\n", encoding="utf-8")

    run("scan", path, "--out", tmp_path)

    assert capsys.readouterr().err.splitlines() == [
        "Đã đọc ở “a.csv”: “Mã gửi” = Mã, “Tên SK” = Tên sáng kiến.",
        "Chưa đọc ở “a.csv”: “STT”, “Lĩnh vực”. Nếu cần cột nào, hãy đổi tên cột ấy.",
        "Ở “a.csv” thiếu tên tại dòng: 3.",
    ]
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    read = {"STT": "", "Tên SK": "title", "Lĩnh vực": "", "Mã gửi": "id"}
    assert (summary["columns"], summary["left_out_rows"]) == ({"a.csv": read}, ["a.csv:3"])


def test_a_scan_says_that_titles_alone_are_enough_where_they_are_missing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Mã,Đơn vị\n1,TH Nậm Mít\n", encoding="utf-8")

    with pytest.raises(CommandError, match="Chỉ bắt buộc có cột “Tên sáng kiến”"):
        run("scan", path, "--out", tmp_path)


def test_a_file_that_is_given_twice_is_refused_however_it_is_written(sheet, tmp_path):
    again = sheet.parent / ".." / sheet.parent.name / sheet.name

    with pytest.raises(CommandError, match="được nêu hai lần"):
        run("scan", sheet, again, "--out", tmp_path)


def test_what_is_left_and_what_is_misfiled_are_not_asked_for_together():
    with pytest.raises(CommandError, match="--left"):
        run("rekey", "--left", "--misfiled")


def test_a_scan_tells_of_ids_that_stand_twice(sheet, tmp_path):
    sheet.write_text(FILE.replace("\n2,", "\n1,"), encoding="utf-8")

    assert run("scan", sheet, "--out", tmp_path)[-1] == (
        "Dòng có mã trùng với dòng khác: 1. Trong kết quả không phân biệt được các dòng này; hãy"
        " đặt cho mỗi dòng một mã riêng."
    )


def test_the_evidence_of_a_scan_is_in_vietnamese(sheet, tmp_path):
    run("scan", sheet, "--out", tmp_path)

    with (tmp_path / "pairs.csv").open(encoding="utf-8-sig", newline="") as file:
        (pair,) = list(csv.DictReader(file))
    assert pair["evidence"] == "Cùng tác giả. Cùng nơi làm việc. Tên sáng kiến trùng nhau."


def test_evidence_is_filled_with_its_details():
    fact = Evidence("title", "grade-differs", {"left": "4", "right": "5"})

    assert in_words(fact) == "Khác khối lớp: 4 và 5."


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", None, "Không có tệp"),
        ("a.csv", "Mã,Mô tả,Đơn vị\n1,Chia nhóm.,TH Nậm Mít\n", "“Tên sáng kiến”"),
        ("a.xlsx", "no workbook", "a.xlsx"),
        ("a.parquet", "no table", "“a.parquet” không đọc được như tệp Parquet"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(tmp_path, name, content, told):
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")

    with pytest.raises(CommandError, match=told):
        run("scan", tmp_path / name, "--out", tmp_path)


def test_a_folder_that_cannot_be_made_is_refused(sheet):
    with pytest.raises(CommandError) as why:
        run("scan", sheet, "--out", sheet)

    assert str(why.value) == f"“{sheet}” là một tệp. Hãy nêu tên thư mục."


@pytest.mark.parametrize("word", ["scan", "batch"])
def test_what_cannot_be_written_is_refused_with_the_file(sheet, tmp_path, word):
    (tmp_path / "pairs.csv").mkdir()
    given = [sheet] if word == "scan" else ["--campaign", make.campaign().slug]

    with pytest.raises(CommandError, match=f"“{tmp_path / 'pairs.csv'}” là một thư mục"):
        run(word, *given, "--out", tmp_path)


def test_a_batch_tells_the_duplicates_of_a_campaign(tmp_path):
    unit = make.unit()
    campaign, entry = make.campaign(unit), make.entry(unit)
    make.register(campaign, entry)
    make.register(campaign, make.entry(unit, title=entry.title, authors=entry.authors))

    told = run("batch", "--campaign", campaign.slug, "--out", tmp_path)

    assert told[0] == "2 lượt: 1 lượt trùng, của 1 sáng kiến."


def test_a_batch_over_a_campaign_there_is_not_names_those_there_are(tmp_path):
    known = make.campaign()

    with pytest.raises(CommandError, match=known.slug):
        run("batch", "--campaign", "khong-co", "--out", tmp_path)


def test_rekeying_tells_how_many_entries_it_read_again():
    unit = make.unit()
    make.register(make.campaign(unit), make.entry(unit))
    DuplicateFeatures.objects.update(engine_version="0")

    assert run("rekey", "--left") == ["Còn phải đọc lại để tìm trùng: 1 lượt."]
    assert run("rekey") == ["Đã đọc lại để tìm trùng: 1 lượt."]
    assert run("rekey", "--left") == ["Còn phải đọc lại để tìm trùng: 0 lượt."]
    assert run("rekey") == ["Đã đọc lại để tìm trùng: 0 lượt."]


def test_verify_is_content_with_a_register_as_it_was_filed(tmp_path):
    unit = make.unit()
    campaign, entry = make.campaign(unit), make.entry(unit)
    for ref in ("one", "two"):
        make.register(campaign, replace(entry, client_ref=ref))

    assert run("verify") == ["Mọi lượt đều tìm được theo khoá, và phát hiện nêu đúng lượt trùng."]


def test_verify_names_what_differs_with_the_way_out_and_fails(capsys):
    unit = make.unit()
    campaign, entry = make.campaign(unit), make.entry(unit)
    first, second = (
        make.register(campaign, replace(entry, client_ref=ref)) for ref in ("one", "two")
    )
    file_otherwise(first)
    DuplicateFeatures.objects.filter(initiative=first).update(keys=b"")
    second.findings.update(state="lapsed")

    with pytest.raises(SystemExit) as stopped:
        run("verify")

    assert stopped.value.code == 1
    told = capsys.readouterr().err.splitlines()
    assert [line.rpartition("Hãy chạy ")[2] for line in told] == [
        "`engine rekey --misfiled`.",
        f"`rescreen --campaign {campaign.slug}`.",
    ]
    assert f" 1 ({second.id})." in told[1]


def test_what_is_misfiled_is_read_again():
    unit = make.unit()
    entry = make.register(make.campaign(unit), make.entry(unit))
    DuplicateKey.objects.all().delete()

    assert run("rekey", "--misfiled") == ["Đã đọc lại để tìm trùng: 1 lượt."]
    assert is_filed(entry)
    assert run("rekey", "--misfiled") == ["Đã đọc lại để tìm trùng: 0 lượt."]


def labelled(folder, count=240):
    """Entries in pairs: every second one is the one before it, in capitals."""
    titles = [f"Cải tiến máy bơm kiểu {n // 2} cho bản {n // 2 % 7}" for n in range(count)]
    table = pa.table(
        {
            "title": [title.upper() if n % 2 else title for n, title in enumerate(titles)],
            "authors": [[f"Lò Văn {'ABCDEFG'[n // 2 % 7]}"] for n in range(count)],
            "cluster": [n // 2 for n in range(count)],
        }
    )
    pq.write_table(table, folder / "labelled.parquet")
    return folder / "labelled.parquet"


def test_learning_writes_an_artefact_that_says_where_it_comes_from(tmp_path):
    unit = make.unit()
    campaign, entry = make.campaign(unit), make.entry(unit)
    make.register(campaign, entry)
    make.register(campaign, make.entry(unit, title=entry.title, authors=entry.authors))
    DuplicatePair.objects.update(decision=DuplicatePair.Decision.DIFFERENT)
    out = tmp_path / "new.npz"

    told = run(
        *("train", labelled(tmp_path), "--campaign", campaign.slug),
        *("--name", "thu", "--out", out),
    )

    artefact = load(out)
    assert told[-2:] == [
        f"Đã học từ 240 lượt và 1 kết luận: phiên bản {artefact.version}.",
        f"Để dùng: SANGKIEN_ENGINE={out}, rồi chạy `sangkien install`.",
    ]
    assert "-thu-" in artefact.version
    assert artefact.provenance["decided"] == f"1 pairs of {campaign.slug}"
    assert artefact.provenance["entries"].startswith("240 of labelled.parquet, sha256 ")
    assert date.fromisoformat(artefact.provenance["made"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["none.parquet", "--out", "x.npz"], "Không có tệp"),
        (["labelled.parquet", "--out", "x.npz", "--name", "n" * 8], "--name: tối đa 7 ký tự"),
        (["labelled.parquet", "--out", "none/x.npz"], "none"),
        (["other.parquet", "--out", "x.npz"], "cluster"),
        (["text.parquet", "--out", "x.npz"], "text.parquet"),
        (["empty.parquet", "--out", "x.npz"], "empty.parquet: không đủ để học"),
        (["alone.parquet", "--out", "x.npz"], "alone.parquet: không đủ để học"),
        (["few.parquet", "--out", "x.npz"], r"Cần 100 cặp .* và 800 cặp .*; hiện có 15 và \d+"),
    ],
)
def test_what_cannot_be_learned_from_is_refused_in_words(tmp_path, monkeypatch, words, told):
    monkeypatch.chdir(tmp_path)
    labelled(tmp_path)
    pq.write_table(pa.table({"title": ["a"]}), "other.parquet")
    (tmp_path / "text.parquet").write_text("no table")
    pq.write_table(
        pa.table({"title": pa.array([], pa.string()), "cluster": pa.array([], pa.int64())}),
        "empty.parquet",
    )
    pq.write_table(pq.read_table("labelled.parquet").slice(0, 30), "few.parquet")
    titles = pq.read_table("labelled.parquet").column("title")
    pq.write_table(pa.table({"title": titles, "cluster": range(len(titles))}), "alone.parquet")

    with pytest.raises(CommandError, match=told):
        run("train", *words)
