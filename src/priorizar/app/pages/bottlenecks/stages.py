"""What is said of stages of the chain: problems, opportunities and instruments, quotes and sources folded."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from priorizar.app.sources import source_line
from priorizar.app.words import say
from priorizar.context.stages import Instrument, Naming, StageRecord, Statement
from priorizar.study.model import Study

STYLE = """<style>
.pz-stage summary { cursor: pointer; padding: .35rem 0; }
.pz-stage > summary { font-weight: 600; border-bottom: 1px solid rgba(128, 128, 128, .35); }
.pz-stage > div { padding: .1rem 0 .5rem 1rem; }
.pz-stage p { margin: .5rem 0 .1rem; font-weight: 600; }
.pz-stage ul { margin: 0; padding-left: 1.2rem; }
.pz-stage li { margin: .2rem 0; overflow-wrap: anywhere; }
.pz-stage blockquote { margin: .3rem 0; padding-left: .7rem; border-left: 3px solid rgba(128, 128, 128, .5); }
.pz-stage small { font-size: .875em; }
</style>"""


def stages(study: Study, records: Iterable[StageRecord], *, opened: bool = False) -> None:
    """Show what is said at each stage, each folded under what it holds; blank ones are left out."""
    st.html(STYLE + "".join(_stage(study, one, opened=opened) for one in records if not one.empty))


def counts(record: StageRecord) -> str:
    """Describe in one line how much is said."""
    parts = {
        "problems": len(record.problems),
        "opportunities": len(record.opportunities),
        "instruments": len(record.instruments),
    }
    said = [say(f"bottlenecks_page.count_{name}", count=count) for name, count in parts.items() if count]
    return ", ".join(said) or "–"


def stage_name(record: StageRecord) -> str:
    """Name a stage as the source prints it."""
    return record.stage or say("bottlenecks_page.no_stage")


def _stage(study: Study, record: StageRecord, *, opened: bool) -> str:
    parts = [
        _part(say("bottlenecks_page.problems"), [_statement(study, one) for one in record.problems]),
        _part(
            say("bottlenecks_page.opportunities"), [_statement(study, one) for one in record.opportunities]
        ),
        _part(say("bottlenecks_page.instruments"), [_instrument(study, one) for one in record.instruments]),
    ]
    return (
        f'<details class="pz-stage"{" open" if opened else ""}>'
        f"<summary>{escape(stage_name(record))}: {escape(counts(record))}</summary>"
        f"<div>{''.join(parts)}</div></details>"
    )


def _part(title: str, items: list[str]) -> str:
    listed = "".join(f"<li>{one}</li>" for one in items)
    return f"<p>{escape(title)}</p><ul>{listed}</ul>" if items else ""


def _statement(study: Study, said: Statement) -> str:
    notes = [source_line(study, said.source)]
    if said.named_as_printed:
        notes.append(say("bottlenecks_page.names", names=said.named_as_printed))
    if said.stage_from == "assigned":
        notes.append(say("bottlenecks_page.assigned"))
    return f"{escape(said.text)} <small>({escape('; '.join(notes))})</small>"


def _instrument(study: Study, said: Instrument) -> str:
    words = [say(f"bottlenecks_page.kind_{said.kind}")] if said.kind else []
    words.append(
        say(f"bottlenecks_page.level_{said.level}") if said.level else say("bottlenecks_page.no_level")
    )
    namings = "".join(_naming(study, one) for one in said.namings)
    summary = escape(say("bottlenecks_page.quotes", count=len(said.namings)))
    return (
        f"{escape(said.name)} <small>({escape(', '.join(words))})</small>"
        f"<details><summary><small>{summary}</small></summary>{namings}</details>"
    )


def _naming(study: Study, said: Naming) -> str:
    notes = [source_line(study, said.source)]
    if said.department:
        notes.append(say("bottlenecks_page.in_department", department=said.department))
    if said.named_for:
        notes.append(say("bottlenecks_page.named_for", purpose=said.named_for))
    if said.named_as_printed:
        notes.append(say("bottlenecks_page.names", names=said.named_as_printed))
    if said.stage_from == "assigned":
        notes.append(say("bottlenecks_page.assigned"))
    return f"<blockquote>«{escape(said.quote)}»<br><small>{escape('; '.join(notes))}</small></blockquote>"
