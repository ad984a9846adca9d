import io
from io import StringIO

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from docx import Document

from sangkien.models import Letter, Snapshot
from tests.adapters.letter_reading import docx_pieces, pdf_text, squeezed
from tests.letters import province

pytestmark = pytest.mark.django_db
NAME = "don-doc-lai-chau-2022-03-17"


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"


def run(folder, *words, campaign="lai-chau", on="2022-03-17"):
    out = StringIO()
    asked = ["--campaign", campaign, "--on", on, "--out", str(folder)]
    call_command("letter", "reminder", *asked, *words, stdout=out)
    return out.getvalue().splitlines()


def test_the_command_writes_both_files_and_tells_where_and_what_deviates(tmp_path):
    province()

    assert run(tmp_path / "new" / "folder") == [
        f"Written: {tmp_path / 'new' / 'folder' / NAME}.docx",
        f"Written: {tmp_path / 'new' / 'folder' / NAME}.pdf",
        "Layout and spelling keep the rules that can be checked here.",
    ]


def test_both_files_open_again_and_hold_the_table(tmp_path):
    province()
    run(tmp_path)

    docx, pdf = ((tmp_path / f"{NAME}{suffix}").read_bytes() for suffix in (".docx", ".pdf"))
    table = Document(io.BytesIO(docx)).tables[-1]
    assert [cell.text for cell in table.rows[1].cells] == [
        "1",
        "LĐLĐ huyện Than Uyên",
        "115",
        "4",
        "(Có sáng kiến trùng)",
    ]
    assert "LĐLĐ huyện Tân Uyên" in docx_pieces(docx)
    assert squeezed("4 LĐLĐ huyện Tân Uyên 95 0") in pdf_text(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "/StructTreeRoot" in opened.Root


def test_the_full_table_is_a_second_annex_across_the_page(tmp_path):
    province()
    run(tmp_path, "--full-annex")

    with pikepdf.open(tmp_path / f"{NAME}.pdf") as pdf:
        boxes = [[float(side) for side in page.MediaBox] for page in pdf.pages]
    assert [width > height for _, _, width, height in boxes] == [False] * (len(boxes) - 1) + [True]


def test_running_it_again_writes_the_same_bytes_and_stores_nothing_new(tmp_path):
    province()
    run(tmp_path / "first")
    run(tmp_path / "second")

    for suffix in (".docx", ".pdf"):
        first, second = (tmp_path / each / f"{NAME}{suffix}" for each in ("first", "second"))
        assert first.read_bytes() == second.read_bytes()
    assert (Letter.objects.count(), Snapshot.objects.count()) == (1, 1)


def test_deviations_are_told_one_a_line(tmp_path):
    province(symbol="LĐLĐ")

    assert run(tmp_path)[2:] == [
        "Ký hiệu: “LĐLĐ” lacks the drafting unit. Add its abbreviation after a hyphen."
    ]


def test_a_house_variant_of_the_campaign_is_no_deviation(tmp_path):
    province(symbol="LĐLĐ", variants=["symbol-short"])

    assert run(tmp_path)[2:] == ["Layout and spelling keep the rules that can be checked here."]


def test_a_lower_unit_stands_in_the_name_of_the_file(tmp_path):
    made = province()
    with pytest.raises(CommandError, match="There is no unit below LĐLĐ huyện Tân Uyên"):
        run(tmp_path, "--unit", made.tan_uyen.code)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"campaign": "none"}, "--campaign: there is no campaign “none”. Known: lai-chau."),
        ({"on": "31/11/2021"}, "--on: “31/11/2021” is no day of the calendar"),
    ],
)
def test_what_is_asked_wrongly_is_told_with_its_option(tmp_path, words, sentence):
    province()

    with pytest.raises(CommandError, match=sentence):
        run(tmp_path, **words)


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    province()
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(CommandError, match=r"/file” is a file"):
        run(tmp_path / "file")


def test_a_campaign_without_an_office_is_told_what_is_missing(tmp_path):
    province(board="")

    with pytest.raises(CommandError, match="Missing: board"):
        run(tmp_path)


@pytest.mark.parametrize("words", [("letter", "reminder", "--out", "unused"), ("snapshot", "take")])
@pytest.mark.parametrize("on", ["2022-01-07", "2099-01-01"])
def test_a_day_without_sense_is_refused_with_the_option_named(words, on, tmp_path):
    province()
    asked = [str(tmp_path / word) if word == "unused" else word for word in words]

    with pytest.raises(CommandError) as refused:
        call_command(*asked, "--campaign", "lai-chau", "--on", on)

    assert str(refused.value).startswith("--on: ")
    assert (Letter.objects.count(), Snapshot.objects.count()) == (0, 0)
    assert list(tmp_path.iterdir()) == []
