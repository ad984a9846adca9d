"""One initiative as any door hands it over: web form, sheet row, API. Read, or refused.

Refused is only what cannot be read: no title, 31/11, an unknown unit. What is doubtful (a day
outside the window, shares that do not add up, no effect) is an entry, and screening tells.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from sangkien.core.entry import Entry
from sangkien.core.facts import UnitFact
from sangkien.core.reading import ReadDate, Unreadable, read_benefit, read_date, read_moment
from sangkien.core.text import tidy
from sangkien.inputs import entry_values
from sangkien.inputs.entry_units import EntryContext, context_for, find_unit
from sangkien.inputs.problem import BadInput, FieldProblem, problem_of

__all__ = ["FIELDS", "BadInput", "EntryContext", "FieldProblem", "context_for", "read_entry"]

NOT_KEPT_AS_TYPED = frozenset({"client_ref", "authors", "member_number"})  # key; personal fields
MOST_CREDIBLE_VND = 10**15  # beyond it a reading is a slip and only the text is kept

Read = TypeVar("Read")
Text = Annotated[str, BeforeValidator(entry_values.plain)]
OneValue = Annotated[object, BeforeValidator(entry_values.one_value)]


class _Typed(BaseModel):
    """The fields of an entry as they come; lengths in characters, as the tables hold them."""

    model_config = ConfigDict(extra="ignore")

    client_ref: Text = Field("", max_length=80)
    title: Text = Field("", max_length=500)
    authors: object = ""
    member_number: Text = Field("", max_length=2_000)
    workplace: Text = Field("", max_length=300)
    ticked_unit: Text = Field("", max_length=300)
    field: Text = Field("", max_length=300)
    member_kind: Text = Field("", max_length=300)
    description: Text = Field("", max_length=20_000)
    effect: Text = Field("", max_length=20_000)
    benefit: OneValue = ""
    applied_on: OneValue = ""
    recognised_by: Text = Field("", max_length=300)
    recognition_number: Text = Field("", max_length=80)
    recognised_on: OneValue = ""
    secret: Text = Field("", max_length=40)
    occurred_at: OneValue = ""
    reward: Text = Field("", max_length=300)


FIELDS = tuple(_Typed.model_fields)


def read_entry(
    raw: Mapping[str, object], context: EntryContext, *, client_ref: str, benefit_unit: str = ""
) -> Entry:
    """Return the checked entry; raises BadInput with every field that cannot be read.

    `raw` holds FIELDS as texts or spreadsheet cells, absent ones are empty. `client_ref` is the
    sender's key; `benefit_unit` is what the heading over the benefit says ("triệu đồng").
    """
    typed = _shaped({**raw, "client_ref": client_ref})
    reading = _Reading()
    title = reading.required("title", tidy(typed.title), "title-empty")
    workplace = reading.required("workplace", tidy(typed.workplace), "workplace-empty")
    authors = reading.of(
        "authors", lambda: entry_values.authors(typed.authors, typed.member_number)
    )
    ticked = reading.unit(typed.ticked_unit, context)
    applied = reading.of("applied_on", lambda: read_date(typed.applied_on, today=context.today))
    recognised = reading.of("recognised_on", lambda: _recognised(typed.recognised_on, context))
    secret = reading.of("secret", lambda: entry_values.yes_or_no(typed.secret))
    occurred_at = reading.of("occurred_at", lambda: _moment(typed.occurred_at, context))
    benefit = read_benefit(_benefit_cell(typed.benefit), unit=benefit_unit)
    reading.fits("benefit", benefit.raw, limit=200)
    if reading.errors or authors is None or ticked is None or applied is None:
        raise BadInput(tuple(reading.errors))
    return Entry(
        client_ref=typed.client_ref,
        title=title,
        authors=authors,
        workplace=workplace,
        ticked=ticked,
        applied_on=applied.day,
        applied_precision=applied.precision,
        field=entry_values.choice(typed.field, context.campaign.fields),
        member_kind=entry_values.choice(typed.member_kind, context.campaign.member_kinds),
        description=entry_values.paragraphs(typed.description),
        effect=entry_values.paragraphs(typed.effect),
        benefit_raw=benefit.raw,
        benefit_vnd=_credible(benefit.amount_vnd),
        reward=tidy(typed.reward),
        recognised_by=entry_values.recognised_by(typed.recognised_by),
        recognition_number=tidy(typed.recognition_number),
        recognised_on=recognised.day if recognised else None,
        is_secret=bool(secret),
        occurred_at=occurred_at,
        typed=_as_typed(typed),
    )


def _shaped(raw: Mapping[str, object]) -> _Typed:
    try:
        return _Typed.model_validate(raw)
    except ValidationError as why:
        raise BadInput(tuple(_misshapen(error) for error in why.errors())) from None


def _misshapen(error: ErrorDetails) -> FieldProblem:
    name = str(error["loc"][0])
    if error["type"] == "string_too_long":
        length = len(entry_values.plain(error["input"]))
        return FieldProblem(
            name, "too-long", {"limit": error["ctx"]["max_length"], "length": length}
        )
    return FieldProblem(name, "not-text")


class _Reading:
    """Collects what cannot be read, so that all of it is told at once."""

    def __init__(self) -> None:
        self.errors: list[FieldProblem] = []

    def of(self, name: str, read: Callable[[], Read]) -> Read | None:
        """Return what `read` gives, None with an error noted where it cannot."""
        try:
            return read()
        except Unreadable as why:
            self.errors.append(problem_of(name, why))
        except BadInput as why:
            self.errors.extend(why.errors)
        return None

    def required(self, name: str, text: str, code: str) -> str:
        if not any(letter.isalpha() for letter in text):
            self.errors.append(FieldProblem(name, code))
        return text

    def unit(self, typed: str, context: EntryContext) -> UnitFact | None:
        found = find_unit(typed, context)
        if isinstance(found, FieldProblem):
            self.errors.append(found)
            return None
        return found

    def fits(self, name: str, text: str, *, limit: int) -> None:
        if len(text) > limit:
            details = {"limit": limit, "length": len(text)}
            self.errors.append(FieldProblem(name, "too-long", details))


def _recognised(value: object, context: EntryContext) -> ReadDate | None:
    if isinstance(value, str) and entry_values.is_nothing_yet(value):
        return None
    return read_date(value, today=context.today)


def _moment(value: object, context: EntryContext) -> datetime | None:
    if isinstance(value, str) and not value.strip():
        return None
    moment = read_moment(value)
    if moment > context.now:
        raise Unreadable("moment-future", typed=entry_values.plain(value))
    return moment


def _benefit_cell(value: object) -> object:
    return value if isinstance(value, int | float) else entry_values.plain(value)


def _credible(amount_vnd: int | None) -> int | None:
    return amount_vnd if amount_vnd is None or amount_vnd <= MOST_CREDIBLE_VND else None


def _as_typed(typed: _Typed) -> dict[str, str]:
    texts = {
        name: entry_values.plain(getattr(typed, name))
        for name in FIELDS
        if name not in NOT_KEPT_AS_TYPED
    }
    return {name: text for name, text in texts.items() if text}
