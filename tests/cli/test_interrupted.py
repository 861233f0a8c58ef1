"""A key that interrupts is answered in a sentence, whenever it comes once the program has begun."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

CODE = "from priorizar.start import main; print('begun', flush=True); main()"


@pytest.mark.parametrize("after", [0.06, 0.12, 0.2, 0.3, 0.45, 0.6, 0.9])
def test_an_interrupted_command_says_so_and_leaves_nothing_else(tmp_path, after):
    command = [sys.executable, "-c", CODE, "report", "-f", "docx", "-o", str(tmp_path / "a.docx")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603
        # Before Python itself has begun, the signal ends it as it ends anything.
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"begun"
        time.sleep(after)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.decode().strip() == "Interrumpido."
    assert os.listdir(tmp_path) == []
