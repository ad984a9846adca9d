import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from sangkien.models import PlaceName, Unit, WorkplaceRule
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    def written(content, name="don-vi.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return written


def run(*words):
    out = StringIO()
    call_command("units", *words, stdout=out)
    return out.getvalue()


def workbook(*rows):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def test_more_than_a_thousand_units_are_told_with_a_dot(file):
    rows = "".join(f"A{n},Công đoàn {n},{'A0' if n else ''}\n" for n in range(1001))

    assert "1.001" in run("import", file("Mã,Tên đầy đủ,Mã đơn vị cấp trên\n" + rows))


def test_a_workbook_is_loaded_as_a_csv_is(file):
    rows = [("Mã", "Tên đầy đủ", "Cấp trên"), ("A", "Công đoàn A", None), ("B", "Công đoàn B", "A")]

    run("import", file(workbook(*rows), "don-vi.xlsx"))

    assert list(Unit.objects.order_by("id").values_list("code", "parent__code")) == [
        ("A", None),
        ("B", "A"),
    ]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7", "don-vi.xlsx"),
        (b"", "don-vi.csv"),
        (b"PK\x03\x04torn", "don-vi.xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "don-vi.xls"),
        ("Mã,Tên đầy đủ\n", "don-vi.csv"),
        ("Ngày,Món ăn\nHai,Cơm\n", "don-vi.csv"),
        ("Mã,Tên đầy đủ,Mã\nA,x,B\n", "don-vi.csv"),
        ("Mã,Tuyến\nA,ngành\n", "don-vi.csv"),
        ("Mã,Tên đầy đủ\nA,x\nA,y\n", "don-vi.csv"),
        ("Mã,Tên đầy đủ,Cấp trên\nA,x,B\nB,y,A\n", "don-vi.csv"),
        ("Mã,Tên đầy đủ,Cấp trên\nA,x,Z\n", "don-vi.csv"),
    ],
)
def test_a_file_that_gives_no_tree_is_refused_in_words_and_no_unit_is_made(content, name, file):
    with pytest.raises(CommandError) as error:
        run("import", file(content, name))

    assert str(error.value).strip()
    assert Unit.objects.count() == 0


@pytest.mark.parametrize("word", ["import", "rules", "places"])
def test_a_file_that_is_not_there_is_named(word):
    make.unit(code="LC")
    owner = () if word == "import" else ("--owner", "LC")

    with pytest.raises(CommandError, match=r"khong-co\.csv"):
        run(word, "khong-co.csv", *owner)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "--out", "x.csv", "--under", "SAO"), "SAO"),
        (("export",), "--out"),
        (("rules", "x.csv", "--owner", "SAO"), "SAO"),
        (("places", "x.csv"), "--owner"),
        (("burn",), "burn"),
    ],
)
def test_what_is_asked_wrongly_is_named(words, said, file):
    with pytest.raises(CommandError, match=said):
        run(*words)


@pytest.mark.parametrize("name", ["don-vi.pdf", "don-vi", "don-vi.XLSX.txt"])
def test_only_two_kinds_of_file_are_written(name, tmp_path):
    make.unit(code="LC")

    with pytest.raises(CommandError, match="--out: "):
        run("export", "--out", str(tmp_path / name))
    assert list(tmp_path.glob("don-vi*")) == []


def test_without_units_there_is_nothing_to_write(tmp_path):
    with pytest.raises(CommandError):
        run("export", "--out", str(tmp_path / "a.csv"))
    assert not (tmp_path / "a.csv").exists()


def test_a_csv_of_units_has_one_heading_line_and_a_line_for_each(tmp_path):
    province = make.unit(code="LC", name="LĐLĐ tỉnh, “Lai Châu”")
    make.unit(province, code="=1+1", name="Công đoàn\nhai dòng")
    path = tmp_path / "a.csv"

    run("export", "--out", str(path))

    text = path.read_text(encoding="utf-8-sig")
    heading, *rows = csv.reader(StringIO(text, newline=""))
    assert (heading[0], len(rows), {len(row) for row in rows}) == ("Mã", 2, {len(heading)})
    assert rows[0][heading.index("Tên đầy đủ")] == "LĐLĐ tỉnh, “Lai Châu”"


def test_rules_and_places_are_loaded_for_their_federation(file):
    province = make.unit(code="LC")
    make.unit(province, code="LC-GD", line="sector")
    make.unit(province, code="LC-THU")
    rules = "Dấu hiệu,Cấp học,Tuyến,Đơn vị ngành\nTHPT|DTNT,THPT,ngành,LC-GD\nmầm non,MN,địa bàn,\n"

    run("rules", file(rules, "luat.csv"), "--owner", "LC")
    run("places", file("Địa danh,Mã đơn vị\nPhúc Than,LC-THU\n", "noi.csv"), "--owner", "LC")

    assert [(r.marks, r.line) for r in WorkplaceRule.objects.order_by("position")] == [
        ("THPT|DTNT", "sector"),
        ("mầm non", "territorial"),
    ]
    assert PlaceName.objects.get().unit.code == "LC-THU"


def test_a_bad_rule_leaves_the_table_before_it(file):
    province = make.unit(code="LC")
    good = "Dấu hiệu,Cấp học,Tuyến,Đơn vị ngành\nmầm non,MN,địa bàn,\n"
    run("rules", file(good), "--owner", "LC")

    with pytest.raises(CommandError, match="SAO"):
        run("rules", file(good + "THPT,THPT,ngành,SAO\n"), "--owner", "LC")

    assert WorkplaceRule.objects.get(owner=province).marks == "mầm non"


def test_entries_of_a_unit_that_got_another_name_are_to_be_read_again(file):
    root = make.unit(code="LC")
    unit = make.unit(root, "Công đoàn A", code="A", kind="CĐCS")
    make.register(make.campaign(root), make.entry(unit))
    head = "Mã,Loại,Tên đầy đủ,Tên gọn,Mã đơn vị cấp trên\n"
    jobs = []
    for name in ("Công đoàn A", "Công đoàn mới"):
        run("import", file(f"{head}A,CĐCS,Công đoàn huyện A,{name},LC\n"))
        jobs.append(DBTaskResult.objects.count())

    assert jobs == [0, 1]
