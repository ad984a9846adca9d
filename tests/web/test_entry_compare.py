import pytest

from sangkien.web.entry_compare import marked


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("Bể lọc nước", "Bể lọc nước", ("Bể lọc nước", "Bể lọc nước")),
        ("Bể lọc nước", "bể lọc, nước.", ("Bể lọc nước", "bể lọc, nước.")),
        (
            "dạy toán lớp 3",
            "dạy văn lớp 3",
            ("dạy <mark>toán</mark> lớp 3", "dạy <mark>văn</mark> lớp 3"),
        ),
        ("a b c", "a", ("a <mark>b c</mark>", "a")),
        ("", "a", ("", "<mark>a</mark>")),
        ("<b> x", "x", ("<mark>&lt;b&gt;</mark> x", "x")),
    ],
)
def test_words_that_only_one_text_has_are_marked_and_all_else_is_escaped(here, there, expected):
    assert tuple(map(str, marked(here, there))) == expected
