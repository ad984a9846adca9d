"""Small pieces of WordprocessingML: children in the order that strict readers demand."""

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from sangkien.adapters.docx_parts import (
    Look,
    cell,
    node,
    page_number,
    paragraph,
    row,
    rule,
    run,
    table,
    twips,
)

# ECMA-376 part 1: the order of what may stand in pPr, rPr, tblPr and tcPr, as far as used here
ORDERS = {
    "pPr": ["keepNext", "pBdr", "spacing", "ind", "jc", "outlineLvl"],
    "rPr": ["b", "bCs", "i", "iCs", "spacing", "sz", "szCs"],
    "tblPr": ["tblW", "jc", "tblBorders", "tblLayout", "tblCellMar"],
    "tcPr": ["tcW", "gridSpan", "vAlign"],
    "trPr": ["cantSplit", "tblHeader"],
    "tblBorders": ["top", "left", "bottom", "right", "insideH", "insideV"],
    "tblCellMar": ["top", "left", "bottom", "right"],
}
LOOKS = st.builds(
    Look,
    size_pt=st.sampled_from([11, 12, 13, 13.5, 14]),
    bold=st.booleans(),
    italic=st.booleans(),
    tracking_pt=st.sampled_from([0, -0.4, 0.5]),
    align=st.sampled_from(["left", "center", "right", "both"]),
    before_pt=st.sampled_from([0, 6]),
    first_line_mm=st.sampled_from([0, 10, -5]),
    keep_next=st.booleans(),
    outline=st.none() | st.integers(0, 2),
)


def names(element):
    return [child.tag.rpartition("}")[2] for child in element]


def attribute(element, path, name):
    return element.find("/".join(qn(f"w:{step}") for step in path.split("/"))).get(qn(f"w:{name}"))


def assert_in_order(element):
    for part in element.iter():
        order = ORDERS.get(part.tag.rpartition("}")[2])
        if order:
            assert names(part) == sorted(names(part), key=order.index)


@given(LOOKS)
def test_whatever_a_paragraph_looks_like_its_traits_stand_in_the_order_of_the_schema(look):
    for element in (paragraph("Lai Châu", look), rule(look), page_number(look)):
        assert names(element)[0] == "pPr"
        assert_in_order(element)


@pytest.mark.parametrize("has_borders", [True, False])
def test_a_table_with_header_and_spanning_cell_keeps_the_order_too(has_borders):
    look = Look(13)
    first, second = ([cell(30, [paragraph("A", look)], span=2, valign="center")] for _ in range(2))
    made = table((30, 40), [row(first, is_header=True), row(second)], has_borders=has_borders)

    assert_in_order(made)
    assert names(made)[:2] == ["tblPr", "tblGrid"]
    assert [names(each)[0] for each in made.iter(qn("w:tr"))] == ["trPr", "trPr"]
    assert [names(each)[0] for each in made.iter(qn("w:tc"))] == ["tcPr", "tcPr"]


@pytest.mark.parametrize("text", ["", " hai  khoảng ", "<b>&amp;", "Đ\u00a0Đ"])
def test_a_text_is_kept_with_its_blanks_and_is_never_markup(text):
    made = run(text, Look(14))

    said = made.find(qn("w:t"))
    assert (said.text or "") == text
    assert said.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


@pytest.mark.parametrize(
    ("millimetres", "expected"), [(0, 0), (10, 567), (25.4, 1440), (210, 11906), (297, 16838)]
)
def test_lengths_are_twentieths_of_a_point(millimetres, expected):
    assert twips(millimetres) == expected


@pytest.mark.parametrize(
    ("size", "half_points"), [(14, "28"), (13.5, "27"), (11, "22"), (12.0, "24")]
)
def test_sizes_are_half_points_for_latin_and_for_other_scripts(size, half_points):
    made = run("A", Look(size))

    assert attribute(made, "rPr/sz", "val") == attribute(made, "rPr/szCs", "val") == half_points


@pytest.mark.parametrize(
    ("first_line", "hanging", "indent"), [(10, None, "567"), (-10, "567", None), (0, None, "0")]
)
def test_a_first_line_goes_in_or_hangs_out(first_line, hanging, indent):
    made = paragraph("A", Look(14, first_line_mm=first_line))

    assert attribute(made, "pPr/ind", "hanging") == hanging
    assert attribute(made, "pPr/ind", "firstLine") == indent


def test_a_table_is_as_wide_as_its_columns_and_inherits_no_margin():
    made = table((30, 40), [], has_borders=True)

    assert attribute(made, "tblPr/tblW", "w") == str(twips(30) + twips(40))
    assert attribute(made, "tblPr/tblLayout", "type") == "fixed"
    assert [attribute(made, f"tblPr/tblCellMar/{edge}", "w") for edge in ("top", "left")] == [
        "0",
        "68",
    ]


def test_a_look_with_one_trait_changed_keeps_the_others():
    assert Look(14, bold=True).but(italic=True) == Look(14, bold=True, italic=True)


def test_a_node_takes_its_attributes_and_children_as_given():
    made = node("pBdr", node("top", val="single", sz=6))

    assert attribute(made, "top", "sz") == "6"
    assert names(made) == ["top"]
