"""What a member is asked once before a doubtful entry is taken in.

Severity never refuses storage: an entry sent again with the same doubts is stored, and screening
says of it what was asked.
"""

import json
from hashlib import sha256

from sangkien.core.screening.rule import Found, Rule


def is_asked(rule: Rule) -> bool:
    """Whether the sender can do something about what the rule finds while the form is open."""
    return bool(rule.asked_at)


def mark_of(found: Found) -> str:
    """Return a short name of this very doubt: other values make it another one.

    >>> from sangkien.core.screening.rule import Severity
    >>> mark_of(Found("shares", "R09", Severity.HOLD, {"total": "110"}))
    'shares.c9db81e1'
    """
    said = json.dumps(found.details, sort_keys=True, ensure_ascii=False)
    return f"{found.rule}.{sha256(said.encode()).hexdigest()[:8]}"
