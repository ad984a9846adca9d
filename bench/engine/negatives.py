"""Hard negatives: different works that look alike, of the kinds officers stumble over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from bench.engine.drafts import Draft, Filing
from bench.engine.grammar import Topic
from bench.engine.people import Person
from bench.engine.places import Unit
from bench.engine.writing import Title, contrasted, describe, draw_title, length

SAME_TITLE, OTHER_SLOT, BOILERPLATE = "same_title_other_author", "other_slot", "shared_boilerplate"
SAME_NAME, SERIES = "same_name", "series"
# how many of twenty
DECK = {SAME_TITLE: 8, OTHER_SLOT: 6, BOILERPLATE: 2, SAME_NAME: 2, SERIES: 2}
NEGATIVE_KINDS = tuple(DECK)
INTRODUCTION_SHARE = 0.5  # of other_slot: the author reuses the own introduction
PARTS = ("phần", "tập", "giai đoạn", "quyển", "đợt")
READABLE_WORDS = 50  # where only the description tells two works apart
TRIES = 300


@dataclass(slots=True)
class Contrasting:
    """Makes hard negatives beside given originals."""

    random: Random
    filing: Filing
    originals: Sequence[Draft]

    def negatives(self, count: int) -> list[Draft]:
        made: list[Draft] = []
        deck: list[str] = []
        for _ in range(count):
            if not deck:
                deck = [kind for kind, times in DECK.items() for _ in range(times)]
                self.random.shuffle(deck)
            made.append(self._negative(deck.pop()))
        return made

    def _negative(self, kind: str) -> Draft:
        makers: dict[str, Callable[[Draft], Draft | None]] = {
            SAME_TITLE: self._same_title,
            OTHER_SLOT: self._other_slot,
            BOILERPLATE: self._boilerplate,
            SAME_NAME: self._same_name,
            SERIES: self._series,
        }
        for _ in range(TRIES):
            source = self.random.choice(self.originals)
            found = makers[kind](source)
            if found is not None:
                found.kind, found.source = kind, source
                found.filed = min(1.0, source.filed + self.random.expovariate(12))
                return found
        raise ValueError(f"none of the originals could be the source of a “{kind}”")

    def _same_title(self, source: Draft) -> Draft | None:
        """The same generic title by someone else, with an own description."""
        if not source.plan.is_generic:
            return None
        unit = self._unit_of_the_trade(source)
        people = self._strangers(unit, source)
        found = self.filing.draft(source.plan, source.topic, people, unit)
        found.title = source.title
        return found

    def _other_slot(self, source: Draft) -> Draft | None:
        """The same author with another grade, subject, machine or topic."""
        plan, topic = contrasted(self.random, source.topic, source.plan), source.topic
        if plan is None or self.random.random() < 0.15:
            plan, topic = self._another_topic(source)
        if self._is_taken(source.people, plan):
            return None
        sentences = None
        if len(source.sentences) > 3 and self.random.random() < INTRODUCTION_SHARE:
            sentences = self._with_introduction(source, plan, topic)
        return self.filing.draft(plan, topic, source.people, source.unit, sentences)

    def _another_topic(self, source: Draft) -> tuple[Title, Topic]:
        others = [topic for topic in source.unit.trade.topics if topic is not source.topic]
        topic = self.random.choice(others)
        return draw_title(self.random, topic, {"place": source.unit.place}), topic

    def _with_introduction(self, source: Draft, plan: Title, topic: Topic) -> list[str]:
        """The first third is the author's own of before, the rest is new."""
        introduction = source.sentences[: max(1, len(source.sentences) // 3)]
        for name, old in source.plan.chosen.items():
            new = plan.chosen.get(name, old)
            if new != old and "{" not in old + new:
                introduction = [sentence.replace(old, new) for sentence in introduction]
        words = sum(sentence.count(" ") + 1 for sentence in introduction)
        return introduction + describe(self.random, topic, plan, 2 * words + 10)

    def _boilerplate(self, source: Draft) -> Draft | None:
        """Someone else's work with a few sentences of the source in it."""
        count = self.random.randint(2, 4)
        if len(source.sentences) < 2 * count:
            return None
        unit = self._unit_of_the_trade(source)
        found = self.filing.written(unit, self._strangers(unit, source), self.filing.topic(unit))
        if found.plan.text == source.plan.text:
            return None
        copied = self.random.sample(source.sentences, count)
        words = sum(sentence.count(" ") + 1 for sentence in copied)
        own = describe(self.random, found.topic, found.plan, max(2 * words, length(self.random)))
        at = self.random.randrange(len(own))
        found.sentences = own[:at] + copied + own[at:]
        return found

    def _same_name(self, source: Draft) -> Draft | None:
        """Another person of the same name, elsewhere, with another work."""
        unit = self.filing.country.draw(self.random)
        if unit is source.unit:
            return None
        namesake = Person(source.people[0].name, self.filing.person(unit).number)
        found = self.filing.written(unit, [namesake], self.filing.topic(unit))
        return None if found.plan.text == source.plan.text else found

    def _series(self, source: Draft) -> Draft | None:
        """The next part by the same author: nearly the same title, another content."""
        if source.words < READABLE_WORDS:
            return None
        plan = self._next_part(source.plan)
        if self._is_taken(source.people, plan):
            return None
        words = max(READABLE_WORDS, length(self.random))
        sentences = describe(self.random, source.topic, plan, words)
        return self.filing.draft(plan, source.topic, source.people, source.unit, sentences)

    def _next_part(self, plan: Title) -> Title:
        if "term" in plan.chosen and self.random.random() < 0.7:
            others = [f"năm học {year}-{year + 1}" for year in range(2018, 2024)]
            term = self.random.choice([o for o in others if o != plan.chosen["term"]])
            return Title(plan.template, plan.chosen | {"term": term}, is_generic=False)
        part = f"({self.random.choice(PARTS)} {self.random.choice((2, 2, 3))})"
        return Title(f"{plan.template} {part}", plan.chosen, is_generic=False)

    def _is_taken(self, people: Sequence[Person], plan: Title) -> bool:
        return any((person.name, plan.text) in self.filing.taken for person in people)

    def _unit_of_the_trade(self, source: Draft) -> Unit:
        """Mostly a unit elsewhere, sometimes the source's own."""
        if self.random.random() < 0.15:
            return source.unit
        for _ in range(30):
            unit = self.filing.country.draw(self.random)
            if unit.trade is source.unit.trade:
                return unit
        return source.unit

    def _strangers(self, unit: Unit, source: Draft) -> list[Person]:
        names = {person.name for person in source.people}
        while True:
            person = self.filing.person(unit)
            if (
                person.name not in names
                and (person.name, source.plan.text) not in self.filing.taken
            ):
                return [person]
