import hashlib
import io
from datetime import timedelta

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate
from docx import Document

from sangkien.actions.letters import draft_reminder, edit_letter, issue_letter
from sangkien.core.letters.model import Paragraph
from sangkien.core.permissions import Role
from sangkien.core.reading.numbers import format_date
from sangkien.inputs.letter import form_of
from sangkien.models import Letter
from sangkien.queries.letters import text_of, variants_of
from tests import make
from tests.adapters.letters import INJECTION
from tests.letters import DAY, edit_of, province, writer

pytestmark = pytest.mark.django_db
TOMORROW = format_date(localdate() + timedelta(days=1))
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def lai_chau():
    return province()


@pytest.fixture
def officer(lai_chau):
    return writer(lai_chau)


@pytest.fixture
def letter(lai_chau, officer):
    return draft_reminder(lai_chau.campaign, lai_chau.root, DAY, officer)


@pytest.fixture
def desk(client, officer):
    """A browser in which the officer is logged in."""
    client.force_login(officer.account)
    return client


def address(name, *args):
    return reverse(name, args=["lai-chau", *args])


def page_of(answer):
    return answer.content.decode()


def as_posted(letter, **changes):
    form = form_of(text_of(letter), variants=variants_of(letter), version=letter.version)
    lines = ("symbol", "abstract", "addressees", "recipients", "archive", "version")
    sent = {name: getattr(form, name) for name in lines}
    for position, paragraph in enumerate(form.paragraphs):
        sent |= {f"text-{position}": paragraph.text, f"kind-{position}": paragraph.kind}
    return sent | changes


# ---- the list and the new letter ---------------------------------------------------------------


def test_without_a_letter_the_list_says_how_to_begin(desk):
    answer = desk.get(address("letters"))

    assert answer.status_code == 200
    assert address("letter-new") in page_of(answer)


def test_the_list_shows_drafts_and_issued_letters(desk, lai_chau, officer, letter):
    issue_letter(letter, officer, version=1)
    draft_reminder(lai_chau.campaign, lai_chau.root, DAY, officer)

    shown = page_of(desk.get(address("letters")))

    assert shown.count("Reminder, figures up to 17/03/2022") == 2
    assert [shown.count(f"{kind}, the latest first") for kind in ("Drafts", "Issued")] == [1, 1]
    assert shown.count(">Go on with it</a>") == 1


def test_the_list_asks_as_often_for_three_letters_as_for_one(desk, lai_chau, officer, letter):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            desk.get(address("letters"))
        return len(asked)

    count()
    one = count()
    for abstract in ("V/v hai", "V/v ba"):
        more = draft_reminder(lai_chau.campaign, lai_chau.root, DAY, officer)
        edit_letter(more, edit_of(more, abstract=abstract), officer, version=1)
    draft_reminder(lai_chau.campaign, lai_chau.root, DAY, officer)

    assert (Letter.objects.count(), count()) == (3, one)


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("07/01/2022", "lies before the campaign: its first phase opens on 08/01/2022."),
        ("02/09/2023", "lies after the campaign: its last phase closed on 01/09/2023"),
        (TOMORROW, "is still to come: there is nothing to count yet."),
    ],
)
def test_a_day_without_sense_is_refused_at_its_field_with_the_way_out(desk, day, sentence):
    answer = desk.post(address("letter-new"), {"day": day, "annex": "short"})

    shown = page_of(answer)
    assert (answer.status_code, Letter.objects.count()) == (422, 0)
    assert f"The day of the figures, {day}, {sentence}" in shown[shown.index('id="error-day"') :]


def test_the_day_of_a_new_letter_can_be_given_in_the_address(desk):
    assert 'value="01/03/2022"' in page_of(desk.get(address("letter-new") + "?day=01/03/2022"))


def test_a_reminder_is_drafted_and_shown(desk):
    answer = desk.post(address("letter-new"), {"day": "17/03/2022", "annex": "full"})

    letter = Letter.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, address("letter-show", letter.id))
    assert len(text_of(letter).annexes) == 2


def test_the_day_stands_in_the_form_already(desk, lai_chau):
    lai_chau.campaign.default_day = DAY
    lai_chau.campaign.save()

    assert 'value="17/03/2022"' in page_of(desk.get(address("letter-new")))


def test_a_day_that_cannot_be_read_keeps_what_was_typed(desk):
    answer = desk.post(address("letter-new"), {"day": "31/11/2021", "annex": "full"})

    assert answer.status_code == 422
    assert 'value="31/11/2021"' in page_of(answer)
    assert 'value="full" checked' in page_of(answer)
    assert not Letter.objects.exists()


def test_a_campaign_without_an_office_says_what_is_missing(desk, lai_chau):
    lai_chau.campaign.letter = {}
    lai_chau.campaign.save()

    answer = desk.post(address("letter-new"), {"day": "17/03/2022"})

    assert answer.status_code == 409
    assert "parent_body" in page_of(answer)


# ---- the letter as paper -----------------------------------------------------------------------


def test_the_letter_is_shown_as_paper_with_head_table_and_notes(desk, letter):
    shown = page_of(desk.get(address("letter-show", letter.id)))

    for text in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Lai Châu, ngày …… tháng …… năm ……",
        "Kính gửi:",
        "LĐLĐ huyện Than Uyên",
        "(Có sáng kiến trùng)",
        "tích chọn Công đoàn ngành Giáo dục",
        letter.snapshot.sha256,
    ):
        assert text in shown


def test_what_deviates_is_told_with_the_way_to_its_box(desk, officer, letter):
    edit_letter(letter, edit_of(letter, symbol="LĐLĐ"), officer, version=1)

    shown = page_of(desk.get(address("letter-show", letter.id)))

    assert "lacks the drafting unit" in shown
    assert f"{address('letter-edit', letter.id)}#field-symbol" in shown


@pytest.mark.parametrize(
    ("changes", "box"),
    [
        ({"archive": "Lưu VT"}, "archive"),
        ({"recipients": ("Như Kính gửi;",)}, "recipients"),
        ({"addressees": ("LĐLĐ huyện Sìn Hồ", "LĐLĐ huyện Than Uyên")}, "addressees"),
        ({"abstract": "V/v đơn đốc"}, "abstract"),
        ({"paragraphs": (Paragraph("Có phụ lục."), Paragraph("Gọi 0912 345 678."))}, "text-1"),
        ({"paragraphs": (Paragraph("Đôn đốc."), Paragraph("Hết."))}, "text-0"),
    ],
)
def test_every_deviation_leads_to_the_box_that_holds_it(desk, officer, letter, changes, box):
    edit_letter(letter, edit_of(letter, **changes), officer, version=1)

    shown = page_of(desk.get(address("letter-show", letter.id)))

    assert f"{address('letter-edit', letter.id)}#field-{box}" in shown


def test_a_deviation_that_the_office_allows_itself_is_not_reported(desk, officer, letter):
    edit = edit_of(letter, symbol="LĐLĐ", variants=frozenset({"symbol-short"}))
    edit_letter(letter, edit, officer, version=1)

    shown = page_of(desk.get(address("letter-show", letter.id)))

    assert "lacks the drafting unit" not in shown
    assert "Your office allows itself: A symbol without the drafting unit." in shown


def test_signs_that_the_pdf_cannot_show_are_told_before_anybody_asks_for_it(desk, officer, letter):
    edit_letter(letter, edit_of(letter, abstract="V/v 👍"), officer, version=1)

    assert "cannot show these signs: 👍" in page_of(desk.get(address("letter-show", letter.id)))
    assert desk.get(address("letter-file", letter.id, "pdf")).status_code == 409


def test_markup_in_a_letter_is_shown_and_not_obeyed(desk, officer, letter):
    hostile = f'<script>alert("x")</script>{INJECTION}'
    edit_letter(letter, edit_of(letter, abstract=hostile), officer, version=1)

    for name in ("letter-show", "letter-edit", "letter-issue"):
        shown = page_of(desk.get(address(name, letter.id)))
        assert "<script>alert" not in shown
        assert "&lt;script&gt;alert" in shown


# ---- editing ----------------------------------------------------------------------------------


def test_the_form_holds_one_box_for_each_paragraph(desk, letter):
    shown = page_of(desk.get(address("letter-edit", letter.id)))

    count = len(text_of(letter).paragraphs)
    assert [f'name="text-{n}"' in shown for n in (0, count - 1, count)] == [True, True, False]


def test_the_form_sent_as_it_is_changes_nothing_but_the_version(desk, letter):
    answer = desk.post(address("letter-edit", letter.id), as_posted(letter))

    stored = Letter.objects.get(id=letter.id)
    assert answer["Location"] == address("letter-show", letter.id)
    assert (text_of(stored), stored.version) == (text_of(letter), 2)


def test_edited_texts_and_variants_are_stored(desk, letter):
    changes = {"text-0": "Mở đầu (có phụ lục kèm theo):", "variants": ["capital"]}
    desk.post(address("letter-edit", letter.id), as_posted(letter, **changes))

    stored = Letter.objects.get(id=letter.id)
    assert text_of(stored).paragraphs[0].text == "Mở đầu (có phụ lục kèm theo):"
    assert variants_of(stored) == frozenset({"capital"})


def test_a_box_is_added_without_script_and_nothing_is_stored(desk, letter):
    sent = as_posted(letter, **{"do": "add-0", "text-0": "Đang viết dở"})
    shown = page_of(desk.post(address("letter-edit", letter.id), sent))

    count = len(text_of(letter).paragraphs)
    assert f'name="text-{count}"' in shown
    assert "Đang viết dở" in shown
    assert Letter.objects.get(id=letter.id).version == 1


def test_a_box_is_taken_out_without_script_and_nothing_is_stored(desk, letter):
    sent = as_posted(letter, do="remove-0")
    shown = page_of(desk.post(address("letter-edit", letter.id), sent))

    assert text_of(letter).paragraphs[0].text not in shown
    assert Letter.objects.get(id=letter.id).version == 1


def test_what_cannot_stay_is_told_at_its_box(desk, letter):
    answer = desk.post(address("letter-edit", letter.id), as_posted(letter, abstract=" "))

    assert answer.status_code == 422
    assert 'href="#field-abstract"' in page_of(answer)
    assert Letter.objects.get(id=letter.id).version == 1


def test_an_edit_after_somebody_elses_keeps_what_was_typed_and_asks(desk, officer, letter):
    sent = as_posted(letter, abstract="V/v của người sau")
    edit_letter(letter, edit_of(letter, abstract="V/v của người trước"), officer, version=1)

    answer = desk.post(address("letter-edit", letter.id), sent)

    assert answer.status_code == 409
    assert "V/v của người sau" in page_of(answer)
    assert 'name="version" value="2"' in page_of(answer)
    assert text_of(Letter.objects.get(id=letter.id)).abstract == "V/v của người trước"


# ---- issuing and files --------------------------------------------------------------------------


def test_a_draft_is_fetched_under_a_name_that_says_so(desk, letter):
    answers = {form: desk.get(address("letter-file", letter.id, form)) for form in ("docx", "pdf")}

    name = "du-thao-don-doc-lai-chau-2022-03-17"
    assert {form: answer["Content-Disposition"] for form, answer in answers.items()} == {
        "docx": f'attachment; filename="{name}.docx"',
        "pdf": f'attachment; filename="{name}.pdf"',
    }
    assert [answers[form]["Content-Type"] for form in ("docx", "pdf")] == [DOCX, "application/pdf"]
    assert Document(io.BytesIO(answers["docx"].content)).tables
    with pikepdf.open(io.BytesIO(answers["pdf"].content)) as pdf:
        assert pdf.pages


def test_issuing_is_asked_once_more_and_then_done(desk, letter):
    where = address("letter-issue", letter.id)
    assert 'name="version" value="1"' in page_of(desk.get(where))
    assert Letter.objects.get(id=letter.id).state == "draft"

    answer = desk.post(where, {"version": "1"})

    assert answer["Location"] == address("letter-show", letter.id)
    assert Letter.objects.get(id=letter.id).state == "issued"


@pytest.mark.parametrize("version", ["", "x", "7"])
def test_a_version_that_is_not_the_letters_is_not_issued(desk, letter, version):
    answer = desk.post(address("letter-issue", letter.id), {"version": version})

    assert (answer.status_code, Letter.objects.get(id=letter.id).state) == (409, "draft")


def test_an_issued_letter_is_fetched_as_it_was_stored(desk, officer, letter):
    issued = issue_letter(letter, officer, version=1)

    answers = [desk.get(address("letter-file", letter.id, "pdf")) for _ in range(2)]

    assert [hashlib.sha256(answer.content).hexdigest() for answer in answers] == [
        issued.pdf_sha256,
        issued.pdf_sha256,
    ]
    assert answers[0]["Content-Disposition"] == (
        'attachment; filename="don-doc-lai-chau-2022-03-17.pdf"'
    )


def test_an_issued_letter_is_not_edited_any_more(desk, officer, letter):
    issue_letter(letter, officer, version=1)

    assert desk.get(address("letter-edit", letter.id)).status_code == 409
    sent = as_posted(letter, abstract="V/v khác")
    assert desk.post(address("letter-edit", letter.id), sent).status_code == 409
    assert desk.get(address("letter-issue", letter.id)).status_code == 404
    shown = page_of(desk.get(address("letter-show", letter.id)))
    assert address("letter-edit", letter.id) not in shown


# ---- who may ------------------------------------------------------------------------------------


def every_address(letter):
    return [
        address("letters"),
        address("letter-new"),
        *(address(name, letter.id) for name in ("letter-show", "letter-edit", "letter-issue")),
        *(address("letter-file", letter.id, form) for form in ("docx", "pdf")),
    ]


def test_a_visitor_is_sent_to_log_in(client, letter):
    for where in every_address(letter):
        assert client.get(where)["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize("role", [Role.MEMBER, Role.UPPER_OFFICER])
def test_for_those_who_write_no_letters_there_is_nothing_here(client, lai_chau, letter, role):
    client.force_login(make.account(role, lai_chau.root))

    assert [client.get(where).status_code for where in every_address(letter)] == [404] * 7
    assert client.post(address("letter-issue", letter.id), {"version": "1"}).status_code == 404


def test_a_letter_of_another_campaign_is_not_found_here(desk, lai_chau, letter):
    make.campaign(lai_chau.root, slug="khac")

    assert desk.get(reverse("letter-show", args=["khac", letter.id])).status_code == 404


def test_what_is_not_there_is_not_found(desk, letter):
    assert desk.get(address("letter-show", letter.id + 1)).status_code == 404
    assert desk.get(address("letter-file", letter.id, "odt")).status_code == 404
    assert desk.get(reverse("letters", args=["none"])).status_code == 404
