"""Single pairs, each with the verdict that an officer would give."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from sangkien.core.duplicates import DUPLICATE_FROM, EVIDENCE_SENTENCES, Evidence, Text, clusters
from sangkien.core.engine.kept import is_lone
from sangkien.core.engine.layout import KEYS
from tests.core.judging import is_duplicate, match, read

WAY = (
    "Trước đây các em đọc nhỏ và bỏ sót dấu thanh. Tôi chia lớp thành nhóm bốn người, mỗi nhóm "
    "giữ một hộp thẻ màu và đọc nối tiếp trong mười lăm phút đầu giờ; em nào vấp thì bạn bên "
    "cạnh gõ nhịp nhắc lại. Sau ba tháng số em đọc trôi chảy tăng từ mười một lên hai mươi sáu."
)
OTHER_WAY = (
    "Tổ điện lắp cảm biến độ ẩm dọc theo luống chè, nối về một hộp điều khiển đặt ở nhà văn hóa. "
    "Khi đất khô van đồng tự mở, khi mưa thì khóa. Bà con theo dõi qua tin nhắn và đỡ phải thức "
    "đêm canh nước; mỗi vụ tiết kiệm được chừng hai trăm khối."
)
FIRST = Text(
    title="Một số biện pháp rèn kỹ năng đọc cho học sinh lớp 4",
    description=WAY,
    effect="Cả khối đã làm theo từ học kỳ hai.",
    authors=("Lò Thị Hương",),
    workplace="Trường Tiểu học Nậm Mít",
    unit="1.4.",
    own_names=("Trường Tiểu học Nậm Mít", "LĐLĐ huyện Than Uyên"),
)
STRANGER = replace(
    FIRST,
    description=OTHER_WAY,
    effect="",
    authors=("Trần Văn Dũng",),
    workplace="Trường Tiểu học Tà Hừa",
    unit="1.5.",
)

# change only together with the artefact's version: stored keys must stay good
PINNED = (18904873783, 27977353468, 65941502192, 63876050186)


@pytest.mark.parametrize(
    "again",
    [
        replace(FIRST, title="RÈN KĨ NĂNG ĐỌC CHO HS LỚP 4"),
        replace(FIRST, description="", effect=""),
        replace(FIRST, description=OTHER_WAY),
        replace(FIRST, title=FIRST.title + " tại trường Tiểu học Nậm Mít năm học 2021-2022"),
        replace(FIRST, authors=("L. T. Hương",)),
        replace(FIRST, authors=("Cô Lò Thị Hương", "Đỗ Văn Bình")),
        replace(FIRST, authors=("LO THI HUONG",), workplace="TH Nậm Mít, huyện Than Uyên"),
        replace(FIRST, unit="1.9."),
        replace(FIRST, workplace="Trường TH&THCS Nậm Mít"),
        replace(FIRST, title="Bí quyết giúp các em đọc trôi chảy"),
    ],
)
def test_the_same_persons_entry_again_is_a_duplicate_by_the_same_person(again):
    found = match(FIRST, again)

    assert found.probability >= DUPLICATE_FROM
    assert found.same_person


def test_an_equal_title_without_descriptions_is_enough_for_the_same_person():
    bare = replace(FIRST, description="", effect="")

    assert is_duplicate(bare, replace(bare, title="Biện pháp rèn kỹ năng đọc cho học sinh lớp 4"))


@pytest.mark.parametrize(
    "other",
    [
        "Một số biện pháp rèn kỹ năng đọc cho học sinh lớp 5",
        "Một số biện pháp rèn kỹ năng viết cho học sinh lớp 4",
        "Một số biện pháp rèn kỹ năng tính nhẩm cho học sinh lớp 4",
        "Một số biện pháp phòng chống đuối nước cho học sinh lớp 4",
    ],
)
@pytest.mark.parametrize("way", ["", WAY[:60] + OTHER_WAY, OTHER_WAY])
def test_another_grade_or_topic_of_the_same_author_is_another_work(other, way):
    assert not is_duplicate(FIRST, replace(FIRST, title=other, description=way, effect=""))


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("Toán vui cho học sinh lớp 4", "Toán vui cho học sinh lớp bốn", None),
        ("Toán vui cho lớp 4 và 5", "Toán vui cho lớp 4, 5", None),
        ("Rèn chữ cho học sinh lớp 4", "Rèn chữ cho học sinh khối 5", "grade-differs"),
        ("Kể chuyện cho trẻ 3-4 tuổi", "Kể chuyện cho trẻ 5-6 tuổi", "age-differs"),
        ("Trò chơi trong môn Toán lớp 2", "Trò chơi trong môn Tiếng Việt lớp 2", "subject-differs"),
        ("Sửa máy bơm số 2 ca đêm", "Sửa máy bơm số 3 ca đêm", "number-differs"),
        ("Rèn chữ năm học 2021-2022", "Rèn chữ năm học 2022-2023", None),
    ],
)
def test_another_value_in_a_slot_is_another_work_of_the_same_author(one, other, code):
    bare = replace(FIRST, description="", effect="")

    found = match(replace(bare, title=one), replace(bare, title=other))

    slots = [fact.code for fact in found.evidence if fact.code.split("-")[0] in
             ("grade", "age", "subject", "number")]  # fmt: skip
    assert slots == ([code] if code else [])
    assert (found.probability >= DUPLICATE_FROM) == (code is None)


def test_a_whole_description_copied_into_another_grade_stays_another_work():
    assert not is_duplicate(FIRST, replace(FIRST, title=FIRST.title.replace("4", "5")))


def test_a_stock_title_shared_by_strangers_is_no_duplicate():
    assert not is_duplicate(FIRST, STRANGER)
    assert not is_duplicate(
        replace(FIRST, description="", effect=""), replace(STRANGER, description="")
    )


def test_strangers_with_the_same_title_and_a_stock_effect_are_no_duplicate():
    stock = "Nâng cao chất lượng giáo dục, học sinh tích cực hơn trong giờ học."

    assert not is_duplicate(
        replace(FIRST, description="", effect=stock),
        replace(STRANGER, description="", effect=stock),
    )


def test_strangers_whose_descriptions_only_repeat_the_title_are_no_duplicate():
    assert not is_duplicate(
        replace(FIRST, description=FIRST.title, effect=""),
        replace(STRANGER, description=FIRST.title, effect=""),
    )


def test_a_text_copied_by_another_author_is_a_duplicate_of_somebody_elses():
    found = match(FIRST, replace(STRANGER, description=WAY))

    assert found.probability >= DUPLICATE_FROM
    assert not found.same_person


def test_sentences_copied_under_another_title_by_another_author_are_no_duplicate():
    copied = replace(STRANGER, title="Tưới chè tự động", description=WAY[:120] + OTHER_WAY)

    assert not is_duplicate(FIRST, copied)


def test_one_member_number_is_one_person_whatever_the_name():
    one = replace(FIRST, member_refs=("a1",))

    found = match(one, replace(one, authors=("Nguyễn Thị Mai",), workplace="", unit="1.7."))

    assert found.same_person
    assert found.probability >= DUPLICATE_FROM


def test_two_member_numbers_are_two_persons_of_one_name():
    one = replace(FIRST, member_refs=("a1",), description="", effect="")

    found = match(one, replace(one, member_refs=("b2",)))

    assert not found.same_person
    assert found.probability < DUPLICATE_FROM


def test_one_name_at_another_place_with_a_stock_title_is_another_person():
    far = replace(STRANGER, authors=FIRST.authors)

    assert not match(FIRST, far).same_person
    assert not is_duplicate(FIRST, far)


def test_one_name_at_two_schools_of_a_unit_with_a_stock_title_is_no_duplicate():
    near = replace(STRANGER, authors=FIRST.authors, unit=FIRST.unit)

    assert not is_duplicate(FIRST, near)


def test_evidence_names_the_facts_in_the_order_of_reading():
    again = replace(FIRST, title=FIRST.title.replace("đọc", "đọc diễn cảm"), effect="")

    assert match(FIRST, again).evidence == (
        Evidence("author", "same-author", {}),
        Evidence("unit", "same-workplace", {}),
        Evidence("title", "title-like", {"percent": 86}),
        Evidence("title", "title-differs", {"left": "", "right": "diễn cảm"}),
        Evidence("description", "description-like", {"percent": 89}),
    )


def test_evidence_shows_the_words_as_they_were_typed():
    found = match(FIRST, replace(FIRST, title=FIRST.title.replace("đọc", "viết").replace("4", "5")))

    facts = {fact.code: fact.details for fact in found.evidence}
    assert facts["title-differs"] == {"left": "đọc 4", "right": "viết 5"}
    assert facts["grade-differs"] == {"left": "4", "right": "5"}


def test_evidence_is_turned_with_the_pair():
    other = replace(FIRST, title=FIRST.title.replace("đọc", "viết"))

    sides = [
        next(fact.details for fact in match(*pair).evidence if fact.code == "title-differs")
        for pair in ((FIRST, other), (other, FIRST))
    ]

    assert sides == [{"left": "đọc", "right": "viết"}, {"left": "viết", "right": "đọc"}]


@pytest.mark.parametrize("other", [FIRST, STRANGER, replace(FIRST, member_refs=("a",)), Text("")])
def test_every_piece_of_evidence_has_a_sentence_that_its_details_fill(other):
    for fact in match(replace(FIRST, member_refs=("b",)), other).evidence:
        assert "{" not in EVIDENCE_SENTENCES[fact.code].format(**fact.details)


def test_no_persons_name_stands_in_the_evidence():
    again = replace(FIRST, authors=("L. T. Hương",))

    assert "Hương" not in repr(match(FIRST, again).evidence)


def test_keys_are_pinned_so_that_stored_ones_stay_good():
    assert read(Text("Rèn chữ đẹp")).keys == PINNED


def test_keys_and_rows_are_the_same_in_another_process():
    program = (
        "from sangkien.core.duplicates import Text\n"
        "from tests.core.judging import read\n"
        f"found = read({FIRST!r})\nprint((found.keys, found.row.tolist()))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ
        | {"PYTHONHASHSEED": "4711", "PYTHONPATH": "src:.", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=True,
        text=True,
    )

    own = read(FIRST)
    assert told.stdout.strip() == repr((own.keys, own.row.tolist()))


def test_two_copies_share_every_strongest_key():
    copy = replace(FIRST, title=FIRST.title.upper(), unit="1.9.")

    assert read(copy).strongest == read(FIRST).strongest


def test_clusters_join_chains():
    assert clusters([(1, 2), (3, 4), (2, 3), (9, 7)]) == [
        frozenset({1, 2, 3, 4}),
        frozenset({7, 9}),
    ]
    assert clusters([]) == []


@pytest.mark.parametrize(
    "nasty",
    [
        Text(""),
        Text("a"),
        Text("👩‍🏫 🎉"),
        Text("שלום עולם", authors=("",), own_names=("", "x")),
        Text("\x00\ud800\u202e", description="\x00" * 50),
        Text("chữ " * 50_000, description="đọc " * 50_000, authors=("A B",) * 500),
        Text("5" * 100_000, workplace="7" * 100_000),
    ],
)
def test_nasty_texts_are_their_own_duplicates_with_bounded_keys(nasty):
    assert match(nasty, nasty).is_duplicate
    assert 1 <= len(read(nasty).keys) <= KEYS
    assert not is_duplicate(nasty, FIRST)


def test_the_keys_enough_alone_are_the_same_for_both_of_a_pair():
    shouted = replace(FIRST, title=FIRST.title.upper(), authors=("LÒ THỊ HƯƠNG",))

    lone = [set(filter(is_lone, read(text).keys)) for text in (FIRST, shouted)]

    assert len(lone[0]) > 1
    assert lone[0] == lone[1]


def test_two_strangers_who_share_a_word_pair_share_no_key_that_is_enough_alone():
    other = replace(STRANGER, title="Kỹ năng đọc bản vẽ cho thợ điện lớp 4")

    assert not any(map(is_lone, set(read(FIRST).keys) & set(read(other).keys)))
