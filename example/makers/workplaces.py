"""What lies below each upper union: schools and offices by commune, bodies by sector.

Communes are public facts; which workplaces exist in the example is made up, after the manner of
the province.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class District:
    code: str
    place: str  # "huyện Than Uyên"
    schools: str  # one line a commune: "Phúc Than: MN TH THCS UBND"
    offices: tuple[str, ...]


DISTRICTS = (
    District(
        "LC-THU",
        "huyện Than Uyên",
        """TT Than Uyên: MN, TH, THCS
Phúc Than: MN, TH, THCS, UBND
Mường Than: MN, TH, THCS, UBND
Mường Mít: MN, TH, THCS
Pha Mu: MN, TH
Mường Cang: MN, TH, THCS, UBND
Hua Nà: MN, TH, THCS
Tà Hừa: MN, TH, THCS
Mường Kim: MN, TH, THCS, UBND
Tà Mung: MN, TH, UBND
Tà Gia: MN, TH, BT THCS
Khoen On: MN, BT TH, BT THCS""",
        (
            "Phòng Giáo dục và Đào tạo",
            "Phòng Nông nghiệp và PTNT",
            "Phòng Tài chính - Kế hoạch",
            "Văn phòng HĐND và UBND",
            "Trung tâm Dịch vụ nông nghiệp",
        ),
    ),
    District(
        "LC-PTO",
        "huyện Phong Thổ",
        """TT Phong Thổ: MN, TH, THCS
Mường So: MN, TH, THCS, UBND
Dào San: MN, BT TH, BT THCS, UBND
Bản Lang: MN, THCS
Hoang Thèn: TH
Sin Suối Hồ: BT TH
Khổng Lào: THCS
Huổi Luông: BT THCS
Nậm Xe: BT THCS
Ma Li Pho: UBND""",
        ("Phòng Nội vụ", "Trung tâm Dịch vụ nông nghiệp"),
    ),
    District(
        "LC-SHO",
        "huyện Sìn Hồ",
        """TT Sìn Hồ: MN, TH, THCS
Nậm Tăm: MN, TH, THCS, UBND
Pa Tần: MN
Tả Phìn: BT TH
Làng Mô: BT TH
Tả Ngảo: BT THCS
Phăng Sô Lin: BT THCS
Chăn Nưa: THCS
Noong Hẻo: UBND""",
        ("Phòng Văn hóa và Thông tin", "Trung tâm Dịch vụ nông nghiệp"),
    ),
    District(
        "LC-MTE",
        "huyện Mường Tè",
        """TT Mường Tè: MN, TH, THCS
Ka Lăng: MN, BT TH
Bum Tở: MN
Pa Ủ: BT TH
Mù Cả: BT THCS
Thu Lũm: BT THCS
Mường Tè: UBND""",
        (
            "Phòng Lao động - Thương binh và Xã hội",
            "Trung tâm Dịch vụ nông nghiệp",
            "Văn phòng HĐND và UBND",
        ),
    ),
    District(
        "LC-TDU",
        "huyện Tam Đường",
        """TT Tam Đường: MN, THCS
Bình Lư: MN, TH, UBND
Bản Bo: MN, TH, THCS
Khun Há: BT THCS""",
        ("Xưởng chế biến chè Bản Bo",),
    ),
    District(
        "LC-TP",
        "thành phố Lai Châu",
        """Đoàn Kết: MN, TH, THCS
Tân Phong: TH, UBND
Quyết Thắng: THCS
San Thàng: MN
Sùng Phài: BT TH""",
        (),
    ),
    District(
        "LC-NNH",
        "huyện Nậm Nhùn",
        """TT Nậm Nhùn: MN, TH, THCS
Hua Bum: MN
Trung Chải: BT TH
Mường Mô: BT THCS
Lê Lợi: UBND""",
        (),
    ),
    District(
        "LC-TAU",
        "huyện Tân Uyên",
        """TT Tân Uyên: MN, TH, THCS
Pắc Ta: TH
Trung Đồng: THCS
Nậm Sỏ: BT TH
Thân Thuộc: UBND""",
        (),
    ),
)

WARDS = ("Đoàn Kết", "Tân Phong", "Quyết Thắng")

SECTORS = {
    "LC-VC": (
        *("Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "Sở Nông nghiệp và PTNT"),
        *("Sở Giao thông vận tải", "Sở Khoa học và Công nghệ", "Sở Văn hóa, Thể thao và Du lịch"),
        *("Sở Tài nguyên và Môi trường", "Sở Xây dựng", "Sở Công Thương"),
        *("Sở Lao động - Thương binh và Xã hội", "Sở Thông tin và Truyền thông"),
        *("Ban Dân tộc tỉnh", "Văn phòng UBND tỉnh", "Báo Lai Châu"),
        "Đài Phát thanh - Truyền hình tỉnh",
    ),
    "LC-YTE": (
        *(f"Trung tâm Y tế {district.place}" for district in DISTRICTS),
        *("Bệnh viện Đa khoa tỉnh", "Bệnh viện Y học cổ truyền tỉnh", "Bệnh viện Phổi tỉnh"),
        "Trung tâm Kiểm soát bệnh tật tỉnh",
    ),
    "LC-GD": (
        *("Trường THPT Than Uyên", "Trường THPT Mường Kim", "Trường THPT Bình Lư"),
        *("Trường THPT Phong Thổ", "Trường THPT Mường So", "Trường THPT Sìn Hồ"),
        *("Trường THPT chuyên Lê Quý Đôn", "Trường PTDTNT tỉnh Lai Châu"),
        *("Trường PTDTNT THPT huyện Than Uyên", "Trung tâm GDNN-GDTX huyện Tân Uyên"),
    ),
}
