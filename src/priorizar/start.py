"""Where the command starts: a key that interrupts is answered in a sentence, whatever is being loaded."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130
"""How a command leaves that was interrupted: 128 and the number of the signal, as shells have it."""


def main() -> NoReturn:
    """Run the command line and leave with its code."""
    from priorizar.locale import LANGUAGES, text

    said = next((one for one in LANGUAGES if one in sys.argv or f"--lang={one}" in sys.argv), LANGUAGES[0])
    sentence = f"{text('cli.interrupted', said)}\n".encode()

    def leave(number: int, frame: FrameType | None) -> NoReturn:
        """Write the sentence and end at once: nothing has been begun yet, or all is done."""
        os.write(2, sentence)
        os._exit(INTERRUPTED)

    signal.signal(signal.SIGINT, leave)
    from priorizar.cli import run

    # From here on an interruption is an exception: what is being written is cleaned up.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        code = run(sys.argv[1:])
        signal.signal(signal.SIGINT, leave)
    except KeyboardInterrupt:
        leave(signal.SIGINT, None)
    sys.exit(code)
