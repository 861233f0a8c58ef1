"""How to install what an extra brings, by how the program itself was installed."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path


def install_command(extra: str) -> str:
    """Return the command that installs an extra where this program runs.

    From a tree of sources the extra of that tree is installed. An installed package need not be in any
    index, so the libraries that it asks for are installed by their own names.
    """
    root = Path(__file__).parents[2]
    if (root / "pyproject.toml").is_file() and (root / "src").is_dir():
        pinned = root / "constraints.txt"
        constraints = f"-c {_in_a_shell(pinned)} " if pinned.is_file() else ""
        return f'{_in_a_shell(sys.executable)} -m pip install {constraints}-e "{root}[{extra}]"'
    libraries = " ".join(f'"{one}"' for one in _libraries(extra))
    return f"{_in_a_shell(sys.executable)} -m pip install {libraries}"


def _in_a_shell(path: str | Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)


def _libraries(extra: str) -> list[str]:
    """Libraries that the installed package asks for in an extra, on this system."""
    try:
        asked = requires("priorizar") or []
    except PackageNotFoundError:
        return [f"priorizar[{extra}]"]
    parted = [(library.strip(), marker) for library, _, marker in (one.partition(";") for one in asked)]
    return [
        library
        for library, marker in parted
        if marker.replace('"', "'").rstrip().endswith(f"extra == '{extra}'")
        and not ("sys_platform" in marker and sys.platform == "win32")
    ]
