"""Persons behind entries: known by a hash, named in one erasable table."""

import hashlib
import hmac
import re
from collections.abc import Iterable

from django.conf import settings

from sangkien.core.entry import AuthorEntry
from sangkien.core.text import fold
from sangkien.models import Person


def identity_of(author: AuthorEntry, workplace: str) -> str:
    """Return the salted hash that stands for a person, 64 hexadecimal digits.

    Of the member number if there is one, else of name and workplace, both folded.
    """
    if author.member_number:
        known_by = "number:" + re.sub(r"[^0-9a-z]", "", fold(author.member_number))
    else:
        known_by = f"name:{fold(author.name)}|{fold(workplace)}"
    salt = settings.IDENTITY_SALT.encode()
    return hmac.new(salt, known_by.encode(), hashlib.sha256).hexdigest()


def persons_for(authors: Iterable[tuple[AuthorEntry, str]]) -> dict[str, Person]:
    """Return the person of each (author, workplace) by identity, making those not known yet."""
    wanted = {identity_of(author, place): bool(author.member_number) for author, place in authors}
    known = {person.identity: person for person in Person.objects.filter(identity__in=wanted)}
    missing = [
        Person(identity=identity, has_number=has_number)
        for identity, has_number in wanted.items()
        if identity not in known
    ]
    if missing:
        # a rival may make the same person at the same moment: then its row is the one returned
        made = Person.objects.bulk_create(
            missing,
            update_conflicts=True,
            unique_fields=["identity"],
            update_fields=["identity"],
        )
        known |= {person.identity: person for person in made}
    return known
