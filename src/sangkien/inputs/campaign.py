"""A campaign file: TOML read into checked values, all its errors at once."""

import tomllib
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, ValidationInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from sangkien.core.campaign_problems import BadCampaign, FieldProblem
from sangkien.core.campaigns import (
    CampaignValues,
    Choice,
    DocumentValues,
    PhaseValues,
    problems_of,
)
from sangkien.core.facts import Window
from sangkien.core.reading.days import read_day
from sangkien.core.reading.unreadable import Unreadable
from sangkien.core.screening.run import RULES


def campaign_from_toml(text: str, *, today: date) -> CampaignValues:
    """Return the campaign of a TOML file; raise BadCampaign with everything that is wrong.

    Days may be written from `today`: "today-40".
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        raise BadCampaign([FieldProblem("", "toml-form", {"reason": str(why)})]) from None
    return checked_campaign(raw, today=today)


def checked_campaign(raw: dict[str, Any], *, today: date) -> CampaignValues:
    """Return the values of a campaign given as nested tables; raise BadCampaign."""
    try:
        values = _File.model_validate(raw, context={"today": today}).values
    except ValidationError as why:
        unreadable = [_problem(error) for error in why.errors()]
        bad = {problem.place for problem in unreadable}
        raise BadCampaign(unreadable + _problems_despite(bad, raw, today)) from None
    if problems := problems_of(values, rules=RULES):
        raise BadCampaign(problems)
    return values


def _day(value: object, info: ValidationInfo) -> date:
    if not isinstance(value, str | date):
        raise PydanticCustomError("date-form", "no date", {"typed": str(value)})
    try:
        return read_day(value, today=(info.context or {})["today"])
    except Unreadable as why:
        raise PydanticCustomError(why.code, "no date", dict(why.details)) from None


Day = Annotated[date, BeforeValidator(_day)]
Text = Annotated[str, Field(min_length=1, max_length=300)]
ShortText = Annotated[str, Field(max_length=300)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)


class _Choice(_Table):
    code: Annotated[str, Field(min_length=1, max_length=40)]
    name: Text


class _Phase(_Table):
    number: Annotated[int, Field(ge=1, le=99)]
    title: Annotated[str, Field(min_length=1, max_length=120)]
    opens_on: Day
    closes_on: Day


class _Document(_Table):
    kind: Annotated[str, Field(min_length=1, max_length=60)]
    number: Annotated[str, Field(max_length=60)] = ""
    issued_on: Day | None = None
    issuer: ShortText = ""
    abstract: Annotated[str, Field(max_length=500)] = ""
    link: Annotated[str, Field(max_length=200, pattern=r"^(https?://\S+)?$")] = ""


class _Campaign(_Table):
    slug: Annotated[str, Field(max_length=60)]
    title: Text
    short_title: Annotated[str, Field(max_length=120)] = ""
    owner: Annotated[str, Field(min_length=1, max_length=40)]
    receipt_prefix: Annotated[str, Field(max_length=12)]
    applied_from: Day
    applied_to: Day
    default_day: Day | None = None
    public_form: bool = True


class _File(_Table):
    campaign: _Campaign
    phases: list[_Phase] = []
    fields_: list[_Choice] = Field(default=[], alias="fields")
    member_kinds: list[_Choice] = []
    documents: list[_Document] = []
    letter: dict[str, Any] = {}
    rules: dict[str, dict[str, Any]] = {}

    @property
    def values(self) -> CampaignValues:
        said = self.campaign
        return CampaignValues(
            slug=said.slug,
            title=said.title,
            owner=said.owner,
            receipt_prefix=said.receipt_prefix,
            window=Window(said.applied_from, said.applied_to),
            short_title=said.short_title,
            default_day=said.default_day,
            public_form=said.public_form,
            phases=tuple(
                PhaseValues(p.number, p.title, Window(p.opens_on, p.closes_on)) for p in self.phases
            ),
            fields=tuple(Choice(c.code, c.name) for c in self.fields_),
            member_kinds=tuple(Choice(c.code, c.name) for c in self.member_kinds),
            documents=tuple(DocumentValues(**d.model_dump()) for d in self.documents),
            rules=self.rules,
            letter=self.letter,
        )


def _problems_despite(bad: set[str], raw: dict[str, Any], today: date) -> list[FieldProblem]:
    """What does not fit together among the parts that can be read; the others are filled in."""
    day: dict[str, Any] = {"applied_from": today, "applied_to": today}
    filling = {"slug": "a", "title": "a", "owner": "a", "receipt_prefix": "A", **day}
    phase = {"number": 1, "title": "a", "opens_on": today, "closes_on": today}
    bad_rooms = {place.partition(".")[0] for place in bad}
    if bad_rooms & day.keys():
        bad_rooms |= day.keys()
    said = raw.get("campaign")
    readable = {} if not isinstance(said, dict) or "campaign" in bad_rooms else said
    kept = {name: readable[name] for name in readable.keys() - bad_rooms}
    rooms = {room: raw[room] for room in _ROOMS if room in raw and room not in bad_rooms}
    filled = {"phases": [phase], **rooms, "campaign": filling | kept}
    values = _File.model_validate(filled, context={"today": today}).values
    return problems_of(values, rules=RULES)


_ROOMS = ("phases", "fields", "member_kinds", "documents", "letter", "rules")
_CODES = {
    "missing": "field-missing",
    "string_too_short": "field-missing",
    "string_too_long": "field-too-long",
    "extra_forbidden": "field-unknown",
    "string_type": "field-not-text",
    "int_type": "field-not-number",
    "greater_than_equal": "field-not-number",
    "bool_type": "field-not-yes-or-no",
    "list_type": "field-not-list",
    "dict_type": "field-not-table",
    "model_type": "field-not-table",
}


def _problem(error: ErrorDetails) -> FieldProblem:
    """Return pydantic's error under our place and code; phases and documents count from 1."""
    steps = [step + 1 if isinstance(step, int) else step for step in error["loc"]]
    place = ".".join(str(step) for step in steps).removeprefix("campaign.")
    context = error.get("ctx", {})
    if error["type"] == "string_too_long":
        context = {"longest": context["max_length"]}
    code = _CODES.get(error["type"], error["type"] if "-" in error["type"] else "field-form")
    return FieldProblem(place, code, context)
