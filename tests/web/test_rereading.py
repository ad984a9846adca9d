"""Officers are told while the search for duplicates has older entries still to read."""

import pytest

from sangkien.core.permissions import Role
from sangkien.jobs.rekeying import rekey_entries, start_rekeying
from sangkien.models import DuplicateFeatures
from tests import make
from tests.web.cleaning import land, officer_of

pytestmark = pytest.mark.django_db
TITLE = "The search for duplicates is reading older entries again"


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def where():
    return land()


@pytest.fixture
def client(where):
    return officer_of(where.province, Role.PROVINCIAL_OFFICER)


@pytest.mark.parametrize("address", ["chuong-trinh/", "phat-hien/"])
def test_the_page_tells_how_many_entries_are_still_to_be_read_and_nothing_afterwards(
    where, client, address
):
    for _ in range(3):
        make.register(where.campaign, make.entry(where.district))
    DuplicateFeatures.objects.update(engine_version="0")
    before = client.get(where.url(address)).content.decode()
    start_rekeying()

    during = client.get(where.url(address)).content.decode()

    rekey_entries.call()
    after = client.get(where.url(address)).content.decode()
    assert [TITLE in page for page in (before, during, after)] == [False, True, False]
    assert "3 entries of this campaign are still to be read." in during
