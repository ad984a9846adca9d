"""Everybody there is: each role at each place, a visitor, and an account without a role."""

from dataclasses import dataclass
from enum import StrEnum

from sangkien.core.permissions import POLICY, Role, Verb


class Place(StrEnum):
    """Where somebody stands; the campaign is the province's, its records are the district's."""

    NATION = "above the campaign"
    PROVINCE = "the campaign's owner"
    DISTRICT = "the records' own unit"
    SCHOOL = "below the records' unit"
    NEIGHBOUR = "beside the records' unit"
    ABROAD = "another province"


class At(StrEnum):
    """Where a right must hold for a record of the district in the province's campaign."""

    UNIT = "at the unit of the record"
    OWNER = "at the owner of the campaign"
    NEAR = "at the unit of the record, above or below it"
    SOMEWHERE = "somewhere in the campaign"
    ANYWHERE = "at whatever place"
    NEIGHBOUR = "at the neighbour's"


HIGHER = {Place.NATION, Place.PROVINCE}
FROM: dict[At, set[Place]] = {
    At.UNIT: HIGHER | {Place.DISTRICT},
    At.OWNER: HIGHER,
    At.NEAR: HIGHER | {Place.DISTRICT, Place.SCHOOL},
    At.SOMEWHERE: HIGHER | {Place.DISTRICT, Place.SCHOOL, Place.NEIGHBOUR},
    At.NEIGHBOUR: HIGHER | {Place.NEIGHBOUR},
    At.ANYWHERE: set(Place),
}


@dataclass(frozen=True)
class Person:
    """Somebody at a browser or behind a program; without a place it is not known who."""

    role: Role | None = None
    place: Place | None = None
    is_known: bool = True

    def __str__(self):
        if not self.is_known:
            return "a visitor"
        return f"{self.role} at {self.place}" if self.role else "an account without a role"

    def may(self, verb: Verb, at: At) -> bool:
        """Whether the policy gives the verb to the role, and the place reaches that far."""
        return self.role is not None and verb in POLICY[self.role] and self.place in FROM[at]


FROM_EACH = set(Place) - {Place.NATION}
NATIONWIDE = {Role.NATIONAL_OFFICER, Role.AUDITOR}  # of whom some work there
VISITOR, NOBODY = Person(is_known=False), Person()
GROUPS = {"a visitor": [VISITOR], "an account without a role": [NOBODY]} | {
    str(role): [Person(role, place) for place in Place if place in FROM_EACH or role in NATIONWIDE]
    for role in Role
}
