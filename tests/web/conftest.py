"""What pages are asked in: a province with its officers, read in English."""

import pytest

from sangkien.core.permissions import Role
from tests.web.cleaning import land, officer_of


@pytest.fixture
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def where():
    return land()


@pytest.fixture
def below(where):
    """An officer of the district, who decides there."""
    return officer_of(where.district)


@pytest.fixture
def above(where):
    """An officer of the province, who decides whatever the district does."""
    return officer_of(where.province, Role.PROVINCIAL_OFFICER)
