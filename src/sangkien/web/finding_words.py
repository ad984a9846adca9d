"""Findings and their evidence in words, in the reader's language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sangkien.core.duplicates import EVIDENCE_SENTENCES
from sangkien.core.screening.run import RULES
from sangkien.core.text import fold
from sangkien.queries.stubs import Desk
from sangkien.web.sentences import filled

MOST_TOLD = 99  # percent; what rounds to more is no certainty


@dataclass(frozen=True, slots=True)
class FindingWords:
    """What a rule is called, what it says of an entry, what the member should do, and why."""

    title: str
    message: str
    instruction: str
    evidence: tuple[str, ...]

    @property
    def in_one_line(self) -> str:
        return " ".join(self.evidence)


def words_of(
    rule_code: str, details: Mapping[str, Any], *, hides_copy: bool = False
) -> FindingWords:
    """Return the finding in words; one of a rule that is no longer there names its code.

    `hides_copy` where the reader may not see the copy that it names: title and unit are told.
    """
    rule = RULES.get(rule_code)
    if rule is None:
        return FindingWords(rule_code, "", "", ())
    shown = dict(details)
    if hides_copy:
        shown["other_receipt"] = _("an entry of another unit")
    if not shown.get("expected", "–"):
        shown["expected"] = _("another unit (its place was not understood)")
    return FindingWords(
        title=_(rule.title),
        message=filled(rule.message, shown),
        instruction=filled(rule.instruction, shown),
        evidence=tuple(evidence_words(shown)),
    )


def desk_words(desk: Desk) -> str:
    """Return who can tell more of an entry that the reader may not see."""
    if desk.posts:
        said = {"posts": ", ".join(desk.posts), "unit": desk.unit}
        return _("Its desk can tell you more: %(posts)s (%(unit)s).") % said
    return _("The desk of %(unit)s can tell you more.") % {"unit": desk.unit}


def rule_title(rule_code: str) -> str:
    rule = RULES.get(rule_code)
    return _(rule.title) if rule else rule_code


def evidence_words(details: Mapping[str, Any]) -> Iterator[str]:
    """Yield why two entries look like one, or a workplace like another unit's, in sentences."""
    for piece in details.get("evidence", ()):
        sentence = EVIDENCE_SENTENCES.get(piece["code"])  # an older engine had others
        if sentence is not None:
            yield _fact(piece["code"], sentence, piece["details"])
    if "percent" in details:
        percent = details["percent"] if details["percent"] <= MOST_TOLD else _("over 99")
        yield _("Probability of one work: %(percent)s %%.") % {"percent": percent}
    if details.get("because") == "registry":
        yield _("The register of units has this workplace below %(unit)s.") % {
            "unit": details["expected"]
        }
    elif details.get("mark"):
        mark = as_written(details["mark"], details.get("workplace", ""))
        yield _("Its name holds “%(mark)s”.") % {"mark": mark}
        if details.get("basis"):
            yield _("Basis: %(basis)s.") % {"basis": details["basis"]}


def as_written(mark: str, text: str) -> str:
    """Return the words of `text` that read as the folded `mark`, `mark` itself if none do.

    >>> as_written("mam non", "Trường Mầm non Hoa Ban")
    'Mầm non'
    """
    words, length = text.split(), len(mark.split())
    windows = (" ".join(words[at : at + length]) for at in range(len(words)))
    return next((window for window in windows if fold(window) == mark), mark)


def _fact(code: str, sentence: str, details: Mapping[str, Any]) -> str:
    """A difference of which one title has nothing is told as words that only the other has."""
    sides = [details.get("left"), details.get("right")]
    if code == "title-differs" and not all(sides):
        return _("Only one title has the words “%(words)s”.") % {
            "words": "".join(filter(None, sides))
        }
    return filled(sentence, details)
