"""A report in one of its forms, from the question to the bytes of the file."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from priorizar.errors import PriorizarError, refusal
from priorizar.files.door import read_bounded
from priorizar.installing import install_command
from priorizar.locale import Language
from priorizar.report.findings import DRAWS
from priorizar.report.manifest import Stamp

if TYPE_CHECKING:
    from priorizar.questions.experiment import Progress, Vary
    from priorizar.study.model import Study
    from priorizar.study.scenario import Scenario

Form = Literal["pdf", "docx", "xlsx", "acta"]
SUFFIX: dict[Form, str] = {"pdf": ".pdf", "docx": ".docx", "xlsx": ".xlsx", "acta": ".docx"}


def report(
    study: Study,
    scenario: Scenario,
    form: Form,
    *,
    others: Sequence[str | Scenario] = (),
    provinces: Collection[str] = (),
    seed: int = 0,
    draws: int = DRAWS,
    weights: str | None = None,
    vary: Vary = "both",
    template: Path | None = None,
    language: Language = "es",
    stamp: Stamp | None = None,
    progress: Progress | None = None,
) -> bytes:
    """Write a report.

    Parameters
    ----------
    study, scenario
        As for :func:`priorizar.rank`.
    form
        ``pdf``, ``docx``, ``acta`` (the minutes that an agency signs, DOCX) or ``xlsx``.
    others
        Scenarios to hold beside it; the workbook holds all others beside it if none are named.
    provinces
        Names or UBIGEO codes of the only ones it is about; all without any.
    seed, draws, weights, vary, progress
        Of the robustness, as for :func:`priorizar.robustness`.
    template
        DOCX to fill instead of the program's own; for ``docx`` and ``acta``.
    language
        Of the report.
    stamp
        When and with what it was made, to make one again as it was; now without one.

    Raises
    ------
    PriorizarError
        What ranking and comparing refuse, or a library of the extra that is not installed.
    """
    stamped = stamp or Stamp.now(study)
    output: dict[str, Any] = {"what": "report", "form": form, "language": language}
    output |= {"provinces": sorted(provinces), "seed": seed, "draws": draws, "day": stamped.day.isoformat()}
    output |= {"weights": weights, "vary": vary}
    if template is not None:
        output["template"] = _digest(template)
    try:
        if form == "xlsx":
            from priorizar.report.workbook import workbook

            return workbook(
                study,
                scenario,
                others=others or None,
                provinces=provinces,
                seed=seed,
                draws=draws,
                weights=weights,
                vary=vary,
                language=language,
                stamp=stamped,
                output=output,
                progress=progress,
            )
        from priorizar.report.document import document
        from priorizar.report.docx import to_docx
        from priorizar.report.findings import find
        from priorizar.report.pdf import to_pdf

        found = find(
            study,
            scenario,
            others=others,
            provinces=provinces,
            seed=seed,
            draws=draws,
            weights=weights,
            vary=vary,
            progress=progress,
        )
        made = document(found, language, stamped, output)
        if form == "pdf":
            return to_pdf(made)
        return to_docx(made, "acta" if form == "acta" else "informe", template)
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("priorizar"):
            raise
        raise refusal("report.missing_extra", library=error.name, install=install_command("report")) from None


def _digest(template: Path) -> str:
    """Compute the SHA-256 of a template; what cannot be read cannot be used either, and says so alike."""
    try:
        return hashlib.sha256(read_bounded(template, template.name)).hexdigest()
    except PriorizarError as error:
        said = error.problems[0].values.get("said")
        if said is None:  # a folder, or too large: that sentence is clear by itself
            raise
        raise refusal("report.template_unreadable", file=template.name, said=said) from error
