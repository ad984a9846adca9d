"""Small readings of an entry: marks, choices of the campaign, who recognised it."""

import re
from collections.abc import Mapping, Sequence
from typing import cast

from rapidfuzz import fuzz, process

from sangkien.core.entry import AuthorEntry
from sangkien.core.reading import AuthorShare, Unreadable, read_authors
from sangkien.core.sheets import Cell, text_of
from sangkien.core.text import fold
from sangkien.inputs.problem import BadInput, FieldProblem

MOST_AUTHORS = 50
LONGEST_NAME = 200  # characters
LONGEST_NUMBER = 40
NEAR_CHOICE = 88  # of 100, rapidfuzz ratio of folded texts

_YES = frozenset({"co", "x", "1", "yes", "true", "on", "dung", "bi mat", "mat", "v"})
_NO = frozenset({"", "khong", "0", "no", "false", "-", "khong bi mat", "k"})
_NOTHING_YET = frozenset(
    {"", "-", "khong", "khong co", "chua", "chua co", "chua cong nhan", "dang cho", "x"}
)
_COUNCIL = re.compile(r"\b(?:hoi dong|hd|hdsk|hdskkn|council)\b")
_HEAD = re.compile(
    r"\b(?:thu truong|nguoi dung dau|hieu truong|giam doc|chu tich|lanh dao|truong phong|head)\b"
)
_NUMBER = re.compile("[1-9]")
# an unprintable NUL or half a surrogate pair can be stored by no database
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def one_value(value: object) -> object:
    """Return a cell or form field as it is, nothing as ""; ValueError for a list of values."""
    if isinstance(value, Mapping) or (isinstance(value, Sequence) and not isinstance(value, str)):
        raise ValueError("one value, not several")  # noqa: TRY004 - what pydantic reports
    return "" if value is None else value


def plain(value: object) -> str:
    """Return a cell or a form field as the text its reader typed; ValueError for a list."""
    single = one_value(value)
    text = single if isinstance(single, str) else text_of(cast("Cell", single))
    return _UNSTORABLE.sub("", text)


def paragraphs(text: str) -> str:
    """Return a longer text trimmed, its line breaks kept, without carriage returns."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def yes_or_no(value: str) -> bool:
    """Return the mark; raises Unreadable `yes-or-no`, because a secret must not be guessed."""
    word = fold(value)
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Unreadable("yes-or-no", typed=value)


def is_nothing_yet(text: str) -> bool:
    """Return whether a recognition field says that there is none yet."""
    return fold(text) in _NOTHING_YET


def recognised_by(text: str) -> str:
    """Return "council", "head", "other" for words that name neither, "" for none yet."""
    words = fold(text)
    if is_nothing_yet(text) or words.startswith("chua "):
        return ""
    if _COUNCIL.search(words):
        return "council"
    return "head" if _HEAD.search(words) else "other"


def choice(text: str, choices: Sequence[Mapping[str, str]]) -> str:
    """Return the code of the campaign's choice that the text names, "" where none is near.

    An unknown field or kind of member refuses nothing: it is empty and reported as such.
    """
    said = fold(text)
    if not said:
        return ""
    codes = {fold(option["code"]): option["code"] for option in choices}
    codes |= {fold(option["name"]): option["code"] for option in choices}
    if said in codes:
        return codes[said]
    near = process.extractOne(said, codes.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_CHOICE)
    return codes[near[0]] if near else ""


def authors(value: object, member_numbers: str) -> tuple[AuthorEntry, ...]:
    """Return the authors with shares and member numbers, in their order.

    `value` is the one text of a cell or field, or a list of {"name", "share_percent"} from a
    program. Raises Unreadable, or BadInput where numbers and authors do not match.
    """
    try:
        typed = plain(value) if isinstance(value, str) else _joined(value)
    except ValueError:
        raise BadInput((FieldProblem("authors", "not-text"),)) from None
    found = read_authors(typed)
    numbers = [part.strip() for part in re.split(r"[;,\n|]", member_numbers) if part.strip()]
    if problem := _wrong_authors(found, numbers):
        raise BadInput((problem,))
    # “-”, “0” or “chưa có” is nobody's number: taken for one, it would make all of them one person
    known = [number if _NUMBER.search(number) else "" for number in numbers]
    padded = known + [""] * (len(found) - len(known))
    return tuple(
        AuthorEntry(author.name, author.share_percent, number)
        for author, number in zip(found, padded, strict=True)
    )


def _joined(value: object) -> str:
    if not isinstance(value, Sequence):
        return plain(value)
    return "\n".join(_one_line(item) for item in value)


def _one_line(item: object) -> str:
    if not isinstance(item, Mapping):
        return plain(item)
    share = plain(item.get("share_percent"))
    return plain(item.get("name")) + (f" ({share.removesuffix('%').strip()}%)" if share else "")


def _wrong_authors(found: Sequence[AuthorShare], numbers: Sequence[str]) -> FieldProblem | None:
    if len(found) > MOST_AUTHORS:
        details = {"limit": MOST_AUTHORS, "count": len(found)}
        return FieldProblem("authors", "too-many-authors", details)
    for author in found:
        if len(author.name) > LONGEST_NAME:
            shown = f"{author.name[:60]}…"
            return FieldProblem(
                "authors", "author-too-long", {"limit": LONGEST_NAME, "typed": shown}
            )
    if len(numbers) > len(found):
        details = {"numbers": len(numbers), "authors": len(found)}
        return FieldProblem("member_number", "member-numbers", details)
    longest = max(map(len, numbers), default=0)
    if longest > LONGEST_NUMBER:
        details = {"limit": LONGEST_NUMBER, "length": longest}
        return FieldProblem("member_number", "too-long", details)
    return None
