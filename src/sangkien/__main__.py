"""The `sangkien` command: every word is a command in management/commands/."""

import os
import sys
from importlib import import_module

from django.core.management import execute_from_command_line
from environs import EnvError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkien.settings")
    try:
        import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    except EnvError as why:
        sys.exit(f"{why}\nWhat each variable may be stands in docs/settings.md.")
    execute_from_command_line(["sangkien", *sys.argv[1:]])


if __name__ == "__main__":
    main()
