"""The entries as first filed: one for each idea, with its author, workplace, dates and decision."""

import dataclasses
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from example.makers.ideas import Idea, ideas
from example.makers.people import Person, Register
from example.makers.tree import BUSINESS, PUBLIC, Unit, units
from example.makers.workplaces import DISTRICTS

OPENS = date(2022, 1, 8)
SEEN_AT = datetime(2022, 3, 17, 12)  # noqa: DTZ001 - the clock of Lai Châu throughout
HOLIDAYS = (date(2022, 1, 30), date(2022, 2, 6))  # Tết
WINDOW_OPENS = date(2021, 9, 1)

FIELDS = {
    "P": "Sản xuất, kinh doanh",
    "S": "An toàn, vệ sinh lao động và bảo vệ môi trường",
    "A": "Cải cách hành chính, xây dựng Đảng, hệ thống chính trị và quản lý",
    "": "Vì cộng đồng (y tế, giáo dục)",
}
OFFICIAL = "Cán bộ công đoàn"
PUBLIC_SERVANT = "Cán bộ, công chức, viên chức"
WORKER = "Công nhân, lao động doanh nghiệp"
COUNCIL, HEAD = "Hội đồng sáng kiến", "Thủ trưởng đơn vị"
REWARDS = (
    "Giấy khen của Hiệu trưởng nhà trường",
    "Giấy khen của Chủ tịch UBND huyện",
    "Giấy khen của Thủ trưởng cơ quan",
)


@dataclass(slots=True)
class Entry:
    """One row of submissions.csv, and below `filed_at` what only labels and moves may tell."""

    title: str
    authors: str
    number: str
    workplace: str
    ticked: str  # code of a unit
    field: str
    member_kind: str
    solution: str
    effect: str
    benefit: str
    applied_on: date
    recognised_by: str
    recognition_number: str
    recognised_on: date | None
    secret: bool
    reward: str
    filed_at: datetime
    counted: str  # code of the unit that counts on 17/3/2022
    home: Unit  # the grassroots union
    ref: str = ""
    cluster: str = ""
    is_first: bool = False
    copy_kind: str = ""
    moved_at: datetime | None = None
    notes: list[str] = dataclasses.field(default_factory=list)

    @property
    def is_school(self) -> bool:
        """Whether the workplace is a school that belongs to its district."""
        return self.home.level in {"MN", "TH", "THCS"}


def originals(random: Random) -> list[Entry]:
    """Return one entry for each idea, first filers all."""
    homes = Homes(units())
    register = Register(random)
    found: list[Entry] = []
    author: Person | None = None
    for idea in ideas():
        home = homes.find(idea.unit, idea.workplace)
        if "=" not in idea.marks or author is None:
            author = register.draw(home.parent, women_of_ten=_women_of_ten(home))
        helper = register.draw(home.parent, women_of_ten=5) if "+" in idea.marks else None
        found.append(_entry(idea, home, author, helper, random))
    return found


class Homes:
    """Finds the grassroots union that a key such as "MN Phúc Than" means."""

    def __init__(self, tree: list[Unit]) -> None:
        self.rows = [unit for unit in tree if unit.workplaces]
        self.places = {district.code: district.place for district in DISTRICTS}

    def find(self, unit: str, key: str) -> Unit:
        """Return the workplace, below `unit` where it has one of that name."""
        fits = [row for row in self.rows if key in self._keys(row)]
        below = [row for row in fits if row.parent == unit]
        (found,) = below or fits
        return found

    def _keys(self, row: Unit) -> set[str]:
        keys = set(row.workplaces)
        for name in row.workplaces:
            keys |= {name.removeprefix("Trường "), name.replace("UBND xã ", "UBND ")}
            keys |= {name.replace("UBND phường ", "UBND ")}
            keys |= {name.replace("Trung tâm Y tế huyện", "TTYT")}
            keys |= {name.replace("PTDTBT ", "BT ")}
            keys |= {name.removesuffix(f" {self.places.get(row.parent, '')}")}
        return keys


def _women_of_ten(home: Unit) -> int:
    return {"MN": 10, "TH": 7, "THCS": 6}.get(home.level, 4)


def _entry(idea: Idea, home: Unit, author: Person, helper: Person | None, random: Random) -> Entry:
    filed_at = _filing_moment(random)
    applied_on = _applied_on(filed_at.date(), random)
    first, last = applied_on + timedelta(days=21), filed_at.date() - timedelta(days=4)
    recognised_on = working_day(_between(first, last, random))
    by_council = random.random() < 0.7  # noqa: PLR2004 - share of councils
    names = author.name if helper is None else f"{author.name} (60%); {helper.name} (40%)"
    return Entry(
        title=_title(idea, home, random),
        authors=names,
        number=author.number if helper is None else f"{author.number}; {helper.number}",
        workplace=random.choice(home.workplaces),
        ticked=idea.unit,
        field=FIELDS["".join(sorted(idea.marks & {"A", "P", "S"}))],
        member_kind=_member_kind(idea, home, random),
        solution=idea.solution,
        effect=idea.effect,
        benefit=idea.benefit,
        applied_on=applied_on,
        recognised_by=COUNCIL if by_council else HEAD,
        recognition_number=_decision_number(home, by_council=by_council, random=random),
        recognised_on=recognised_on,
        secret="s" in idea.marks,
        reward=random.choice(REWARDS[:1] if home.level else REWARDS[1:])
        if random.random() < 0.09  # noqa: PLR2004 - share of rewarded ones
        else "",
        filed_at=filed_at,
        counted=idea.unit,
        home=home,
    )


def _filing_moment(random: Random) -> datetime:
    """Return a moment from the opening to the noon of 17/3, later ones more often."""
    days = (SEEN_AT.date() - OPENS).days
    while True:
        day = OPENS + timedelta(days=int((days + 1) * random.random() ** 0.6))
        if HOLIDAYS[0] <= day <= HOLIDAYS[1]:
            continue
        hour = random.choice(
            (7, 8, 8, 9, 9, 10, 10, 11, 13, 14, 14, 15, 15, 16, 16, 19, 20, 20, 21)
        )
        clock = time(hour, random.randrange(60), random.randrange(60))
        moment = datetime.combine(day, clock)
        if moment < SEEN_AT:
            return moment


def _applied_on(filed_on: date, random: Random) -> date:
    latest = min(filed_on - timedelta(days=35), date(2022, 1, 14))
    day = _between(WINDOW_OPENS, latest, random)
    return day - timedelta(days=1) if day.weekday() == 6 and day > WINDOW_OPENS else day  # noqa: PLR2004 - Sunday


def working_day(day: date) -> date:
    """Return `day`, or the last one before it that is neither a weekend nor Tết."""
    while day.weekday() > 4 or HOLIDAYS[0] <= day <= HOLIDAYS[1]:  # noqa: PLR2004 - Friday
        day -= timedelta(days=1)
    return day


def _between(first: date, last: date, random: Random) -> date:
    return first + timedelta(days=random.randint(0, max((last - first).days, 0)))


def _title(idea: Idea, home: Unit, random: Random) -> str:
    """Return the title, often ended with the place or the school year as people do."""
    names_place = any(
        word in idea.title for word in ("trường", "Trường", " xã", "bản ", "huyện", " tại ")
    )
    if not 45 <= len(idea.title) <= 120 or not home.level:  # noqa: PLR2004 - characters
        return idea.title
    if random.random() < 0.65 and not names_place:  # noqa: PLR2004 - share
        at = "tại" if " ở " in idea.title or random.random() < 0.6 else "ở"  # noqa: PLR2004 - share
        return f"{idea.title} {at} {home.workplaces[0]}"
    if random.random() < 0.15:  # noqa: PLR2004 - share
        return f"{idea.title}, năm học 2021-2022"
    return idea.title


def _member_kind(idea: Idea, home: Unit, random: Random) -> str:
    if "u" in idea.marks or (home.block == PUBLIC and random.random() < 0.08):  # noqa: PLR2004 - share
        return OFFICIAL
    return WORKER if home.block == BUSINESS else PUBLIC_SERVANT


def _decision_number(home: Unit, *, by_council: bool, random: Random) -> str:
    number = f"{random.randint(3, 240):02d}"
    if by_council:
        return f"{number}/QĐ-HĐSK"
    if home.workplaces[0].startswith(("UBND", "Ủy ban")):
        return f"{number}/QĐ-UBND"
    words = home.workplaces[0].removeprefix("Trường ").split(" huyện ")[0].replace("-", "").split()
    letters = (word if word.isupper() else word[0].upper() for word in words)
    return f"{number}/QĐ-{''.join(letters).replace(',', '')}"
