"""Numbers that a page sends back as it was given them: ids, versions, places."""

LARGEST_ID = 2**63 - 1


def whole_number(typed: str) -> int | None:
    """Return what plain digits say, at most LARGEST_ID; None for anything that can be no id.

    Python itself refuses to read thousands of digits, and databases ids beyond the largest.
    """
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= len(str(LARGEST_ID))
    return min(int(typed), LARGEST_ID) if is_number else None
