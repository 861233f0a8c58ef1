"""Computing elsewhere: the workers of a dask cluster."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from priorizar.errors import refusal


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Give the workers of a dask cluster something to do; the numbers are those of this machine.

    Parameters
    ----------
    address
        Of the scheduler, as ``tcp://host:8786``.

    Raises
    ------
    PriorizarError
        If ``dask.distributed`` is not installed, or nobody answers.
    """
    try:
        connect: Any = import_module("distributed").Client
    except ImportError:
        raise refusal("robustness.no_dask") from None
    try:
        client = connect(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise refusal("robustness.no_scheduler", address=address, said=str(error)) from None
    try:
        yield client.get_executor(pure=False)
    finally:
        client.close()
