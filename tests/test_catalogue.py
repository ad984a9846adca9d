"""Every sentence a user may read stands in Vietnamese, and the compiled form says the same."""

from io import BytesIO

import pytest
from babel.messages.mofile import read_mo, write_mo

from sangkien.adapters import message_catalogue as catalogue
from sangkien.management.commands.messages import FILE
from sangkien.settings import PACKAGE


@pytest.fixture(scope="module")
def kept():
    return catalogue.read(FILE)


@pytest.fixture(scope="module")
def wanted(kept):
    return catalogue.brought_up_to_date(kept, catalogue.collected(PACKAGE), [])


def test_every_sentence_is_translated_and_nobody_doubts_one(wanted):
    assert catalogue.gaps(wanted) == []


def test_every_translation_has_the_placeholders_of_its_sentence(wanted):
    assert catalogue.slips(wanted) == []


def test_the_catalogue_holds_the_sentences_of_the_code_and_no_others(kept, wanted):
    assert {(s.context, str(s.id)) for s in kept} == {(s.context, str(s.id)) for s in wanted}


def test_the_compiled_catalogue_is_the_written_one(kept):
    compiled = BytesIO()
    write_mo(compiled, kept)
    compiled.seek(0)
    with FILE.with_suffix(".mo").open("rb") as stored:
        assert texts(read_mo(stored)) == texts(read_mo(compiled))


def texts(found):
    return {(s.context, str(s.id)): s.string for s in found if s.id}
