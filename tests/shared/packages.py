"""ZIP packages with parts of one's own, or that lie about them."""

from __future__ import annotations

import io
import zipfile


def packed(parts: dict[str, bytes]) -> bytes:
    """Pack parts as a ZIP."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def repacked(raw: bytes, changes: dict[str, bytes | None]) -> bytes:
    """Return a package with some parts replaced or added; those given as None are taken out."""
    with zipfile.ZipFile(io.BytesIO(raw)) as before:
        parts = {part: before.read(part) for part in before.namelist()} | changes
    return packed({name: content for name, content in parts.items() if content is not None})


def lying(raw: bytes, part: str, size: int) -> bytes:
    """Return a package that says of a part, in both places, that it is smaller than it is."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        true = package.getinfo(part).file_size
    return raw.replace(true.to_bytes(4, "little"), size.to_bytes(4, "little"))
