"""Names of a study that are not what they look like: one may stand for another in what people decide."""

from __future__ import annotations

from collections.abc import Iterator

from priorizar.errors import Problem
from priorizar.looks import is_strange
from priorizar.study.model import Study


def strange_names(study: Study) -> list[Problem]:
    """Note the names that have letters of two alphabets, or characters that hide or turn, all in one."""
    found = list(dict.fromkeys(name for name in _names(study) if is_strange(name)))
    listed = ", ".join(f"«{name}»" for name in found)
    return [Problem("study.strange_names", {"names": listed})] if found else []


def _names(study: Study) -> Iterator[str]:
    for province in study.provinces.values():
        yield from (province.name, province.department, province.zone)
    for chain in study.chains.values():
        yield from (chain.name.es, chain.name.en)
    for criteria in study.criteria_sets.values():
        for node in criteria.nodes():
            yield from (node.name.es, node.name.en)
    for scenario in study.scenarios.values():
        yield from (scenario.name.es, scenario.name.en, scenario.stated_by or "")
    for source in study.sources.values():
        yield from (source.title, source.author)
