"""Packing a study with what was made of it, and checking all of a pack."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from priorizar.errors import PriorizarError, Problem
from priorizar.files.door import read_bounded
from priorizar.files.folder import Folder
from priorizar.files.pack import OUTPUTS, STUDY, Pack, packed
from priorizar.locale import LANGUAGES, text
from priorizar.reading.bundled import PARTS
from priorizar.reading.load import load_study
from priorizar.report.manifest import beside
from priorizar.report.reading import read_back
from priorizar.report.verify import Verification, verify
from priorizar.study.model import Study

README = "LEEME.txt"
SAYS = ("what", "study", "outputs", "list", "with", "without")
"""What the page says, line by line."""


def pack(study: Study, outputs: Sequence[Path]) -> bytes:
    """Pack the files of a study and files that were made of it.

    Parameters
    ----------
    study
        As it was read: what changed on disk since then is refused.
    outputs
        Files with a manifest, each under its own name; the manifest that lies beside one goes with it.

    Returns
    -------
    bytes
        A ZIP: ``estudio/``, ``salidas/``, a list of digests, and a page that says how to read it all.

    Raises
    ------
    PriorizarError
        A file without manifest, two of one name, or a study that changed since it was read.
    """
    files = {f"{STUDY}{name}": content for name, content in _study_files(study).items()}
    problems: list[Problem] = []
    for path in outputs:
        name = f"{OUTPUTS}{path.name}"
        if name in files:
            problems.append(Problem("export.pack_name_twice", {"name": path.name}, str(path)))
            continue
        try:
            files[name] = read_back(path).raw
            if beside(path).is_file():
                files[f"{OUTPUTS}{beside(path).name}"] = read_bounded(beside(path), beside(path).name)
        except PriorizarError as error:
            problems += error.problems
    if problems:
        raise PriorizarError(problems)
    return packed({README: _readme().encode(), **files})


def _readme() -> str:
    """Describe what a pack is, in every language."""
    pages = ([text(f"export.pack_readme_{line}", language) for line in SAYS] for language in LANGUAGES)
    return "\n\n".join("\n".join(page) for page in pages) + "\n"


def _study_files(study: Study) -> dict[str, bytes]:
    """Read every file of the study anew, so that what was never asked for goes along."""
    folder = Folder(study.folder, [])
    files = {
        name: folder.read(name)
        for part in PARTS
        for name in folder.names(f"{part}/*")
        if not name.rpartition("/")[2].startswith(".")
    }
    changed = [name for name, digest in study.files.items() if folder.digests.get(name) != digest]
    if changed:
        raise PriorizarError([Problem("export.pack_study_changed", {}, name) for name in changed])
    return files


@dataclass(frozen=True)
class PackVerification:
    """What came of checking a pack.

    Parameters
    ----------
    files
        How many files there are.
    changed
        Names of those that are not as they were packed.
    outputs
        What came of making each output again, by its name; problems where that could not be done.
    problems
        Of a study that cannot be read, as a changed file may leave it: then no output is made again.
    """

    files: int
    changed: tuple[str, ...]
    outputs: Mapping[str, Verification | tuple[Problem, ...]]
    problems: tuple[Problem, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether anything is not as it was."""
        found = self.outputs.values()
        return bool(self.changed or self.problems) or any(
            isinstance(one, tuple) or one.differences for one in found
        )


def verify_pack(path: Path) -> PackVerification:
    """Check the digests of a pack, and make every output again from the study within it.

    Raises
    ------
    PriorizarError
        No pack.
    """
    found = Pack(path)
    changed = tuple(found.changed())
    try:
        study = load_study(path)
    except PriorizarError as error:
        return PackVerification(len(found.files), changed, {}, error.problems)
    outputs: dict[str, Verification | tuple[Problem, ...]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, content in found.files.items():
            if name.startswith(OUTPUTS):
                (Path(folder) / Path(name).name).write_bytes(content)
        for file in sorted(Path(folder).iterdir()):
            if file.name.endswith(".manifest.json"):
                continue
            try:
                outputs[file.name] = verify(study, file)
            except PriorizarError as error:
                outputs[file.name] = error.problems
    return PackVerification(len(found.files), changed, outputs)
