"""What the database itself holds back, asked in a transaction of its own."""

import pytest
from django.db import IntegrityError, transaction


def is_held_back(act, *, by=IntegrityError):
    """Return that the database refused the act, and fails the test where it let it through."""
    with pytest.raises(by), transaction.atomic():
        act()
    return True


def longest_of(model, field):
    """Return how many characters the column holds."""
    return model._meta.get_field(field).max_length  # noqa: SLF001 - as Django documents it
