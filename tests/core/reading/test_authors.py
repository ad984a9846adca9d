from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangkien.core.reading import AuthorShare, Unreadable, read_authors


def shares(*pairs):
    return tuple(AuthorShare(name, Decimal(share)) for name, share in pairs)


def refusal(text):
    with pytest.raises(Unreadable) as caught:
        read_authors(text)
    assert caught.value.sentence.format(**caught.value.details)
    return caught.value.code


@pytest.mark.parametrize(
    "typed",
    [
        "Lò Văn An (60%); Vàng Thị Bình (40%)",
        "Lò Văn An (60%), Vàng Thị Bình (40%)",
        "Lò Văn An 60%\nVàng Thị Bình 40%",
        "1. Lò Văn An - 60%\r\n2. Vàng Thị Bình - 40%",
        "Lò  Văn   An: 60 % ;  Vàng Thị Bình: 40 %",
        "Lò Văn An, 60%, Vàng Thị Bình, 40%",
        "Lò Văn An (đóng góp: 60%) và Vàng Thị Bình (40,0%)",
        "Lò Văn An (60%); Vàng Thị Bình",
    ],
)
def test_names_and_shares_are_read_in_every_form(typed):
    assert read_authors(typed) == shares(("Lò Văn An", 60), ("Vàng Thị Bình", 40))


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Và Bá Tủa", ["Và Bá Tủa"]),
        ("Lò Văn An, Và Bá Tủa", ["Lò Văn An", "Và Bá Tủa"]),
        ("Lò Văn An; Và A Súa", ["Lò Văn An", "Và A Súa"]),
        ("1. Và Bá Tủa\n2. Lò Văn An", ["Và Bá Tủa", "Lò Văn An"]),
        ("- Và Bá Tủa; - Lò Văn An", ["Và Bá Tủa", "Lò Văn An"]),
        ("Lò Văn An và Và Bá Tủa", ["Lò Văn An", "Và Bá Tủa"]),
        ("Và Bá Tủa và Lò Văn An", ["Và Bá Tủa", "Lò Văn An"]),
        ("LÒ VĂN AN VÀ VÀNG A SỬ", ["LÒ VĂN AN", "VÀNG A SỬ"]),
        ("Lò Văn An (60%) và Vàng A Sử (40%)", ["Lò Văn An", "Vàng A Sử"]),
        ("Lò Văn An 60% và Vàng A Sử 40%", ["Lò Văn An", "Vàng A Sử"]),
        ("Lò Văn An & Vàng A Sử", ["Lò Văn An", "Vàng A Sử"]),
        ("Lò Văn An | Vàng A Sử", ["Lò Văn An", "Vàng A Sử"]),
        ("H'Mai Niê; Y Thông Êban", ["H'Mai Niê", "Y Thông Êban"]),
        ("Nguyễn Thị Hà (Trưởng phòng)", ["Nguyễn Thị Hà (Trưởng phòng)"]),
        ("ThS. Lò Văn An", ["ThS. Lò Văn An"]),
        ("Lò Văn An (Trưởng phòng 60%)", ["Lò Văn An (Trưởng phòng)"]),
        ("Lò Văn An1 60%", ["Lò Văn An1"]),
        ("1) Lò Văn An 2) Vàng A Sử", ["Lò Văn An 2) Vàng A Sử"]),
        ("Lò Văn An,\nVàng A Sử,", ["Lò Văn An", "Vàng A Sử"]),
        ("•Lò Văn An\n• Vàng A Sử", ["•Lò Văn An", "Vàng A Sử"]),
    ],
)
def test_authors_are_parted_where_one_name_ends_and_no_name_loses_a_word(typed, names):
    assert [author.name for author in read_authors(typed)] == names


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Lò An (50%); Vàng Sử; Tao Chung", [50, 25, 25]),
        ("Lò An (100%); Vàng Sử", [100, 0]),
        ("Lò An (70%); Vàng Sử (70%); Tao Chung", [70, 70, 0]),
        ("Lò An (0%)", [0]),
        ("Lò An (33,33%); Vàng Sử (66,67%)", ["33.33", "66.67"]),
        ("Lò An 12.5 %", ["12.5"]),
        ("Lò An tỷ lệ 40%; Vàng Sử Tỉ lệ: 60 %", [40, 60]),
    ],
)
def test_what_was_typed_is_kept_and_the_rest_is_shared_by_those_without_a_share(typed, expected):
    assert [a.share_percent for a in read_authors(typed)] == [Decimal(share) for share in expected]


@pytest.mark.parametrize(
    "typed", ["Lò An (100,01%)", "Lò An (1e2%)", "Lò An (60%) (40%)", "Lò An 60% công"]
)
def test_a_share_that_cannot_be_meant_is_refused(typed):
    assert refusal(typed) == "author-share"


def test_authors_without_shares_share_evenly_and_the_sum_is_exactly_100():
    typed = "Lò Văn An, Vàng Thị Bình và Tao Văn Chung"
    expected = shares(
        ("Lò Văn An", "33.34"), ("Vàng Thị Bình", "33.33"), ("Tao Văn Chung", "33.33")
    )
    assert read_authors(typed) == expected


def test_one_author_did_it_all():
    assert read_authors("Lò Văn An") == shares(("Lò Văn An", 100))


def test_decimals_of_a_share_are_not_taken_for_two_authors():
    found = read_authors("Lò Văn An (33,3%), Vàng Thị Bình (66,7%)")
    assert found == shares(("Lò Văn An", "33.3"), ("Vàng Thị Bình", "66.7"))


def test_shares_that_do_not_add_up_are_kept_for_a_rule_to_judge():
    assert read_authors("Lò Văn An (60%); Vàng Thị Bình (60%)") == shares(
        ("Lò Văn An", 60), ("Vàng Thị Bình", 60)
    )


def test_the_letters_of_a_name_are_never_changed():
    assert read_authors("LÒ VĂN an")[0].name == "LÒ VĂN an"


@pytest.mark.parametrize("typed", ["", "  ", ";;", "\n"])
def test_no_author_is_refused(typed):
    assert refusal(typed) == "authors-empty"


def test_a_share_without_a_name_is_refused():
    assert refusal("(60%)") == "author-no-name"


@pytest.mark.parametrize("typed", ["Lò Văn An (160%)", "Lò Văn An (x%)", "Lò Văn An (-5%)"])
def test_a_share_that_is_no_percentage_is_refused(typed):
    assert refusal(typed) == "author-share"


@pytest.mark.parametrize("typed", ["1." * 300_000, "1," * 300_000, "Lò An " + "1" * 600_000 + "%"])
def test_figures_without_end_are_refused_at_once(typed):
    began = process_time()

    assert refusal(typed) in {"author-no-name", "author-share"}
    assert process_time() - began < 5  # seconds; it took hours


@given(
    st.lists(
        st.text("ABCĐEabcđeăâêôơư ", min_size=2).filter(lambda n: n.strip()[1:2].strip()),
        min_size=1,
        max_size=40,
    )
)
def test_even_shares_always_add_up_to_100(names):
    found = read_authors("; ".join(names))
    assert sum(author.share_percent for author in found) == 100


def shares_or_sentence(text):
    try:
        return [author.share_percent for author in read_authors(text)]
    except Unreadable as why:
        return why.sentence.format(**why.details)


@given(st.text())
def test_anything_is_read_or_refused_and_never_fails_otherwise(text):
    found = shares_or_sentence(text)
    assert isinstance(found, str) or all(0 <= share <= 100 for share in found)
