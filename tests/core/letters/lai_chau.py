"""The figures of letter 878 as facts; the split into columns is made up, the totals are real."""

import datetime as dt

from sangkien.core.letters.facts import (
    Clock,
    Office,
    ProgrammeDocument,
    ReminderFacts,
    ReminderRow,
    WrongUnitNote,
)

DAY = dt.date(2022, 3, 17)
CAMPAIGN = (
    "Chương trình “01 triệu sáng kiến - nỗ lực vượt khó, sáng tạo, quyết tâm chiến thắng "
    "đại dịch Covid-19”"
)
PHASE = Clock("Giai đoạn 1", dt.date(2022, 1, 8), dt.date(2022, 5, 31), DAY)
YEAR = Clock("Năm 2022", dt.date(2022, 1, 1), dt.date(2022, 12, 31), DAY)
BOARD = "Ban Chính sách Pháp luật và Quan hệ Lao động"

OFFICE = Office(
    parent_body="TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM",
    issuing_body="LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU",
    full_name="Liên đoàn Lao động tỉnh Lai Châu",
    short_name="LĐLĐ tỉnh",
    place="Lai Châu",
    symbol="LĐLĐ-CSPL&QHLĐ",
    board=BOARD,
    authority="TM. BAN THƯỜNG VỤ",
    position="PHÓ CHỦ TỊCH",
    addressees=(
        "Liên đoàn Lao động các huyện, thành phố",
        "Công đoàn ngành, Công đoàn Viên chức",
    ),
    recipients=("Tổng Liên đoàn LĐVN",),
    archive="VT, CSPL&QHLĐ",
)

REMARK = "(Có sáng kiến trùng)"


def row(
    name: str, target: int | None, gross: int, *, kind: str = "LĐLĐ huyện", **counts: int
) -> ReminderRow:
    """A row whose entries are valid except for the columns given; duplicates are undecided."""
    duplicates = counts.get("duplicates", 0)
    return ReminderRow(
        unit=f"{kind} {name}",
        short_unit=name if kind == "LĐLĐ huyện" else f"{kind} {name}",
        target=target,
        gross=gross,
        valid=gross - sum(counts.values()),
        remark=REMARK if duplicates else "",
        open_duplicates=duplicates,
        **counts,
    )


ROWS = (
    row("Than Uyên", 115, 150, duplicates=60, wrong_date=3),
    row("Phong Thổ", 135, 30, duplicates=8, wrong_date=1),
    row("Sìn Hồ", 130, 23, duplicates=6),
    row("Viên chức", 140, 15, kind="Công đoàn", duplicates=4),
    row("Mường Tè", 95, 13, wrong_date=1),
    row("Tam Đường", 95, 4),
    row("Y tế", 140, 3, kind="Công đoàn ngành"),
    row("Giáo dục", 60, 3, kind="Công đoàn ngành", wrong_unit=2),
    row("Thành phố", 130, 2, kind="LĐLĐ"),
    row("Nậm Nhùn", 65, 2),
    row("Tân Uyên", 95, 0),
)

DOCUMENTS = (
    ProgrammeDocument(
        kind="Kế hoạch",
        number="302/KH-LĐLĐ",
        day=dt.date(2022, 1, 13),
        issuer="Ban Thường vụ Liên đoàn Lao động tỉnh Lai Châu",
        abstract=f"về việc thực hiện {CAMPAIGN}",
    ),
    ProgrammeDocument(
        kind="Hướng dẫn",
        number="52/HD-LĐLĐ",
        day=dt.date(2022, 1, 14),
        issuer="Liên đoàn Lao động tỉnh Lai Châu",
    ),
)

FACTS = ReminderFacts(
    office=OFFICE,
    campaign=CAMPAIGN,
    day=DAY,
    phase=PHASE,
    target_period=YEAR,
    target_name="Chỉ tiêu năm 2022",
    rows=ROWS,
    documents=DOCUMENTS,
    wrong_units=(
        WrongUnitNote(
            "Công đoàn ngành Giáo dục",
            moved=20,
            unmoved=2,
            workplaces=("trường mầm non", "trường tiểu học", "trường trung học cơ sở"),
        ),
    ),
    applied_from=dt.date(2021, 9, 1),
    issued_on=DAY,
    full_annex=True,
)
