"""The parts of a letter and of its annexes as WordprocessingML, in the order of form 1.5."""

from sangkien.adapters.docx_parts import Element, Look, cell, paragraph, row, rule, table
from sangkien.adapters.font_widths import text_width_pt
from sangkien.core.letters.layout import LayoutProfile
from sangkien.core.letters.printed import Printed, PrintedAnnex, PrintedRow

_MM_PER_PT = 25.4 / 72
_SIGNATURE_LINES = 4  # room for the signature and the seal


def letter_parts(whole: Printed, profile: LayoutProfile) -> list[Element]:
    """Return the letter without its annexes."""
    return [
        _head(whole, profile),
        *_addressees(whole, profile),
        *_paragraphs(whole, profile),
        _foot(whole, profile),
    ]


def annex_parts(annex: PrintedAnnex, profile: LayoutProfile) -> list[Element]:
    """Return one annex."""
    return [*_annex_head(annex, profile), _table(annex, profile), *_notes(annex, profile)]


def _text_width_mm(profile: LayoutProfile, *, landscape: bool = False) -> float:
    paper = profile.paper_height_mm if landscape else profile.paper_width_mm
    return paper - profile.left_mm - profile.right_mm


def _head(whole: Printed, profile: LayoutProfile) -> Element:
    left = _text_width_mm(profile) * profile.head_left_share
    widths = (left, _text_width_mm(profile) - left)
    number, place = Look(profile.number_pt, align="center"), Look(profile.place_pt, align="center")
    abstract = Look(profile.abstract_pt, align="center", before_pt=profile.abstract_gap_pt)
    rows = [
        (_issuer(whole, profile, left), _nation(whole, profile, widths[1])),
        (
            [paragraph(whole.number_line, number)],
            [paragraph(whole.place_line, place.but(italic=True))],
        ),
        (
            [paragraph(whole.abstract, abstract.but(left_mm=3, right_mm=3, outline=0))],
            [paragraph("", abstract)],
        ),
    ]
    return table(widths, [_pair(widths, *pair) for pair in rows], has_borders=False)


def _pair(widths: tuple[float, float], left: list[Element], right: list[Element]) -> Element:
    return row([cell(widths[0], left), cell(widths[1], right)])


def _issuer(whole: Printed, profile: LayoutProfile, width_mm: float) -> list[Element]:
    look = Look(profile.parent_body_pt, align="center", tracking_pt=profile.head_tracking_pt)
    issuer = look.but(size_pt=profile.issuing_body_pt, bold=True)
    length = _length_mm(whole.issuing_body, issuer, width_mm) * profile.short_rule_share
    parts = [paragraph(whole.issuing_body, issuer), _centred_rule(length, width_mm)]
    return [paragraph(whole.parent_body, look), *parts] if whole.parent_body else parts


def _nation(whole: Printed, profile: LayoutProfile, width_mm: float) -> list[Element]:
    look = Look(profile.nation_pt, align="center", bold=True, tracking_pt=profile.head_tracking_pt)
    motto = look.but(size_pt=profile.motto_pt, tracking_pt=0)
    length = _length_mm(whole.motto, motto, width_mm)
    return [
        paragraph(whole.nation, look),
        paragraph(whole.motto, motto),
        _centred_rule(length, width_mm),
    ]


def _length_mm(text: str, look: Look, limit_mm: float) -> float:
    width = text_width_pt(text, size_pt=look.size_pt, bold=look.bold)
    return min((width + len(text) * look.tracking_pt) * _MM_PER_PT, limit_mm)


def _centred_rule(length_mm: float, width_mm: float, *, after_pt: float = 0) -> Element:
    indent = (width_mm - length_mm) / 2
    return rule(Look(2, left_mm=indent, right_mm=indent, before_pt=3, after_pt=after_pt))


def _addressees(whole: Printed, profile: LayoutProfile) -> list[Element]:
    label, lines = whole.addressees_label, whole.addressees
    look = Look(profile.addressee_pt, before_pt=profile.paragraph_gap_pt)
    if len(lines) < 2:  # noqa: PLR2004 - several stand below the label
        return [
            paragraph(
                " ".join((label, *lines)), look.but(align="center", before_pt=12, after_pt=12)
            )
        ]
    left = _text_width_mm(profile) * 0.2
    under = left + _length_mm(label.rstrip(":"), look, left)  # dashes stand under the colon
    hang = _length_mm("- ", look, left)
    line = look.but(left_mm=under + hang, first_line_mm=-hang, before_pt=0, keep_next=True)
    parts = [paragraph(label, look.but(left_mm=left, before_pt=12, keep_next=True))]
    parts += [paragraph(text, line) for text in lines[:-1]]
    return [*parts, paragraph(lines[-1], line.but(after_pt=12))]


def _paragraphs(whole: Printed, profile: LayoutProfile) -> list[Element]:
    look = _body(profile)
    last = len(whole.paragraphs) - 1
    # the last paragraph goes with the signature, so that none is signed on an empty page
    return [
        paragraph(said.text, look.but(keep_next=position == last))
        for position, said in enumerate(whole.paragraphs)
    ]


def _body(profile: LayoutProfile) -> Look:
    return Look(
        profile.body_pt,
        align="both",
        before_pt=profile.paragraph_gap_pt,
        line=profile.line_spacing,
        first_line_mm=profile.first_line_mm,
    )


def _foot(whole: Printed, profile: LayoutProfile) -> Element:
    half = _text_width_mm(profile) / 2
    label = Look(profile.recipients_label_pt, bold=True, italic=True, before_pt=12)
    line = Look(profile.recipients_pt)
    left = [paragraph(whole.recipients_label, label)]
    left += [paragraph(text, line) for text in whole.recipients]
    if whole.drafter_code:
        left.append(paragraph(whole.drafter_code, Look(profile.drafter_pt, before_pt=6)))
    sign = Look(profile.signing_pt, align="center", bold=True)
    right = [paragraph(whole.authority, sign.but(before_pt=12)), paragraph(whole.position, sign)]
    room = round(_SIGNATURE_LINES * profile.signing_pt * 1.15)
    right.append(paragraph(whole.name, sign.but(before_pt=room)))
    return table((half, half), [_pair((half, half), left, right)], has_borders=False)


def _annex_head(annex: PrintedAnnex, profile: LayoutProfile) -> list[Element]:
    label = Look(profile.annex_label_pt, align="center", bold=True, keep_next=True, outline=0)
    title = label.but(size_pt=profile.annex_title_pt, outline=None)
    reference = title.but(size_pt=profile.annex_reference_pt, bold=False, italic=True)
    width = _text_width_mm(profile, landscape=annex.landscape)
    parts = [paragraph(annex.label, label)]
    parts += [paragraph(line, title) for line in annex.title_lines]
    parts += [paragraph(annex.reference, reference), _centred_rule(width / 5, width, after_pt=3)]
    if annex.as_of:
        as_of = reference.but(align="right", size_pt=_table_pt(annex, profile), before_pt=6)
        parts.append(paragraph(annex.as_of, as_of.but(after_pt=3)))
    return parts


def _table_pt(annex: PrintedAnnex, profile: LayoutProfile) -> float:
    return profile.wide_table_pt if annex.landscape else profile.table_pt


def _table(annex: PrintedAnnex, profile: LayoutProfile) -> Element:
    look = Look(_table_pt(annex, profile), before_pt=2, after_pt=2)
    shares = sum(column.share for column in annex.columns)
    width = _text_width_mm(profile, landscape=annex.landscape)
    widths = tuple(width * column.share / shares for column in annex.columns)
    header = row(
        [
            cell(
                size,
                [paragraph(column.header, look.but(bold=True, align="center"))],
                valign="center",
            )
            for size, column in zip(widths, annex.columns, strict=True)
        ],
        is_header=True,
    )
    rows = [_row(said, annex, widths, look) for said in annex.rows]
    return table(widths, [header, *rows], has_borders=True)


def _row(said: PrintedRow, annex: PrintedAnnex, widths: tuple[float, ...], look: Look) -> Element:
    look = look.but(bold=said.kind != "row")
    if said.kind == "group":
        return row([cell(sum(widths), [paragraph(said.cells[0], look)], span=len(widths))])
    aligns = [column.align for column in annex.columns]
    if said.kind == "total":
        aligns[1] = "center"
    return row(
        [
            cell(width, [paragraph(text, look.but(align=align))], valign="center")
            for text, width, align in zip(said.cells, widths, aligns, strict=True)
        ]
    )


def _notes(annex: PrintedAnnex, profile: LayoutProfile) -> list[Element]:
    return [paragraph(note, _body(profile).but(size_pt=profile.table_pt)) for note in annex.notes]
