"""Layout numbers of official letters as dated profiles, and the limits the Decree sets to them.

Lengths are millimetres, sizes and gaps are points, `line_spacing` is in lines.
Source: Decree 30/2020/NĐ-CP, annex I, part I, I (page), II and III (parts), V (specimens).
"""

import datetime as dt
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class LayoutProfile:
    code: str
    title: str
    in_force_from: dt.date
    source: str
    unknown: str = ""  # what this profile could not be checked against
    variants: frozenset[str] = frozenset()  # problem codes the house deviates from knowingly
    font: str = "Times New Roman"
    paper_width_mm: float = 210
    paper_height_mm: float = 297
    top_mm: float = 20
    bottom_mm: float = 20
    left_mm: float = 30
    right_mm: float = 15
    page_number_pt: float = 14
    nation_pt: float = 12
    motto_pt: float = 13
    parent_body_pt: float = 12
    issuing_body_pt: float = 12
    number_pt: float = 13
    place_pt: float = 13
    abstract_pt: float = 12
    abstract_gap_pt: float = 6
    addressee_pt: float = 14
    body_pt: float = 14
    first_line_mm: float = 10
    paragraph_gap_pt: float = 6
    line_spacing: float = 1.0
    signing_pt: float = 14
    recipients_label_pt: float = 12
    recipients_pt: float = 11
    drafter_pt: float = 11
    annex_label_pt: float = 14
    annex_title_pt: float = 13
    annex_reference_pt: float = 13
    short_rule_share: float = 0.4  # rule under the issuing body, of the width of its text
    head_left_share: float = 0.48  # of the text width, for the issuing body
    head_tracking_pt: float = -0.4  # lets both names of bodies and Quốc hiệu stand on one line
    table_pt: float = 13  # the Decree leaves tables free
    wide_table_pt: float = 11


# (lowest, highest) that the Decree allows
LIMITS: dict[str, tuple[float, float]] = {
    "paper_width_mm": (210, 210),
    "paper_height_mm": (297, 297),
    "top_mm": (20, 25),
    "bottom_mm": (20, 25),
    "left_mm": (30, 35),
    "right_mm": (15, 20),
    "page_number_pt": (13, 14),
    "nation_pt": (12, 13),
    "motto_pt": (13, 14),
    "parent_body_pt": (12, 13),
    "issuing_body_pt": (12, 13),
    "number_pt": (13, 13),
    "place_pt": (13, 14),
    "abstract_pt": (12, 13),
    "abstract_gap_pt": (6, 6),
    "addressee_pt": (13, 14),
    "body_pt": (13, 14),
    "first_line_mm": (10, 12.7),
    "paragraph_gap_pt": (6, 24),
    "line_spacing": (1, 1.5),
    "signing_pt": (13, 14),
    "recipients_label_pt": (12, 12),
    "recipients_pt": (11, 11),
    "drafter_pt": (11, 11),
    "annex_label_pt": (14, 14),
    "annex_title_pt": (13, 14),
    "annex_reference_pt": (13, 14),
    "short_rule_share": (1 / 3, 1 / 2),
}

ND30 = LayoutProfile(
    code="nd30",
    title="Nghị định 30/2020/NĐ-CP về công tác văn thư",
    in_force_from=dt.date(2020, 3, 5),
    source="Nghị định 30/2020/NĐ-CP, Phụ lục I",
)

UNION_933 = replace(
    ND30,
    code="union-933",
    title="Quyết định 933/QĐ-TLĐ về công tác văn thư của tổ chức công đoàn",
    in_force_from=dt.date(2024, 5, 14),
    source="Quyết định 933/QĐ-TLĐ, Điều 17 (thành phần chính), Điều 18 (thành phần khác)",
    unknown=(
        "Chỉ biết danh mục thành phần thể thức tại Điều 17 và Điều 18; cỡ chữ, lề và khoảng cách "
        "chưa đối chiếu được với toàn văn, nên lấy theo Nghị định 30/2020/NĐ-CP."
    ),
)

PROFILES: dict[str, LayoutProfile] = {profile.code: profile for profile in (ND30, UNION_933)}


def profile_on(day: dt.date) -> LayoutProfile:
    """Return the profile in force on the day; before the first of them, the first.

    >>> profile_on(dt.date(2022, 3, 17)).code, profile_on(dt.date(2024, 5, 14)).code
    ('nd30', 'union-933')
    """
    in_order = sorted(PROFILES.values(), key=lambda profile: profile.in_force_from)
    begun = [profile for profile in in_order if profile.in_force_from <= day]
    return begun[-1] if begun else in_order[0]


def with_variants(profile: LayoutProfile, *codes: str) -> LayoutProfile:
    """Return the profile with deviations that the organisation allows itself.

    >>> sorted(with_variants(ND30, "symbol-short").variants)
    ['symbol-short']
    """
    return replace(profile, variants=profile.variants | frozenset(codes))
