"""JSON Schemas of the YAML files, generated from the models, for editors to complete and check with."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from priorizar.study.criteria import CriteriaSet
from priorizar.study.scenario import ScenarioFile

FORMS: dict[str, type[BaseModel]] = {"criteria": CriteriaSet, "scenario": ScenarioFile}


def json_schema(form: str) -> dict[str, Any]:
    """Return the schema of a kind of file.

    Parameters
    ----------
    form
        ``criteria`` or ``scenario``.
    """
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **FORMS[form].model_json_schema()}
