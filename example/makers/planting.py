"""What went wrong on purpose: copies, wrong units, early dates, missing recognition."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from example.makers.entries import HOLIDAYS, SEEN_AT, Entry, working_day
from example.makers.retyping import KINDS, bare, cut_short, decomposed, lightly_edited

# extra copies of each cluster; the sums are those of the programme's note: 60, 8, 6, 4
COPIES = {
    "LC-THU": (5, 5, 4, 4, 4, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1),
    "LC-PTO": (3, 2, 2, 1),
    "LC-SHO": (2, 2, 1, 1),
    "LC-VC": (2, 1, 1),
}
MOVED = {"LC-THU": 17, "LC-PTO": 3, "LC-SHO": 2, "LC-MTE": 2}
EDUCATION = "LC-GD"
MOVE_SITTINGS = (
    datetime(2022, 2, 18, 14, 10),  # noqa: DTZ001 - the clock of Lai Châu throughout
    datetime(2022, 3, 4, 8, 35),  # noqa: DTZ001 - the same
    datetime(2022, 3, 16, 15, 20),  # noqa: DTZ001 - the same
)
NOT_RECOGNISED = 25
EARLY_DAYS = {
    "LC-THU": (date(2021, 8, 31), date(2021, 3, 1), date(2020, 9, 7)),
    "LC-PTO": (date(2021, 5, 10), date(2021, 8, 16)),
    "LC-SHO": (date(2020, 10, 5), date(2021, 4, 12)),
    "LC-MTE": (date(2021, 8, 20), date(2021, 1, 11)),
}
EARLY_CLUSTER_DAY = date(2021, 2, 22)  # an original and its one copy
EARLY_COPY_DAY = date(2021, 8, 9)  # a copy whose original is inside the window
DAY_OF_WINDOW = date(2021, 9, 1)


def plant(entries: list[Entry], random: Random) -> list[Entry]:
    """Return all 245 entries in the order filed, each labelled with what is wrong with it."""
    everything = [*entries, *_copies(entries, random)]
    _date_early(everything, random)
    _leave_unrecognised(everything, random)
    _tick_the_wrong_unit(everything, random)
    everything.sort(key=lambda entry: (entry.filed_at, entry.title))
    for place, entry in enumerate(everything, start=1):
        entry.ref = f"SK-{place:04d}"
    _number_the_clusters(everything)
    return everything


def _copies(entries: list[Entry], random: Random) -> list[Entry]:
    copies: list[Entry] = []
    kinds = list(KINDS)
    random.shuffle(kinds)
    for unit, sizes in COPIES.items():
        fit = [e for e in entries if e.counted == unit and e.filed_at < SEEN_AT - timedelta(days=3)]
        for original, extra in zip(random.sample(fit, len(sizes)), sizes, strict=True):
            original.cluster, original.is_first = original.title, True
            filed_at = original.filed_at
            for _ in range(extra):
                filed_at = _later(filed_at, random)
                copies.append(_copy(original, kinds, filed_at=filed_at, random=random))
    return copies


def _later(moment: datetime, random: Random) -> datetime:
    """Return when the next copy came: minutes, hours or days after, in waking hours."""
    gap = random.choices(
        (
            timedelta(minutes=random.randint(2, 50)),
            timedelta(hours=random.randint(1, 8)),
            timedelta(days=random.randint(1, 6)),
        ),
        weights=(5, 2, 3),
    )[0]
    later = moment + gap + timedelta(seconds=random.randint(1, 59))
    if not 6 <= later.hour <= 22:  # noqa: PLR2004 - waking hours
        later += timedelta(hours=9)
    if HOLIDAYS[0] <= later.date() <= HOLIDAYS[1]:
        later += timedelta(days=7)
    if later >= SEEN_AT:
        return moment + timedelta(minutes=random.randint(2, 9))
    return later


def _copy(original: Entry, kinds: list[str], *, filed_at: datetime, random: Random) -> Entry:
    kind, title = _retyped_title(original.title, kinds, random)
    solution, note = _retyped_solution(original.solution, kind, random)
    return replace(
        original,
        title=title,
        solution=solution,
        authors=_retyped_authors(original.authors, random),
        number="" if random.random() < 0.3 else original.number,  # noqa: PLR2004 - share
        workplace=random.choice((original.workplace, *original.home.workplaces[:2])),
        filed_at=filed_at,
        is_first=False,
        copy_kind=kind,
        notes=[note],
    )


def _retyped_title(title: str, kinds: list[str], random: Random) -> tuple[str, str]:
    """Return the next kind that changes this title, and the title so changed; kinds rotate."""
    for kind in list(kinds):
        changed = KINDS[kind](title, random)
        if changed != title or kind == "chép nguyên":
            kinds.remove(kind)
            kinds.append(kind)
            return kind, changed
    raise ValueError(f"no way to retype {title}")


def _retyped_solution(solution: str, kind: str, random: Random) -> tuple[str, str]:
    if kind == "NFD":
        return decomposed(solution, random), "nội dung giữ nguyên"
    way = random.choices(("same", "light", "cut"), weights=(5, 3, 2))[0]
    if way == "light":
        return lightly_edited(solution), "nội dung sửa nhẹ"
    if way == "cut":
        return cut_short(solution), "nội dung bị cắt bớt"
    return solution, "nội dung giữ nguyên"


def _retyped_authors(authors: str, random: Random) -> str:
    way = random.choices(("same", "upper", "bare"), weights=(7, 2, 1))[0]
    return {"same": authors, "upper": authors.upper(), "bare": bare(authors, random)}[way]


def _date_early(entries: list[Entry], random: Random) -> None:
    """Date twelve entries before the window, and one on its very first day."""
    for unit, days in EARLY_DAYS.items():
        alone = [e for e in entries if e.counted == unit and not e.cluster]
        for entry, day in zip(random.sample(alone, len(days)), days, strict=True):
            _apply_on(entry, day, random)
    clusters = _clusters(entries, "LC-THU")
    pair = random.choice([c for c in clusters if len(c) == 2])  # noqa: PLR2004 - one copy
    for entry in pair:
        _apply_on(entry, EARLY_CLUSTER_DAY, random)
    bigger = random.choice([c for c in clusters if len(c) == 3])  # noqa: PLR2004 - two copies
    _apply_on(bigger[-1], EARLY_COPY_DAY, random)
    _apply_on(random.choice(_untouched(entries)), DAY_OF_WINDOW, random)


def _apply_on(entry: Entry, day: date, random: Random) -> None:
    entry.applied_on = day
    if entry.is_first or not entry.cluster:
        entry.recognised_on = working_day(day + timedelta(days=random.randint(30, 90)))
    if day < DAY_OF_WINDOW:
        entry.notes.append("áp dụng trước 01/9/2021")


def _clusters(entries: list[Entry], unit: str) -> list[list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: e.filed_at):
        if entry.cluster and entry.counted == unit:
            found.setdefault(entry.cluster, []).append(entry)
    return list(found.values())


def _untouched(entries: list[Entry]) -> list[Entry]:
    return [e for e in entries if not e.cluster and not e.notes and e.counted != EDUCATION]


def _leave_unrecognised(entries: list[Entry], random: Random) -> None:
    for entry in random.sample(_untouched(entries), NOT_RECOGNISED):
        entry.recognised_by = entry.recognition_number = ""
        entry.recognised_on = None
        entry.notes.append("chưa được công nhận")


def _tick_the_wrong_unit(entries: list[Entry], random: Random) -> None:
    """Let district schools tick the sector union; officers moved all but two of them."""
    for unit, count in MOVED.items():
        schools = [
            e
            for e in entries
            if e.counted == unit and e.is_school and e.filed_at < MOVE_SITTINGS[-1]
        ]
        for entry in random.sample(schools, count):
            entry.ticked = EDUCATION
            sitting = next(at for at in MOVE_SITTINGS if at > entry.filed_at)
            entry.moved_at = sitting + timedelta(minutes=random.randint(0, 40))


def _number_the_clusters(entries: list[Entry]) -> None:
    numbers: dict[str, str] = {}
    for entry in entries:
        if entry.cluster:
            numbers.setdefault(entry.cluster, f"T{len(numbers) + 1:02d}")
            entry.cluster = numbers[entry.cluster]
