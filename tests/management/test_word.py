"""What a word says of itself and of wrong options, in both languages of the screen."""

import gettext
import os
import subprocess
import sys
from argparse import _SubParsersAction

import pytest
from django.core.management import call_command, get_commands, load_command_class
from django.core.management.base import CommandError
from django.utils.translation import override

from sangkien.management.language import speak
from sangkien.management.word import Word

OURS = sorted(word for word, app in get_commands().items() if app == "sangkien")


@pytest.fixture
def screen(monkeypatch):
    """A function that sets the language, as the command line does when it starts."""
    before = gettext.textdomain()
    monkeypatch.setenv("LANGUAGE", "")  # so that the variable is given back after the test

    def speaks(language):
        monkeypatch.setenv("LC_ALL", language)
        return override(speak(os.environ))

    yield speaks
    gettext.textdomain(before)


class Failing(Word):
    help = "Fail."
    requires_system_checks = ()

    def handle(self, **_options):
        raise CommandError("There is no file “a.csv”.", returncode=3)


def test_in_a_shell_a_problem_is_its_sentence_alone(capsys):
    with pytest.raises(SystemExit) as ended:
        Failing().run_from_argv(["sangkien", "fail", "--no-color"])

    assert (ended.value.code, capsys.readouterr().err) == (3, "There is no file “a.csv”.\n")


@pytest.mark.parametrize("call", [
    lambda: Failing().run_from_argv(["sangkien", "fail", "--traceback"]),
    lambda: call_command(Failing()),
])  # fmt: skip
def test_whoever_asks_for_the_traceback_or_calls_from_code_gets_the_error(call):
    with pytest.raises(CommandError, match="no file"):
        call()


def parser_of(word):
    command = load_command_class("sangkien", word)
    command._called_from_command_line = True  # noqa: SLF001 - as Django's command line does
    return command.create_parser("sangkien", word)


def sayings(parser):
    """What a parser says of itself, of each option and of each word below it, by name."""
    found = {"": parser.description}
    for action in parser._actions:  # noqa: SLF001 - argparse lists them nowhere else
        if isinstance(action, _SubParsersAction):
            found |= {each.dest: each.help for each in action._choices_actions}  # noqa: SLF001
            for name, below in action.choices.items():
                found |= {
                    f"{name} {option}": said for option, said in sayings(below).items() if option
                }
        else:
            found[action.option_strings[-1] if action.option_strings else action.dest] = action.help
    return found


@pytest.mark.parametrize("word", OURS)
def test_a_word_tells_what_it_does_and_all_it_takes_in_both_languages(word, screen):
    with screen("vi"):
        vietnamese = sayings(parser_of(word))
    with screen("en"):
        english = sayings(parser_of(word))

    assert vietnamese.keys() == english.keys()
    assert [name for name in english if not english[name]] == []
    assert [name for name in english if vietnamese[name] == english[name]] == []


WRONG = {
    "report": (
        "còn thiếu: report, --campaign",
        "the following arguments are required: report, --campaign",
    ),
    "report progress --campaign": (
        "--campaign: cần một giá trị đi sau",
        "argument --campaign: expected one argument",
    ),
    "report nope --campaign c": (
        "report: không có lựa chọn 'nope' (chọn trong: 'progress')",
        "argument report: invalid choice: 'nope' (choose from 'progress')",
    ),
    "report progress --campaign c --fo x": (
        "--fo chưa rõ là tùy chọn nào trong: --force-color, --format",
        "ambiguous option: --fo could match --force-color, --format",
    ),
    "initiatives undo x": (
        "batch: 'x' không phải là số nguyên (int)",
        "argument batch: invalid int value: 'x'",
    ),
    "snapshot": (
        "còn thiếu: {take,show,list}",
        "the following arguments are required: {take,show,list}",
    ),
    "docs --check=1": (
        "--check: tùy chọn này không nhận giá trị '1'",
        "argument --check: ignored explicit argument '1'",
    ),
    "docs more": ("không hiểu: more", "unrecognized arguments: more"),
}


@pytest.mark.parametrize("typed", WRONG)
@pytest.mark.parametrize(
    ("language", "usage", "error"),
    [("vi", "cách dùng: ", "lỗi: "), ("en_US.UTF-8", "usage: ", "error: ")],
)
def test_wrong_options_are_told_in_the_language_of_the_screen(
    typed, language, usage, error, screen, capsys
):
    word, *options = typed.split()

    with screen(language), pytest.raises(SystemExit) as ended:
        parser_of(word).parse_args(options)

    told = capsys.readouterr().err
    said = WRONG[typed][0 if language == "vi" else 1]
    assert (ended.value.code, told.startswith(usage)) == (2, True)
    assert told.splitlines()[-1].split(error, 1)[1] == said


def test_the_page_of_options_has_its_headings_in_the_language_of_the_screen(screen):
    with screen("vi"):
        vietnamese = parser_of("report").format_help()
    with screen("en"):
        english = parser_of("report").format_help()

    assert [line for line in vietnamese.splitlines() if line.endswith(":")] == [
        "tham số theo thứ tự:",
        "tùy chọn:",
    ]
    assert [line for line in english.splitlines() if line.endswith(":")] == [
        "positional arguments:",
        "options:",
    ]


# to import it takes longer than all the rest, and few words look for duplicates
START = """
import sys
import django
from django.core.management import load_command_class
django.setup()
for word in sys.argv[1:]:
    command = load_command_class("sangkien", word)
    command.check(**command.get_check_kwargs({}))
print("numba" in sys.modules)
"""


def test_words_start_without_the_duplicate_engine():
    words = ["up", "report", "letter", "units", "targets", "snapshot", "tally", "account"]

    started = subprocess.run(
        [sys.executable, "-c", START, *words], capture_output=True, check=True, text=True
    )

    assert started.stdout == "False\n"
