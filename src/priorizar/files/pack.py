"""A pack: a study, what was made of it and the digests of all, in one ZIP that any program opens."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from priorizar.errors import PriorizarError, Problem
from priorizar.files.door import PIECE, read_bounded, unpacks_too_large

LIST = "CONTENIDO.json"
"""Names the form of a pack, and the SHA-256 of every other file in it."""

FORM = "priorizar pack 1"
STUDY, OUTPUTS = "estudio/", "salidas/"
MOST_FILES = 2_000
MOST_UNPACKED = 200_000_000
_THEN = (1980, 1, 1, 0, 0, 0)
"""The first time that ZIP knows: the same files make the same pack."""


def packed(files: Mapping[str, bytes]) -> bytes:
    """Pack files by their names inside, with a list of their digests.

    Parameters
    ----------
    files
        Content by name, as ``estudio/data/chains.csv``.

    Returns
    -------
    bytes
        ZIP, the same for the same files.
    """
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    listed = json.dumps({"form": FORM, "sha256": digests}, ensure_ascii=False, indent=2).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {LIST: listed, **dict(sorted(files.items()))}.items():
            entry = zipfile.ZipInfo(name, _THEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, content)
    return made.getvalue()


def is_pack(path: Path) -> bool:
    """Whether a file looks like a pack: a ZIP that begins with the list of its files."""
    try:
        with path.open("rb") as file:
            start = file.read(200)
    except OSError:
        return False
    return start.startswith(b"PK") and LIST.encode() in start


class Pack:
    """The files of a pack, each bounded as it is unpacked.

    Parameters
    ----------
    path
        The ZIP.

    Raises
    ------
    PriorizarError
        Missing, unreadable, too large, damaged, or no pack of a study.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        raw = read_bounded(path, str(path))
        try:
            self.files = _unpacked(raw, path)
            listed = json.loads(self.files.pop(LIST))
            self.digests: dict[str, str] = {str(name): str(one) for name, one in listed["sha256"].items()}
            known = listed["form"] == FORM
        except PriorizarError:
            raise
        except Exception:
            # A damaged package fails in as many ways as there are ways of packing.
            raise PriorizarError(Problem("study.no_pack", {}, str(path))) from None
        if not known or not any(name.startswith(STUDY) for name in self.files):
            raise PriorizarError(Problem("study.no_pack", {}, str(path)))

    def names(self, pattern: str) -> list[str]:
        """Files of the study that match, in order of name."""
        inside = (name.removeprefix(STUDY) for name in self.files if name.startswith(STUDY))
        depth = pattern.count("/")
        return sorted(name for name in inside if fnmatchcase(name, pattern) and name.count("/") == depth)

    def content(self, name: str) -> bytes:
        """Return a file of the study."""
        return self.files[f"{STUDY}{name}"]

    def changed(self) -> list[str]:
        """Names of files that are not what the list says: changed, added or gone."""
        now = {name: hashlib.sha256(content).hexdigest() for name, content in self.files.items()}
        return sorted(name for name in {*now, *self.digests} if now.get(name) != self.digests.get(name))


def _unpacked(raw: bytes, path: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    left = MOST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        entries = [entry for entry in package.infolist() if not entry.is_dir()]
        if len(entries) > MOST_FILES:
            raise PriorizarError(Problem("study.too_many_files", {"limit": MOST_FILES}, str(path)))
        for entry in entries:
            parts = PurePosixPath(entry.filename)
            if parts.is_absolute() or ".." in parts.parts or "\\" in entry.filename:
                raise PriorizarError(Problem("study.outside_folder", {}, entry.filename[:200]))
            pieces = []
            with package.open(entry) as file:
                # Counted as it comes: what a package says of its sizes may be a lie.
                while piece := file.read(PIECE):
                    left -= len(piece)
                    if left < 0:
                        raise unpacks_too_large(str(path), MOST_UNPACKED)
                    pieces.append(piece)
            files[entry.filename] = b"".join(pieces)
    return files
