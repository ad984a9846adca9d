"""An official letter as an editable DOCX, laid out by a profile of Decree 30/2020."""

import datetime as dt
import io
import zipfile

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm

from sangkien.adapters.docx_parts import Element, Look, node, page_number
from sangkien.adapters.docx_sections import annex_parts, letter_parts
from sangkien.core.letters.dates import file_moment
from sangkien.core.letters.layout import LayoutProfile
from sangkien.core.letters.model import LetterText
from sangkien.core.letters.printed import printed

_MEMBER_MOMENT = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP can hold


def write_docx(
    letter: LetterText, profile: LayoutProfile, *, made_at: dt.datetime | None = None
) -> bytes:
    """Return the letter as DOCX; the same arguments give the same bytes.

    The file is dated `made_at` (aware), else the day of the letter, else 1/1/1980; never the clock.
    """
    whole = printed(letter)
    document = Document()
    _set_defaults(document, profile)
    _set_properties(document, letter, file_moment(letter.day, made_at))
    _set_page(document.sections[0], profile, landscape=False)
    _number_pages(document.sections[0], profile)
    _append(document, letter_parts(whole, profile))
    for annex in whole.annexes:
        section = _next_section(document)
        _set_page(section, profile, landscape=annex.landscape)
        _append(document, annex_parts(annex, profile))
    _end_with_paragraph(document)
    return _with_fixed_moments(document)


def _set_defaults(document: DocxDocument, profile: LayoutProfile) -> None:
    """Font, size and language of the whole file; theme fonts would win over plain names."""
    styles = document.styles.element
    traits = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for child in list(traits):
        traits.remove(child)
    size = round(2 * profile.body_pt)
    traits.append(_fonts(profile))
    traits.extend((node("sz", val=size), node("szCs", val=size)))
    traits.append(node("lang", val="vi-VN", eastAsia="vi-VN", bidi="vi-VN"))
    for style in ("Normal", "Header"):
        own = document.styles[style].element.get_or_add_rPr()
        for old in own.findall(qn("w:rFonts")):
            own.remove(old)
        own.insert(0, _fonts(profile))
    theme_language = document.settings.element.find(qn("w:themeFontLang"))
    if theme_language is not None:
        theme_language.set(qn("w:val"), "vi-VN")


def _fonts(profile: LayoutProfile) -> Element:
    name = profile.font
    return node("rFonts", ascii=name, hAnsi=name, cs=name, eastAsia=name)


def _set_properties(document: DocxDocument, letter: LetterText, moment: dt.datetime) -> None:
    properties = document.core_properties
    properties.title = printed(letter).abstract
    properties.author = printed(letter).issuing_body
    properties.last_modified_by = ""
    properties.comments = ""
    properties.language = "vi-VN"
    properties.created = properties.modified = moment.replace(tzinfo=None)


def _set_page(section: Section, profile: LayoutProfile, *, landscape: bool) -> None:
    width, height = Mm(profile.paper_width_mm), Mm(profile.paper_height_mm)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.top_margin, section.bottom_margin = Mm(profile.top_mm), Mm(profile.bottom_mm)
    section.left_margin, section.right_margin = Mm(profile.left_mm), Mm(profile.right_mm)
    section.header_distance = section.footer_distance = Mm(profile.top_mm / 2)


def _number_pages(section: Section, profile: LayoutProfile) -> None:
    """Numbers in the upper margin, none on a first page; later sections inherit both."""
    section.different_first_page_header_footer = True
    header = section.header
    header.is_linked_to_previous = False
    old = header.paragraphs[0]._p  # noqa: SLF001 - python-docx has no way to replace it
    old.addprevious(page_number(Look(profile.page_number_pt, align="center")))
    old.getparent().remove(old)
    section._sectPr.find(qn("w:cols")).addprevious(node("pgNumType", start=1))  # noqa: SLF001


def _append(document: DocxDocument, parts: list[Element]) -> None:
    end = document.element.body[-1]  # the properties of the last section stand last
    for part in parts:
        end.addprevious(part)


def _next_section(document: DocxDocument) -> Section:
    """Open a section; the paragraph that closes the old one is made too small to be seen."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    document.element.body[-2].get_or_add_pPr().insert(0, _no_height())
    return section


def _end_with_paragraph(document: DocxDocument) -> None:
    """Word wants a paragraph behind a table that would end the file."""
    end = document.element.body[-1]
    if end.getprevious().tag == qn("w:tbl"):
        end.addprevious(node("p", node("pPr", _no_height())))


def _no_height() -> Element:
    return node("spacing", before=0, after=0, line=20, lineRule="exact")


def _with_fixed_moments(document: DocxDocument) -> bytes:
    """Return the file with every member dated alike: a ZIP takes the clock otherwise."""
    raw, fixed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, _MEMBER_MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return fixed.getvalue()
