"""`sangkien engine train`: a new artefact from labelled entries and from what officers decided."""

from argparse import ArgumentParser
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sangkien.adapters.engine_artefact import save
from sangkien.adapters.engine_tables import read_labelled
from sangkien.core.reading.numbers import format_number
from sangkien.core.sentences import N_
from sangkien.management.asked import asked_campaign, place_to_write
from sangkien.queries.decided_pairs import decided_pairs

STEPS = {
    "counting": N_("Counting words, names and stock sentences …"),
    "meeting": N_("Looking for pairs that meet …"),
    "learning": N_("Learning …"),
}
LONGEST_NAME = 7  # of 20 signs of a version: what reads a text has 8, the mark 5


def takes_training(parser: ArgumentParser) -> None:
    parser.add_argument(
        "entries", type=Path, help=_("Parquet file of entries with a column “cluster”")
    )
    parser.add_argument("--out", type=Path, required=True, help=_("file to write, .npz"))
    parser.add_argument(
        "--name",
        default="",
        help=_("name of the version, at most 7 signs; without it today, 261126"),
    )
    parser.add_argument(
        "--campaign",
        action="append",
        default=[],
        help=_("learn from what officers decided in it as well; several: said several times"),
    )


def train(asked: dict[str, Any], out: OutputWrapper) -> None:
    """Learn and write the artefact; CommandError where something is missing."""
    if find_spec("sklearn") is None:
        raise CommandError(
            _("Learning needs scikit-learn. Install what requirements-dev.lock lists, then again.")
        )
    from sangkien.adapters.engine_training import Decided, TooFew, learn  # optional dependency

    place_to_write(asked["out"])
    name = asked["name"] or f"{localdate():%y%m%d}"
    if len(name) > LONGEST_NAME:
        raise CommandError(_("--name: at most %(count)s signs.") % {"count": LONGEST_NAME})
    entries, clusters = _labelled(asked["entries"])
    pairs = decided_pairs([asked_campaign(slug) for slug in asked["campaign"]])
    decided = Decided(*zip(*pairs, strict=True)) if pairs else Decided((), (), ())
    provenance = {
        "entries": f"{len(entries)} of {asked['entries'].name}, sha256 {_digest(asked['entries'])}",
        "decided": f"{len(pairs)} pairs of {', '.join(asked['campaign'])}" if pairs else "",
        "made": localdate().isoformat(),
    }
    try:
        artefact = learn(
            entries,
            clusters,
            name=name,
            decided=decided,
            provenance=provenance,
            told=lambda step: out.write(_(STEPS[step])),
        )
    except TooFew as why:
        raise CommandError(_too_few(asked["entries"].name, why.copies, why.strangers)) from why
    save(artefact, asked["out"])
    out.write(
        _("Learned from %(entries)s entries and %(decided)s decisions: version %(version)s.")
        % {
            "entries": format_number(len(entries)),
            "decided": format_number(len(pairs)),
            "version": artefact.version,
        }
    )
    out.write(
        _("Use it: SANGKIEN_ENGINE=%(file)s, then `sangkien install`.") % {"file": asked["out"]}
    )


def _too_few(filename: str, copies: int, strangers: int) -> str:
    from sangkien.adapters.engine_training import (  # optional dependency
        LEAST_COPIES,
        LEAST_STRANGERS,
    )

    told = _(
        "%(file)s: too little to learn from. Needed are %(copies)s pairs of copies (in"
        " “cluster” the same number) and %(strangers)s pairs of others with something in"
        " common; there are %(has_copies)s and %(has_strangers)s, what officers decided"
        " among them. Give a longer list, or more campaigns with --campaign."
    )
    return told % {
        "file": filename,
        "copies": format_number(LEAST_COPIES),
        "strangers": format_number(LEAST_STRANGERS),
        "has_copies": format_number(copies),
        "has_strangers": format_number(strangers),
    }


def _labelled(path: Path) -> Any:
    if not path.is_file():
        raise CommandError(_("There is no file “%(file)s”.") % {"file": path})
    try:
        return read_labelled(path)
    except (OSError, ValueError, KeyError) as why:
        raise CommandError(
            _("%(file)s: no Parquet file with the columns “title” and “cluster” (%(why)s).")
            % {"file": path.name, "why": why}
        ) from why


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        whole = sha256()
        while part := file.read(1 << 20):
            whole.update(part)
    return whole.hexdigest()[:16]
