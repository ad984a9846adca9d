"""What the duplicate rules tell of the earlier entry."""

from dataclasses import asdict

from sangkien.core.facts import Duplicate
from sangkien.core.screening.rule import Details


def copy_details(duplicate: Duplicate) -> Details:
    """Return the evidence as JSON values; the probability in whole percent, as people read it."""
    return {
        "other_id": duplicate.other_id,
        "other_receipt": duplicate.other_receipt,
        "other_title": duplicate.other_title,
        "other_unit": duplicate.other_unit,
        "first_receipt": duplicate.first_receipt,
        "percent": round(100 * duplicate.probability),
        "evidence": [asdict(piece) for piece in duplicate.evidence],
    }
