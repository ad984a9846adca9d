"""The command line: Django's, with our own words listed and an unknown one told in words."""

import sys
from difflib import get_close_matches
from typing import Any

from django.core.management import ManagementUtility, get_commands, load_command_class
from django.utils.translation import gettext as _


class CommandLine(ManagementUtility):
    def main_help_text(self, commands_only: bool = False) -> str:
        return words()

    def fetch_command(self, subcommand: str) -> Any:
        known = get_commands()
        if subcommand not in known:
            near = get_close_matches(subcommand, known, n=1)
            said = [_("There is no word “%(word)s”.") % {"word": subcommand}]
            said += [_("Did you mean “%(word)s”?") % {"word": word} for word in near]
            sys.exit(" ".join([*said, _("`sangkien help` lists all words.")]))
        return super().fetch_command(subcommand)


def words() -> str:
    """Return a line for each word of ours with what it does; Django's own are left out."""
    ours = sorted(word for word, app in get_commands().items() if app == "sangkien")
    said = {word: load_command_class("sangkien", word).help for word in ours}
    return "\n".join(f"{word:<12} {_(said[word])}" for word in ours)
