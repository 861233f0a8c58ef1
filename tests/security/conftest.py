"""What attacks share: packages with parts of one's own, and what refusing a file costs in memory."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from textwrap import dedent

import pytest

MOST_MORE = 100
"""Megabytes that a refused file may add to the peak of the memory."""


def packed(parts: dict[str, bytes]) -> bytes:
    """Pack parts as a ZIP."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def repacked(raw: bytes, changes: dict[str, bytes]) -> bytes:
    """Give a package with some parts replaced or added."""
    with zipfile.ZipFile(io.BytesIO(raw)) as before:
        return packed({part: before.read(part) for part in before.namelist()} | changes)


def lying(raw: bytes, part: str, size: int) -> bytes:
    """Give a package that says of a part, in both places, that it is smaller than it is."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        true = package.getinfo(part).file_size
    return raw.replace(true.to_bytes(4, "little"), size.to_bytes(4, "little"))


def costs(script: str, **values: object) -> float:
    """Run a script that refuses something; give the megabytes by which ``refuse()`` raised the peak.

    The script does all its imports and makes its files, then defines ``refuse``, which must end in a refusal.
    """
    code = dedent(script).format(**{name: repr(value) for name, value in values.items()})
    code += dedent(
        """
        import resource
        from priorizar import PriorizarError
        unit = 1 if sys.platform == "darwin" else 1024
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        try:
            refuse()
        except PriorizarError as error:
            after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            print((after - before) * unit / 1e6, error.problems[0].key)
        else:
            print("not refused")
        """
    )
    command = [sys.executable, "-c", "import sys\n" + code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)  # noqa: S603
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() != "not refused"
    return float(done.stdout.split()[0])


@pytest.fixture
def cheap():
    """Check that refusing costs no more memory than it may."""
    if sys.platform == "win32":
        pytest.skip("memory is measured where there is getrusage")

    def check(script: str, **values: object) -> None:
        assert costs(script, **values) < MOST_MORE

    return check
