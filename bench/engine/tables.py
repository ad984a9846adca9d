"""Words kept as data: files with alternatives between bars or on lines of their own."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("tables")


@cache
def table(name: str) -> dict:
    """Return `tables/<name>.toml` with its lists read."""
    return read(FOLDER / f"{name}.toml")


def read(path: Path) -> dict:
    """Return a file of words; every text becomes the list of its alternatives."""
    return {key: _listed(found) for key, found in tomllib.loads(path.read_text("utf-8")).items()}


def pairs(listed: list[str]) -> dict[str, str]:
    """Return "right=wrong" as a dictionary.

    >>> pairs(["giáo viên=GV", "học sinh=HS"])
    {'giáo viên': 'GV', 'học sinh': 'HS'}
    """
    return dict(entry.split("=") for entry in listed)


def _listed(found: object) -> object:
    if isinstance(found, dict):
        return {key: _listed(value) for key, value in found.items()}
    if isinstance(found, list) and isinstance(found[0], dict):
        return [_listed(value) for value in found]
    return list(alternatives(found)) if isinstance(found, str) else found


def alternatives(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from (part.strip() for part in line.split("|") if part.strip())
