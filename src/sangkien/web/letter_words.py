"""Where a letter deviates, in the reader's words, each with the box where it can be mended."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sangkien.adapters.letter_pdf import missing_signs
from sangkien.core.letters.lint import Problem, lint
from sangkien.core.letters.model import LetterText
from sangkien.core.reading.numbers import format_date
from sangkien.core.refusal import SENTENCES
from sangkien.core.sentences import N_
from sangkien.queries.letters import Letter, layout_of, text_of

_BOX_OF_PART = {
    "Ký hiệu": "symbol",
    "Trích yếu": "abstract",
    "Kính gửi": "addressees",
    "Nơi nhận": "recipients",
}

LETTER_STATES = {"draft": N_("Draft"), "issued": N_("Issued"), "discarded": N_("Discarded")}
UNPRINTABLE = SENTENCES["letter-signs"]


def letter_title(letter: Letter) -> str:
    """Return what the letter is called in lists; of another unit than the campaign's, with it."""
    day = format_date(letter.snapshot.day)
    about = _("Reminder, figures up to %(day)s") % {"day": day}
    unit = letter.snapshot.unit
    return about if unit.id == letter.campaign.owner_id else f"{about} – {unit.short_name}"


@dataclass(frozen=True, slots=True)
class Deviation:
    sentence: str
    box: str  # name of the form's field


def deviations(letter: Letter) -> list[Deviation]:
    """Return what the layout does not allow, then the signs that the PDF could not show."""
    text = text_of(letter)
    found = [
        Deviation(
            _(problem.sentence).format(part=problem.part, words=problem.words),
            _box(problem, text),
        )
        for problem in lint(text, layout_of(letter))
    ]
    if signs := missing_signs(text):
        found.append(Deviation(_(UNPRINTABLE).format(signs=" ".join(signs)), "text-0"))
    return found


def _box(problem: Problem, text: LetterText) -> str:
    if problem.code == "archive-line":
        return "archive"
    words = problem.words.lower()
    holding = (n for n, each in enumerate(text.paragraphs) if words in each.text.lower())
    return _BOX_OF_PART.get(problem.part) or f"text-{next(holding, 0)}"
