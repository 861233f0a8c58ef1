"""What one cell rests on, as plain HTML: whatever files say in it is shown as text."""

from __future__ import annotations

from html import escape

import streamlit as st

from priorizar.app.pages.evidence.evidence_rows import Account
from priorizar.app.words import say

STYLE = """<style>
.pz-account h3 { font-size: 1.15rem; margin: 0 0 .5rem; padding: 0; }
.pz-account dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem .8rem; }
.pz-account dl, .pz-account dt { margin: 0; padding: 0; }
.pz-account dt { font-weight: 600; }
.pz-account dd { margin: 0; padding: 0; overflow-wrap: anywhere; }
.pz-account figure { margin: .6rem 0; padding: .1rem 0 .1rem .8rem; border-left: 4px solid #0072B2; }
.pz-account blockquote { margin: 0; overflow-wrap: anywhere; }
.pz-account figcaption { font-size: .85em; overflow-wrap: anywhere; }
.pz-account ul { margin: .3rem 0 .6rem; padding-left: 1.4rem; }
.pz-account summary { cursor: pointer; }
@media (max-width: 520px) { .pz-account dl { grid-template-columns: 1fr; } }
</style>"""


def cell_account(account: Account) -> None:
    """Show what a cell rests on."""
    facts = "".join(f"<dt>{escape(term)}</dt><dd>{escape(said)}</dd>" for term, said in account.facts)
    quotes = "".join(_statement(quote, source) for quote, source in account.statements)
    st.html(
        f'{STYLE}<div class="pz-account"><h3>{escape(account.title)}</h3>'
        f"<dl>{facts}</dl>{quotes}{_levels(account)}</div>"
    )


def _statement(quote: str, source: str) -> str:
    said = say("evidence_page.quoted", quote=quote) if quote else say("evidence_page.no_quote")
    from_ = say("evidence_page.source", source=source)
    return f"<figure><blockquote>{escape(said)}</blockquote><figcaption>{escape(from_)}</figcaption></figure>"


def _levels(account: Account) -> str:
    if not account.levels:
        return ""
    lines = "".join(
        f"<li><strong>{escape(said)} ◀</strong></li>" if marked else f"<li>{escape(said)}</li>"
        for said, marked in account.levels
    )
    return f"<details open><summary>{escape(say('evidence_page.levels'))}</summary><ul>{lines}</ul></details>"
