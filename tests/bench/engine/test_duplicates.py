"""No pair is called a duplicate without something a careful reader could point at."""

from collections import Counter, defaultdict

from bench.engine.kinds import KINDS, WEAK

CHANGES = {"same", "light_edit", "half_rewritten", "truncated", "rewritten", "dropped"}
AUTHORS = {"same", "spelling", "initials", "typo", "coauthor", "other_person"}
OF_SPELLING = {"nfd", "no_diacritics", "tone_old_new", "i_y", "tcvn3", "vni_legacy"}
ABOVE = ("Công đoàn ngành Giáo dục", "Liên đoàn Lao động")
TYPED = {"telex", "vni_typing", "case"}


def copies(entries):
    return [entry for entry in entries if entry["kind"] in KINDS]


def word_count(entry):
    return len(entry["description"].split())


def has_the_text(entry):
    """Whether a good part of the source's description stands in the copy's."""
    is_kept = entry["description_change"] in {"same", "light_edit", "half_rewritten", "truncated"}
    return is_kept and word_count(entry["from"]) >= 40


def triples(entry):
    words = entry["description"].casefold().split()
    return set(zip(words, words[1:], words[2:], strict=False))


def test_every_change_of_description_and_author_comes_up(entries):
    assert {entry["description_change"] for entry in copies(entries)} == CHANGES
    assert {entry["author_change"] for entry in copies(entries)} == AUTHORS


def test_where_the_title_is_a_weak_witness_the_text_is_there(entries):
    for entry in copies(entries):
        if entry["kind"] in WEAK:
            assert has_the_text(entry)


def test_where_the_text_is_gone_the_same_author_is_named(entries):
    for entry in copies(entries):
        if not has_the_text(entry):
            assert entry["author_change"] in {"same", "spelling", "typo", "coauthor"}
            assert entry["kind"] not in WEAK


def test_another_person_copied_at_least_half_of_the_text(entries):
    for entry in copies(entries):
        if entry["author_change"] == "other_person":
            assert entry["description_change"] in {"same", "light_edit", "half_rewritten"}
            assert set(entry["authors"]).isdisjoint(entry["from"]["authors"])


def test_what_is_called_kept_is_kept_and_what_is_called_rewritten_is_new(entries):
    shares = defaultdict(list)
    for entry in copies(entries):
        before, after = triples(entry["from"]), triples(entry)
        if before and after and entry["kind"] not in OF_SPELLING | TYPED:
            shares[entry["description_change"]].append(len(before & after) / len(before))

    assert set(shares["same"]) == {1.0}
    assert min(shares["light_edit"]) > 0.55
    assert min(shares["half_rewritten"]) > 0.3
    assert min(shares["truncated"]) > 0.25
    assert max(shares["rewritten"]) < 0.3
    assert all(not e["description"] for e in entries if e["description_change"] == "dropped")


def test_copies_of_one_source_have_its_text_so_that_they_prove_each_other(entries):
    of_source = Counter(entry["source"] for entry in copies(entries))
    several = [entry for entry in copies(entries) if of_source[entry["source"]] > 1]

    assert len(several) > 20
    assert {entry["description_change"] for entry in several} == {"same", "light_edit"}


def test_the_unit_is_now_and_then_abbreviated_or_the_one_above(entries):
    by_the_same = [e for e in copies(entries) if e["author_change"] != "other_person"]
    kept = [entry for entry in by_the_same if entry["unit"] == entry["from"]["unit"]]
    moved = [entry for entry in by_the_same if entry["unit"] != entry["from"]["unit"]]

    assert 0.6 < len(kept) / len(by_the_same) < 0.8
    assert any(entry["unit"].startswith(ABOVE) for entry in moved)
    assert all(entry["workplace"] for entry in moved)


def test_nothing_on_its_page_alone_gives_a_duplicate_away(entries):
    originals = [entry for entry in entries if entry["kind"] == "original"]

    assert any(entry["unit"].startswith(ABOVE) for entry in originals)
    assert any(entry["unit"].startswith(("TH ", "THCS ", "MN ")) for entry in originals)
    for sign in ("µ", "aù", "oo", "SKKN", "“", "\u0301"):
        assert any(sign in entry["title"] for entry in originals), sign
