"""Who entered for whom in words, and what a member and an officer say of it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from sangkien.core.behalf import ANSWERS, BEHALF, KINDS, OF_A_SHEET, OTHER, Answer, Kind
from sangkien.core.reading.numbers import format_date
from sangkien.core.states import State
from sangkien.inputs.behalf import OF_ONESELF
from sangkien.queries.objections import Objection, objections_of
from sangkien.queries.people import Account, names_account
from sangkien.queries.receipts import Entered, Receipt

ENDED = (State.WITHDRAWN, State.UNDONE, State.MERGED)


@dataclass(frozen=True, slots=True)
class Objected:
    """One objection as pages tell it; `answer` is "" while it waits."""

    what: str
    words: str
    at: datetime
    answer: str
    answer_words: str
    answered_at: datetime | None


def behalf_choices() -> list[tuple[str, str]]:
    """Return what the form offers: one's own first, then the reasons."""
    own = (OF_ONESELF, _("It is my own"))
    return [
        own,
        *((code, _("For a member: %(why)s") % {"why": _(BEHALF[code])}) for code in BEHALF),
    ]


def sheet_choices() -> list[tuple[str, str]]:
    """Return the reasons for a sheet, the usual one first."""
    codes = [OF_A_SHEET, *(code for code in BEHALF if code not in (OF_A_SHEET, OTHER))]
    return [(code, _(BEHALF[code])) for code in codes]


def why_for_another(code: str, words: str) -> str:
    """Return the reason as one text, "" where none was kept.

    What was kept before there were codes, or as another reason, is its words.
    """
    said = _(BEHALF[code]) if code in BEHALF and code != OTHER else ""
    return f"{said}: {words}" if said and words else said or words


def entered_words(entered: Entered) -> str:
    """Return who entered it, when and why, for the member: a unit, never a person."""
    said = _("%(unit)s entered this for you on %(day)s.") % {
        "unit": entered.desk or _("Your union"),
        "day": format_date(entered.at),
    }
    why = why_for_another(entered.behalf, entered.words)
    return said + (" " + _("The reason: %(why)s.") % {"why": why.rstrip(".")} if why else "")


def objected(one: Objection) -> Objected:
    return Objected(
        what=_(KINDS[Kind(one.kind)]),
        words=one.words,
        at=one.made_at,
        answer=_(ANSWERS[Answer(one.answer)]) if one.answer else "",
        answer_words=one.answer_words,
        answered_at=one.answered_at,
    )


def shown_to_holder(found: Receipt, account: Account | None) -> dict[str, object]:
    """Return what a receipt says of who entered it, of objections, and whether one may be made.

    Costs a question only where it was entered by another, or the reader is known.
    """
    is_concerned = found.entered is not None or names_account(found.entry_id, account)
    said = objections_of(found.entry_id) if is_concerned else []
    is_open = any(one.answered_at is None for one in said)
    return {
        "entered": entered_words(found.entered) if found.entered else "",
        "objections": [objected(one) for one in said],
        "may_object": is_concerned and not is_open and found.state not in ENDED,
        "objection_kinds": [(kind.value, _(words)) for kind, words in KINDS.items()],
    }
