"""The example tells exactly the story of the letter of 17/3/2022."""

import re
import unicodedata
from collections import Counter
from datetime import date, datetime
from itertools import pairwise
from statistics import median

import pytest

from example.make_lai_chau import made_files, outdated
from tests.example import sheets

LETTER = [
    ("LĐLĐ huyện Than Uyên", 115, 150),
    ("LĐLĐ huyện Phong Thổ", 135, 30),
    ("LĐLĐ huyện Sìn Hồ", 130, 23),
    ("Công đoàn Viên chức", 140, 15),
    ("LĐLĐ huyện Mường Tè", 95, 13),
    ("LĐLĐ huyện Tam Đường", 95, 4),
    ("Công đoàn ngành Y tế", 140, 3),
    ("Công đoàn ngành Giáo dục", 60, 3),
    ("LĐLĐ Thành phố", 130, 2),
    ("LĐLĐ huyện Nậm Nhùn", 65, 2),
    ("LĐLĐ huyện Tân Uyên", 95, 0),
]


def _day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone


def _filed(row: dict[str, str]) -> datetime:
    return datetime.strptime(row["Thời điểm nộp"], "%d/%m/%Y %H:%M:%S")  # noqa: DTZ007 - local


def _targets() -> dict[str, int]:
    found = sheets.rows("lai-chau-2022/targets.csv")
    return {row["Mã đơn vị"]: int(row["Chỉ tiêu"].replace(".", "")) for row in found}


def test_the_files_are_what_the_maker_makes():
    assert outdated() == []


def test_the_maker_makes_the_same_every_time():
    assert made_files() == made_files()


def test_the_table_of_the_letter_comes_out_in_its_order():
    counts, targets = Counter(sheets.counted().values()), _targets()
    upper = [unit for unit in sheets.units().values() if unit["Mã đơn vị cấp trên"] == "LC"]
    table = [(u["Tên ngắn"], targets[u["Mã"]], counts[u["Mã"]]) for u in upper]

    assert sorted(table, key=lambda row: (-row[2], -row[1])) == LETTER


def test_the_sums_are_1200_and_245():
    targets = _targets()
    province = targets.pop("LC")

    assert (province, sum(targets.values()), len(sheets.submissions())) == (1200, 1200, 245)


def test_extra_copies_stand_where_the_letter_saw_them_and_nowhere_else():
    counted = sheets.counted()
    extra = [counted[r] for r, row in sheets.labels().items() if row["Bản đầu"] == "false"]

    assert Counter(extra) == {"LC-THU": 60, "LC-PTO": 8, "LC-SHO": 6, "LC-VC": 4}


def test_clusters_have_two_to_six_entries_and_one_first_filer_who_is_the_earliest():
    rows, known = sheets.submissions(), sheets.labels()
    for cluster in sheets.clusters():
        firsts = [ref for ref in cluster if known[ref]["Bản đầu"] == "true"]

        assert 2 <= len(cluster) <= 6
        assert firsts == [min(cluster, key=lambda ref: _filed(rows[ref]))]


def test_every_kind_of_retyping_occurs_and_only_on_copies():
    kinds = Counter(row["Kiểu trùng"] for row in sheets.labels().values())

    assert kinds.pop("") == 245 - 78
    assert set(kinds) == {
        *("chép nguyên", "chữ hoa", "không dấu", "NFD", "vị trí dấu thanh", "i/y", "gõ sai"),
        *("viết tắt", "viết đầy đủ", "dấu câu", "thêm tiền tố", "đổi chữ"),
    }


def test_no_two_people_bear_one_name_but_copies_bear_the_same():
    rows = sheets.submissions()
    same = {ref: min(cluster) for cluster in sheets.clusters() for ref in cluster}
    by_cluster: dict[str, set[str]] = {}
    for ref, row in rows.items():
        by_cluster.setdefault(same.get(ref, ref), set()).add(_bare(row["Họ và tên tác giả"]))
    numbers: dict[str, set[str]] = {}
    for row in rows.values():
        if row["Mã đoàn viên"]:
            numbers.setdefault(_bare(row["Họ và tên tác giả"]), set()).add(row["Mã đoàn viên"])

    assert all(len(names) == 1 for names in by_cluster.values())
    assert all(len(found) == 1 for found in numbers.values())


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in parts if not unicodedata.combining(c))


def test_originals_share_no_title_and_no_description():
    known = sheets.labels()
    firsts = [row for r, row in sheets.submissions().items() if known[r]["Bản đầu"] != "false"]
    texts = [row["Nội dung giải pháp"] for row in firsts if not row["Bí mật"]]

    assert len({_bare(row["Tên sáng kiến"]) for row in firsts}) == len(firsts) == 167
    assert len({_bare(text) for text in texts}) == len(texts) == 166


def test_district_schools_that_ticked_education_were_moved_but_for_two():
    ticked, known, units = sheets.ticked(), sheets.labels(), sheets.units()
    moves = sheets.rows("lai-chau-2022/moves.csv")
    stay = [ref for ref, row in known.items() if row["Sai đơn vị"] == "chưa chuyển"]

    assert len(moves) >= 20
    assert Counter(move["Đến đơn vị"] for move in moves).most_common(1)[0][0] == "LC-THU"
    assert all(ticked[move["Mã gửi"]] == move["Từ đơn vị"] == "LC-GD" for move in moves)
    assert all(known[move["Mã gửi"]]["Sai đơn vị"] == "đã chuyển" for move in moves)
    assert len(stay) == 2
    assert {sheets.counted()[ref] for ref in stay} == {"LC-GD"}
    assert all(units[move["Đến đơn vị"]]["Tuyến"] == "địa bàn" for move in moves)


def test_moves_come_after_filing_and_before_the_letter():
    rows = sheets.submissions()
    for move in sheets.rows("lai-chau-2022/moves.csv"):
        moved = datetime.strptime(move["Ngày chuyển"], "%d/%m/%Y %H:%M")  # noqa: DTZ007 - local

        assert _filed(rows[move["Mã gửi"]]) < moved < datetime(2022, 3, 17)  # noqa: DTZ001 - local


def test_twelve_entries_were_applied_before_the_window_and_none_after_the_letter():
    counted, known = sheets.counted(), sheets.labels()
    applied = {ref: _day(row["Ngày áp dụng lần đầu"]) for ref, row in sheets.submissions().items()}
    early = {ref for ref, day in applied.items() if day < date(2021, 9, 1)}
    units = Counter(counted[ref] for ref in early)

    assert units == {"LC-THU": 6, "LC-PTO": 2, "LC-SHO": 2, "LC-MTE": 2}
    assert early == {ref for ref, row in known.items() if row["Sai thời gian"]}
    assert max(applied.values()) <= date(2022, 3, 17)
    assert any(known[ref]["Bản đầu"] == "false" for ref in early)
    assert date(2021, 9, 1) in applied.values()


def test_recognition_is_whole_or_missing_and_lies_between_application_and_filing():
    rows = sheets.submissions().values()
    missing = [row for row in rows if not row["Cấp công nhận"]]
    for row in rows:
        if row["Cấp công nhận"]:
            applied, recognised = _day(row["Ngày áp dụng lần đầu"]), _day(row["Ngày công nhận"])
            assert row["Số quyết định công nhận"]
            assert applied < recognised < _filed(row).date()

    assert len(missing) == 25
    assert {row["Số quyết định công nhận"] + row["Ngày công nhận"] for row in missing} == {""}


def test_entries_come_in_the_order_filed_and_more_and_more_of_them():
    moments = [_filed(row) for row in sheets.submissions().values()]
    half = datetime(2022, 2, 11, 12)  # noqa: DTZ001 - local

    assert all(one <= other for one, other in pairwise(moments))
    assert datetime(2022, 1, 8) <= moments[0]  # noqa: DTZ001 - local
    assert moments[-1] < datetime(2022, 3, 17, 12)  # noqa: DTZ001 - local
    assert sum(moment > half for moment in moments) > 2 * sum(moment < half for moment in moments)


def test_titles_are_as_long_as_real_ones():
    lengths = [
        len(unicodedata.normalize("NFC", row["Tên sáng kiến"]))
        for row in sheets.submissions().values()
    ]

    assert min(lengths) >= 15
    assert max(lengths) <= 225
    assert 86 <= median(lengths) <= 106


def test_every_entry_tells_its_effect_and_shares_that_add_up():
    for row in sheets.submissions().values():
        shares = re.findall(r"\((\d+)%\)", row["Họ và tên tác giả"])

        assert row["Hiệu quả"]
        assert row["Nội dung giải pháp"] or row["Bí mật"] == "có"
        assert sum(map(int, shares)) == (100 if shares else 0)


def test_every_field_and_member_kind_is_one_of_the_campaign():
    campaign = sheets.campaign("lai-chau-2022")
    rows = sheets.submissions().values()

    assert {row["Lĩnh vực"] for row in rows} == {entry["name"] for entry in campaign["fields"]}
    assert {row["Đối tượng"] for row in rows} == {
        entry["name"] for entry in campaign["member_kinds"]
    }


def test_every_workplace_is_a_known_name_below_the_unit_it_belongs_to():
    names: dict[str, set[str]] = {}
    for row in sheets.units().values():
        for name in row["Tên gọi khác"].split("|"):
            names.setdefault(name, set()).add(row["Mã đơn vị cấp trên"])
    counted, known = sheets.counted(), sheets.labels()
    for ref, row in sheets.submissions().items():
        (home,) = names[row["Nơi làm việc"]]

        assert (home == counted[ref]) == (known[ref]["Sai đơn vị"] != "chưa chuyển")


@pytest.mark.parametrize("path", sorted(made_files()))
def test_no_telephone_and_no_address_stands_in_a_sheet(path: str):
    text = (sheets.EXAMPLE / path).read_text(encoding="utf-8")

    assert re.findall(r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)", text) == []
    assert re.findall(r"\S@\S", text) == []


def test_the_sheets_carry_the_labels_that_officers_know():
    assert sheets.labels_of("lai-chau-2022/units.csv") == (
        "Mã,Loại,Tên đầy đủ,Tên ngắn,Tên gọi khác,Mã đơn vị cấp trên,Tuyến,Khối,Cụm,"
        "Ngày thành lập,Ngày kết thúc,Địa bàn,Cấp học"
    )
    assert sheets.labels_of("lai-chau-2022/submissions.csv") == (
        "Mã gửi,Tên sáng kiến,Họ và tên tác giả,Mã đoàn viên,Nơi làm việc,Đơn vị thành viên,"
        "Lĩnh vực,Đối tượng,Nội dung giải pháp,Hiệu quả,Giá trị làm lợi,Ngày áp dụng lần đầu,"
        "Cấp công nhận,Số quyết định công nhận,Ngày công nhận,Bí mật,Thời điểm nộp,Khen thưởng"
    )
    assert sheets.labels_of("lai-chau-2022/targets.csv") == (
        "Mã đơn vị,Loại chỉ tiêu,Năm,Chỉ tiêu,Văn bản giao,Từ ngày"
    )
    assert sheets.labels_of("lai-chau-2022/moves.csv") == (
        "Mã gửi,Từ đơn vị,Đến đơn vị,Ngày chuyển,Lý do"
    )
    assert sheets.labels_of("lai-chau-2022/labels.csv") == (
        "Mã gửi,Nhóm trùng,Bản đầu,Kiểu trùng,Sai đơn vị,Sai thời gian,Ghi chú"
    )
