"""The shape of a screening rule and of what it finds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sangkien.core.facts import Candidate, Facts

Details = dict[str, object]  # JSON values; they fill the placeholders of message and instruction
Settings = Mapping[str, object]


class Severity(StrEnum):
    HOLD = "hold"  # a person must look; the entry counts in the column of its reason meanwhile
    NOTE = "note"  # a remark; the entry stays where it is


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule is called, how grave it is, what it says and how it looks.

    `message` and `instruction` are English source sentences with {placeholders} named in the
    details. `settings` are the defaults a campaign may override under [rules.<code>]; one with
    `exceptions_by` is never dismissed, see core.screening.exceptions. `asked_at` is
    the field of the form at which its sender is asked once before the entry is taken in, "" where
    the sender could do nothing about it then.
    """

    code: str
    reason: str  # key of core.states.REASONS
    severity: Severity
    title: str  # what the rule is called in lists: "Same person filed it before"
    message: str
    instruction: str  # what the member should do
    check: Callable[[Candidate, Facts, Settings], Details | None]
    settings: Settings = field(default_factory=dict)
    asked_at: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One rule's finding in one candidate."""

    rule: str
    reason: str
    severity: Severity
    details: Details
