from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.duplicates import (
    Text,
    clusters,
    compare,
    features,
    keys,
    pack,
    strongest_keys,
    unpack,
)
from sangkien.core.duplicates.agreement import Agreement, Place, TitleAgreement
from sangkien.core.duplicates.persons import Named, name_of, named
from sangkien.core.duplicates.score import probability

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
    unit_path=st.sampled_from(["", "1.", "1.4.", "1.5."]),
    own_names=st.lists(SENTENCES, max_size=2).map(tuple),
)
SHARES = st.floats(0, 1)
SLOTS = st.lists(st.sampled_from(["grade", "age", "subject", "number"]), unique=True).map(tuple)
AGREEMENTS = st.builds(
    Agreement,
    title=st.builds(TitleAgreement, like=SHARES, replaced=st.floats(0, 9)),
    description=st.none() | SHARES,
    shared=st.integers(0, 100),
    named=st.none() | st.sampled_from(Named),
    place=st.sampled_from(Place),
    same_ref=st.none() | st.booleans(),
    slots=SLOTS,
    unsaid=st.integers(0, 2),
)


@given(TEXTS)
def test_an_entry_is_its_own_duplicate(text):
    assert compare(features(text), features(text)).probability == 1.0


@given(TEXTS, TEXTS)
def test_the_verdict_does_not_depend_on_the_order(left, right):
    one, other = features(left), features(right)
    there, back = compare(one, other), compare(other, one)

    assert (there.probability, there.same_person) == (back.probability, back.same_person)
    assert [fact.code for fact in there.evidence] == [fact.code for fact in back.evidence]
    assert 0.0 <= there.probability <= 1.0


@given(TEXTS)
def test_features_come_out_of_their_packing_as_they_went_in(text):
    found = features(text)

    back = unpack(pack(found), text.authors)

    assert back == found
    assert list(back.words.items()) == list(found.words.items())
    assert keys(back) == keys(found)


def test_packed_features_hold_no_name_of_an_author():
    text = Text(title="Giá phơi ngô", authors=("Quàng Thị Khuyên",), workplace="Xã Mường Kim")

    assert features(text).names[0].words == ("quang", "thi", "khuyen")
    assert b"khuy" not in pack(features(text)).lower()
    assert unpack(pack(features(text)), ()).names == ()


@given(TEXTS)
def test_keys_are_few_distinct_signed_and_the_same_each_time(text):
    found = keys(features(text))

    assert found == keys(features(replace(text)))
    assert len(set(found)) == len(found) <= 24
    assert all(-(2**63) <= key < 2**63 for key in found)
    assert 1 <= len(strongest_keys(features(text))) <= 3


@given(AGREEMENTS, st.data())
def test_more_agreement_never_lowers_the_probability(pair, data):
    nearer = {
        "like": replace(
            pair, title=replace(pair.title, like=data.draw(st.floats(pair.title.like, 1)))
        ),
        "replaced": replace(
            pair, title=replace(pair.title, replaced=data.draw(st.floats(0, pair.title.replaced)))
        ),
        "shared": replace(pair, shared=pair.shared + data.draw(st.integers(0, 50))),
        "place": replace(pair, place=data.draw(st.sampled_from(range(pair.place, 4)).map(Place))),
        "slots": replace(pair, slots=pair.slots[1:]),
        "unsaid": replace(pair, unsaid=data.draw(st.integers(0, pair.unsaid))),
        "same_ref": replace(pair, same_ref=True),
    }
    if pair.named is not None:
        nearer["named"] = replace(pair, named=Named(data.draw(st.integers(pair.named, 3))))
    if pair.description is not None:
        nearer["description"] = replace(pair, description=data.draw(st.floats(pair.description, 1)))

    assert {
        name for name, other in nearer.items() if probability(other) < probability(pair)
    } == set()


@given(st.sampled_from(Place))
def test_nearer_names_score_higher_at_every_place(place):
    pair = Agreement(TitleAgreement(0.9, 0.0), None, 0, None, place, None)
    scores = [probability(replace(pair, named=level)) for level in Named]

    assert all(one < other for one, other in pairwise(scores))


@given(NAMES | st.text(max_size=30), NAMES | st.text(max_size=30))
def test_names_agree_the_same_both_ways(left, right):
    one, other = name_of(left), name_of(right)

    if one.words and other.words:
        assert named(one, other) == named(other, one)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_clusters_part_the_entries_and_keep_every_pair_together(pairs):
    found = clusters(pairs)
    members = [entry for cluster in found for entry in cluster]

    assert sorted(members) == sorted({entry for pair in pairs for entry in pair})
    assert all(any({*pair} <= cluster for cluster in found) for pair in pairs)
    assert clusters(reversed(pairs)) == found
