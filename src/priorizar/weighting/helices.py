"""The four hélices (public sector, private sector, universities, civil society) as people write them."""

from __future__ import annotations

import difflib

from priorizar.errors import refusal
from priorizar.names import fold

HELICES = {
    "publico": ("público", "pública", "sector público", "estado", "gobierno", "public", "public sector"),
    "privado": ("privado", "privada", "sector privado", "empresa", "empresas", "private", "private sector"),
    "academia": ("academia", "universidad", "universidades", "sector académico", "académico", "university"),
    "sociedad_civil": ("sociedad civil", "sociedad civil organizada", "civil society"),
}
"""Id of each, and how else it is written; accents and capitals do not count."""

_BY_FOLD = {fold(name): helice for helice, names in HELICES.items() for name in (helice, *names)}
# Above this two words differ by a slip of the finger; «comunidad» and «sociedad» do not.
_SLIP = 0.84


def read_helice(written: str) -> str:
    """Return the id of a hélice; one that is not among the four is allowed, as written.

    Raises
    ------
    PriorizarError
        If it is nearly one of the four: then it is one of them misspelt, and would count apart.
    """
    folded = fold(written)
    known = _BY_FOLD.get(folded)
    if known is not None:
        return known
    near = difflib.get_close_matches(folded, _BY_FOLD, n=1, cutoff=_SLIP)
    if near:
        raise refusal("weighting.helice_near", name=written, near=_BY_FOLD[near[0]])
    return " ".join(written.split())
