"""The section of docs/engine-spark.md that is reckoned from runs."""

import json
import re

import pytest

from bench.engine.spark_model import BEGINS, ENDS, NOT_YET, PAGE, RESULT, main, section, written
from tests.bench.engine.spark_runs import result, run

MILLION = 1_000_000


def told(tmp_path, *runs):
    path = tmp_path / "result.json"
    path.write_text(json.dumps(result(*runs)))
    return section(path)


def cells(text, first):
    """The cells of the line of a table that begins with a word."""
    (line,) = re.findall(rf"^\| {first} \| (.*) \|$", text, re.MULTILINE)
    return line.split(" | ")


def test_the_page_tells_what_the_result_that_is_kept_gives():
    page = PAGE.read_text()

    assert page == written(page, section(RESULT))
    assert (page.count(BEGINS), page.count(ENDS)) == (1, 1)


def test_before_anything_was_measured_it_says_so(tmp_path):
    assert section(tmp_path / "no.json") == NOT_YET


def test_each_run_is_told_by_size_with_bytes_by_entry(tmp_path):
    text = told(tmp_path, run(MILLION, task_s=910), run(100_000, task_s=100))

    assert text.startswith("Measured at abc on 2 cores (of the test)")
    assert cells(text, "1,000,000") == [
        "227.5 s", "460 s", "20 s", "4.0 times", "45.0", "300 B", "500 B", "300 MB", "600 MB",
    ]  # fmt: skip
    assert text.index("| 100,000 |") < text.index("| 1,000,000 |")


def test_steps_that_move_are_told_with_what_they_move_of_more_entries(tmp_path):
    text = told(tmp_path, run(MILLION, task_s=900))

    assert cells(text, "bytes that an entry moves")[1:] == [
        "of 1,000,000", "of 10,000,000", "of 100,000,000",
    ]  # fmt: skip
    assert cells(text, "hand out keys") == ["200", "100", "100", "100"]
    assert cells(text, "meet") == ["200", "100", "400", "400"]
    assert cells(text, "all") == ["", "300", "700", "700"]
    assert cells(text, "in so many parts") == ["", "25", "250", "2,500"]
    assert "| judge |" not in text


def test_how_often_a_row_travels_is_told(tmp_path):
    text = told(tmp_path, run(MILLION, task_s=900))

    assert (
        "Of 1,000,000 entries the row of one travels 1.8 times in 25 parts, 3.8 times in however"
        " many, where the entry stands in 45 pairs." in text
    )


def test_hours_bytes_and_pairs_of_ten_and_a_hundred_million_are_reckoned(tmp_path):
    text = told(tmp_path, run(100_000, task_s=10 + 90), run(MILLION, task_s=10 + 900))

    assert cells(text, "hours of one core") == ["4.7", "47.2"]  # 900 us x 17/9
    assert cells(text, "hours on 16 cores") == ["0.30", "2.96"]
    assert cells(text, "moved over the network") == ["7 GB", "70 GB"]
    assert cells(text, "on all disks") == ["9 GB", "90 GB"]
    assert cells(text, "pairs that the driver joins") == ["1,000,000", "10,000,000"]
    assert text.endswith(
        "However many entries there are, the start of Java and planning take 25 s of this, and a"
        " Python with its machine code 5 s on each core. An executor of 4 cores has a Java and 4"
        " Pythons, 1.8 GB as they were measured."
    )


@pytest.mark.parametrize("runs", [1, 2, 3])
def test_the_model_is_held_against_the_largest_of_three_runs(tmp_path, runs):
    sizes = [run(n, task_s=10 + n * 900 / MILLION) for n in (20_000, 100_000, MILLION)]

    text = told(tmp_path, *sizes[:runs])

    # from runs below it, at which an entry met fewer: 17/9 of its time
    reckoned = 25 + 5 + 450 * 17 / 9
    assert ("Held against a run" in text) == (runs == 3)
    assert (f"the model makes {reckoned:,.0f} s of 1,000,000 entries" in text) == (runs == 3)


def test_the_section_is_put_between_its_marks_and_the_rest_of_the_page_stays():
    page = f"before\n\n{BEGINS}\n\nold\n\n{ENDS}\n\nafter\n"

    assert written(page, "new") == f"before\n\n{BEGINS}\n\nnew\n\n{ENDS}\n\nafter\n"
    assert written(written(page, "new"), "old") == page


def test_the_script_prints_the_section(tmp_path, capsys):
    (tmp_path / "result.json").write_text(json.dumps(result(run(MILLION, task_s=900))))

    main([str(tmp_path / "result.json")])

    assert capsys.readouterr().out == section(tmp_path / "result.json") + "\n"
