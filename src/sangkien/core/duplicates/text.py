"""What the engine reads of one initiative."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One initiative as far as duplicates are concerned; any field may be empty."""

    title: str
    description: str = ""
    effect: str = ""
    authors: tuple[str, ...] = ()
    member_refs: tuple[str, ...] = ()  # salted hashes of member numbers
    workplace: str = ""
    unit_path: str = ""  # dotted path of the unit that counts: "1.4.27."
    own_names: tuple[str, ...] = ()  # names and aliases of workplace and unit
