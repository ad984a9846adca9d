import pytest

from sangkien.core.log_in_names import LogInNames
from sangkien.inputs.log_in_names import read_log_in_names
from sangkien.inputs.problem import BadInput


def test_both_names_are_read_into_one_form_each():
    sent = {"email": " An@Example.VN ", "phone": "0912.345.678"}

    assert read_log_in_names(sent) == LogInNames("an@example.vn", "+84912345678")


def test_a_name_left_empty_is_none():
    assert read_log_in_names({"email": "  "}) == LogInNames("", "")


def test_everything_wrong_is_told_at_once():
    with pytest.raises(BadInput) as bad:
        read_log_in_names({"email": "an", "phone": "12"})

    assert [(one.field, one.code) for one in bad.value.errors] == [
        ("email", "email-form"),
        ("phone", "phone-form"),
    ]
