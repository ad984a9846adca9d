"""What officers type and what spreadsheets hand over, read without guessing."""

from sangkien.core.reading.authors import AuthorShare, read_authors
from sangkien.core.reading.benefits import Benefit, read_benefit
from sangkien.core.reading.dates import ReadDate, read_date
from sangkien.core.reading.moments import HOME_ZONE, read_moment
from sangkien.core.reading.numbers import (
    NumberStyle,
    format_date,
    format_moment,
    format_number,
    format_percent,
    read_count,
    read_decimal,
    read_percent,
)
from sangkien.core.reading.unreadable import Unreadable

__all__ = [
    "HOME_ZONE",
    "AuthorShare",
    "Benefit",
    "NumberStyle",
    "ReadDate",
    "Unreadable",
    "format_date",
    "format_moment",
    "format_number",
    "format_percent",
    "read_authors",
    "read_benefit",
    "read_count",
    "read_date",
    "read_decimal",
    "read_moment",
    "read_percent",
]
