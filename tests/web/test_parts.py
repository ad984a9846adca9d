"""Promises of the parts that pages are built from: escaped, tied together, told by words."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.messages.constants import ERROR
from django.contrib.messages.storage.base import Message
from django.utils.translation import override
from jinja2 import FileSystemLoader
from jinja2.runtime import Macro

import sangkien
from sangkien.core.standing import Column
from sangkien.core.states import State
from sangkien.web.jinja import environment

TEMPLATES = Path(sangkien.__file__).parent / "templates"
PARTS = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.glob("parts/*.html"))
PAGES = environment(loader=FileSystemLoader(TEMPLATES))
PAGES.globals["url"] = lambda name, *_args, **_kwargs: f"/{name}"
KINDS = (
    *("valid", "pending", "duplicate", "wrong_unit", "wrong_date", "other"),
    *("open", "upheld", "dismissed", "warning", "repair", "moved", "withdrawn", "done", "todo"),
)
EVIL = '<script>alert("1")</script>'
GIVEN = {
    "kind": "valid",
    "tone": "error",
    "count": 3,
    "target": 12,
    "value": 3,
    "share": 0.25,
    "elapsed": 0.5,
    "numeric": True,
    "required": False,
    "checked": True,
    "inline": True,
    "open": True,
    "behind": True,
    "show_label": True,
    "hide_caption": False,
    "muted": True,
    "download": True,
    "rows": [(EVIL, EVIL, EVIL, EVIL)],
    "rowspan": 2,
    "colspan": 2,
    "maxlength": 9,
    "current": 1,
    "sorted": "asc",
    "icon_name": "done",
    "options": [(EVIL, EVIL, EVIL)],
    "errors": {EVIL: EVIL, "": EVIL},
    "messages": [EVIL],
}
SPECIAL = {
    "comparison": {"rows": [(EVIL, EVIL, EVIL), (EVIL, EVIL, "other")]},
    "task_progress": {"done": 3, "total": 12},
    "icon": {"name": "valid"},
    "text_area": {"rows": 4, "value": EVIL},
    "text_field": {"value": EVIL, "kind": "text", "suggested": [(EVIL, EVIL)]},
    "select_field": {"value": EVIL, "options": [(EVIL, EVIL)]},
    "breadcrumb": {"steps": [(EVIL, EVIL), (EVIL, EVIL)]},
    "steps": {"items": [EVIL, (EVIL, EVIL)]},
    "checklist": {"items": [("done", EVIL), ("todo", EVIL, EVIL)]},
    "tabs": {"items": [(EVIL, EVIL, True, 3)]},
    "stat_tile": {"value": EVIL},
    "button": {"kind": "primary", "value": EVIL},
    "link_button": {"kind": "secondary"},
    "hidden": {"value": EVIL},
    "cell": {"value": EVIL},
    "date_field": {"value": EVIL},
    "checkbox_field": {"value": EVIL},
    "radio_fields": {"value": EVIL},
    "flash": {"messages": [Message(ERROR, EVIL)]},
    "sheet_problems": {"problems": [{"row": 7, "column": EVIL, "sentence": EVIL}]},
}


def macros():
    for part in PARTS:
        module = PAGES.get_template(part).module
        for name, macro in sorted(vars(module).items()):
            if isinstance(macro, Macro) and not name.startswith("_"):
                yield part, macro


def called(macro, **changes):
    given = GIVEN | SPECIAL.get(macro.name, {}) | changes
    arguments = {name: given.get(name, EVIL) for name in macro.arguments}
    if macro.caller:
        arguments["caller"] = lambda: ""
    return str(macro(**arguments))


OWN = [
    macro for part, macro in macros() if f"macro {macro.name}(" in (TEMPLATES / part).read_text()
]


@pytest.mark.parametrize("macro", OWN, ids=lambda macro: macro.name)
def test_a_part_escapes_whatever_it_is_given(macro):
    html = called(macro)

    assert "<script" not in html
    assert re.findall(r'=["\'][^"\']*<', html) == []


def test_there_are_parts_to_test():
    assert {"table", "text_field", "state_badge", "progress_bar", "icon"} <= {m.name for m in OWN}


def part(source, **context):
    return PAGES.from_string(source).render(context)


@pytest.mark.parametrize("kind", [*KINDS, *State, *(column.name.lower() for column in Column)])
def test_a_state_is_told_by_a_word_and_a_shape(kind):
    html = part(
        '{% from "parts/state.html" import state_badge %}{{ state_badge(kind) }}', kind=kind
    )

    word = re.sub(r"<svg.*?</svg>|<[^>]+>", "", html).strip()
    assert (bool(word), html.count("<svg")) == (True, 1)


def test_states_differ_by_shape_and_not_only_by_colour():
    drawings = PAGES.get_template("parts/icon.html").module.DRAWINGS

    assert len({drawings[kind] for kind in KINDS}) == len(KINDS)


def test_an_icon_has_a_text_alternative_or_is_hidden_beside_its_words():
    source = (
        '{% from "parts/icon.html" import icon %}{{ icon("valid", "Hợp lệ") }}{{ icon("valid") }}'
    )

    opening = re.findall(r"<svg[^>]+>", part(source))

    assert ['role="img" aria-label="Hợp lệ"' in opening[0], 'aria-hidden="true"' in opening[1]] == [
        True,
        True,
    ]


def test_a_progress_bar_is_drawn_to_scale_and_never_over_its_end():
    source = (
        '{% from "parts/state.html" import progress_bar %}{{ progress_bar("b", "U", 3, 2, x) }}'
    )

    widths = [
        re.search(r'progress__done"[^>]+ width="([\d.]+)"', part(source, x=x))[1]
        for x in (0, 0.479, 1.5)
    ]

    assert widths == ["0", "47.9", "100"]


def test_a_progress_bar_says_in_words_what_it_shows():
    source = (
        '{% from "parts/state.html" import progress_bar %}'
        '{{ progress_bar("b", "U", 245, 1200, 0.2042, elapsed=0.4792) }}'
    )

    with override("en"):
        words = re.search(r"<desc[^>]*>(.*?)</desc>", part(source))[1]

    assert words == "245 of 1.200 = 20,4 % of the target; 47,9 % of the time has passed"


def test_an_error_is_tied_to_its_field_and_to_the_summary():
    source = (
        '{% from "parts/form.html" import text_field, error_summary %}'
        '{{ error_summary({"title": "Too short"}) }}'
        '{{ text_field("title", "Title", error="Too short", hint="One sentence") }}'
    )

    html = part(source)

    assert [
        'href="#field-title"' in html,
        'id="field-title"' in html,
        'aria-describedby="error-title hint-title" aria-invalid="true"' in html,
    ] == [True, True, True]


def test_a_field_without_error_or_hint_points_nowhere():
    source = '{% from "parts/form.html" import text_field %}{{ text_field("title", "Title") }}'

    assert "aria-" not in part(source)


def test_a_count_of_nought_is_printed_and_an_unknown_one_is_a_dash():
    source = '{% from "parts/table.html" import num %}{{ num(0) }}{{ num(none) }}{{ num(1200) }}'

    assert re.sub(r"<[^>]+>", " ", part(source)).split() == ["0", "–", "1.200"]


# -- the style page ------------------------------------------------------------------------------


class Outline(HTMLParser):
    """Collects ids and what refers to them."""

    def __init__(self):
        super().__init__()
        self.ids, self.referred = [], set()

    def handle_starttag(self, _tag, attrs):
        found = dict(attrs)
        self.ids += [found["id"]] if "id" in found else []
        for name in ("for", "aria-describedby", "aria-labelledby", "data-target"):
            self.referred |= set((found.get(name) or "").split())
        href = found.get("href") or ""
        self.referred |= {href[1:]} if len(href) > 1 and href[0] == "#" else set()


def style_page():
    return PAGES.get_template("help/style.html").render(csrf_input="", request=None)


def test_ids_are_unique_and_every_reference_finds_its_id():
    outline = Outline()

    outline.feed(style_page())

    assert sorted(outline.ids) == sorted(set(outline.ids))
    assert outline.referred - set(outline.ids) == set()


def test_the_style_page_shows_every_part():
    text = (TEMPLATES / "help/style.html").read_text()
    base = {"mark", "flash", "script_button"}  # base.html shows them, or another part does

    assert {m.name for m in OWN if f"{m.name}(" not in text} - base == set()
