"""True duplicates: a kind of title crossed with changes of description, author and unit.

No pair is called a duplicate for which a careful reader would have no evidence:

- a description *carries* the label when it is long enough and most of it, or a long run of it,
  is the source's; where it does not carry, the title keeps its words and the author is the same;
- another person's copy keeps at least half the description;
- what is not in the spelling everyone reads is not copied again;
- clusters of three and more are joined by descriptions that are the same but for light edits.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from bench.engine import slips
from bench.engine.authors import AUTHOR_CHANGES, NAME_CHANGES, OTHER_PERSON
from bench.engine.drafts import Draft, Filing, joined
from bench.engine.kinds import CHANGES, KINDS, WEAK, description_spelling
from bench.engine.people import Person
from bench.engine.writing import describe

CARRYING_WORDS = 40  # a description shorter than this carries no label
FIRM_WORDS = 60
SAME, LIGHT, HALF, TRUNCATED = "same", "light_edit", "half_rewritten", "truncated"
REWRITTEN, DROPPED = "rewritten", "dropped"
FIRM_CHANGES = {SAME: 60, LIGHT: 40}
WEAK_CHANGES = {SAME: 48, LIGHT: 26, HALF: 13, TRUNCATED: 13}
NEW_TITLE_CHANGES = {SAME: 55, LIGHT: 33, TRUNCATED: 12}
STRONG_CHANGES = {SAME: 42, LIGHT: 20, HALF: 13, TRUNCATED: 10, REWRITTEN: 9, DROPPED: 6}
SHORT_CHANGES = {SAME: 70, REWRITTEN: 20, DROPPED: 10}  # what is left where nothing carries
COPIED = frozenset((SAME, LIGHT, HALF))  # what another person's copy may keep
CARRIED = frozenset((SAME, LIGHT, HALF, TRUNCATED))
OTHER_UNIT_SHARE = 0.3  # of the same author's copies: abbreviated, or the unit above ticked
AGAIN_SHARE = 0.18  # duplicates of an entry that has one already
TRIES = 500  # sources looked at for one that the kind changes


@dataclass(slots=True)
class Copying:
    """Makes duplicates of given originals, the kinds in turn."""

    random: Random
    filing: Filing
    originals: Sequence[Draft]

    def duplicates(self, count: int) -> list[Draft]:
        made: list[Draft] = []
        used: set[Draft] = set()
        firm: list[Draft] = []  # copied before, and fit to be copied again
        kinds: list[str] = []
        for _ in range(count):
            kinds = kinds or self.random.sample(KINDS, len(KINDS))
            found = self._duplicate(kinds.pop(), firm, used)
            root = found.root
            if root is not None and root not in used:
                used.add(root)
                if root.words >= FIRM_WORDS and found.description_change in FIRM_CHANGES:
                    firm.append(root)
            made.append(found)
        return made

    def _duplicate(self, kind: str, firm: Sequence[Draft], used: Collection[Draft]) -> Draft:
        if firm and self.random.random() < AGAIN_SHARE:
            found = self._source(kind, firm, ())
            if found is not None:
                return self._made(kind, *found, FIRM_CHANGES)
        found = self._source(kind, self.originals, used)
        if found is None:  # a small file without a title this kind could change
            kind, source = "exact", self.random.choice(self.originals)
            found = source, source.title
        return self._made(kind, *found, _allowed(kind, found[0]))

    def _source(
        self, kind: str, sources: Sequence[Draft], used: Collection[Draft]
    ) -> tuple[Draft, str] | None:
        """Return a source the kind changes, and its changed title; None if it is not found."""
        for _ in range(TRIES):
            source = self.random.choice(sources)
            if source in used or not source.is_plain:
                continue
            if kind in WEAK and source.words < FIRM_WORDS:
                continue
            title = CHANGES[kind](self.random, source, source.title)
            if title != source.title or kind == "exact":
                return source, title
        return None

    def _author_change(self, source: Draft, description_change: str) -> str:
        carries = source.words >= CARRYING_WORDS and description_change in CARRIED
        weights = dict(AUTHOR_CHANGES)
        if not carries:
            weights.pop("initials")
        if not carries or description_change not in COPIED:
            weights.pop(OTHER_PERSON)
        return _weighed(self.random, weights)

    def _made(self, kind: str, source: Draft, title: str, changes: dict[str, int]) -> Draft:
        random = self.random
        description_change = _weighed(random, changes)
        author_change = self._author_change(source, description_change)
        copy = replace(
            source,
            title=title,
            kind=kind,
            description_change=description_change,
            author_change=author_change,
            source=source,
            root=source,
            filed=min(1.0, source.filed + random.expovariate(25)),
        )
        copy.sentences = self._sentences(source, description_change)
        copy.description = description_spelling(random, kind)(joined(copy.sentences))
        if author_change == OTHER_PERSON:
            self._by_another(copy)
        else:
            self._by_the_same(copy, author_change)
        return copy

    def _sentences(self, source: Draft, change: str) -> list[str]:
        if change == DROPPED:
            return []
        if change == REWRITTEN:
            return self._anew(source, max(60, source.words))
        if change == TRUNCATED:
            return _truncated(self.random, source)
        if change == LIGHT:
            return slips.edited(self.random, source.sentences)
        return self._half(source) if change == HALF else list(source.sentences)

    def _anew(self, source: Draft, words: int) -> list[str]:
        return describe(self.random, source.topic, source.plan, words)

    def _half(self, source: Draft) -> list[str]:
        """Return the description with about half of its sentences written anew."""
        kept = list(source.sentences)
        for at in self.random.sample(range(len(kept)), len(kept) // 2):
            kept[at] = self._anew(source, 1)[0]
        return kept

    def _by_the_same(self, copy: Draft, change: str) -> None:
        random, people = self.random, copy.people
        if change == "coauthor":
            people = [*people, self.filing.person(copy.unit)]
            if random.random() < 0.25:
                people.reverse()
        copy.people = people
        if change in NAME_CHANGES:
            copy.names = [NAME_CHANGES[change](random, person.name) for person in people]
        if random.random() < 0.2:
            copy.people = [Person(person.name, "") for person in people]
        if random.random() < OTHER_UNIT_SHARE:
            forms = {copy.unit.name, copy.unit.short, copy.unit.upper} - {copy.unit_name}
            copy.unit_name = random.choice(sorted(forms))
            copy.workplace = copy.workplace or copy.unit.name  # tells where the author is
        if random.random() < 0.3:
            copy.applied_on += timedelta(days=random.randrange(-30, 31))

    def _by_another(self, copy: Draft) -> None:
        random = self.random
        if random.random() < 0.65:
            copy.unit = self.filing.country.draw(random)
        copy.people = [self.filing.person(copy.unit)]
        copy.unit_name = copy.workplace = copy.unit.name
        copy.applied_on += timedelta(days=random.randrange(20, 400))


def _allowed(kind: str, source: Draft) -> dict[str, int]:
    if kind == "new_title":
        return NEW_TITLE_CHANGES
    if kind in WEAK:
        return WEAK_CHANGES
    return STRONG_CHANGES if source.words >= CARRYING_WORDS else SHORT_CHANGES


def _truncated(random: Random, source: Draft) -> list[str]:
    """Return the beginning of the description, as long as it takes to carry the label."""
    sentences = source.sentences
    count = max(1, round(len(sentences) * random.uniform(0.35, 0.75)))
    while count < len(sentences) and sum(s.count(" ") + 1 for s in sentences[:count]) < 30:
        count += 1
    return sentences[:count]


def _weighed(random: Random, weights: dict[str, int]) -> str:
    return random.choices(list(weights), list(weights.values()))[0]
