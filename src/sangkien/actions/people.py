"""Persons behind entries: known by a hash, named in one erasable table."""

import hashlib
import hmac
import re
from collections.abc import Iterable

from django.conf import settings
from django.db import connection

from sangkien.adapters.store import store_for
from sangkien.core.entry import AuthorEntry
from sangkien.core.text import fold


def identity_of(author: AuthorEntry, workplace: str) -> str:
    """Return the salted hash that stands for a person, 64 hexadecimal digits.

    Of the member number if there is one, else of name and workplace, both folded.
    """
    if author.member_number:
        return identity_of_number(author.member_number)
    return _hashed(f"name:{fold(author.name)}|{fold(workplace)}")


def identity_of_number(member_number: str) -> str:
    """Return what stands for the person with this member number, however it was typed."""
    return _hashed("number:" + re.sub(r"[^0-9a-z]", "", fold(member_number)))


def _hashed(known_by: str) -> str:
    salt = settings.IDENTITY_SALT.encode()
    return hmac.new(salt, known_by.encode(), hashlib.sha256).hexdigest()


def persons_for(authors: Iterable[tuple[AuthorEntry, str]]) -> dict[str, int]:
    """Return the id of each (author, workplace)'s person by identity, making the new ones."""
    wanted = {identity_of(author, place): bool(author.member_number) for author, place in authors}
    return store_for(connection).make_persons(wanted)
