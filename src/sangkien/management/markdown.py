"""Parts of the generated pages of docs/."""

from collections.abc import Iterable

MADE = "<!-- Made by `./sk docs` from {source}. Change that, then run it again. -->"


def doc_page(title: str, source: str, *parts: str) -> str:
    return "\n\n".join([MADE.format(source=source), f"# {title}", *parts]) + "\n"


def doc_table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    listed = [list(heads), *(list(row) for row in rows)]
    listed.insert(1, ["---"] * len(listed[0]))
    return "\n".join(f"| {' | '.join(row)} |" for row in listed)
