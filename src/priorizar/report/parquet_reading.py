"""Reading back a Parquet file, by the process that :mod:`priorizar.files.confined` gives it and no other."""

from __future__ import annotations

import io
from typing import Any

import pyarrow
from pyarrow import parquet

from priorizar.errors import PriorizarError, Problem
from priorizar.files.tables import MOST_READ, PARQUET_KEY, SHOWN


def told(name: str, raw: bytes) -> tuple[str, list[dict[str, Any]]]:
    """Return the manifest that a file carries, as it is written, and what its rows show.

    Raises
    ------
    PriorizarError
        Too many rows, or no manifest.
    """
    # The others lay hold of more of the address space than the process may have.
    pyarrow.set_memory_pool(pyarrow.system_memory_pool())
    try:
        file = parquet.ParquetFile(io.BytesIO(raw), pre_buffer=False)
        if file.metadata.num_rows > MOST_READ:
            values = {"found": file.metadata.num_rows, "limit": MOST_READ}
            raise PriorizarError(Problem("study.too_many_rows", values, name))
        carried = file.metadata.metadata[PARQUET_KEY.encode()].decode()
        columns = [column for column in SHOWN if column in file.schema_arrow.names]
        return carried, file.read(columns, use_threads=False).to_pylist()
    except (PriorizarError, MemoryError):
        raise
    except pyarrow.ArrowMemoryError:
        raise MemoryError from None
    except Exception:
        # Whatever a damaged file makes the library trip over, there is no manifest to be had from it.
        raise PriorizarError(Problem("export.no_manifest", {}, name)) from None
