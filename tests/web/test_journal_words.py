"""Every verb that actions write has its sentence, and every field that changes its name."""

import ast
import re

import pytest

from sangkien.core.campaigns import CampaignValues
from sangkien.core.journal import Kind
from sangkien.core.letters.edit import LetterEdit
from sangkien.models import Finding, JournalLine
from sangkien.queries.journal import Named
from sangkien.web.journal_changes import FINDING_STATES, OF_CAMPAIGN, OF_LETTER, OF_UNIT
from sangkien.web.journal_verbs import GROUPS, SENTENCES
from sangkien.web.journal_words import PLACES, told
from tests import make
from tests.actions.test_every_change_is_told import TOLD
from tests.test_architecture import on_floor

VERB = re.compile(r"[a-z]+(?:-[a-z]+)+|registered|moved|accepted|rejected|reopened|withdrawn")
MAKERS = {"Line", "_told", "_about", "line_about", "_line"}


def verbs_written():
    """The verbs that stand in the code of the actions as texts of their own."""
    for tree in on_floor("actions").values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MAKERS:
                texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                yield from (text for text in texts if isinstance(text, str))


def test_every_verb_of_the_actions_has_its_sentence():
    expected = {verb for lines in TOLD.values() for verb, _ in lines}

    assert (set(verbs_written()) | expected) - set(SENTENCES) == set()
    assert len(set(verbs_written())) > 25


def test_a_verb_stands_in_one_group_at_most_and_is_one_of_ours():
    grouped = [verb for _label, verbs in GROUPS.values() for verb in verbs]

    assert len(grouped) == len(set(grouped))
    assert set(grouped) <= set(SENTENCES)


@pytest.mark.django_db
@pytest.mark.parametrize("verb", SENTENCES)
def test_every_sentence_can_be_filled_from_a_line_with_nothing_in_it(verb):
    line = JournalLine(id=1, verb=verb, occurred_at=make.NOW, recorded_at=make.NOW)

    said = told(Named(line))

    assert said.what
    assert "%(" not in said.what


def test_a_verb_of_another_version_is_told_as_it_stands():
    line = JournalLine(id=1, verb="beamed-up", occurred_at=make.NOW, recorded_at=make.NOW)

    assert told(Named(line)).what == "beamed-up"


def test_every_field_of_a_campaign_a_unit_and_a_letter_has_its_name():
    names = set(CampaignValues.__slots__) - {"rules", "letter", "window"}
    assert names | {"window.opens_on", "window.closes_on"} <= set(OF_CAMPAIGN)
    assert set(LetterEdit.__slots__) == set(OF_LETTER)
    columns = {"name", "short_name", "kind", "aliases", "parent", "line", "block", "cluster"}
    assert columns <= set(OF_UNIT)


def test_every_kind_of_record_but_accounts_has_its_place_in_addresses():
    assert set(PLACES) == set(Kind) - {Kind.ACCOUNT}
    assert len(set(PLACES.values())) == len(PLACES)


def test_states_of_findings_are_named():
    assert set(FINDING_STATES) == set(Finding.State.values)
