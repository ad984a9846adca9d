"""What holds of the engine for every text, whatever somebody types."""

from dataclasses import replace
from itertools import combinations

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from sangkien.core.duplicates import Text, clusters
from sangkien.core.engine.agreement import agree, room_for_agreement
from sangkien.core.engine.batch import find_pairs
from sangkien.core.engine.entries import entries_of
from sangkien.core.engine.explaining import title_of
from sangkien.core.engine.fields import RISING, Field
from sangkien.core.engine.kept import kept
from sangkien.core.engine.layout import KEYS, MOST_WORDS
from sangkien.core.engine.layout import WORDS as WORDS_AT
from sangkien.core.engine.letters import LONGEST_PACKED, spelled
from sangkien.core.engine.names import named
from sangkien.core.engine.scoring import judged
from tests.core.judging import SIZE, is_found, judge, match, read

WORDS = st.sampled_from(
    [
        "Một",
        "số",
        "giải",
        "pháp",
        "rèn",
        "đọc",
        "viết",
        "cho",
        "học",
        "sinh",
        "lớp",
        "4",
        "5",
        "trẻ",
        "3-4",
        "tuổi",
        "môn",
        "Toán",
        "HS",
        "GV",
        "tại",
        "trường",
        "Tiểu",
        "học",
        "Nậm",
        "Mít",
        "số",
        "1",
        "2",
        "năm",
        "2022",
        "giair",
        "phap",
        "d9o6i3",
        "❶",
        "፩",
        "Gi¶i",
        "–",
        "“vui”",
        "bơm",
        "đienj",
        "th0",
        "ЭЦВ",
        "😀",
    ],
)
SENTENCES = st.lists(WORDS, max_size=25).map(" ".join)
NAMES = st.sampled_from(
    ["Lò Thị Hương", "Lo Thi Huong", "L. T. Hương", "Lò Thị Hường", "Trần A", "Vàng", "", "123"]
)
TEXTS = st.builds(
    Text,
    title=SENTENCES | st.text(max_size=40),
    description=SENTENCES | st.text(max_size=80),
    effect=SENTENCES,
    authors=st.lists(NAMES, max_size=3).map(tuple),
    member_refs=st.lists(st.sampled_from("abc"), max_size=2).map(tuple),
    workplace=SENTENCES,
    unit=st.sampled_from(["", "1.", "1.4.", "1.5."]),
    own_names=st.lists(SENTENCES, max_size=2).map(tuple),
)

REGISTERS = st.lists(TEXTS, min_size=2, max_size=12)
# field, least, most: as agreement.Field says
RANGES = {
    Field.LIKE: (0, 1), Field.COVERED: (0, 1), Field.MATCHED: (0, 15), Field.REPLACED: (-9, 0),
    Field.TOPIC: (0, 1), Field.DESCRIPTION: (0, 1), Field.SHARED: (0, 7), Field.NAMED: (0, 4),
    Field.RARITY: (0, 1), Field.PLACE: (0, 3), Field.REF: (0, 2), Field.SLOTS: (-4, 0),
    Field.SAID: (-3, 0), Field.TOLD: (0, 1), Field.LENGTH: (0, 7), Field.ALIKE: (0, 1),
}  # fmt: skip
AGREEMENTS = st.tuples(*(st.floats(*RANGES[field]) for field in Field)).map(np.array)


def batch(texts):
    """The duplicates among `texts` as the batch finds them, by their places."""
    engine = judge()
    extracted = engine.extractor.extract(entries_of(texts))
    found = find_pairs(
        *extracted,
        engine.artefact.statistics.name_shares,
        engine.artefact.forest,
        correction=engine.correction(SIZE),
    )
    return {(int(a), int(b)) for a, b in zip(found.earlier, found.later, strict=True)}


def agreement(left, right):
    found, *marks = room_for_agreement()
    agree(read(left).row, read(right).row, judge().artefact.statistics.name_shares, found, *marks)
    return found.tolist()


@given(TEXTS)
def test_an_entry_is_its_own_duplicate(text):
    assert match(text, text).is_duplicate


@given(TEXTS)
def test_an_entry_that_says_who_made_it_is_certainly_its_own_duplicate(text):
    named = replace(text, authors=("Lò Thị Hương",))

    assert match(named, named).probability == 1.0


@given(TEXTS, TEXTS)
def test_the_verdict_does_not_depend_on_the_order(left, right):
    there, back = match(left, right), match(right, left)

    assert (there.probability, there.same_person) == (back.probability, back.same_person)
    assert [fact.code for fact in there.evidence] == [fact.code for fact in back.evidence]
    assert agreement(left, right) == agreement(right, left)
    assert 0.0 <= there.probability <= 1.0


@given(TEXTS)
def test_a_row_comes_back_from_what_is_kept_and_the_names(text):
    row = read(text).row

    assert judge().recalled([kept(row)], [text.authors])[0].tolist() == row.tolist()


@given(TEXTS)
def test_keys_are_few_distinct_and_the_same_each_time(text):
    found = read(text).keys

    assert found == judge().read([replace(text)])[0].keys
    assert 1 <= len(set(found)) == len(found) <= KEYS
    assert all(0 < key < 2**36 for key in found)
    assert set(read(text).strongest) <= set(found)


@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_a_text_is_read_the_same_alone_and_among_others(text, others):
    among = judge().read([*others, text, *others])[len(others)]

    assert among.row.tolist() == read(text).row.tolist()
    assert among.keys == read(text).keys


@given(SENTENCES, st.lists(SENTENCES, max_size=2))
def test_machine_code_and_plain_python_find_the_same_words_in_a_title(title, own_names):
    text = Text(title, own_names=tuple(own_names))
    core = set(title_of(text).core)
    assume(len(core) <= MOST_WORDS and all(len(word) <= LONGEST_PACKED for word in core))

    codes = read(text).row[WORDS_AT:]

    # words of other scripts are known by a number only
    found = {spelled(int(code)) for code in codes} - {""}
    assert found == {word for word in core if word.isascii()}


@given(AGREEMENTS, st.sampled_from(list(Field)[:RISING]), st.data())
def test_more_agreement_never_lowers_the_score(found, field, data):
    forest, nearer = judge().artefact.forest, found.copy()
    nearer[field] = data.draw(st.floats(found[field], RANGES[field][1]))

    there, here = (judged(pair, forest, 1.5) for pair in (nearer, found))

    assert there >= here


@given(NAMES | st.text(max_size=30), NAMES | st.text(max_size=30))
def test_names_agree_the_same_both_ways(left, right):
    one, other = (read(Text("", authors=(name,))).row[10:13] for name in (left, right))

    assert named(one, other) == named(other, one)


@given(REGISTERS)
def test_the_batch_finds_what_the_register_finds_pair_by_pair(texts):
    one_by_one = {
        (a, b) for a, b in combinations(range(len(texts)), 2) if is_found(texts[a], texts[b])
    }

    assert batch(texts) == one_by_one


@given(REGISTERS, REGISTERS)
def test_strangers_never_change_the_pairs_of_others(texts, strangers):
    count = len(texts)

    assert {pair for pair in batch([*texts, *strangers]) if max(pair) < count} == batch(texts)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_clusters_part_the_entries_and_keep_every_pair_together(pairs):
    found = clusters(pairs)
    members = [entry for cluster in found for entry in cluster]

    assert sorted(members) == sorted({entry for pair in pairs for entry in pair})
    assert all(any({*pair} <= cluster for cluster in found) for pair in pairs)
    assert clusters(reversed(pairs)) == found
