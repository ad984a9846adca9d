"""Titles and descriptions of original entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

from bench.engine.grammar import Draw, Topic, choose, filled, popular, topics

# exponents of the draw in titles: how much the first words of a list lead
POPULARITY, GENERIC_POPULARITY, CIRCULATING_POPULARITY = 1.6, 2.4, 2.2
GENERIC_SHARE = 0.66  # titles without a place, a means, a number
CIRCULATING_SHARE = 0.8  # of those: titles handed on from colleague to colleague
CIRCULATING = 180  # of them on a topic
EMPTY_SHARE = 0.08  # entries without a description
WORDS_MEDIAN, WORDS_SPREAD, WORDS_MIN, WORDS_MAX = 170, 0.75, 50, 1000  # lognormal
SYLLABLES_MIN, SYLLABLES_MAX = 6, 45  # of a title
HEADED_SHARE, HEADED_SENTENCES = 0.3, 8  # descriptions in three parts with headings
STOCK_SHARE = 0.09  # of the sentences that are everyone's, word for word
# chosen anew for every sentence, whatever the title says
PASSING = frozenset(("method", "tool", "trouble", "gain", "num", "pct", "month", "term"))
# what makes a different work of a title when it alone is changed
CONTRASTS = (
    *("grade", "subject", "machine", "age", "illness", "crop", "animal", "science", "part", "ward"),
    *("tag", "number", "works", "goods", "office", "work", "road", "client"),
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title and the choices it was made of, so that one of them can be changed."""

    template: str
    chosen: dict[str, str]
    is_generic: bool

    @property
    def text(self) -> str:
        text = " ".join(filled(self.template, {}, self.chosen, float).split())
        return text[0].upper() + text[1:]


def draw_title(random: Random, topic: Topic, known: dict[str, str]) -> Title:
    """Return a title of the topic; `known` are choices settled beforehand (place, …)."""
    is_generic = random.random() < GENERIC_SHARE
    if is_generic and random.random() < CIRCULATING_SHARE:
        handed_on = _circulating(topic.name)
        return handed_on[int(random.random() ** CIRCULATING_POPULARITY * len(handed_on))]
    return _composed(random, topic, known, is_generic=is_generic)


@cache
def _circulating(name: str) -> Sequence[Title]:
    """Return the titles that circulate on a topic; the same ones in every file."""
    random, topic = Random(name), topics()[name]
    return [_composed(random, topic, {}, is_generic=True) for _ in range(CIRCULATING)]


def _composed(random: Random, topic: Topic, known: dict[str, str], *, is_generic: bool) -> Title:
    draw = popular(random, GENERIC_POPULARITY if is_generic else POPULARITY)
    while True:
        templates = topic.generic if is_generic else topic.specific
        template = templates[int(draw() * len(templates))]
        title = Title(template, _choices(template, topic, known, draw), is_generic)
        if SYLLABLES_MIN <= len(title.text.split()) <= SYLLABLES_MAX and not _says_twice(title):
            return title


def _says_twice(title: Title) -> bool:
    """Whether the title says "ở trường tiểu học" and then which school."""
    return "{place}" in title.template and title.chosen["for"].startswith(("tại", "ở", "trong"))


def _choices(template: str, topic: Topic, known: dict[str, str], draw: Draw) -> dict[str, str]:
    chosen = dict(known)
    choose(template, topic.slots, chosen, draw)
    return chosen


def contrasted(random: Random, topic: Topic, title: Title) -> Title | None:
    """Return the title of another work: one choice that matters is another; None without one."""
    present = [name for name in CONTRASTS if name in title.chosen]
    random.shuffle(present)
    for name in present:
        others = [o for o in topic.slots.get(name, ()) if o != title.chosen[name]]
        if not others:
            continue
        chosen = title.chosen | {name: random.choice(others)}
        choose(title.template, topic.slots, chosen, random.random)
        choose(chosen[name], topic.slots, chosen, random.random)
        changed = Title(title.template, chosen, title.is_generic)
        if changed.text != title.text:
            return changed
    return None


def describe(random: Random, topic: Topic, title: Title, words: int | None = None) -> list[str]:
    """Return the sentences of a description of about `words` words; none given: drawn."""
    if words is None:
        if random.random() < EMPTY_SHARE:
            return []
        words = length(random)
    fixed = {name: value for name, value in title.chosen.items() if name not in PASSING}
    sentences: list[str] = []
    used: set[str] = set()
    left = words
    while left > 0:
        sentence = _sentence(random, topic, fixed, used)
        sentences.append(sentence)
        left -= sentence.count(" ") + 1
    return _headed(random, topic, sentences)


def _headed(random: Random, topic: Topic, sentences: list[str]) -> list[str]:
    """Return long descriptions in three parts with headings, some of them."""
    if len(sentences) < HEADED_SENTENCES or random.random() >= HEADED_SHARE:
        return sentences
    cuts = (0, len(sentences) // 4, len(sentences) * 3 // 4)
    for at, heading in reversed(list(zip(cuts, random.choice(topic.headings), strict=True))):
        sentences.insert(at, f"{heading}.")
    return sentences


def length(random: Random) -> int:
    """Return a number of words, lognormal within the limits."""
    drawn = WORDS_MEDIAN * random.lognormvariate(0.0, WORDS_SPREAD)
    return int(min(max(drawn, WORDS_MIN), WORDS_MAX - 60))


def _sentence(random: Random, topic: Topic, fixed: dict[str, str], used: set[str]) -> str:
    draw = random.random
    templates = topic.stock if draw() < STOCK_SHARE else topic.free
    template = templates[int(draw() * len(templates))]
    if templates is topic.stock and template in used:
        template = topic.free[int(draw() * len(topic.free))]
    used.add(template)
    text = filled(template, topic.slots, fixed, draw)
    return text[0].upper() + text[1:]
