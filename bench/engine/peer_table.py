"""The table and picture of the README: `python -m bench.engine.peer_table [RESULT.json]`.

RESULT is what `./sk bench engine --only peers,febrl` printed. What stands between the two marks of
README.md and README.vi.md is made of it, so no number is copied by hand.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.engine.picture import drawn
from bench.ground import PROJECT

RESULT = PROJECT / "bench" / "results" / "engine-peers.json"
PICTURES = PROJECT / "docs" / "images"
ENGLISH, VIETNAMESE = 0, 1
PAGES = {"README.md": ENGLISH, "README.vi.md": VIETNAMESE}
BEGINS, ENDS = "<!-- made by bench/engine/peer_table.py -->", "<!-- end of what is made -->"
_PICTURES = ("peers.svg", "peers.vi.svg")
_HEAD = (
    ("way", "entries", "precision", "recall", "F1", "seconds", "sangkien is faster"),
    ("cách", "sáng kiến", "đúng", "đủ", "F1", "giây", "sangkien nhanh hơn"),
)
_TIMES = ("{} times", "{} lần")
_UNFINISHED = ("did not finish", "không xong")
_NAMES = {
    VIETNAMESE: {
        ", titles": ", tên",
        ", texts": ", toàn văn",
        "own blocking": "khóa riêng",
        "our features": "đặc trưng của sangkien",
    }
}
_ENGLISH_ABOUT = (
    "Generated entries with 20 kinds of copies and with traps (seed {seed}, {cores} cores, "
    "{processor}, commit {commit}); each way learned its threshold from {learned} labelled entries "
    "of its own."
)
_VIETNAMESE_ABOUT = (
    "Sáng kiến sinh ra với 20 kiểu bản trùng và các bẫy (seed {seed}, {cores} nhân, {processor}, "
    "commit {commit}); mỗi cách được chọn ngưỡng tốt nhất trên {learned} sáng kiến có nhãn khác."
)
_ABOUT = (_ENGLISH_ABOUT, _VIETNAMESE_ABOUT)
_PICTURE = (
    "![Copies found and seconds taken: sangkien and other ways](docs/images/{})",
    "![Đúng đến đâu, mất bao lâu: sangkien và các cách khác](docs/images/{})",
)


def main(words: Sequence[str]) -> None:
    result = json.loads((Path(words[0]) if words else RESULT).read_text())
    for name, language in PAGES.items():
        page = PROJECT / name
        page.write_text(written(page.read_text(), section(result, language)))
        picture = PICTURES / _PICTURES[language]
        picture.write_text(drawn(result["parts"]["peers"], language=language))


def section(result: dict[str, Any], language: int) -> str:
    """Return what stands between the marks: picture, table, and where the numbers come from."""
    peers = result["parts"]["peers"]
    lines = [_HEAD[language], ("---",) * len(_HEAD[language])]
    lines += [_own(one, language) for one in reversed(peers["engine"])]
    lines += [_line(one, language) for one in peers["peers"]]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    about = _ABOUT[language].format(
        seed=result["seed"],
        learned=number(peers["learned_from"], language),
        **{name: result["machine"][name] for name in ("cores", "processor", "commit")},
    )
    return f"{_PICTURE[language].format(_PICTURES[language])}\n\n{table}\n\n{about}"


def written(page: str, told: str) -> str:
    """Return the page with this between its marks."""
    before, _, rest = page.partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    return f"{before}{BEGINS}\n\n{told}\n\n{ENDS}{after}"


def number(value: float, language: int, digits: int = 0) -> str:
    """Return a number as the language writes it.

    >>> number(1200, ENGLISH), number(1200, VIETNAMESE), number(0.976, VIETNAMESE, 3)
    ('1,200', '1.200', '0,976')
    """
    found = f"{value:,.{digits}f}"
    return found if language == ENGLISH else found.translate(str.maketrans(",.", ".,"))


def _own(one: dict[str, Any], language: int) -> tuple[str, ...]:
    return ("**sangkien**", *_found(one, language), "")


def _line(one: dict[str, Any], language: int) -> tuple[str, ...]:
    name = one["peer"]
    for english, other in _NAMES.get(language, {}).items():
        name = name.replace(english, other)
    if "seconds" not in one:
        return (name, number(one["entries"], language), "", "", "", _UNFINISHED[language], "")
    times = number(one["ratio"], language, 0 if one["ratio"] >= 10 else 1)
    return (name, *_found(one, language), _TIMES[language].format(times))


def _found(one: dict[str, Any], language: int) -> tuple[str, ...]:
    shares = (number(one[name], language, 3) for name in ("precision", "recall", "f1"))
    return (number(one["entries"], language), *shares, number(one["seconds"], language, 1))


if __name__ == "__main__":
    main(sys.argv[1:])
