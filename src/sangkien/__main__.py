"""The `sangkien` command: every word is a command in management/commands/."""

import os
import sys
from gettext import gettext
from importlib import import_module

import django
from django.utils.translation import activate
from environs import EnvError

from sangkien.management.command_line import CommandLine
from sangkien.management.language import speak


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkien.settings")
    language = speak(os.environ)
    try:
        import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    except EnvError as why:
        way_out = gettext("A setting cannot be read. docs/settings.md says what each may be.")
        sys.exit(f"{why}\n{way_out}")
    django.setup()
    activate(language)
    CommandLine(["sangkien", *sys.argv[1:]]).execute()


if __name__ == "__main__":
    main()
