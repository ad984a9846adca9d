import pytest

from sangkien.web.finding_words import FindingWords, words_of


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


def piece(code, **details):
    return {"field": "title", "code": code, "details": details}


def test_a_rule_that_is_no_longer_there_is_named_by_its_code():
    assert words_of("old-rule", {"x": 1}) == FindingWords("old-rule", "", "", ())


def test_a_unit_that_is_not_known_is_said_in_words():
    details = {"workplace": "Trường A", "unit": "CĐ ngành", "expected": "", "expected_id": None}

    said = words_of(
        "wrong-unit", details | {"because": "rule", "mark": "truong a", "basis": "HD 26"}
    )

    assert said.message == (
        "“Trường A” does not belong to CĐ ngành but to another unit (its place was not understood)."
    )
    assert said.evidence == ("Its name holds “Trường A”.", "Basis: HD 26.")


def test_a_workplace_of_the_register_says_so():
    details = {"workplace": "Trường A", "unit": "X", "expected": "LĐLĐ huyện Than Uyên"}

    said = words_of("wrong-unit", details | {"because": "registry", "mark": "", "basis": ""})

    assert said.evidence == (
        "The register of units has this workplace below LĐLĐ huyện Than Uyên.",
    )


def test_evidence_is_told_in_sentences_and_what_an_older_engine_said_is_left_out():
    evidence = [
        piece("same-author"),
        piece("title-differs", left="ba", right="tư"),
        piece("title-differs", left="", right="tại trường"),
        piece("code-of-long-ago"),
    ]
    copy = {"other_receipt": "LC22-000001-8", "other_title": "T", "other_unit": "U"}

    said = words_of("duplicate-own", copy | {"percent": 98, "evidence": evidence})

    assert said.evidence == (
        "The same author.",
        "Words that differ: “ba” and “tư”.",
        "Only one title has the words “tại trường”.",
        "Probability of one work: 98 %.",
    )


def test_a_probability_that_rounds_to_a_hundred_is_not_told_as_certain():
    copy = {"other_receipt": "LC22-000001-8", "other_title": "T", "other_unit": "U"}

    said = words_of("duplicate-own", copy | {"percent": 100, "evidence": []})

    assert said.evidence == ("Probability of one work: over 99 %.",)


def test_a_missing_effect_is_told_without_empty_quotation_marks():
    said = words_of("missing-effect", {"effect": "", "least_words": 3})

    assert said.message == "The effect is empty or too short to be judged."
