"""An entry while it is being made, and the people who file originals."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from bench.engine.grammar import Topic
from bench.engine.habits import SHORT_UNIT_SHARE, WRONG_UNIT_SHARE, draw_habit
from bench.engine.people import Person, draw_person
from bench.engine.places import Country, Unit
from bench.engine.writing import Title, describe, draw_title

ORIGINAL = "original"
FIRST_DAY, DAYS = date(2021, 9, 1), 700  # of application
AGAIN_SHARE = 0.38  # originals by someone who filed before
SAME_TOPIC_SHARE = 0.6  # of those: about the same topic
COAUTHOR_SHARE = 0.18
RECENT = 4_000  # people who may file again
TRIES = 40  # to say something new on a topic, before another topic is taken
# what a title may open with or be dressed in: two titles that differ in these alone say the same
_DRESS = """
    một số vài những các mấy kinh nghiệm biện pháp giải phương hình thức cách thủ thuật nhằm góp
    phần để nâng cao chất lượng hiệu quả tăng cường đẩy mạnh phát huy đổi mới thực hiện tốt trạng
    và công tác tại ở trong cho của bằng qua thông về chỉ đạo tổ chức sáng kiến việc"""
DRESS = frozenset(_DRESS.split())


@dataclass(slots=True, eq=False)
class Draft:
    """One entry. Titles and names as filed; `plan`, `topic`, `sentences` are how it was made."""

    title: str
    plan: Title
    topic: Topic
    sentences: list[str]
    people: list[Person]
    unit: Unit
    unit_name: str  # as ticked
    workplace: str
    applied_on: date
    is_plain: bool  # in the spelling everyone reads
    filed: float  # moment of filing within its part of the file, 0..1
    kind: str = ORIGINAL
    description: str | None = None  # None: the sentences as they are
    names: list[str] | None = None  # None: the people's
    description_change: str = ""
    author_change: str = ""
    source: "Draft | None" = None
    root: "Draft | None" = None  # first of its cluster; None: itself
    id: int = -1

    @property
    def text(self) -> str:
        return joined(self.sentences) if self.description is None else self.description

    @property
    def words(self) -> int:
        """About how many words the description has."""
        return sum(sentence.count(" ") + 1 for sentence in self.sentences)


def joined(sentences: list[str]) -> str:
    """Return a description; every sixth sentence ends a paragraph."""
    paragraphs = (" ".join(sentences[at : at + 6]) for at in range(0, len(sentences), 6))
    return "\n".join(paragraphs)


def gist(title: str) -> frozenset[str]:
    """Return the words of a title that say what it is about."""
    return frozenset(title.lower().split()) - DRESS


@dataclass(slots=True)
class Filing:
    """Writes original entries: who files again, and never the same again by one person."""

    random: Random
    country: Country
    recent: list[Draft] = field(default_factory=list)
    taken: set[tuple[str, str]] = field(default_factory=set)  # (name, title)
    gists: dict[str, list[frozenset[str]]] = field(default_factory=dict)  # by name

    def original(self) -> Draft:
        if self.recent and self.random.random() < AGAIN_SHARE:
            return self._again()
        draft = self._new()
        if len(self.recent) < RECENT:
            self.recent.append(draft)
        else:
            self.recent[self.random.randrange(RECENT)] = draft
        return draft

    def _new(self) -> Draft:
        unit = self.country.draw(self.random)
        people = [self.person(unit)]
        while self.random.random() < COAUTHOR_SHARE and len(people) < 4:
            people.append(self.person(unit))
        return self.written(unit, people, self.topic(unit))

    def _again(self) -> Draft:
        before = self.random.choice(self.recent)
        is_same = self.random.random() < SAME_TOPIC_SHARE
        topic = before.topic if is_same else self.topic(before.unit)
        people = before.people if self.random.random() < 0.7 else before.people[:1]
        return self.written(before.unit, people, topic)

    def person(self, unit: Unit) -> Person:
        return draw_person(self.random, is_upland=unit.is_upland)

    def topic(self, unit: Unit) -> Topic:
        return self.random.choice(unit.trade.topics)

    def written(self, unit: Unit, people: list[Person], topic: Topic) -> Draft:
        """Return an original by these people; its title says something new of each of them.

        Where it did not, every officer would ask, and no label could say that they were wrong.
        """
        while True:
            for _ in range(TRIES):
                plan = draw_title(self.random, topic, {"place": unit.place})
                if all(self._is_new(person, plan) for person in people):
                    return self.draft(plan, topic, people, unit)
            topic = self.topic(unit)

    def _is_new(self, person: Person, plan: Title) -> bool:
        said = gist(plan.text)
        told = self.gists.get(person.name, ())
        return not any(said <= before or before <= said for before in told)

    def draft(
        self,
        plan: Title,
        topic: Topic,
        people: list[Person],
        unit: Unit,
        sentences: list[str] | None = None,
    ) -> Draft:
        """Return an entry with this title; without sentences a description is written."""
        self.taken.update((person.name, plan.text) for person in people)
        for person in people:
            self.gists.setdefault(person.name, []).append(gist(plan.text))
        if sentences is None:
            sentences = describe(self.random, topic, plan)
        habit = draw_habit(self.random)
        return Draft(
            title=habit.title(self.random, plan.text),
            plan=plan,
            topic=topic,
            sentences=sentences if habit.text is str else list(map(habit.text, sentences)),
            is_plain=habit.is_plain,
            people=people,
            unit=unit,
            unit_name=self._unit_name(unit),
            workplace=self.random.choice((unit.name, unit.name, unit.short, "")),
            applied_on=FIRST_DAY + timedelta(days=self.random.randrange(DAYS)),
            filed=self.random.random(),
        )

    def _unit_name(self, unit: Unit) -> str:
        drawn = self.random.random()
        if drawn < WRONG_UNIT_SHARE:
            return unit.upper
        return unit.short if drawn < WRONG_UNIT_SHARE + SHORT_UNIT_SHARE else unit.name
