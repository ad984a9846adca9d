"""A campaign written as the TOML file it can be loaded from."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from sangkien.core.campaigns import CampaignValues, Choice, DocumentValues, PhaseValues

Pairs = Iterable[tuple[str, Any]]


def to_toml(values: CampaignValues) -> str:
    """Return the campaign as TOML; read again it gives equal values.

    >>> print(_table("campaign", [("title", "“01 triệu”"), ("public_form", True)]))
    [campaign]
    title = "“01 triệu”"
    public_form = true
    """
    tables = [
        _table("campaign", _campaign(values)),
        *(_table("[phases]", _phase(phase)) for phase in values.phases),
        *(_table("[fields]", _choice(choice)) for choice in values.fields),
        *(_table("[member_kinds]", _choice(choice)) for choice in values.member_kinds),
        *(_table("[documents]", _document(document)) for document in values.documents),
        _table("letter", values.letter.items()) if values.letter else "",
        *(_table(f"rules.{_key(code)}", chosen.items()) for code, chosen in values.rules.items()),
    ]
    return "\n\n".join(filter(None, tables)) + "\n"


def _table(heading: str, pairs: Pairs) -> str:
    lines = [f"{_key(name)} = {_value(value)}" for name, value in pairs if value is not None]
    return "\n".join([f"[{heading}]", *lines])


def _campaign(values: CampaignValues) -> Pairs:
    yield from (
        ("slug", values.slug),
        ("title", values.title),
        ("short_title", values.short_title),
        ("owner", values.owner),
        ("receipt_prefix", values.receipt_prefix),
        ("applied_from", values.window.opens_on),
        ("applied_to", values.window.closes_on),
        ("default_day", values.default_day),
        ("public_form", values.public_form),
    )


def _phase(phase: PhaseValues) -> Pairs:
    yield from (
        ("number", phase.number),
        ("title", phase.title),
        ("opens_on", phase.window.opens_on),
        ("closes_on", phase.window.closes_on),
    )


def _choice(choice: Choice) -> Pairs:
    yield from (("code", choice.code), ("name", choice.name))


def _document(document: DocumentValues) -> Pairs:
    for column in fields(document):
        yield column.name, getattr(document, column.name)


def _key(name: str) -> str:
    is_bare = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if is_bare else _value(name)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        # JSON writes texts as TOML does, but for the one control sign it leaves as it is
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    return repr(value)  # whole numbers and decimals read the same in TOML
