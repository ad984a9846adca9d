import json
from dataclasses import replace

import pytest

from sangkien.actions.letters import (
    draft_reminder,
    edit_letter,
    preview_files,
)
from sangkien.core.letters.model import Paragraph
from sangkien.core.letters.stream import text_stream
from sangkien.core.permissions import Role
from sangkien.core.refusal import Refusal
from sangkien.models import JournalLine, Letter, ProgrammeDocument, Snapshot
from sangkien.queries.letters import layout_of, text_of, variants_of
from tests import make
from tests.adapters.letter_reading import docx_pieces, pdf_text, squeezed
from tests.adapters.letters import INJECTION
from tests.letters import DAY, SETTINGS, edit_of, province, writer
from tests.reports.lai_chau import Province

pytestmark = pytest.mark.django_db


@pytest.fixture
def lai_chau():
    return province()


@pytest.fixture
def officer(lai_chau):
    return writer(lai_chau)


@pytest.fixture
def draft(lai_chau, officer):
    return draft_reminder(lai_chau.campaign, lai_chau.root, DAY, officer)


def refused(act):
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def said(letter):
    return "\n".join(text_stream(text_of(letter)))


def verbs():
    lines = JournalLine.objects.filter(verb__startswith="letter-").order_by("id")
    return [(line.verb, line.details["version"]) for line in lines]


# ---- drafting ---------------------------------------------------------------------------------


def test_a_draft_holds_the_figures_of_the_frozen_table(lai_chau, draft):
    table = json.loads(draft.snapshot.canonical)

    rows = text_of(draft).annexes[0].table.rows
    assert [row.cells for row in rows] == [
        ("1", "LĐLĐ huyện Than Uyên", "115", "4", "(Có sáng kiến trùng)"),
        ("2", "LĐLĐ huyện Sìn Hồ", "130", "3", ""),
        ("3", "Công đoàn ngành Giáo dục", "60", "1", ""),
        ("4", "LĐLĐ huyện Tân Uyên", "95", "0", ""),
        ("", "Tổng", "400", "8", ""),
    ]
    assert [row["name"] for row in table["rows"]] == [row.cells[1] for row in rows[:-1]]


def test_the_notes_are_those_of_the_table(draft):
    notes = [note["text"] for note in json.loads(draft.snapshot.canonical)["notes"]]

    told = text_of(draft).annexes[0].notes
    assert len(told) == len(notes)
    assert "Có 2 lượt tích chọn Công đoàn ngành Giáo dục" in told[1]
    assert "đã chuyển về đúng đơn vị 1 lượt, chưa chuyển 1 lượt" in told[1]


def test_a_unit_that_is_ahead_is_never_named_without_its_duplicates(lai_chau, officer):
    lai_chau.campaign.targets.filter(unit=lai_chau.than_uyen).update(value=10)

    letter = draft_reminder(lai_chau.campaign, lai_chau.root, DAY, officer)

    assert "Than Uyên 4/10 (40,0\u00a0%), trong đó 2 lượt trùng" in said(letter)


def test_both_clocks_are_told_with_their_start_and_no_half_is_claimed(draft):
    text = said(draft).replace("\u00a0", " ")

    assert "ngày thứ 69 trong 144 ngày, đã qua 47,9 % thời gian" in text
    assert "ngày thứ 76 trong 365 ngày, đã qua 20,8 % thời gian" in text
    assert "hơn 1/2" not in text


def test_number_day_and_signer_stay_blank(draft):
    text = text_of(draft)

    assert (text.number, text.day, text.signing.name) == (None, None, "")


def test_a_letter_about_a_table_that_changes_later_says_what_was_frozen(lai_chau, draft):
    before = preview_files(draft)

    lai_chau.file(lai_chau.tan_uyen)

    assert preview_files(Letter.objects.get(id=draft.id)) == before


def test_drafting_again_without_a_change_gives_the_same_draft_and_freezes_nothing(
    lai_chau, officer, draft
):
    again = draft_reminder(lai_chau.campaign, lai_chau.root, DAY, officer)

    assert again == draft
    assert (Letter.objects.count(), Snapshot.objects.count()) == (1, 1)
    assert verbs() == [("letter-drafted", 1)]


def test_another_annex_makes_another_draft_of_the_same_frozen_table(lai_chau, officer, draft):
    full = draft_reminder(lai_chau.campaign, lai_chau.root, DAY, officer, full_annex=True)

    assert (full.id != draft.id, full.snapshot) == (True, draft.snapshot)
    assert [annex.label for annex in text_of(full).annexes] == ["Phụ lục I", "Phụ lục II"]


def test_new_entries_freeze_the_table_anew(lai_chau, officer, draft):
    lai_chau.file(lai_chau.tan_uyen)

    after = draft_reminder(lai_chau.campaign, lai_chau.root, DAY, officer)

    assert after.snapshot != draft.snapshot
    assert "Tân Uyên 1/95" in said(after)


def test_a_frozen_table_that_was_tampered_with_is_not_used_again(lai_chau, officer, draft):
    Snapshot.objects.update(sha256="0" * 64)

    after = draft_reminder(lai_chau.campaign, lai_chau.root, DAY, officer)

    assert after.snapshot != draft.snapshot


def test_a_draft_that_somebody_edited_is_not_given_to_the_next(lai_chau, officer, draft):
    edit_letter(draft, edit_of(draft, abstract="V/v khác"), officer, version=1)

    again = draft_reminder(lai_chau.campaign, lai_chau.root, DAY, officer)

    assert (again.id != draft.id, again.snapshot) == (True, draft.snapshot)


def test_the_documents_of_the_office_are_cited(lai_chau, officer):
    ProgrammeDocument.objects.create(
        campaign=lai_chau.campaign,
        kind="Kế hoạch",
        number="302/KH-LĐLĐ",
        issued_on="2022-01-13",
        issuer="Ban Thường vụ Liên đoàn Lao động tỉnh Lai Châu",
        abstract="thực hiện Chương trình “01 triệu sáng kiến”",
    )
    ProgrammeDocument.objects.create(
        campaign=lai_chau.campaign, kind="Công văn", number="1/CV", issuer="Chưa rõ ngày"
    )

    letter = draft_reminder(lai_chau.campaign, lai_chau.root, DAY, officer)

    opening = text_of(letter).paragraphs[0].text
    assert opening.startswith(
        "Thực hiện Kế hoạch số 302/KH-LĐLĐ ngày 13 tháng 01 năm 2022 của Ban Thường vụ Liên đoàn"
        " Lao động tỉnh Lai Châu về việc thực hiện Chương trình “01 triệu sáng kiến”, LĐLĐ tỉnh"
    )


def test_a_letter_about_one_district_is_addressed_to_it(lai_chau, officer):
    school = make.unit(lai_chau.sin_ho, "CĐCS Trường Mầm non Pa Tần")
    lai_chau.target(school, 5)

    letter = draft_reminder(lai_chau.campaign, lai_chau.sin_ho, DAY, officer)

    assert text_of(letter).addressees == ("LĐLĐ huyện Sìn Hồ",)


def test_a_unit_with_nobody_below_it_gets_no_reminder(lai_chau, officer):
    act = lambda: draft_reminder(lai_chau.campaign, lai_chau.tan_uyen, DAY, officer)  # noqa: E731

    assert refused(act) == "letter-no-rows"


def test_a_unit_outside_the_campaign_gets_no_reminder(lai_chau, officer):
    stranger = make.unit()

    assert (
        refused(lambda: draft_reminder(lai_chau.campaign, stranger, DAY, officer))
        == "outside-campaign"
    )


def test_a_campaign_that_does_not_say_who_writes_is_refused_with_what_is_missing():
    made = Province(letter={name: SETTINGS[name] for name in SETTINGS if name != "board"})

    with pytest.raises(Refusal) as caught:
        draft_reminder(made.campaign, made.root, DAY, writer(made))

    assert (caught.value.code, caught.value.details) == ("letter-office", {"names": "board"})
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize("role", [Role.MEMBER, Role.UPPER_OFFICER])
def test_only_the_provincial_officer_writes_letters(lai_chau, role):
    other = make.officer(lai_chau.root, role)

    assert refused(lambda: draft_reminder(lai_chau.campaign, lai_chau.root, DAY, other)) == (
        "not-allowed"
    )


def test_the_officer_of_a_district_writes_no_letter_of_the_province(lai_chau):
    other = make.officer(lai_chau.sin_ho)

    assert refused(lambda: draft_reminder(lai_chau.campaign, lai_chau.root, DAY, other)) == (
        "not-allowed"
    )


def test_house_variants_of_the_campaign_hold_for_its_letters():
    made = province(symbol="LĐLĐ", variants=["symbol-short"])

    letter = draft_reminder(made.campaign, made.root, DAY, writer(made))

    assert variants_of(letter) == layout_of(letter).variants == frozenset({"symbol-short"})


# ---- editing ----------------------------------------------------------------------------------


def test_an_edit_is_stored_counted_and_written_down(draft, officer):
    paragraphs = (Paragraph("Đề nghị đôn đốc (có phụ lục kèm theo)."),)

    edit = edit_of(draft, paragraphs=paragraphs, variants=frozenset({"capital"}))
    edit_letter(draft, edit, officer, version=1)

    stored = Letter.objects.get(id=draft.id)
    assert text_of(stored) == replace(text_of(draft), paragraphs=paragraphs)
    assert (stored.version, variants_of(stored)) == (2, frozenset({"capital"}))
    assert verbs() == [("letter-drafted", 1), ("letter-edited", 2)]


def test_of_two_edits_of_one_version_the_second_is_refused_and_changes_nothing(draft, officer):
    edit_letter(draft, edit_of(draft, abstract="V/v một"), officer, version=1)

    second = edit_of(draft, abstract="V/v hai")
    assert refused(lambda: edit_letter(draft, second, officer, version=1)) == "letter-changed"

    assert text_of(Letter.objects.get(id=draft.id)).abstract == "V/v một"


def test_an_edit_needs_the_right_to_write(lai_chau, draft):
    other = make.officer(lai_chau.sin_ho)

    assert refused(lambda: edit_letter(draft, edit_of(draft), other, version=1)) == "not-allowed"


def test_markup_in_edited_texts_is_printed_as_it_was_typed(draft, officer):
    edit = edit_of(
        draft,
        abstract=INJECTION,
        addressees=(INJECTION,),
        paragraphs=(Paragraph(INJECTION), Paragraph(f"{INJECTION} phụ lục", "numbered")),
        recipients=(INJECTION,),
    )

    edited = edit_letter(draft, edit, officer, version=1)
    files = preview_files(edited)

    pieces = text_stream(text_of(edited))
    assert sum(INJECTION in piece for piece in pieces) == 5
    read_again = squeezed("".join(docx_pieces(files.docx)))
    for piece in pieces:
        assert squeezed(piece) in read_again
        assert squeezed(piece) in pdf_text(files.pdf)
