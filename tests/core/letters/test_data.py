import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.letters.data import from_data, to_data
from sangkien.core.letters.model import Annex, Column, LetterText, Paragraph, Row, Signing, Table
from tests.adapters.letters import LETTERS

texts = st.text(max_size=30)
lines = st.lists(texts, max_size=3).map(tuple)
paragraphs = st.builds(
    Paragraph, text=texts, kind=st.sampled_from(["body", "numbered", "lettered"])
)
rows = st.builds(Row, cells=st.tuples(texts), kind=st.sampled_from(["row", "group", "total"]))
tables = st.builds(
    lambda column, rows: Table((column,), tuple(rows)),
    st.builds(
        Column,
        header=texts,
        share=st.floats(0, 1),
        align=st.sampled_from(["left", "center", "right"]),
    ),
    st.lists(rows, max_size=3),
)
annexes = st.builds(
    Annex,
    label=texts,
    title_lines=lines,
    reference=texts,
    table=tables,
    as_of=texts,
    notes_heading=texts,
    notes=lines,
    landscape=st.booleans(),
)
letters = st.builds(
    LetterText,
    parent_body=texts,
    issuing_body=texts,
    symbol=texts,
    place=texts,
    abstract=texts,
    addressees=lines,
    paragraphs=st.lists(paragraphs, max_size=4).map(tuple),
    recipients=lines,
    archive=texts,
    signing=st.builds(Signing, authority=texts, position=texts, name=texts),
    number=st.none() | st.integers(1, 9999),
    day=st.none() | st.dates(),
    drafter_code=texts,
    end_mark=texts,
    annexes=st.lists(annexes, max_size=2).map(tuple),
)


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_comes_back_from_json_as_it_was(name):
    letter = LETTERS[name]

    assert from_data(json.loads(json.dumps(to_data(letter)))) == letter


@given(letters)
def test_every_letter_survives_being_stored(letter):
    assert from_data(json.loads(json.dumps(to_data(letter)))) == letter


@given(letters)
def test_the_stored_form_is_what_json_gives_back(letter):
    assert json.loads(json.dumps(to_data(letter))) == to_data(letter)


def test_a_letter_of_another_shape_is_not_guessed_at():
    stored = to_data(LETTERS["the reminder of Lai Châu"])
    del stored["signing"]

    with pytest.raises(KeyError, match="signing"):
        from_data(stored)
