"""`sangkien campaign load|export`: a campaign is a file an officer can write."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from sangkien.actions.campaigns import save_campaign
from sangkien.core.campaign_problems import BadCampaign, FieldProblem
from sangkien.core.sentences import N_
from sangkien.inputs.campaign import campaign_from_toml
from sangkien.management.asked import place_to_write, takes_out, write_out
from sangkien.management.sheet_files import day_asked, found, operator
from sangkien.management.word import Word
from sangkien.queries.campaign_values import campaign_toml
from sangkien.queries.campaigns import campaign_by_slug

NO_CAMPAIGN = N_("There is no campaign “%(key)s”.")


class Command(Word):
    help = N_("Load a campaign from its TOML file, or write the file of a campaign.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        load = words.add_parser("load", help=_("make or change the campaign of a file"))
        load.add_argument("file", help=_("file of the campaign, TOML in UTF-8"))
        load.add_argument("--on", help=_("the day that “today” in the file means; dd/mm/yyyy"))
        export = words.add_parser("export", help=_("write a campaign as a file"))
        export.add_argument("slug", help=_("address of the campaign"))
        takes_out(export)

    def handle(self, *_args: Any, **asked: Any) -> None:
        {"load": self._load, "export": self._export}[asked["word"]](asked)

    def _load(self, asked: dict[str, Any]) -> None:
        path = Path(asked["file"])
        try:
            values = campaign_from_toml(_text(path), today=day_asked(asked["on"]))
            saved = save_campaign(values, operator())
        except BadCampaign as bad:
            lines = [_line(path.name, problem) for problem in bad.problems]
            raise CommandError("\n".join([*lines, _("Nothing was loaded.")])) from bad
        if saved.is_new:
            self.stdout.write(_("Campaign %(slug)s: new.") % {"slug": values.slug})
        else:
            changed = ", ".join(saved.changed) or _("nothing")
            said = _("Campaign %(slug)s: changed: %(changed)s.")
            self.stdout.write(said % {"slug": values.slug, "changed": changed})
        if saved.needs_rescreening:
            self.stdout.write(_("Its entries were screened before this change: screen them again."))

    def _export(self, asked: dict[str, Any]) -> None:
        place_to_write(asked["out"])
        text = campaign_toml(found(campaign_by_slug, asked["slug"], NO_CAMPAIGN))
        if asked["out"]:
            write_out(asked["out"], text.encode(), tell=self.stdout)
        else:
            self.stdout.write(text, ending="")


def _text(path: Path) -> str:
    if not path.is_file():
        raise CommandError(_("There is no file “%(file)s”.") % {"file": path})
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as why:
        raise CommandError(
            _("“%(file)s” is no text in UTF-8. Save it so, and load it again.") % {"file": path}
        ) from why


def _line(name: str, problem: FieldProblem) -> str:
    place = ", ".join(filter(None, (name, problem.place)))
    return f"{place}: {_(problem.sentence).format(**problem.details)}"
