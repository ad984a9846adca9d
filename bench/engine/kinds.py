"""The twenty kinds of duplicates: what each does to the title, and to the text pasted with it."""

from collections.abc import Callable
from random import Random

from bench.engine import encodings, slips
from bench.engine.abbreviations import abbreviated, reworded
from bench.engine.drafts import Draft
from bench.engine.writing import draw_title

USUAL_SHARE = 0.88  # of a legacy encoding: kept whole
Change = Callable[[Random, Draft, str], str]  # (random, source, title) → title


def _plain(change: Callable[[str], str]) -> Change:
    return lambda _random, _source, title: change(title)


def _drawn(change: Callable[[Random, str], str]) -> Change:
    return lambda random, _source, title: change(random, title)


def _often(usual: Callable[[str], str], *others: Callable[[str], str]) -> Change:
    """Mostly the usual change, now and then one of its relatives."""

    def change(random: Random, _source: Draft, title: str) -> str:
        way = usual if random.random() < USUAL_SHARE else random.choice(others)
        return way(title)

    return change


def _typed(*habits: Callable[[str], str]) -> Change:
    """By one of the habits of typing; the whole title more often than a part of it."""

    def change(random: Random, _source: Draft, title: str) -> str:
        keys = random.choice(habits)
        return keys(title) if random.random() < 0.6 else encodings.partly(random, title, keys)

    return change


def _at_workplace(change: Callable[[Random, str, str], str]) -> Change:
    return lambda random, source, title: change(
        random, title, source.workplace or source.unit.short
    )


def _paraphrased(random: Random, _source: Draft, title: str) -> str:
    changed = reworded(random, title, 0.75)
    return slips.reordered(random, changed) if random.random() < 0.35 else changed


def _new_title(random: Random, source: Draft, _title: str) -> str:
    """Another title of the same topic, for the same text."""
    known = {"place": source.unit.place}
    return draw_title(random, source.topic, known).text


def _combined(random: Random, source: Draft, title: str) -> str:
    """Two or three changes; a change of the spelling comes last and once."""
    for name in random.sample(_FIRST, random.choice((1, 1, 2))):
        title = CHANGES[name](random, source, title)
    return CHANGES[random.choice(_LAST)](random, source, title)


CHANGES: dict[str, Change] = {
    "exact": _plain(str),
    "case": _drawn(slips.case_changed),
    "nfd": _plain(encodings.nfd),
    "no_diacritics": _plain(encodings.no_diacritics),
    "tone_old_new": _plain(encodings.tone_moved),
    "i_y": _plain(encodings.i_for_y),
    "tcvn3": _often(encodings.tcvn3, encodings.tcvn3_damaged),
    "vni_legacy": _often(encodings.vni, encodings.taken_for_vni),
    "telex": _typed(encodings.telex, encodings.telex_at_once),
    "vni_typing": _typed(encodings.vni_keys, encodings.vni_keys, encodings.vni_keys_last),
    "typo_ocr": _drawn(slips.mistyped),
    "punct_quote": _drawn(slips.punctuated),
    "abbrev": _drawn(abbreviated),
    "boilerplate": _at_workplace(slips.wrapped),
    "reorder": _drawn(slips.reordered),
    "insert_delete": _drawn(slips.words_changed),
    "year_place": _at_workplace(slips.year_or_place_changed),
    "paraphrase": _paraphrased,
    "combo": _combined,
    "new_title": _new_title,
}
KINDS = tuple(CHANGES)
_FIRST = ("typo_ocr", "punct_quote", "abbrev", "boilerplate", "reorder", "insert_delete")
_LAST = ("case", "no_diacritics", "nfd", "tcvn3", "vni_legacy", "telex", "abbrev", "typo_ocr")

# the title alone is no witness: the description has to carry the label
WEAK = frozenset(("insert_delete", "year_place", "paraphrase", "combo", "new_title"))

# how often the description is in the same spelling as the title, and how that spelling is made
_WHOLE_DOCUMENT: dict[str, tuple[float, Callable[[str], str]]] = {
    "nfd": (0.7, encodings.nfd),
    "no_diacritics": (0.5, encodings.no_diacritics),
    "tone_old_new": (0.7, encodings.tone_moved),
    "i_y": (0.7, encodings.i_for_y),
    "tcvn3": (0.6, encodings.tcvn3),
    "vni_legacy": (0.6, encodings.vni),
    "telex": (0.08, encodings.telex),
    "vni_typing": (0.08, encodings.vni_keys),
    "case": (0.05, str.upper),
}


def description_spelling(random: Random, kind: str) -> Callable[[str], str]:
    """Return how the description of a duplicate of this kind is spelled."""
    share, spelling = _WHOLE_DOCUMENT.get(kind, (0.0, str))
    return spelling if random.random() < share else str
