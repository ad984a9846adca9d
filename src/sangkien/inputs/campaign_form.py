"""The page on which an officer edits a campaign: its fields as the tables of a campaign file.

Fields are named by their place in the file, "phases.2.opens_on", so that each problem finds its
field.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sangkien.core.campaigns import CampaignValues, Choice, effective
from sangkien.core.reading.numbers import format_date
from sangkien.core.screening.run import RULES
from sangkien.inputs.digits import whole_number

Raw = dict[str, Any]

PHASE_FIELDS = ("title", "opens_on", "closes_on")
DOCUMENT_FIELDS = ("kind", "number", "issued_on", "issuer", "abstract", "link")
PLAIN_FIELDS = (
    "title", "short_title", "receipt_prefix", "applied_from", "applied_to", "default_day",
)  # fmt: skip
BETWEEN = ":"  # stands between the code and the name of a choice
FILE = "file"
REMOVE = "remove_file"  # ticked: the document's file is to be taken off
STORED = "stored"  # hidden beside each document: the number under which it is stored
MOST_ROWS = 60  # phases or documents on one page


def raw_of(values: CampaignValues, stored: Sequence[int] = ()) -> Raw:
    """Return the campaign as the form shows it: days dd/mm/yyyy, lists one entry a line.

    `stored` are the numbers under which the documents are stored, in their order.
    """
    plain = asdict(values) | {
        "applied_from": values.window.opens_on,
        "applied_to": values.window.closes_on,
    }
    return {
        "campaign": {name: _shown(plain[name]) for name in PLAIN_FIELDS}
        | {"public_form": values.public_form},
        "phases": [
            {
                "title": phase.title,
                "opens_on": format_date(phase.window.opens_on),
                "closes_on": format_date(phase.window.closes_on),
            }
            for phase in values.phases
        ],
        "documents": [
            {name: _shown(said) for name, said in asdict(document).items()}
            | {STORED: str(stored[place]) if stored else ""}
            for place, document in enumerate(values.documents)
        ],
        "fields": _lines(values.fields),
        "member_kinds": _lines(values.member_kinds),
        "rules": effective(values.rules, rules=RULES),
        "letter": dict(values.letter),
    }


def raw_from_post(
    post: Mapping[str, str], before: CampaignValues, sent: Collection[str] = ()
) -> Raw:
    """Return what was typed, in the same shape; rows left wholly empty are dropped.

    `sent` are the names of the files that came along: a row with a file is not empty. Each
    document says at which place of the page it stood, "at".
    """
    return {
        "campaign": {name: post.get(name, "").strip() for name in PLAIN_FIELDS}
        | {"public_form": "public_form" in post},
        "phases": _rows(post, "phases", PHASE_FIELDS),
        "documents": _documents(post, sent),
        "fields": post.get("fields", ""),
        "member_kinds": post.get("member_kinds", ""),
        "rules": {
            code: {name: _setting(post, f"rules.{code}.{name}", own) for name, own in known.items()}
            for code, known in effective({}, rules=RULES).items()
        },
        "letter": {
            name: _letter(post.get(f"letter.{name}", ""), said)
            for name, said in before.letter.items()
        },
    }


def tables_of(raw: Raw, before: CampaignValues) -> Raw:
    """Return the tables of a campaign file; what the page does not show stays as it was."""
    said = raw["campaign"]
    return {
        "campaign": {name: value for name, value in said.items() if value != ""}
        | {"slug": before.slug, "owner": before.owner},
        "phases": [
            {"number": number, **_filled(phase)} for number, phase in enumerate(raw["phases"], 1)
        ],
        "documents": [
            _filled({name: document[name] for name in DOCUMENT_FIELDS})
            for document in raw["documents"]
        ],
        "fields": _choices(raw["fields"]),
        "member_kinds": _choices(raw["member_kinds"]),
        "rules": raw["rules"],
        "letter": raw["letter"],
    }


def _shown(value: str | date | None) -> str:
    if isinstance(value, date):
        return format_date(value)
    return value or ""


def _lines(choices: Sequence[Choice]) -> str:
    return "\n".join(f"{choice.code}{BETWEEN} {choice.name}" for choice in choices)


def _choices(text: str) -> list[dict[str, str]]:
    """The choices of a text area; a line without a colon has a name and no code."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        code, colon, name = line.partition(BETWEEN)
        pair = {"code": code.strip(), "name": name.strip()} if colon else {"name": line}
        found.append(pair)
    return found


def _rows(post: Mapping[str, str], room: str, names: Sequence[str]) -> list[dict[str, str]]:
    rows = [
        {name: post.get(f"{room}.{place}.{name}", "").strip() for name in names}
        for place in range(1, MOST_ROWS + 1)
    ]
    return [row for row in rows if any(row.values())]


def _documents(post: Mapping[str, str], sent: Collection[str]) -> list[dict[str, str]]:
    rows = []
    for place in range(1, MOST_ROWS + 1):
        at = f"documents.{place}"
        row = {name: post.get(f"{at}.{name}", "").strip() for name in DOCUMENT_FIELDS}
        if any(row.values()) or f"{at}.{FILE}" in sent:
            beside = {name: post.get(f"{at}.{name}", "") for name in (STORED, REMOVE)}
            rows.append(row | beside | {"at": at})
    return rows


def _filled(row: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in row.items() if value}


def _setting(post: Mapping[str, str], name: str, own: Any) -> Any:
    """A setting as the rule takes it; what cannot be read stays text, and is refused as such."""
    if isinstance(own, bool):
        return name in post
    typed = post.get(name, "").strip()
    number = whole_number(typed) if isinstance(own, int) else None
    return typed if number is None else number


def _letter(typed: str, before: Any) -> str | list[str]:
    """A text, or a list with one entry a line where it was a list before."""
    if isinstance(before, list):
        return [line.strip() for line in typed.splitlines() if line.strip()]
    return typed.strip()
