"""The duplicate engine: features once per entry, keys to find pairs, evidence to judge them.

Two questions are kept apart. Same person again: the same member number, or the same name at the
same place, and nearly the same text. Somebody else's: near-equal title and near-equal
description; a stock title shared by two authors is no duplicate. Below `DUPLICATE_FROM` a pair is
a hint at most.
"""

from sangkien.core.duplicates.clustering import MOST_LINKS, Links, clusters
from sangkien.core.duplicates.comparing import Match, compare, duplicate
from sangkien.core.duplicates.evidence import EVIDENCE_SENTENCES, Evidence
from sangkien.core.duplicates.features import Features, features
from sangkien.core.duplicates.keys import (
    ENGINE_VERSION,
    MOST_KEYS,
    keys,
    lone_keys,
    strongest_keys,
)
from sangkien.core.duplicates.packing import pack, unpack
from sangkien.core.duplicates.score import DUPLICATE_FROM
from sangkien.core.duplicates.text import Text

__all__ = [
    "DUPLICATE_FROM",
    "ENGINE_VERSION",
    "EVIDENCE_SENTENCES",
    "MOST_KEYS",
    "MOST_LINKS",
    "Evidence",
    "Features",
    "Links",
    "Match",
    "Text",
    "clusters",
    "compare",
    "duplicate",
    "features",
    "keys",
    "lone_keys",
    "pack",
    "strongest_keys",
    "unpack",
]
