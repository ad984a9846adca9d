"""What the system refuses, told with the way out."""

import errno
import os

import pytest
from django.utils.translation import override

from sangkien.management.system_errors import SENTENCES, system_error


def failed(number, filename=None):
    return OSError(number, os.strerror(number), filename)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EACCES, "Không được mở hoặc ghi “ra”. Hãy xin quyền, hoặc chọn chỗ khác."),
        (errno.EROFS, "“ra” nằm trên ổ chỉ đọc được. Hãy chọn chỗ khác."),
        (errno.ENOSPC, "Ổ đĩa chứa “ra” đã đầy. Hãy dọn bớt, hoặc chọn chỗ khác."),
        (errno.ENOTDIR, "Một phần của “ra” là tệp, không phải thư mục. Hãy chọn chỗ khác."),
    ],
)
def test_a_refusal_of_the_system_is_a_sentence_with_the_way_out(number, said):
    with override("vi"):
        assert system_error(failed(number), "ra") == said


def test_the_file_that_the_system_names_is_the_one_that_is_told():
    with override("en"):
        said = system_error(failed(errno.EISDIR, "a/b"), "a")

    assert said == "“a/b” is a folder. Name a file."


def test_what_has_no_sentence_is_told_in_the_words_of_the_system():
    assert system_error(failed(errno.EMFILE), "ra") == f"ra: {os.strerror(errno.EMFILE)}"


def test_what_the_system_really_says_has_a_sentence(tmp_path):
    (tmp_path / "file").touch()
    attempts = (
        (tmp_path / "file" / "below").mkdir,
        (tmp_path / "file").mkdir,
        (tmp_path / "none").read_text,
        tmp_path.read_text,
        (tmp_path / ("x" * 300)).touch,
    )
    numbers = []
    for attempt in attempts:
        with pytest.raises(OSError, match="Errno") as why:
            attempt()
        numbers.append(why.value.errno)

    assert set(numbers) <= set(SENTENCES)
    assert len(set(numbers)) == len(attempts)
