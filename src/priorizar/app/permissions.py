"""What whoever opens the board may do to the study."""

from __future__ import annotations

import sys

from streamlit import config

from priorizar.app.server.hosts import is_loopback

ALLOW_SAVING = "--allow-saving"


def may_save() -> bool:
    """Return whether scenarios may be saved: on this machine alone, or as whoever started the board said."""
    return is_loopback(config.get_option("server.address")) or ALLOW_SAVING in sys.argv[1:]
