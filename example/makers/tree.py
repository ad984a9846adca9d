"""The tree of unions of Lai Châu in 2022: eleven upper unions and their grassroots unions."""

import unicodedata
from dataclasses import dataclass

from example.makers.workplaces import DISTRICTS, SECTORS, WARDS, District

PUBLIC = "Hành chính sự nghiệp"
BUSINESS = "Doanh nghiệp"
GRASSROOTS = "CĐCS"

SCHOOLS = {
    "MN": ("Trường Mầm non", "MN", "MN"),
    "TH": ("Trường Tiểu học", "TH", "TH"),
    "THCS": ("Trường THCS", "THCS", "THCS"),
    "BT TH": ("Trường PTDTBT Tiểu học", "PTDTBT TH", "TH"),
    "BT THCS": ("Trường PTDTBT THCS", "PTDTBT THCS", "THCS"),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of units.csv; `workplaces` are the ways its people write where they work."""

    code: str
    kind: str
    name: str
    short_name: str
    aliases: tuple[str, ...]
    parent: str
    line: str  # "địa bàn" or "ngành"
    block: str = ""
    cluster: str = ""
    place: str = ""
    level: str = ""
    workplaces: tuple[str, ...] = ()


TOP = "Tổng Liên đoàn Lao động Việt Nam"
PROVINCE = "Liên đoàn Lao động tỉnh Lai Châu"


def units() -> list[Unit]:
    """Return the whole tree, parents before children."""
    rows = [
        Unit("TLD", "Tổng Liên đoàn", TOP, TOP, ("TLĐ", "Tổng Liên đoàn LĐVN"), "", "địa bàn"),
        Unit(
            "LC",
            "LĐLĐ tỉnh",
            PROVINCE,
            "LĐLĐ tỉnh Lai Châu",
            ("LĐLĐ tỉnh", "Công đoàn tỉnh Lai Châu"),
            "TLD",
            "địa bàn",
        ),
        *_upper_unions(),
    ]
    for district in DISTRICTS:
        rows += _below_district(district)
    for code, workplaces in SECTORS.items():
        rows += [_sector_workplace(code, workplace) for workplace in workplaces]
    return rows


def _upper_unions() -> list[Unit]:
    return [*(_district_union(district) for district in DISTRICTS), *_sector_unions()]


def _district_union(district: District) -> Unit:
    name = f"Liên đoàn Lao động {district.place}"
    bare = district.place.split(" ", 1)[1]
    is_city = district.code == "LC-TP"
    return Unit(
        district.code,
        "LĐLĐ thành phố" if is_city else "LĐLĐ huyện",
        name,
        "LĐLĐ Thành phố" if is_city else f"LĐLĐ {district.place}",
        ("LĐLĐ thành phố Lai Châu", "LĐLĐ TP Lai Châu", "TP Lai Châu")
        if is_city
        else (bare, f"LĐLĐ {bare}", f"Công đoàn huyện {bare}"),
        "LC",
        "địa bàn",
        PUBLIC,
        "Cụm huyện, thành phố",
        district.place,
    )


def _sector_unions() -> list[Unit]:
    cluster = "Cụm ngành, viên chức"
    return [
        Unit(
            "LC-VC",
            "Công đoàn Viên chức tỉnh",
            "Công đoàn Viên chức tỉnh Lai Châu",
            "Công đoàn Viên chức",
            ("CĐ Viên chức", "CĐVC", "Công đoàn Viên chức tỉnh"),
            "LC",
            "ngành",
            PUBLIC,
            cluster,
        ),
        _sector_union("LC-YTE", "Y tế", cluster),
        _sector_union("LC-GD", "Giáo dục", cluster),
    ]


def _sector_union(code: str, sector: str, cluster: str) -> Unit:
    return Unit(
        code,
        "Công đoàn ngành",
        f"Công đoàn ngành {sector} tỉnh Lai Châu",
        f"Công đoàn ngành {sector}",
        (f"CĐN {sector}", f"CĐ ngành {sector}"),
        "LC",
        "ngành",
        PUBLIC,
        cluster,
    )


def _below_district(district: District) -> list[Unit]:
    rows: list[Unit] = []
    for line in district.schools.splitlines():
        commune, kinds = line.split(": ")
        rows += [_commune_workplace(district, commune, kind) for kind in kinds.split(", ")]
    return [*rows, *(_district_office(district, office) for office in district.offices)]


def _commune_workplace(district: District, commune: str, kind: str) -> Unit:
    formal = _formal_place(district, commune)
    if kind == "UBND":
        offices = (
            f"UBND {formal}",
            f"UBND {formal}, {district.place}",
            f"Ủy ban nhân dân {formal}",
        )
        return _grassroots(f"{district.code}-UBND-{slug(commune)}", offices, district)
    start, short, level = SCHOOLS[kind]
    bare = formal if commune.startswith("TT ") else commune
    names = (
        f"{start} {bare}",
        f"{start} {formal}",
        f"{start} {bare}, {district.place}",
        f"{short} {commune}",
    )
    return _grassroots(f"{district.code}-{slug(short)}-{slug(commune)}", names, district, level)


def _formal_place(district: District, commune: str) -> str:
    if commune.startswith("TT "):
        return f"thị trấn {commune[3:]}"
    is_ward = district.code == "LC-TP" and commune in WARDS
    return f"{'phường' if is_ward else 'xã'} {commune}"


def _district_office(district: District, office: str) -> Unit:
    names = (f"{office} {district.place}", f"{office}, {district.place}")
    return _grassroots(f"{district.code}-{slug(_initials(office))}", names, district)


def _sector_workplace(code: str, workplace: str) -> Unit:
    level = "THPT" if code == "LC-GD" else ""
    level = "GDTX" if "GDTX" in workplace else level
    full = f"{workplace} Lai Châu" if workplace.endswith(" tỉnh") else workplace
    full = f"{workplace} tỉnh Lai Châu" if workplace.startswith("Sở ") else full
    names = tuple(dict.fromkeys((workplace, full)))
    office, _, place = workplace.partition(" huyện ")
    ending = f"-{slug(place)}" if place else ""
    return _grassroots(f"{code}-{slug(_initials(office))}{ending}", names, code, level)


def _grassroots(code: str, names: tuple[str, ...], above: District | str, level: str = "") -> Unit:
    """Return the union of one workplace, in a district or below a sector union's code."""
    names = tuple(dict.fromkeys(names))
    if isinstance(above, District):
        parent, line, place = above.code, "địa bàn", above.place
    else:
        parent, line, place = above, "ngành", ""
    return Unit(
        code,
        GRASSROOTS,
        f"Công đoàn cơ sở {names[0]}",
        f"CĐCS {names[0]}",
        names,
        parent,
        line,
        BUSINESS if "Xưởng" in names[0] else PUBLIC,
        place=place,
        level=level,
        workplaces=names,
    )


def _initials(name: str) -> str:
    """Return the capitals of a workplace: "Sở Nội vụ" → "SNV", place names kept apart."""
    words = name.replace(",", "").replace("-", " ").split()
    return "".join(word if word.isupper() else word[0].upper() for word in words)


def slug(name: str) -> str:
    """Return an upper-case code of a name, without marks: "Pa Ủ" → "PA-U"."""
    bare = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return "-".join(letters.upper().split())
