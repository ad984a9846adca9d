import pytest

from sangkien.actions.letters import draft_reminder
from sangkien.models import Letter
from tests.letters import DAY, province, writer
from tests.models.holding import is_held_back, longest_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    lai_chau = province()
    return draft_reminder(lai_chau.campaign, lai_chau.root, DAY, writer(lai_chau))


def test_the_frozen_table_behind_a_letter_cannot_be_removed(draft):
    assert is_held_back(draft.snapshot.delete)
    draft.delete()
    draft.snapshot.delete()


@pytest.mark.parametrize("name", ["campaign", "drafted_by"])
def test_what_a_letter_belongs_to_cannot_be_removed(draft, name):
    assert is_held_back(getattr(draft, name).delete)


def test_a_new_letter_is_a_draft_of_the_first_version_without_files(draft):
    assert (draft.state, draft.version, draft.docx.name, draft.pdf.name, draft.issued_at) == (
        "draft",
        1,
        "",
        "",
        None,
    )


def test_every_state_fits_its_column():
    assert [w for w in Letter.State.values if len(w) > longest_of(Letter, "state")] == []
