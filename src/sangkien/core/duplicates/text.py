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
    # what names the unit that counts, and stays when the tree above it changes: its id, its name
    unit: str = ""
    own_names: tuple[str, ...] = ()  # names and aliases of workplace and unit
