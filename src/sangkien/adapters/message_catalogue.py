"""The Vietnamese catalogue: collect what is to be translated, keep, merge, compile."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

KEYWORDS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
# the template environment's own settings, so that a sentence is cut out as it is looked up
JINJA = {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdr]|\{\w+\}")
HEADER = "# Vietnamese texts of sangkien. Made by `sangkien messages`; edit the msgstr lines only."
MADE_AT = datetime(2022, 1, 8, tzinfo=UTC)  # a date that never changes: no noise in the history


def collected(package: Path) -> Catalog:
    """Return a catalogue without translations of every sentence marked in the package."""
    found = Catalog(charset="utf-8")
    extracted = extract_from_dir(
        package, METHODS, {"templates/**.html": JINJA}, KEYWORDS, ("Translators:",)
    )
    for name, _line, sentence, comments, context in extracted:
        found.add(sentence, None, [(name, 0)], auto_comments=comments, context=context)
    return found


def read(file: Path) -> Catalog:
    """Return the catalogue in `file`, an empty Vietnamese one where there is none."""
    if not file.exists():
        return Catalog(locale="vi", charset="utf-8")
    with file.open("rb") as opened:
        return read_po(opened, locale="vi")


def brought_up_to_date(kept: Catalog, wanted: Catalog, more: Sequence[Catalog]) -> Catalog:
    """Return a catalogue of the wanted sentences with the translations that are known.

    What `kept` says stands; gaps are filled from `more`, the first that knows first.
    """
    made = Catalog(locale="vi", charset="utf-8", project="sangkien", header_comment=HEADER)
    made.creation_date = made.revision_date = MADE_AT
    for sentence in _sentences(wanted):
        known = (source.get(sentence.id, sentence.context) for source in (kept, *more))
        translated = next((found for found in known if found and is_translated(found)), None)
        made.add(
            sentence.id,
            _fitting(translated.string, sentence) if translated else None,
            sorted(set(sentence.locations)),
            auto_comments=sentence.auto_comments,
            context=sentence.context,
        )
    return made


def gaps(catalogue: Catalog) -> list[str]:
    """Return the sentences without a translation, or with one that somebody doubts (fuzzy)."""
    return [
        _forms(sentence.id)[0] for sentence in _sentences(catalogue) if not is_translated(sentence)
    ]


def slips(catalogue: Catalog) -> list[str]:
    """Return the sentences whose translation has other placeholders than they have."""
    return [
        f"{_forms(sentence.id)[-1]!r} → {string!r}"
        for sentence in _sentences(catalogue)
        if is_translated(sentence)
        for string in _forms(sentence.string or "")
        if set(PLACEHOLDER.findall(string)) != set(PLACEHOLDER.findall(_forms(sentence.id)[-1]))
    ]


def is_translated(sentence: Message) -> bool:
    strings = _forms(sentence.string or "")
    return all(strings) and not sentence.fuzzy


def write(catalogue: Catalog, file: Path) -> None:
    """Write `file` (.po) sorted by sentence, and beside it the compiled form (.mo)."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        write_po(opened, catalogue, width=100, sort_output=True, include_lineno=False)
    with file.with_suffix(".mo").open("wb") as opened:
        write_mo(opened, catalogue)


def _sentences(catalogue: Catalog) -> Iterable[Message]:
    return (sentence for sentence in catalogue if sentence.id)


def _fitting(string: Any, sentence: Message) -> Any:
    """Vietnamese has one form for every number: a list where the sentence has a plural."""
    one = _forms(string)[0]
    return [one] if sentence.pluralizable else one


def _forms(text: str | Sequence[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)
