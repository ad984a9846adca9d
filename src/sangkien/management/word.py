"""What all words of `sangkien` share: they tell what they take in the language of the screen."""

import sys
from argparse import _SubParsersAction
from typing import Any

from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    SystemCheckError,
)
from django.utils.translation import gettext as _

from sangkien.core.sentences import N_

# the tag of our own checks (checks.py); Django's look at every page, and to import those and the
# duplicate engine would cost each word seconds
INSTALLATION = "installation"

# Django tells the options of every command in English only: by `dest`, in words of ours
OF_DJANGO = {
    "version": N_("show the version and exit"),
    "verbosity": N_("how much is said: 0 least, 1 as usual, 3 most"),
    "settings": N_("module of settings; without it the variable DJANGO_SETTINGS_MODULE"),
    "pythonpath": N_("folder where Python looks for modules as well"),
    "traceback": N_("show where in the code an error arose"),
    "no_color": N_("without colours"),
    "force_color": N_("with colours, whatever reads them"),
    "skip_checks": N_("without the checks at the start"),
}
# argparse asks gettext for its sentences; here they are collected for the catalogue
OF_ARGPARSE = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("ignored explicit argument %r"),
    N_("not allowed with argument %s"),
)


class Word(BaseCommand):
    """A command of ours. `help` is marked with N_; options are told by `_` where they are added."""

    requires_system_checks: tuple[str, ...] = (INSTALLATION,)

    def execute(self, *args: Any, **options: Any) -> Any:
        """Run; in a shell a problem is its sentence alone, without the name of its class."""
        try:
            return super().execute(*args, **options)
        except CommandError as why:
            in_a_shell = (
                getattr(self, "_called_from_command_line", False) and not options["traceback"]
            )
            if not in_a_shell or isinstance(why, SystemCheckError):
                raise
            self.stderr.write(str(why))
            sys.exit(why.returncode)

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **options)
        parser.description = _(self.help)
        for action in parser._actions:  # noqa: SLF001 - the one place that lists Django's as well
            if action.dest in OF_DJANGO:
                action.help = _(OF_DJANGO[action.dest])
            if isinstance(action, _SubParsersAction):  # else one left out is called by its `dest`
                action.metavar = f"{{{','.join(action.choices)}}}"
        return parser
