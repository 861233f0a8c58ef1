"""What attacks share: packages with parts of one's own, and what refusing a file costs in memory."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from inspect import getsource
from textwrap import dedent

import pytest

MOST_MORE = 100
"""Megabytes that a refused file may add to the peak of the memory."""


def _packed(parts: dict[str, bytes]) -> bytes:
    """Pack parts as a ZIP."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def _repacked(raw: bytes, changes: dict[str, bytes]) -> bytes:
    """Give a package with some parts replaced or added."""
    with zipfile.ZipFile(io.BytesIO(raw)) as before:
        return _packed({part: before.read(part) for part in before.namelist()} | changes)


def _lying(raw: bytes, part: str, size: int) -> bytes:
    """Give a package that says of a part, in both places, that it is smaller than it is."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        true = package.getinfo(part).file_size
    return raw.replace(true.to_bytes(4, "little"), size.to_bytes(4, "little"))


def costs(script: str, **values: object) -> float:
    """Run a script that refuses something; give the megabytes by which ``refuse()`` raised the peak.

    The script does all its imports and makes its files, then defines ``refuse``, which must end in a refusal.
    """
    helpers = "\n".join(getsource(one) for one in (_packed, _repacked, _lying))
    helpers += "\npacked, repacked, lying = _packed, _repacked, _lying\n"
    code = dedent(script).format(**{name: repr(value) for name, value in values.items()})
    code += dedent(
        """
        import gc
        from pathlib import Path
        from priorizar import PriorizarError

        def peak():
            lines = Path("/proc/self/status").read_text().splitlines()
            return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) * 1024 / 1e6

        gc.collect()
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew: what was made before is no part
        before = peak()
        try:
            refuse()
        except PriorizarError as error:
            print(peak() - before, error.problems[0].key)
        else:
            print("not refused")
        """
    )
    command = [sys.executable, "-c", "import io, sys, zipfile\n" + helpers + code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)  # noqa: S603
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() != "not refused"
    return float(done.stdout.split()[0])


@pytest.fixture
def cheap():
    """Check that refusing costs no more memory than it may."""
    if sys.platform != "linux":
        pytest.skip("the peak of the memory can be set back on Linux only")

    def check(script: str, **values: object) -> None:
        assert costs(script, **values) < MOST_MORE

    return check


@pytest.fixture
def packed() -> Callable[..., bytes]:
    """Pack parts as a ZIP."""
    return _packed


@pytest.fixture
def repacked() -> Callable[..., bytes]:
    """Give a package with some parts replaced or added."""
    return _repacked


@pytest.fixture
def lying() -> Callable[..., bytes]:
    """Give a package that says of a part that it is smaller than it is."""
    return _lying
