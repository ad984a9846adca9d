from hypothesis import given
from hypothesis import strategies as st

from sangkien.adapters.sealed_text import seal, unseal


@given(st.text(), st.text())
def test_what_is_sealed_is_read_again_under_the_same_secret_only(text, secret):
    sealed = seal(text, secret)

    assert (unseal(sealed, secret), unseal(sealed, secret + "x")) == (text, None)
    assert len(text) < 8 or text not in sealed


def test_the_same_text_is_sealed_differently_each_time():
    assert seal("mã", "bí mật") != seal("mã", "bí mật")


def test_what_was_changed_or_never_sealed_cannot_be_read():
    sealed = seal("mã", "bí mật")

    assert [unseal(text, "bí mật") for text in (sealed[:-1], "x" + sealed, "", "mã")] == [None] * 4
