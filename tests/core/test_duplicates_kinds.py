"""Every kind of copy and of look-alike, on invented entries; seeds fixed, so figures are facts."""

from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from sangkien.core.duplicates import Text
from tests.core import invented
from tests.core.judging import is_found, match, read
from tests.core.spoiling import ALL_SPELLINGS, combined, no_diacritics, typos

KINDS = ALL_SPELLINGS | {"combo": combined}
COUNT = 25


def same(text: Text, rng: Random) -> Text:
    return text


def edited(text: Text, rng: Random) -> Text:
    return replace(text, description=invented.light_edit(text.description, rng))


def half_new(text: Text, rng: Random) -> Text:
    return replace(text, description=invented.half_rewritten(text.description, rng))


def cut(text: Text, rng: Random) -> Text:
    return replace(text, description=text.description[: len(text.description) // 2])


def rewritten(text: Text, rng: Random) -> Text:
    return replace(text, description=invented.description(rng), effect=invented.sentence(rng))


def left_out(text: Text, rng: Random) -> Text:
    return replace(text, description="", effect="")


def shortened_name(text: Text, rng: Random) -> Text:
    return replace(text, authors=(invented.shortened(text.authors[0]),))


def bare_name(text: Text, rng: Random) -> Text:
    return replace(text, authors=(no_diacritics(text.authors[0], rng),))


def joined_by_another(text: Text, rng: Random) -> Text:
    return replace(text, authors=(*text.authors, invented.name(rng)))


def moved(text: Text, rng: Random) -> Text:
    return replace(text, unit="1.99.")


DESCRIPTIONS = [same, edited, half_new, cut, rewritten, left_out]
AUTHORS = [same, shortened_name, bare_name, joined_by_another, moved]


def copies(kind: str) -> list[tuple[Text, Text]]:
    rng = Random(f"copies {kind}")
    made = []
    for text in invented.originals(rng, COUNT):
        copy = replace(text, title=KINDS[kind](text.title, rng))
        made.append((text, rng.choice(AUTHORS)(rng.choice(DESCRIPTIONS)(copy, rng), rng)))
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_nearly_all_copies_by_the_same_person_are_found(kind):
    found = sum(is_found(*pair) for pair in copies(kind))

    assert found >= 0.92 * COUNT


@pytest.mark.parametrize("kind", KINDS)
def test_copies_by_the_same_person_are_known_as_the_same_persons(kind):
    assert all(match(one, other).same_person for one, other in copies(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_nearly_all_texts_taken_over_by_strangers_are_found(kind):
    rng = Random(f"taken {kind}")
    pairs = []
    for text in invented.originals(rng, COUNT):
        thief = invented.entry(rng)
        taken = replace(
            thief,
            title=KINDS[kind](text.title, rng),
            description=text.description,
            effect=text.effect,
        )
        pairs.append((text, taken))

    assert sum(is_found(*pair) for pair in pairs) >= 0.84 * COUNT


def test_a_description_under_a_new_title_is_found_at_the_same_person():
    rng = Random("new title")
    topics = rng.sample(invented.TOPICS, 24)
    texts = [invented.entry(rng, titled=f"Cách làm {topic}") for topic in topics[:12]]
    pairs = [
        (text, replace(text, title=f"Bí quyết {topic}"))
        for text, topic in zip(texts, topics[12:], strict=True)
    ]

    assert all(is_found(*pair) for pair in pairs)


def test_names_with_slips_are_mostly_the_same_person():
    rng = Random("names")
    pairs = [
        (text, replace(text, authors=(typos(text.authors[0], rng),)))
        for text in invented.originals(rng, 40)
    ]

    assert sum(is_found(*pair) for pair in pairs) >= 36


def test_no_two_originals_are_duplicates_though_four_in_ten_share_their_title():
    texts = invented.originals(Random("originals"), 300)

    assert [pair for pair in neighbours(texts) if is_found(*pair)] == []


def test_the_next_work_of_an_author_is_no_duplicate_even_with_the_old_introduction():
    rng = Random("next works")
    texts = invented.originals(rng, 300)
    pairs = [(text, other) for text in texts if (other := invented.other_grade(text, rng))]

    assert len(pairs) > 200
    assert [pair for pair in pairs if is_found(*pair)] == []


def test_sentences_under_another_title_of_another_author_are_no_duplicate():
    rng = Random("sentences")
    texts = invented.originals(rng, 150)
    pairs = []
    for text in texts:
        copied = " ".join(text.description.split(". ")[:2]) + ". " + invented.description(rng)
        pairs.append((text, replace(invented.entry(rng), description=copied)))

    assert [pair for pair in pairs if is_found(*pair)] == []


def neighbours(texts: list[Text]) -> list[tuple[Text, Text]]:
    """All pairs that share a key, as a register would find them."""
    blocks = defaultdict(list)
    for place, text in enumerate(texts):
        for key in read(text).keys:
            blocks[key].append(place)
    pairs = {pair for block in blocks.values() for pair in combinations(block, 2)}
    return [(texts[one], texts[other]) for one, other in sorted(pairs)]


# titles as they stand in public lists of initiatives; no author or date is taken over
REAL_TITLES = [
    "Nâng cao hiệu quả sinh hoạt chuyên môn trong trường tiểu học",
    "Một số biện pháp phát triển ngôn ngữ cho trẻ 24-36 tháng qua các hoạt động trong ngày",
    "Một số biện pháp ngôn ngữ cho trẻ 24-36 tháng",
    "Một số biện pháp phát triển ngôn ngữ cho trẻ nhà trẻ 24-36 tháng tuổi",
    "Một số kinh nghiệm phát triển ngôn ngữ cho trẻ nhà trẻ",
    "Giáo dục kỹ năng sống cho học sinh tiểu học",
    "Một số biện pháp chỉ đạo giáo dục kĩ năng sống cho học sinh tiểu học",
    "Một số kinh nghiệm và giải pháp giáo dục kĩ năng sống cho học sinh lớp 2",
    "Biện pháp dục kỹ năng sống cho học sinh lớp 3 thông qua các hoạt động giáo dục",
    "Biện pháp xây dựng và giữ vững danh hiệu công đoàn cơ sở vững mạnh",
    "Một số biện pháp để xây dựng Công đoàn cơ sở vững mạnh",
    "Một số giải pháp nâng cao chất lượng sinh hoạt công đoàn",
    "Một số giải pháp nâng cao hoạt động của tổ chức công đoàn",
    "Chế tạo bộ thử kín Seal gas cho máy nén cao áp và thấp áp",
    "Cải tạo bơm ngầm ЭЦВ6-6,3 dùng để bơm sản phẩm dầu",
    "Đánh giá tác động hậu COVID-19 đến sức khỏe của F0",
]


def test_no_two_real_titles_of_different_authors_are_duplicates():
    rng = Random("real")
    texts = [Text(title, authors=(invented.name(rng),)) for title in REAL_TITLES]

    assert [pair for pair in combinations(texts, 2) if is_found(*pair)] == []


def test_real_titles_of_one_author_are_duplicates_only_where_an_officer_would_ask():
    one = Text("", authors=("Lò Thị Mai",), workplace="Trường Mầm non Nà Tăm", unit="1.4.")
    texts = [replace(one, title=title) for title in REAL_TITLES]

    asked = {
        tuple(sorted(REAL_TITLES.index(text.title) + 1 for text in pair))
        for pair in combinations(texts, 2)
        if is_found(*pair)
    }

    assert asked == {(2, 3), (3, 4), (4, 5), (6, 7), (10, 11)}
