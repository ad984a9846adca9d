"""What a reminder is drafted from: counts, clocks and names, all taken from the register."""

import datetime as dt
from dataclasses import dataclass

from sangkien.core.progress.table import Note


@dataclass(frozen=True, slots=True)
class Office:
    """The body that issues the letter, in the forms that the letter needs."""

    parent_body: str  # "TỔNG LIÊN ĐOÀN LAO ĐỘNG VIỆT NAM"
    issuing_body: str  # "LIÊN ĐOÀN LAO ĐỘNG TỈNH LAI CHÂU"
    full_name: str  # "Liên đoàn Lao động tỉnh Lai Châu"
    short_name: str  # "LĐLĐ tỉnh", from the second mention on
    place: str
    symbol: str  # "LĐLĐ-CSPL&QHLĐ"
    board: str  # the board to turn to; never a person
    authority: str  # "TM. BAN THƯỜNG VỤ"
    addressees: tuple[str, ...]  # without punctuation, as are the recipients
    archive: str  # "VT, CSPL&QHLĐ"
    recipients: tuple[str, ...] = ()  # besides "Như trên"
    position: str = ""
    signer: str = ""
    drafter_code: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeDocument:
    kind: str  # "Kế hoạch"
    number: str  # number and symbol, "302/KH-LĐLĐ"
    day: dt.date
    issuer: str
    abstract: str = ""  # "về việc …"


@dataclass(frozen=True, slots=True)
class Clock:
    """A period and where a day stands in it; both ends belong to the period."""

    title: str  # "Giai đoạn 1", "Năm 2022"
    opens_on: dt.date
    closes_on: dt.date
    day: dt.date

    @property
    def length(self) -> int:
        """Days in the period."""
        return (self.closes_on - self.opens_on).days + 1

    @property
    def day_number(self) -> int:
        """The day counted from 1; 0 or less before the period, above `length` after it."""
        return (self.day - self.opens_on).days + 1

    @property
    def days_left(self) -> int:
        """Days after this one until the period closes; negative when it is over."""
        return (self.closes_on - self.day).days

    @property
    def days_elapsed(self) -> int:
        """Days gone by, this one included: 0..length."""
        return min(max(self.day_number, 0), self.length)


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """One unit on the day; gross = the sum of the six columns after it.

    The `open_` counts are the part of a column that nobody has decided yet.
    """

    unit: str  # "LĐLĐ huyện Than Uyên"
    short_unit: str  # "Than Uyên"
    target: int | None
    gross: int
    duplicates: int = 0
    wrong_unit: int = 0
    wrong_date: int = 0
    other: int = 0
    pending: int = 0
    valid: int = 0
    remark: str = ""
    open_duplicates: int = 0
    open_wrong_unit: int = 0
    open_wrong_date: int = 0
    open_other: int = 0
    is_direct: bool = False  # entries at the upper unit itself, which no target is set for

    def __post_init__(self) -> None:
        parts = self.duplicates + self.wrong_unit + self.wrong_date + self.other
        if self.gross != parts + self.pending + self.valid:
            raise ValueError(f"the columns of {self.unit} do not sum to its gross count")


@dataclass(frozen=True, slots=True)
class WrongUnitNote:
    """Entries that ticked a unit which is not theirs."""

    ticked_unit: str
    moved: int  # already counted where they belong
    unmoved: int  # still counted at the ticked unit
    workplaces: tuple[str, ...] = ()  # typical kinds, "trường mầm non"


@dataclass(frozen=True, slots=True)
class ReminderFacts:
    """All that a reminder may say; what is not here is not written."""

    office: Office
    campaign: str  # "Chương trình “…”", as it stands in running text
    day: dt.date  # of the figures
    phase: Clock
    target_period: Clock  # may be equal to `phase`
    target_name: str  # "Chỉ tiêu năm 2022"
    rows: tuple[ReminderRow, ...]  # in the order of the table
    documents: tuple[ProgrammeDocument, ...] = ()
    wrong_units: tuple[WrongUnitNote, ...] = ()
    notes: tuple[Note, ...] = ()  # of the table, as they stand; without any they are made anew
    applied_from: dt.date | None = None  # the window of first application
    applied_to: dt.date | None = None
    number: int | None = None
    issued_on: dt.date | None = None  # None leaves the day of the letter blank
    full_annex: bool = False

    @property
    def zero_units(self) -> tuple[ReminderRow, ...]:
        """Units without a single entry."""
        return tuple(row for row in self.rows if row.gross == 0)

    def has_note(self, kind: str) -> bool:
        return any(note.kind == kind for note in self.notes)

    @property
    def total(self) -> ReminderRow:
        """Every column summed; the target is None where any unit has none."""
        targets = [row.target for row in self.rows if not row.is_direct]
        return ReminderRow(
            unit="Tổng",
            short_unit="Tổng",
            target=None if None in targets else sum(target or 0 for target in targets),
            gross=sum(row.gross for row in self.rows),
            duplicates=sum(row.duplicates for row in self.rows),
            wrong_unit=sum(row.wrong_unit for row in self.rows),
            wrong_date=sum(row.wrong_date for row in self.rows),
            other=sum(row.other for row in self.rows),
            pending=sum(row.pending for row in self.rows),
            valid=sum(row.valid for row in self.rows),
            open_duplicates=sum(row.open_duplicates for row in self.rows),
            open_wrong_unit=sum(row.open_wrong_unit for row in self.rows),
            open_wrong_date=sum(row.open_wrong_date for row in self.rows),
            open_other=sum(row.open_other for row in self.rows),
        )
