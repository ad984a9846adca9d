"""Folders that hold names of members: nobody else on the machine looks into them."""

from pathlib import Path


def make_private(folder: Path) -> None:
    """Make the folder, for its owner only; one that is there keeps the rights it has."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
