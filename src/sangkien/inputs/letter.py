"""The forms of a letter: what to draft, and the texts of a draft, one box for each paragraph."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sangkien.core.letters.edit import HOUSE_VARIANTS, LetterEdit
from sangkien.core.letters.model import LetterText, Paragraph, ParagraphKind
from sangkien.core.letters.printed import clean
from sangkien.core.reading.days import read_day
from sangkien.core.reading.unreadable import Unreadable
from sangkien.inputs.digits import whole_number
from sangkien.inputs.problem import BadInput, FieldProblem, problem_of

KINDS: tuple[ParagraphKind, ...] = ("body", "numbered", "lettered")
LINES = ("symbol", "abstract", "archive")  # texts of one line
LISTS = ("addressees", "recipients")  # one line each
LONGEST = {"symbol": 80, "abstract": 500, "archive": 200}  # characters
LONGEST_LIST = 3000
LONGEST_PARAGRAPH = 5000
MOST_PARAGRAPHS = 80
MOST_POINTS = 23  # the alphabet of points ends with y


@dataclass(frozen=True, slots=True)
class LetterForm:
    """The form as typed: `addressees` and `recipients` hold one line each."""

    symbol: str
    abstract: str
    addressees: str
    recipients: str
    archive: str
    paragraphs: tuple[Paragraph, ...]
    variants: frozenset[str]
    version: int


def form_of(text: LetterText, *, variants: frozenset[str], version: int) -> LetterForm:
    """Return the form that shows the letter as it stands."""
    return LetterForm(
        symbol=text.symbol,
        abstract=text.abstract,
        addressees="\n".join(text.addressees),
        recipients="\n".join(text.recipients),
        archive=text.archive,
        paragraphs=text.paragraphs,
        variants=variants,
        version=version,
    )


def read_form(posted: Mapping[str, str], *, variants: Iterable[str]) -> LetterForm:
    """Return what was typed: paragraphs come as text-0, kind-0, text-1, kind-1 and so on."""
    return LetterForm(
        **{name: _box(posted, name) for name in (*LINES, *LISTS)},
        paragraphs=tuple(_typed(posted)),
        variants=frozenset(variants) & HOUSE_VARIANTS.keys(),
        version=whole_number(posted.get("version", "")) or 0,
    )


def rearranged(form: LetterForm, wish: str) -> LetterForm:
    """Return the form after "add-2" (an empty box below the third) or "remove-2" (without it)."""
    word, _, typed = wish.partition("-")
    position = whole_number(typed)
    if position is None:
        return form
    before, after = form.paragraphs[:position], form.paragraphs[position + 1 :]
    here = form.paragraphs[position : position + 1]
    if word == "remove":
        return replace(form, paragraphs=(*before, *after))
    kind = here[0].kind if here else "body"
    return replace(form, paragraphs=(*before, *here, Paragraph("", kind), *after))


def read_edit(form: LetterForm) -> LetterEdit:
    """Return the texts as they shall stand; raises BadInput with every box that cannot stay.

    An empty box is a paragraph taken out; a line break in a box begins a new paragraph; the
    mark “./.” is set by the letter itself.
    """
    problems = [*_line_problems(form), *_paragraph_problems(form)]
    if problems:
        raise BadInput(tuple(problems))
    return LetterEdit(
        symbol=clean(form.symbol),
        abstract=clean(form.abstract),
        addressees=_lines(form.addressees),
        paragraphs=_without_end_mark(_paragraphs(form)),
        recipients=_lines(form.recipients),
        archive=clean(form.archive),
        variants=form.variants,
    )


@dataclass(frozen=True, slots=True)
class ReminderWish:
    """What a reminder shall be drafted of."""

    day: date
    full_annex: bool
    seen: frozenset[int] = frozenset()  # drafts of that day, by id, beside which it shall stand


def read_reminder(posted: Mapping[str, str], *, today: date) -> ReminderWish:
    """Return the day of the figures, whether the full table is wanted as a second annex, and the
    drafts that the form had named.

    Raises BadInput for a day that cannot be read.
    """
    try:
        day = read_day(posted.get("day", ""), today=today)
    except Unreadable as why:
        raise BadInput((problem_of("day", why),)) from why
    seen = (whole_number(each) for each in posted.get("seen", "").split(","))
    return ReminderWish(
        day,
        full_annex=posted.get("annex") == "full",
        seen=frozenset(each for each in seen if each is not None),
    )


def _typed(posted: Mapping[str, str]) -> Iterable[Paragraph]:
    for position in range(5 * MOST_PARAGRAPHS):  # empty boxes do not count
        if f"text-{position}" not in posted:
            return
        kind = posted.get(f"kind-{position}", "")
        known: ParagraphKind = next((each for each in KINDS if each == kind), "body")
        yield Paragraph(_box(posted, f"text-{position}"), known)


def _box(posted: Mapping[str, str], name: str) -> str:
    return posted.get(name, "").replace("\r\n", "\n")


def _line_problems(form: LetterForm) -> Iterable[FieldProblem]:
    for name in (*LINES, *LISTS):
        typed: str = getattr(form, name)
        longest = LONGEST.get(name, LONGEST_LIST)
        if not _lines(typed):
            yield FieldProblem(name, "letter-empty")
        elif len(typed) > longest:
            yield _too_long(name, typed, longest)


def _paragraph_problems(form: LetterForm) -> Iterable[FieldProblem]:
    points = 0
    for position, paragraph in enumerate(form.paragraphs):
        name = f"text-{position}"
        if len(paragraph.text) > LONGEST_PARAGRAPH:
            yield _too_long(name, paragraph.text, LONGEST_PARAGRAPH)
        if paragraph.kind == "numbered":
            points = 0
        if paragraph.kind == "lettered":
            points += len(_lines(paragraph.text))
        if points > MOST_POINTS:
            yield FieldProblem(name, "letter-points", {"limit": MOST_POINTS})
            return
    yield from _count_problems(_paragraphs(form))


def _count_problems(paragraphs: Sequence[Paragraph]) -> Iterable[FieldProblem]:
    if not paragraphs:
        yield FieldProblem("text-0", "letter-text-empty")
    if len(paragraphs) > MOST_PARAGRAPHS:
        yield FieldProblem("text-0", "letter-paragraphs", {"limit": MOST_PARAGRAPHS})


def _too_long(name: str, typed: str, limit: int) -> FieldProblem:
    return FieldProblem(name, "too-long", {"limit": limit, "length": len(typed)})


def _paragraphs(form: LetterForm) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(line, paragraph.kind)
        for paragraph in form.paragraphs
        for line in _lines(paragraph.text)
    )


def _lines(typed: str) -> tuple[str, ...]:
    return tuple(line for line in map(clean, typed.splitlines()) if line)


def _without_end_mark(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    *others, last = paragraphs
    if last.text.endswith("./."):
        last = replace(last, text=last.text.removesuffix("./.").rstrip() + ".")
    return (*others, last)
