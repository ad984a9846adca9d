"""Hard negatives look alike, and a careful reader can tell each from its source."""

import re
from collections import Counter

from bench.engine.negatives import DECK


def of_kind(entries, kind):
    found = [entry for entry in entries if entry["kind"] == kind]
    assert len(found) == len(entries) * 4 // 100 * DECK[kind] // 20
    return [(entry, entry["from"]) for entry in found]


def sentences(entry):
    return set(re.split(r"(?<=[.])\s", entry["description"])) - {""}


def common_share(entry, source):
    """Share of the entry's text whose sentences stand in its source, word for word."""
    common = sentences(entry) & sentences(source)
    return sum(map(len, common)) / max(1, len(entry["description"]))


def numbers(title):
    return Counter(re.findall(r"\d+", title))


def test_the_same_title_by_someone_else_has_a_text_of_its_own(entries):
    for entry, source in of_kind(entries, "same_title_other_author"):
        assert entry["title"] == source["title"]
        assert set(entry["authors"]).isdisjoint(source["authors"])
        assert common_share(entry, source) < 0.3


def test_another_work_of_the_same_author_says_so_in_its_title(entries):
    shares = []
    for entry, source in of_kind(entries, "other_slot"):
        assert entry["authors"] == source["authors"]
        assert entry["title"].casefold().strip("“”.") != source["title"].casefold().strip("“”.")
        shares.append(common_share(entry, source))

    assert max(shares) < 0.5  # an introduction used again is about a third
    assert 0.15 < sum(share > 0.2 for share in shares) / len(shares) < 0.6


def test_shared_sentences_stand_in_a_longer_text_under_another_title(entries):
    for entry, source in of_kind(entries, "shared_boilerplate"):
        assert len(sentences(entry) & sentences(source)) >= 2
        assert common_share(entry, source) < 0.5
        assert entry["title"].casefold() != source["title"].casefold()
        assert set(entry["authors"]).isdisjoint(source["authors"])


def test_a_namesake_works_elsewhere_on_something_else(entries):
    for entry, source in of_kind(entries, "same_name"):
        assert entry["authors"] == source["authors"][:1]
        assert entry["unit"] != source["unit"] or entry["unit"].startswith("Liên đoàn")
        assert entry["title"] != source["title"]
        assert common_share(entry, source) < 0.3


def test_the_next_of_a_series_has_its_number_and_a_new_content(entries):
    for entry, source in of_kind(entries, "series"):
        assert entry["authors"] == source["authors"]
        assert numbers(entry["title"]) - numbers(source["title"])
        assert len(entry["description"].split()) >= 50
        assert common_share(entry, source) < 0.3
