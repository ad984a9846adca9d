"""The sheets of the example, read back as an importer sees them."""

import csv
import tomllib
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "example"


def rows(path: str) -> list[dict[str, str]]:
    with (EXAMPLE / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def labels_of(path: str) -> str:
    return (EXAMPLE / path).read_text(encoding="utf-8").partition("\n")[0]


def campaign(folder: str) -> dict:
    return tomllib.loads((EXAMPLE / folder / "campaign.toml").read_text(encoding="utf-8"))


def units() -> dict[str, dict[str, str]]:
    return {row["Mã"]: row for row in rows("lai-chau-2022/units.csv")}


def submissions() -> dict[str, dict[str, str]]:
    return {row["Mã gửi"]: row for row in rows("lai-chau-2022/submissions.csv")}


def labels() -> dict[str, dict[str, str]]:
    return {row["Mã gửi"]: row for row in rows("lai-chau-2022/labels.csv")}


def ticked() -> dict[str, str]:
    """Return the code of the unit each submission ticked."""
    codes = {unit["Tên ngắn"]: code for code, unit in units().items()}
    return {ref: codes[row["Đơn vị thành viên"]] for ref, row in submissions().items()}


def counted() -> dict[str, str]:
    """Return the code of the unit that counts each submission on 17/3/2022."""
    moves = {row["Mã gửi"]: row["Đến đơn vị"] for row in rows("lai-chau-2022/moves.csv")}
    return ticked() | moves


def clusters() -> list[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for ref, row in labels().items():
        if row["Nhóm trùng"]:
            groups.setdefault(row["Nhóm trùng"], set()).add(ref)
    return [frozenset(group) for group in groups.values()]


def lineage(code: str) -> str:
    """Return a path such as the register keeps: codes from the root down, each with a dot."""
    parent = units()[code]["Mã đơn vị cấp trên"]
    return (lineage(parent) if parent else "") + f"{code}."
