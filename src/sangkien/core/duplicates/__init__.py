"""What of duplicates everybody may know: the text that is compared, the evidence, the clusters.

How two texts are compared is the business of `core.engine`.
"""

from sangkien.core.duplicates.clustering import MOST_LINKS, Links, clusters
from sangkien.core.duplicates.evidence import EVIDENCE_SENTENCES, Evidence
from sangkien.core.duplicates.joining import joined_whole
from sangkien.core.duplicates.text import Text

DUPLICATE_FROM = 0.5  # probability; below it a pair is a hint at most
CERTAIN_FROM = 0.97  # with the same person at the same unit: merged many at once

__all__ = [
    "CERTAIN_FROM",
    "DUPLICATE_FROM",
    "EVIDENCE_SENTENCES",
    "MOST_LINKS",
    "Evidence",
    "Links",
    "Text",
    "clusters",
    "joined_whole",
]
