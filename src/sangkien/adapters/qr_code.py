"""A QR code as SVG, to stand on a printed page."""

from io import BytesIO

import qrcode  # type: ignore[import-untyped]
from qrcode.image.svg import SvgPathImage  # type: ignore[import-untyped]


def qr_svg(text: str) -> str:
    """Return the code as an element that needs no file beside the page."""
    code = qrcode.make(text, image_factory=SvgPathImage, border=2)
    written = BytesIO()
    code.save(written)
    svg = written.getvalue().decode()
    return svg[svg.index("<svg") :]
