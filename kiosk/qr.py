"""QR codes on the screen: one path, its quiet zone inside, no style attribute (the strict page policy)."""

import qrcode
from markupsafe import Markup

QUIET_ZONE = 4


def qr_svg(text: str) -> Markup:
    """The code of an address as SVG markup."""
    code = qrcode.QRCode(border=QUIET_ZONE)
    code.add_data(text)
    modules = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(modules) for x, dark in enumerate(row) if dark)
    return Markup('<svg viewBox="0 0 {0} {0}" aria-hidden="true"><path d="{1}"/></svg>').format(len(modules), path)
