"""What an agreement of two entries is made of, to be read without the compiler."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class Field(IntEnum):
    """Places of an agreement. But for the last three, more of each never speaks against a copy."""

    LIKE = 0  # 0..1: titles
    COVERED = 1  # 0..1: the shorter title
    MATCHED = 2  # weight of the words shared
    REPLACED = 3  # minus the weight of words against words
    TOPIC = 4  # 0..1: the most telling words
    DESCRIPTION = 5  # 0..1, less where little is shared; NOT_TOLD where one has none
    SHARED = 6  # logarithm of the runs shared
    NAMED = 7  # Named
    RARITY = 8  # 0..1 of the shared name
    PLACE = 9  # Place
    REF = 10  # member numbers: 0 others, 1 not known, 2 the same
    SLOTS = 11  # minus how many of grade, age, subject and number differ
    SAID = 12  # minus how many of grade, age and number only one of the titles names
    TOLD = 13  # 1 where both have descriptions
    LENGTH = 14  # logarithm of the runs of the shorter description
    ALIKE = 15  # 0..1: descriptions, however little there is of them; for people, not for the score


# the same for machine code, which takes no enumeration for a place
(
    AT_LIKE, AT_COVERED, AT_MATCHED, AT_REPLACED, AT_TOPIC, AT_DESCRIPTION, AT_SHARED, AT_NAMED,
    AT_RARITY, AT_PLACE, AT_REF, AT_SLOTS, AT_SAID, AT_TOLD, AT_LENGTH, AT_ALIKE,
) = map(int, Field)  # fmt: skip


class Named(IntEnum):
    """How far the nearest two names agree."""

    OTHER = 0
    UNKNOWN = 1
    LIKE = 2
    INITIALS = 3
    SAME = 4


class Place(IntEnum):
    """How near two entries stand in the organisation."""

    ELSEWHERE = 0
    OTHER_WORKPLACE = 1  # the same unit, but two workplaces are named
    UNIT = 2
    WORKPLACE = 3


AGREEMENTS = len(Field)
SCORED = Field.ALIKE  # the fields before it
RISING = Field.TOLD  # the fields before it


def same_person(pair: NDArray[np.float64]) -> bool:
    """Return whether an agreement is one person's: the same member number, or name and place."""
    ref = pair[Field.REF]
    if ref != 1:
        return bool(ref > 1)
    return bool(pair[Field.NAMED] >= Named.INITIALS and pair[Field.PLACE] > Place.ELSEWHERE)
