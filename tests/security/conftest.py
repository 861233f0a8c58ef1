"""What attacks share: what refusing a file costs in memory."""

from __future__ import annotations

import subprocess
import sys
from inspect import getsource
from textwrap import dedent

import pytest

from packages import lying, packed, repacked

MOST_MORE = 100
"""Megabytes that a refused file may add to the peak of the memory."""


def costs(script: str, **values: object) -> float:
    """Run a script that refuses something; return the megabytes by which ``refuse()`` raised the peak.

    The script does all its imports and makes its files, then defines ``refuse``, which must end in a refusal.
    """
    helpers = "\n".join(getsource(one) for one in (packed, repacked, lying))
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
