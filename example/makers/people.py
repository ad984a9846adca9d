"""People of the example: names drawn from lists after the province's peoples, nobody real."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class People:
    """Family names and given names of one people of the province."""

    family: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]


def _people(family: str, women: str, men: str) -> People:
    return People(tuple(family.split()), tuple(women.split("|")), tuple(men.split("|")))


PEOPLES = {
    "Kinh": _people(
        "Nguyễn Nguyễn Nguyễn Trần Lê Phạm Hoàng Vũ Đỗ Bùi Đặng Ngô Dương Phan",
        "Thị Hương|Thị Thu Hà|Thị Lan Anh|Thị Hồng Nhung|Thị Mai|Thị Thanh Huyền|Thị Ngọc"
        "|Thị Thúy|Thị Hoa|Thị Bích Liên|Thị Phượng|Thị Minh Tâm|Thị Yến|Thị Kim Oanh"
        "|Thị Tuyết|Thị Duyên|Thị Hải Yến|Thị Quỳnh Nga|Thị Loan|Thị Thơm|Thị Hiền|Thị Vân"
        "|Thị Thanh Nhàn|Thị Dung",
        "Văn Hùng|Đức Thắng|Văn Tuấn|Quang Huy|Minh Đức|Văn Cường|Xuân Trường|Mạnh Hà"
        "|Ngọc Sơn|Văn Long|Thanh Bình|Trung Kiên|Đình Toàn|Hữu Phúc|Văn Quyết|Tiến Dũng"
        "|Anh Tú",
    ),
    "Thái": _people(
        "Lò Lò Hà Điêu Lường Hoàng Tòng Cà Quàng Đèo Mào",
        "Thị Ơn|Thị Pảnh|Thị Dương|Thị Xuân|Thị Thiết|Thị Hạnh|Thị Phương|Thị Inh|Thị Chung"
        "|Thị Biên|Thị Thoa|Thị Nơi|Thị Kim|Thị Hặc|Thị Hoan|Thị Chiến",
        "Văn Thắm|Văn Panh|Văn Ọt|Văn Yêu|Văn Dọn|Văn Hặc|Văn Chung|Văn Phong|Văn Mấng|Văn Chựa"
        "|Văn Sơn|Văn Ương",
    ),
    "Mông": _people(
        "Giàng Giàng Sùng Vàng Mùa Thào Hảng Cứ Chang Lầu",
        "Thị Mỷ|Thị Dở|Thị Sua|Thị Dợ|Thị Pàng|Thị Ganh|Thị Chư|Thị Xía|Thị Máy|Thị Bla",
        "A Páo|A Dơ|A Chứ|A Sử|A Tủa|A Lềnh|A Vảng|A Nủ|A Súa|A Chinh|A Dính|A Phử",
    ),
    "Dao": _people(
        "Tẩn Tẩn Chẻo Phàn Lý Lù",
        "Mý Mẩy|Tả Mẩy|San Mẩy|Lở Mẩy|Thị Pham|Thị Liều|U Mẩy",
        "Chin Lùng|A Sài|Láo San|Phủ Nhàn|Vần Phin|Chỉn Phàn|Kim Phu",
    ),
    "Hà Nhì": _people(
        "Pờ Lỳ Vù Chu Toán Phùng Chang Mạ",
        "Mò Nu|Go Nu|Xú Me|Gó Mé|Lò Hừ|Xó Nu",
        "Go Xá|Hừ Cà|Xè Chừ|Pó Lòng|Phì Xá|Mò Hừ|Lóng Hừ",
    ),
    "Giáy": _people(
        "Vùi Nông Lò Vàng Lùng", "Thị Phin|Thị Sến|Thị Siên|Thị Lai", "Văn Phin|A Sẩu|Văn Nèn"
    ),
}

# how often each people comes among the authors of a unit
MIXES = {
    "LC-THU": {"Kinh": 9, "Thái": 8, "Mông": 3},
    "LC-PTO": {"Kinh": 8, "Thái": 4, "Dao": 4, "Mông": 3, "Giáy": 2},
    "LC-SHO": {"Kinh": 7, "Thái": 3, "Dao": 4, "Mông": 4},
    "LC-MTE": {"Kinh": 6, "Hà Nhì": 6, "Thái": 4},
    "LC-TDU": {"Kinh": 4, "Giáy": 3, "Mông": 2},
}
ELSEWHERE = {"Kinh": 7, "Thái": 3, "Giáy": 1}


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    number: str  # member number, made up


class Register:
    """Hands out people, no two with the same name."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.taken: set[str] = set()

    def draw(self, unit: str, *, women_of_ten: int) -> Person:
        """Return a new person of `unit`, a woman in `women_of_ten` of ten draws."""
        name = self._name(unit, women_of_ten)
        while name in self.taken:
            name = self._name(unit, women_of_ten)
        self.taken.add(name)
        # three groups, so that no number looks like a telephone's
        group = 10 + sum(map(ord, unit)) % 80
        return Person(name, f"ĐV-{group}-{len(self.taken):04d}")

    def _name(self, unit: str, women_of_ten: int) -> str:
        mix = MIXES.get(unit, ELSEWHERE)
        people = PEOPLES[self.random.choices(list(mix), weights=list(mix.values()))[0]]
        is_woman = self.random.random() * 10 < women_of_ten
        given = self.random.choice(people.women if is_woman else people.men)
        return f"{self.random.choice(people.family)} {given}"
