"""Promises of the look: light, readable in every scheme, no inline code, no other host."""

import gzip
import re
from pathlib import Path

import pytest
from jinja2 import FileSystemLoader

import sangkien
from sangkien.web.jinja import environment

PACKAGE = Path(sangkien.__file__).parent
TEMPLATES = PACKAGE / "templates"
CSS = PACKAGE / "static" / "css"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
PAGES = environment(loader=FileSystemLoader(TEMPLATES))
BUDGET = 12 * 1024  # bytes, gzipped


# -- the style sheets ----------------------------------------------------------------------------


def test_all_style_sheets_together_keep_the_budget():
    sheets = [path.read_bytes() for path in sorted(CSS.rglob("*.css"))]

    assert sum(len(gzip.compress(sheet, 9)) for sheet in sheets) <= BUDGET


@pytest.mark.parametrize("sheet", sorted(CSS.rglob("*.css")), ids=lambda path: path.stem)
def test_every_rule_lies_in_a_layer(sheet):
    bare = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL).strip()

    assert sheet.name == "print.css" or bare.startswith("@layer ")


def test_nothing_is_fetched_from_another_host():
    texts = [path.read_text() for path in (PACKAGE / "static").rglob("*.[cj]s*")]
    texts += [(TEMPLATES / name).read_text() for name in NAMES]

    assert [
        found for text in texts for found in re.findall(r"(?:src|href|url\()\W*//|https?:", text)
    ] == []


def schemes():
    """Return the colours of each scheme, from the blocks of tokens.css in their order."""
    blocks = re.findall(r":root \{(.*?)\}", (CSS / "tokens.css").read_text(), re.DOTALL)
    light, dark, printed = (dict(re.findall(r"--([\w-]+): (#\w{6});", block)) for block in blocks)
    return {"light": light, "dark": light | dark, "print": light | printed}


def contrast(one, other):
    """Return the contrast of two colours, 1..21 (WCAG 2.2, 1.4.3)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


INKS = ("ink", "ink-soft", "cham", "cham-deep", "son", "ngoc", "ochre")
TEXT_PAIRS = [
    *((ink, ground) for ink in INKS for ground in ("paper", "sheet", "cham-wash")),
    *((ink, "shade") for ink in ("ink", "ink-soft")),
    *((ink, wash) for ink in ("ink", "cham") for wash in ("ngoc-wash", "ochre-wash", "son-wash")),
    *((tone, f"{tone}-wash") for tone in ("ngoc", "ochre", "son")),
    *(("on-cham", ground) for ground in ("cham", "cham-deep")),
    ("on-son", "son"),
]
SHAPE_PAIRS = [(shape, ground) for shape in ("line", "focus") for ground in ("paper", "sheet")]


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_words_stand_out_from_their_ground(scheme):
    colours = schemes()[scheme]

    faint = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in TEXT_PAIRS
        if contrast(colours[pair[0]], colours[pair[1]]) < 4.5
    }

    assert faint == {}


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_borders_and_focus_rings_stand_out_from_their_ground(scheme):
    colours = schemes()[scheme]

    assert [p for p in SHAPE_PAIRS if contrast(colours[p[0]], colours[p[1]]) < 3] == []


def test_the_contrast_of_black_and_white_is_21():
    assert round(contrast("#000000", "#ffffff"), 6) == 21


def test_every_colour_of_the_light_scheme_has_its_dark_and_its_printed_one():
    blocks = re.findall(r":root \{(.*?)\}", (CSS / "tokens.css").read_text(), re.DOTALL)
    light, dark, printed = (set(re.findall(r"--([\w-]+): #", block)) for block in blocks)

    assert (light - dark, light - printed) == (set(), {"focus"})


def test_every_colour_comes_from_the_tokens():
    sheets = [path for path in CSS.rglob("*.css") if path.name not in {"tokens.css", "print.css"}]

    assert {path.name: re.findall(r"#[0-9a-f]{3,8}\b", path.read_text()) for path in sheets} == {
        path.name: [] for path in sheets
    }


# -- the templates -------------------------------------------------------------------------------

INLINE = re.compile(
    r"""\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*["']|javascript:|<script(?![^>]*\ssrc=)""",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(name):
    assert PAGES.get_template(name).name == name


@pytest.mark.parametrize("name", NAMES)
def test_a_template_holds_no_inline_script_or_style(name):
    assert INLINE.findall((TEMPLATES / name).read_text()) == []


@pytest.mark.parametrize(
    "bad",
    [
        '<p style="x">',
        "<style>",
        '<a onclick="x">',
        '<a href="javascript:x">',
        "<script>x</script>",
    ],
)
def test_inline_code_would_be_seen(bad):
    assert INLINE.findall(bad) != []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_links_at_most_four_style_sheets(name):
    own = (TEMPLATES / name).read_text().count('rel="stylesheet"')

    assert own <= (3 if name in {"base.html", "errors/500.html"} else 1)
