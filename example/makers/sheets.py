"""The generated sheets, as rows of text under the labels that officers use."""

import csv
import io
from datetime import date

from example.makers.communes import COMMUNES
from example.makers.entries import Entry
from example.makers.tree import Unit
from example.makers.workplaces import DISTRICTS, SECTORS

Rows = list[list[str]]

TARGETS = {
    "LC": "1.200",
    "LC-THU": "115",
    "LC-PTO": "135",
    "LC-SHO": "130",
    "LC-VC": "140",
    "LC-MTE": "95",
    "LC-TDU": "95",
    "LC-YTE": "140",
    "LC-GD": "60",
    "LC-TP": "130",
    "LC-NNH": "65",
    "LC-TAU": "95",
}
OPEN_TARGETS = {
    "LC": "600",
    "LC-THU": "80",
    "LC-PTO": "65",
    "LC-SHO": "65",
    "LC-VC": "60",
    "LC-MTE": "50",
    "LC-TDU": "50",
    "LC-YTE": "60",
    "LC-GD": "40",
    "LC-TP": "55",
    "LC-NNH": "30",
    "LC-TAU": "45",
}
TARGET_LABELS = ["Mã đơn vị", "Loại chỉ tiêu", "Năm", "Chỉ tiêu", "Văn bản giao", "Từ ngày"]
MOVE_REASON = "Trường thuộc {unit} quản lý, đoàn viên chọn nhầm Công đoàn ngành Giáo dục"
RULE_BASIS = "Phân cấp quản lý công đoàn cơ sở trước khi sắp xếp tổ chức năm 2025"


def text_of(rows: Rows) -> str:
    """Return the rows as CSV text with Unix line ends."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def unit_rows(tree: list[Unit]) -> Rows:
    labels = ["Mã", "Loại", "Tên đầy đủ", "Tên ngắn", "Tên gọi khác", "Mã đơn vị cấp trên"]
    labels += ["Tuyến", "Khối", "Cụm", "Ngày thành lập", "Ngày kết thúc", "Địa bàn", "Cấp học"]
    return [labels, *(_unit_row(unit) for unit in tree)]


def _unit_row(unit: Unit) -> list[str]:
    names = [unit.code, unit.kind, unit.name, unit.short_name, "|".join(unit.aliases), unit.parent]
    return [*names, unit.line, unit.block, unit.cluster, "", "", unit.place, unit.level]


def target_rows() -> Rows:
    document, day = "302/KH-LĐLĐ", "13/01/2022"
    rows = [[code, "giao", "2022", value, document, day] for code, value in TARGETS.items()]
    return [TARGET_LABELS, *rows]


def open_target_rows() -> Rows:
    """Return targets of the first phase, so that the sheet holds no day and never grows old."""
    labels = ["Mã đơn vị", "Loại chỉ tiêu", "Giai đoạn", "Chỉ tiêu"]
    return [labels, *([code, "giao", "1", value] for code, value in OPEN_TARGETS.items())]


def line_rule_rows() -> Rows:
    """Return which kind of workplace belongs to which line; the first row that fits decides.

    The rule held until the reorganisation of mid-2025; the open campaign, whose tree is the old
    one, plays that it went on.
    """
    labels = ["Dấu hiệu", "Cấp học", "Tuyến", "Đơn vị ngành", "Từ ngày", "Đến ngày", "Căn cứ"]
    until = [[*row, "", "30/06/2025", RULE_BASIS] for row in _line_rules()]
    since = [
        [*row, "01/07/2025", "", "Dữ liệu ví dụ: giữ cách phân cấp cũ"] for row in _line_rules()
    ]
    return [labels, *until, *since]


def _line_rules() -> Rows:
    upper = "THPT|trung học phổ thông|PTDTNT|DTNT|phổ thông dân tộc nội trú"
    adult = "GDTX|GDNN-GDTX|giáo dục thường xuyên"
    clinic = "trung tâm y tế|TTYT|bệnh viện|BV|BVĐK|kiểm soát bệnh tật|CDC|trạm y tế"
    commune = "UBND xã|UBND phường|UBND thị trấn|ủy ban nhân dân xã|ủy ban nhân dân phường"
    offices = "phòng giáo dục và đào tạo|phòng nông nghiệp|phòng tài chính|phòng nội vụ"
    more = "phòng văn hóa|phòng lao động|trung tâm dịch vụ nông nghiệp|văn phòng HĐND và UBND"
    local = "địa bàn"
    return [
        [upper, "THPT", "ngành", "LC-GD"],
        [adult, "GDTX", "ngành", "LC-GD"],
        ["mầm non|mẫu giáo|nhà trẻ|MN", "MN", local, ""],
        ["THCS|trung học cơ sở", "THCS", local, ""],
        ["tiểu học|TH", "TH", local, ""],
        ["PTDTBT|phổ thông dân tộc bán trú", "", local, ""],
        [clinic, "", "ngành", "LC-YTE"],
        [f"{commune}|ủy ban nhân dân thị trấn", "", local, ""],
        ["|".join(_provincial_marks()), "", "ngành", "LC-VC"],
        [f"{offices}|{more}", "", local, ""],
        ["xưởng|hợp tác xã|công ty|doanh nghiệp", "", local, ""],
    ]


def _provincial_marks() -> list[str]:
    """Return the bodies by name: "Sở" alone would also fit Mường So without its marks."""
    return [*SECTORS["LC-VC"], "UBND tỉnh", "Thanh tra tỉnh"]


def place_rows() -> Rows:
    """Return each commune, ward and town of the province and the union of its district."""
    rows = [[district.place, district.code] for district in DISTRICTS]
    for code, places in COMMUNES.items():
        rows += [[place, code] for place in places.split(", ")]
    return [["Địa danh", "Mã đơn vị"], *rows]


def submission_rows(entries: list[Entry], tree: list[Unit]) -> Rows:
    labels = ["Mã gửi", "Tên sáng kiến", "Họ và tên tác giả", "Mã đoàn viên", "Nơi làm việc"]
    labels += ["Đơn vị thành viên", "Lĩnh vực", "Đối tượng", "Nội dung giải pháp", "Hiệu quả"]
    labels += ["Giá trị làm lợi", "Ngày áp dụng lần đầu", "Cấp công nhận"]
    labels += [
        "Số quyết định công nhận",
        "Ngày công nhận",
        "Bí mật",
        "Thời điểm nộp",
        "Khen thưởng",
    ]
    names = {unit.code: unit.short_name for unit in tree}
    return [labels, *(_submission_row(entry, names[entry.ticked]) for entry in entries)]


def _submission_row(entry: Entry, ticked: str) -> list[str]:
    return [
        *(entry.ref, entry.title, entry.authors, entry.number, entry.workplace, ticked),
        *(entry.field, entry.member_kind, entry.solution, entry.effect, entry.benefit),
        *(_day(entry.applied_on), entry.recognised_by, entry.recognition_number),
        *(_day(entry.recognised_on), "có" if entry.secret else ""),
        *(f"{entry.filed_at:%d/%m/%Y %H:%M:%S}", entry.reward),
    ]


def move_rows(entries: list[Entry], tree: list[Unit]) -> Rows:
    labels = ["Mã gửi", "Từ đơn vị", "Đến đơn vị", "Ngày chuyển", "Lý do"]
    names = {unit.code: unit.short_name for unit in tree}
    moved = sorted((e.moved_at, e.ref, e) for e in entries if e.moved_at)
    rows = [
        [
            ref,
            e.ticked,
            e.counted,
            f"{at:%d/%m/%Y %H:%M}",
            MOVE_REASON.format(unit=names[e.counted]),
        ]
        for at, ref, e in moved
    ]
    return [labels, *rows]


def label_rows(entries: list[Entry]) -> Rows:
    labels = ["Mã gửi", "Nhóm trùng", "Bản đầu", "Kiểu trùng", "Sai đơn vị", "Sai thời gian"]
    return [[*labels, "Ghi chú"], *(_label_row(entry) for entry in entries)]


def _label_row(entry: Entry) -> list[str]:
    first = ("true" if entry.is_first else "false") if entry.cluster else ""
    stays = entry.counted == "LC-GD" and entry.is_school
    unit = "đã chuyển" if entry.moved_at else "chưa chuyển" if stays else ""
    early = [note for note in entry.notes if note.startswith("áp dụng trước")]
    rest = [note for note in entry.notes if note not in early]
    return [
        *(entry.ref, entry.cluster, first, entry.copy_kind, unit),
        *("trước 01/9/2021" if early else "", "; ".join(rest)),
    ]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
