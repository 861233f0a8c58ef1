"""Small tables as plain HTML: they stand at once, read on a phone, and every screen reader knows them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from priorizar.html import html_table

STYLE = """<style>
.pz-table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
.pz-table caption { text-align: left; font-weight: 600; padding: 0 0 .35rem; }
.pz-table th, .pz-table td { text-align: left; padding: .3rem .5rem; vertical-align: top; }
.pz-table th, .pz-table td { border-bottom: 1px solid rgba(128, 128, 128, .35); }
.pz-table .n { text-align: right; }
.pz-table td.n { white-space: nowrap; }
.pz-scroll { overflow-x: auto; }
/* On a phone a sentence takes the width it needs and scrolls, instead of one word a line. */
.pz-table td.s { min-width: 14rem; }
</style>"""


def table(
    heads: Sequence[str], rows: Sequence[Sequence[object]], *, caption: str, numbers: Sequence[int] = ()
) -> None:
    """Show rows of text; everything is escaped.

    Parameters
    ----------
    heads
        One a column.
    rows
        As many cells each; what is not text is written with ``str``.
    caption
        What the table shows.
    numbers
        Positions of the columns set to the right.
    """
    shown = html_table(heads, rows, caption=caption, numbers=numbers)
    scrolls = f'<div class="pz-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
    st.html(f"{STYLE}{scrolls}{shown}</div>")
