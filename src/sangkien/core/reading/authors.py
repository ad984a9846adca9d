"""Authors of an initiative and their shares, as one cell or field tells them.

Source: request forms of the initiative decrees list each author with a share of contribution;
lists write them in one cell: "Nguyễn Văn A (60%); Trần Thị B (40%)".
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from sangkien.core.reading.numbers import read_decimal
from sangkien.core.reading.unreadable import Unreadable

WHOLE = Decimal(100)  # percent
_STEP = Decimal("0.01")

# no share has more than twenty digits: a longer run would be gone through again from each of them
_SHARE = re.compile(
    r" ?[:,\-–]? ?[(\[]? ?(?:đóng góp|tỷ lệ|tỉ lệ)?:? ?"
    r"(?<!\w)(?P<share>-?\d[\d.,]{0,20}) ?% ?[)\]]?$",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"^ ?(?:\d{1,2} ?[.)\-/:] ?|[-–•*+] )")
# A comma between digits is a decimal (33,3 %), every other one parts two authors. “và” parts
# them only behind a name or a share: Và is a family name too (“Lò Văn An, Và Bá Tủa”).
_BETWEEN = re.compile(
    r"[;\n\r|]|,(?! ?\d)|(?<!\d),|(?<=[^\W\d_]) (?:và|&) |(?<=[%)\]]) (?:và|&) ", re.IGNORECASE
)
_NAMED = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class AuthorShare:
    """One author's name as typed, and the share of the work in percent."""

    name: str
    share_percent: Decimal


def read_authors(text: object) -> tuple[AuthorShare, ...]:
    """Return the authors in the order typed, with their shares in percent.

    Shares that were typed are kept, whatever they add up to: that is for a rule to judge.
    Authors without one share evenly what is left, so that nobody typed any = exactly 100.
    Names lose numbering and doubled spaces; their letters are never changed.
    Raises Unreadable with `authors-empty`, `author-no-name` or `author-share`.

    >>> [(a.name, str(a.share_percent)) for a in read_authors("Lò Văn A, Vàng Thị B")]
    [('Lò Văn A', '50.00'), ('Vàng Thị B', '50.00')]
    """
    # single spaces first: the patterns below then need no runs of them
    typed = re.sub(r"[^\S\n\r]+", " ", unicodedata.normalize("NFC", str(text)))
    entries = [entry for part in _parts(typed) if (entry := _NUMBERING.sub("", part).strip(" .,"))]
    if not entries:
        raise Unreadable("authors-empty")
    named = [_name_and_share(entry) for entry in entries]
    left = WHOLE - sum((share for _, share in named if share is not None), Decimal(0))
    even = iter(_even_shares(max(left, Decimal(0)), sum(share is None for _, share in named)))
    return tuple(AuthorShare(name, next(even) if share is None else share) for name, share in named)


def names_in(text: str) -> tuple[str, ...]:
    """Return the names of the authors in `text` as far as they can be told apart; () for none.

    >>> names_in("Lò Văn A (60%); Vàng Thị B"), names_in("Lò Văn A (sáu mươi %)"), names_in(" ")
    (('Lò Văn A', 'Vàng Thị B'), ('Lò Văn A (sáu mươi %)',), ())
    """
    try:
        return tuple(author.name for author in read_authors(text))
    except Unreadable:
        return (text.strip(),) if text.strip() else ()


def _parts(typed: str) -> list[str]:
    """Return the pieces, a share that stands alone put back to the name before it."""
    parts: list[str] = []
    for piece in _BETWEEN.split(typed):
        if parts and re.fullmatch(r" ?[(\[]?[\d.,]+ ?%[)\]]? ?", piece):
            parts[-1] += f" {piece}"
        else:
            parts.append(piece)
    return parts


def _name_and_share(entry: str) -> tuple[str, Decimal | None]:
    match = _SHARE.search(entry)
    name = " ".join((entry[: match.start()] if match else entry).split()).strip(" -–:,")
    if not _NAMED.search(name):
        raise Unreadable("author-no-name", typed=entry)
    if "%" in name:
        raise Unreadable("author-share", typed=entry)
    if match and name.count("(") > name.count(")"):
        name += ")"  # “An (Trưởng phòng, 60%)”: the bracket closed behind the share
    return name, _share(match["share"]) if match else None


def _share(typed: str) -> Decimal:
    try:
        share = read_decimal(typed)
    except Unreadable:
        raise Unreadable("author-share", typed=f"{typed}%") from None
    if not 0 <= share <= WHOLE:
        raise Unreadable("author-share", typed=f"{typed}%")
    return share.quantize(_STEP)


def _even_shares(total: Decimal, count: int) -> list[Decimal]:
    """Return `count` shares in hundredths that add up to `total`, the first ones larger."""
    if count == 0:
        return []
    hundredths, over = divmod(int(total / _STEP), count)
    return [(hundredths + (place < over)) * _STEP for place in range(count)]
