"""What the study says around a province: its department, its zone and its chains, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from priorizar.app.components.problems import escape_markdown
from priorizar.app.components.table import table
from priorizar.app.session.chosen import Chosen
from priorizar.app.sources import source_line, source_notes
from priorizar.app.words import say
from priorizar.context.province import ProvinceContext, province_context
from priorizar.context.tables import Record

PARTS = ("dependence", "ranking", "exports", "vocation", "competites")


def surroundings(chosen: Chosen) -> None:
    """Show the context of the province looked at."""
    province = chosen.province
    around = say("territory_page.around", province=escape_markdown(province.name))
    st.header(around, help=say("territory_page.around_help"))
    where = say("territory_page.where", department=province.department, zone=province.zone)
    st.caption(escape_markdown(where))
    found = chosen.study.keep(
        "province_context", province.ubigeo, lambda: province_context(chosen.study, province.ubigeo)
    )
    shown = {
        "dependence": _dependence,
        "ranking": _ranking,
        "exports": _exports,
        "vocation": _vocation,
        "competites": _competites,
    }
    tabs = st.tabs([say(f"territory_page.part_{part}") for part in PARTS])
    for tab, part in zip(tabs, PARTS, strict=True):
        with tab:
            shown[part](chosen, found)


def _dependence(chosen: Chosen, found: ProvinceContext) -> None:
    """Show the indicators of the department: the last year of each, and all years folded."""
    if not found.indicators:
        _nothing(chosen)
        return
    heads = [say(f"territory_page.col_{name}") for name in ("indicator", "value", "year", "source")]

    def said(name: str, what: str) -> str:
        return str(found.described.get(name, {}).get(f"{what}_{chosen.language}") or "")

    def written(name: str, row: Record) -> list[str]:
        note = f" ({row['note']})" if row["note"] else ""
        return [
            said(name, "name") or name,
            _with_unit(_amount(row["value"]), str(row["unit"])) + note,
            _amount(row["year"], grouped=False),
            source_line(chosen.study, row["source"]),
        ]

    table(
        heads,
        [written(name, rows[-1]) for name, rows in found.indicators.items()],
        caption=say("territory_page.dependence_caption", department=chosen.province.department),
    )
    for name in found.indicators:
        if meaning := said(name, "meaning"):
            st.caption(escape_markdown(meaning))
    series = {name: rows for name, rows in found.indicators.items() if len(rows) > 1}
    if series:
        with st.expander(say("territory_page.all_years")):
            table(
                heads,
                [written(name, row) for name, rows in series.items() for row in rows],
                caption=say("territory_page.all_years"),
            )
    _notes(chosen, (row["source"] for rows in found.indicators.values() for row in rows))


def _ranking(chosen: Chosen, found: ProvinceContext) -> None:
    """Show where the department stands in the national lists, and in which it does not."""
    department = chosen.province.department
    if found.positions:
        table(
            [
                say(f"territory_page.col_{name}")
                for name in ("product", "position", "declared", "year", "source")
            ],
            [
                [
                    str(row["product"]),
                    _amount(row["position_in_list"]),
                    _amount(row["declared_rank"]),
                    _amount(row["year"], grouped=False),
                    source_line(chosen.study, row["source"]),
                ]
                for row in found.positions
            ],
            caption=say("territory_page.ranking_caption", department=department),
        )
        st.caption(say("territory_page.ranking_declared"))
    else:
        _nothing(chosen)
    if found.unplaced:
        chains = escape_markdown(_chains(chosen, found.unplaced))
        where = escape_markdown(department)
        st.caption(say("territory_page.ranking_without", department=where, chains=chains))
    if found.unlisted:
        chains = escape_markdown(_chains(chosen, found.unlisted))
        st.caption(say("territory_page.ranking_unlisted", chains=chains))
    _notes(chosen, (row["source"] for row in found.positions))


def _exports(chosen: Chosen, found: ProvinceContext) -> None:
    """Show which products of the province's chains are exported, and where to."""
    if found.products:
        table(
            [say(f"territory_page.col_{name}") for name in ("product", "chain", "demand", "source")],
            [
                [
                    str(row["product"]),
                    _chains(chosen, [str(row["chain"])])
                    + (say("territory_page.inferred") if row["match"] == "inferred" else ""),
                    _word(f"territory_page.demand_{row['demand']}", str(row["demand"])),
                    source_line(chosen.study, row["source"]),
                ]
                for row in found.products
            ],
            caption=say("territory_page.products_caption", province=chosen.province.name),
        )
        st.caption(say("territory_page.products_of_all"))
    else:
        _nothing(chosen)
    if found.markets:
        with st.expander(say("territory_page.markets")):
            table(
                [
                    say(f"territory_page.col_{name}")
                    for name in ("country", "current", "potential", "year", "source")
                ],
                [
                    [
                        str(row["country"]),
                        f"{_amount(row['current_products'])} ({_amount(row['current_pct'])} %)",
                        f"{_amount(row['potential_products'])} ({_amount(row['potential_pct'])} %)",
                        _amount(row["year"], grouped=False),
                        source_line(chosen.study, row["source"]),
                    ]
                    for row in found.markets
                ],
                caption=say("territory_page.markets_caption"),
                numbers=(1, 2),
            )


def _vocation(chosen: Chosen, found: ProvinceContext) -> None:
    """Show the sentences on what the zone and the department are good at."""
    if not found.vocations:
        _nothing(chosen)
        return
    table(
        [say(f"territory_page.col_{name}") for name in ("said_of", "quote", "source")],
        [
            [
                " · ".join(
                    filter(
                        None,
                        (
                            str(row["department"]),
                            say("territory_page.zone", zone=row["zone"]) if row["zone"] else "",
                        ),
                    )
                ),
                f"«{row['statement']}»",
                source_line(chosen.study, row["source"]),
            ]
            for row in found.vocations
        ],
        caption=say("territory_page.vocation_caption", province=chosen.province.name),
    )


def _competites(chosen: Chosen, found: ProvinceContext) -> None:
    """Show the projects in the province, and those elsewhere in its department folded."""
    st.caption(say("territory_page.competites_what"))
    department = chosen.province.department
    if found.competites:
        _projects(
            chosen,
            found.competites,
            say("territory_page.competites_caption", province=chosen.province.name),
        )
    else:
        st.info(
            say(
                "territory_page.competites_none",
                place=escape_markdown(chosen.province.name if found.competites_elsewhere else department),
            )
        )
    if found.competites_elsewhere:
        caption = say("territory_page.competites_elsewhere", department=department)
        with st.expander(escape_markdown(caption)):
            _projects(chosen, found.competites_elsewhere, caption)
    _notes(chosen, (row["source"] for row in (*found.competites, *found.competites_elsewhere)))


def _projects(chosen: Chosen, rows: Sequence[Record], caption: str) -> None:
    columns = ("name", "province", "product", "status", "type", "beneficiaries", "jobs", "other_jobs")
    stated = say("territory_page.not_stated")
    table(
        [say(f"territory_page.col_{name}") for name in columns],
        [
            [
                str(row["name"]) + (f" ({row['note']})" if row["note"] else ""),
                str(row["province"]) or stated,
                str(row["product_as_printed"]) or stated,
                _word(f"territory_page.status_{row['status']}", str(row["status"])),
                str(row["type"]) or stated,
                _amount(row["direct_beneficiaries"]),
                _amount(row["direct_jobs"]),
                _amount(row["indirect_jobs"]),
            ]
            for row in rows
        ],
        caption=caption,
    )
    sources = dict.fromkeys(source_line(chosen.study, row["source"]) for row in rows)
    st.caption(say("territory_page.source_of", sources=escape_markdown("; ".join(sources))))


def _nothing(chosen: Chosen) -> None:
    st.info(say("territory_page.nothing", province=escape_markdown(chosen.province.name)))


def _notes(chosen: Chosen, sources: Iterable[object]) -> None:
    """Show what must be known of the sources shown."""
    for note in source_notes(chosen.study, sources):
        st.caption(escape_markdown(note))


def _chains(chosen: Chosen, ids: Iterable[str]) -> str:
    chains = chosen.study.chains
    names = [chains[one].name[chosen.language] if one in chains else one for one in ids]
    return ", ".join(names)


def _word(key: str, otherwise: str) -> str:
    """Return a word of the catalogue; a study may use others, which are shown as they are."""
    try:
        return say(key)
    except KeyError:
        return otherwise


def _amount(value: object, *, grouped: bool = True) -> str:
    """Write a number as printed; blank is said."""
    if not isinstance(value, int | float):
        return say("territory_page.not_stated")
    return f"{value:,.10g}" if grouped else f"{value:g}"


def _with_unit(amount: str, unit: str) -> str:
    """Write an amount as people do: the currency before it, any other unit after."""
    currency, _, rest = unit.partition(" ")
    return f"{currency} {amount} {rest}".rstrip() if currency.endswith("$") else f"{amount} {unit}"
