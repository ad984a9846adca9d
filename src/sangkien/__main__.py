"""The `sangkien` command: every word is a command in management/commands/."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sangkien.settings")
    execute_from_command_line(["sangkien", *sys.argv[1:]])


if __name__ == "__main__":
    main()
