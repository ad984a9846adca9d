"""The shape of a report: what it is called, and how it is written in each format."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sangkien.core.progress.table import ProgressTable


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write a report out; equal tables give equal bytes."""

    render: Callable[[ProgressTable], bytes]
    media_type: str
    suffix: str  # of the file name, with its dot


@dataclass(frozen=True, slots=True)
class Report:
    """`formats` by the word that the command and the page use for them."""

    code: str
    title: str  # English source, for translation
    formats: Mapping[str, Format]
