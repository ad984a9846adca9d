"""The columns of the three kinds of sheet, with the headings officers give them.

The first heading of a column is ours and stands in the templates; the others were met in real
lists. Headings are compared without accents, case, punctuation and what stands in brackets.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field it fills and every heading it goes by, ours first."""

    field: str
    headings: tuple[str, ...]
    required: bool = False

    @property
    def label(self) -> str:
        return self.headings[0]


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A kind of sheet and its columns, in the order of the template."""

    name: str
    columns: tuple[Column, ...]


# what a result workbook adds; met again when the workbook is sent in again
RECEIPT_LABEL = "Số biên nhận"
VERDICT_LABEL = "Kết luận"
REASON_LABEL = "Lý do"
KEY_LABEL = "Khóa dòng"

# row numbers and our own words: known, not read, not worth a remark
SILENT_HEADINGS = (
    *("TT", "STT", "Số TT", "Số thứ tự", "Ghi chú"),
    *(RECEIPT_LABEL, VERDICT_LABEL, REASON_LABEL),
)

SUBMISSIONS = SheetKind(
    "submissions",
    (
        Column("client_ref", ("Mã gửi", "Mã phiếu", "Mã sáng kiến", "Mã số phiếu", "Mã SK")),
        Column(
            "title",
            (
                "Tên sáng kiến",
                "Tên SK",
                "Tên đề tài, giải pháp",
                "Tên đề tài",
                "Tên giải pháp",
                "Tên sáng kiến, giải pháp",
                "Tên sáng kiến kinh nghiệm",
                "Tên SKKN",
                "Sáng kiến",
                "Nội dung sáng kiến",
            ),
            required=True,
        ),
        Column(
            "authors",
            (
                "Họ và tên tác giả",
                "Họ tên tác giả",
                "Tên tác giả",
                "Tác giả",
                "Đồng tác giả",
                "Tác giả, đồng tác giả",
                "Tác giả sáng kiến",
                "Họ và tên",
                "Họ tên",
                "Người đăng ký",
            ),
        ),
        Column(
            "member_number",
            ("Mã đoàn viên", "Mã số đoàn viên", "Số thẻ đoàn viên", "Mã ĐV", "Mã thẻ đoàn viên"),
        ),
        Column(
            "workplace",
            (
                "Nơi làm việc",
                "Đơn vị công tác",
                "Nơi công tác",
                "Cơ quan công tác",
                "Cơ quan",
                "Cơ quan, đơn vị",
                "Cơ quan, đơn vị công tác",
                "Chức vụ, đơn vị công tác",
                "Trường",
                "CĐCS",
                "Công đoàn cơ sở",
            ),
        ),
        Column(
            "ticked_unit",
            (
                "Đơn vị thành viên",
                "Đơn vị",
                "Tên đơn vị",
                "Đơn vị đăng ký",
                "Công đoàn cấp trên",
                "Công đoàn cấp trên trực tiếp",
                "Công đoàn quản lý",
                "Công đoàn quản lý trực tiếp",
                "LĐLĐ/Công đoàn ngành",
                "LĐLĐ huyện",
            ),
        ),
        Column("field", ("Lĩnh vực", "Lĩnh vực áp dụng", "Lĩnh vực sáng kiến", "Ngành, lĩnh vực")),
        Column(
            "member_kind",
            ("Đối tượng", "Nhóm đối tượng", "Đối tượng đoàn viên", "Thành phần", "Loại đoàn viên"),
        ),
        Column(
            "description",
            (
                "Nội dung giải pháp",
                "Nội dung",
                "Mô tả",
                "Mô tả giải pháp",
                "Mô tả sáng kiến",
                "Tóm tắt nội dung",
                "Nội dung tóm tắt",
                "Bản chất của giải pháp",
            ),
        ),
        Column(
            "effect",
            (
                "Hiệu quả",
                "Hiệu quả mang lại",
                "Hiệu quả áp dụng",
                "Tóm tắt hiệu quả",
                "Hiệu quả, lợi ích",
                "Lợi ích",
                "Kết quả",
                "Hiệu quả kinh tế - xã hội",
            ),
        ),
        Column(
            "benefit",
            (
                "Giá trị làm lợi",
                "Số tiền làm lợi",
                "Tiền làm lợi",
                "Giá trị",
                "Làm lợi",
                "Hiệu quả kinh tế",
                "Giá trị làm lợi bằng tiền",
            ),
        ),
        Column(
            "applied_on",
            (
                "Ngày áp dụng lần đầu",
                "Ngày áp dụng",
                "Ngày/tháng áp dụng",
                "Ngày, tháng, năm áp dụng",
                "Tháng/năm áp dụng",
                "Thời gian áp dụng",
                "Thời điểm áp dụng",
                "Ngày bắt đầu áp dụng",
                "Ngày áp dụng thử",
            ),
        ),
        Column(
            "recognised_by",
            (
                "Cấp công nhận",
                "Đơn vị công nhận",
                "Cơ quan công nhận",
                "Hội đồng công nhận",
                "Nơi công nhận",
                "Công nhận Cấp",
            ),
        ),
        Column(
            "recognition_number",
            (
                "Số quyết định công nhận",
                "Số QĐ công nhận",
                "Số quyết định",
                "Số QĐ",
                "Quyết định công nhận",
                "QĐ công nhận",
                "Quyết định công nhận Số",
            ),
        ),
        Column(
            "recognised_on",
            (
                "Ngày công nhận",
                "Ngày quyết định",
                "Ngày QĐ",
                "Ngày ký quyết định",
                "Quyết định công nhận Ngày",
                "Ngày quyết định công nhận",
            ),
        ),
        Column("secret", ("Bí mật", "Bảo mật", "Bí mật kinh doanh", "Thông tin cần bảo mật")),
        Column(
            "occurred_at",
            (
                "Thời điểm nộp",
                "Ngày nộp",
                "Thời gian nộp",
                "Ngày đăng ký",
                "Thời điểm đăng ký",
                "Ngày cập nhật",
                "Ngày gửi",
            ),
        ),
        Column("reward", ("Khen thưởng", "Hình thức khen thưởng", "Đã được khen thưởng")),
        Column("row_key", (KEY_LABEL,)),
    ),
)

UNITS = SheetKind(
    "units",
    (
        Column("code", ("Mã", "Mã đơn vị", "Mã số"), required=True),
        Column("kind", ("Loại", "Loại đơn vị", "Loại hình")),
        Column("name", ("Tên đầy đủ", "Tên đơn vị", "Tên", "Đơn vị"), required=True),
        Column("short_name", ("Tên ngắn", "Tên viết tắt", "Tên gọn", "Viết tắt")),
        Column("aliases", ("Tên gọi khác", "Tên khác", "Các tên gọi khác")),
        Column("parent", ("Mã đơn vị cấp trên", "Mã cấp trên", "Đơn vị cấp trên", "Cấp trên")),
        Column("line", ("Tuyến", "Hệ", "Địa bàn/ngành")),
        Column("block", ("Khối", "Khối thi đua")),
        Column("cluster", ("Cụm", "Cụm thi đua")),
        Column("opens_on", ("Ngày thành lập", "Ngày bắt đầu", "Hoạt động từ ngày")),
        Column("closes_on", ("Ngày kết thúc", "Ngày giải thể", "Hoạt động đến ngày")),
        Column("school_levels", ("Cấp học", "Bậc học")),
        Column("place", ("Địa bàn", "Địa danh", "Nơi đóng")),
    ),
)

TARGETS = SheetKind(
    "targets",
    (
        Column("unit", ("Mã đơn vị", "Tên đơn vị", "Đơn vị", "Mã"), required=True),
        Column(
            "value",
            (
                "Chỉ tiêu",
                "Chỉ tiêu giao",
                "Chỉ tiêu được giao",
                "Số chỉ tiêu",
                "Chỉ tiêu năm",
                "Số sáng kiến",
                "Kế hoạch",
            ),
            required=True,
        ),
        Column("kind", ("Loại chỉ tiêu", "Loại", "Hình thức giao")),
        Column("phase", ("Giai đoạn", "Đợt")),
        Column("year", ("Năm", "Năm chỉ tiêu")),
        Column("document", ("Văn bản giao", "Văn bản", "Số văn bản", "Căn cứ")),
        Column("from", ("Từ ngày", "Tính từ ngày", "Áp dụng từ ngày")),
    ),
)

COLUMNS: dict[str, SheetKind] = {kind.name: kind for kind in (SUBMISSIONS, UNITS, TARGETS)}

# words of a units sheet for the two lines, without accents
LINES = {"dia ban": "territorial", "dia phuong": "territorial", "nganh": "sector"}
