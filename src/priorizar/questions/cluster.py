"""Computing elsewhere: the workers of a dask cluster."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from priorizar.errors import refusal
from priorizar.installing import install_command


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Yield an executor on the workers of a dask cluster; the numbers are those of this machine.

    Parameters
    ----------
    address
        Of the scheduler, as ``tcp://host:8786``.

    Raises
    ------
    PriorizarError
        If ``dask.distributed`` is not installed, nobody answers, or the workers are lost or cannot do it.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise refusal("robustness.no_dask", install=install_command("dask")) from None
    try:
        # A client of a bad address is left half made, and complains of it at the end.
        distributed.comm.resolve_address(address)
        client = distributed.Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise refusal("robustness.no_scheduler", address=address, said=str(error)) from None
    try:
        yield client.get_executor(pure=False)
    except (CancelledError, distributed.KilledWorker, ImportError, OSError) as error:
        raise refusal("robustness.cluster_lost", address=address, said=str(error)) from None
    finally:
        client.close()
