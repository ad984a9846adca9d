"""Letter 878 in short with its deviations, and the same letter as the Decree wants it."""

import datetime as dt
from dataclasses import replace

from sangkien.core.letters.model import (
    Annex,
    Column,
    LetterText,
    Paragraph,
    Row,
    Signing,
    Table,
)

TABLE = Table(
    columns=(Column("TT", 0.1, "center"), Column("Tên đơn vị", 0.6), Column("Số lượt", 0.3)),
    rows=(
        Row(("Khối huyện, thành phố",), "group"),
        Row(("1", "LĐLĐ huyện Than Uyên", "150")),
        Row(("", "Tổng", "150"), "total"),
    ),
)

RIGHT = LetterText(
    parent_body="TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM",
    issuing_body="LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU",
    symbol="LĐLĐ-CSPL&QHLĐ",
    place="Lai Châu",
    abstract="V/v đôn đốc thực hiện Chương trình",
    addressees=("LĐLĐ các huyện, thành phố;", "Công đoàn ngành, Công đoàn Viên chức."),
    paragraphs=(
        Paragraph("Tính đến nay, kết quả như sau (có phụ lục kèm theo):"),
        Paragraph("Tập trung triển khai:", "numbered"),
        Paragraph("đối với khối huyện;", "lettered"),
        Paragraph("đối với khối ngành.", "lettered"),
        Paragraph("Chọn đúng đơn vị thành viên.", "numbered"),
        Paragraph("Hướng dẫn công đoàn cơ sở.", "lettered"),
        Paragraph("Khó khăn, vướng mắc báo cáo về Ban CSPL&QHLĐ để được hướng dẫn."),
    ),
    recipients=("Như trên;", "Tổng Liên đoàn LĐVN;"),
    archive="Lưu: VT, CSPL&QHLĐ.",
    signing=Signing("TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH"),
    number=878,
    day=dt.date(2022, 3, 17),
    annexes=(
        Annex(
            label="Phụ lục",
            title_lines=("DANH SÁCH CÁC ĐƠN VỊ",),
            reference="(Kèm theo Công văn số 878/LĐLĐ-CSPL&QHLĐ ngày 17 tháng 3 năm 2022)",
            table=TABLE,
            notes=("Một số lượt bị trùng.",),
        ),
    ),
)

# A made-up name and telephone number stand for those that the real letter told.
AS_SENT = replace(
    RIGHT,
    symbol="LĐLĐ",
    abstract="V/v đơn đốc thực hiện Chương trình",
    addressees=("LĐLĐ các huyện, Thành phố;", "Công đoàn ngành, Công đoàn Viên chức,"),
    paragraphs=(
        Paragraph("Có biểu chi tiết kèm theo."),
        Paragraph("Đề nghị đồng chí Chủ tịch các công đoàn triển khai."),
        Paragraph("Báo cáo qua ban CSPL và QHLD: đồng chí Nguyễn Thị Mẫu, 0912 345 678."),
    ),
    recipients=("Như Kính gửi;", "Tổng Liên đoàn LĐVN,"),
    end_mark="",
    annexes=(
        replace(
            RIGHT.annexes[0],
            label="DANH SÁCH",
            reference="",
            notes=("Tích chọn đơn thành viên là CĐN Giáo dục.",),
        ),
    ),
)
