"""A table that leaves the program: rows and the manifest of what they were made from, in every form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from priorizar.files.atomic import whole, write_whole
from priorizar.files.tables import Record, to_csv, to_json, to_parquet, to_xlsx, write_xlsx
from priorizar.locale import Language, text
from priorizar.report.geojson import to_geojson
from priorizar.report.manifest import beside, for_sheet
from priorizar.study.model import Study

Form = Literal["xlsx", "csv", "json", "geojson", "parquet"]
Manifest = Mapping[str, Any]


@dataclass(frozen=True, eq=False, kw_only=True)
class Table:
    """Rows in words, and what they were made from.

    Parameters
    ----------
    title
        Of the rows, as the sheet of a workbook is called.
    rows
        One record each.
    manifest
        What they were made from, with the seed where there were draws.
    language
        Of the names of the other sheets.
    more
        Further tables that belong to it, by name: ``exports.table_<name>`` of the catalogue.
    manifests
        Of rankings side by side, where JSON is to keep them apart: it has these instead of ``manifest``.
    study
        Whose provinces put the rows on a map, and whose alternatives they rank; None if they are no ranking.
    """

    title: str
    rows: Sequence[Record]
    manifest: Manifest
    language: Language
    more: Mapping[str, Sequence[Record]] = field(default_factory=dict)
    manifests: Sequence[Manifest] = ()
    study: Study | None = None

    @property
    def forms(self) -> tuple[Form, ...]:
        """Names of the forms that it can be written in."""
        forms: tuple[Form, ...] = ("xlsx", "csv", "json")
        return forms if self.study is None else (*forms, "geojson", "parquet")

    def written(self, form: Form, geometry: Path | None = None) -> bytes:
        """Return the table as a file, the manifest within wherever there is room.

        Parameters
        ----------
        form
            One of :attr:`forms`. CSV has no room for the manifest: :meth:`save` writes it beside.
        geometry
            Of a map: a file with the outlines of the provinces; see
            :func:`~priorizar.report.geojson.to_geojson`.

        Raises
        ------
        PriorizarError
            More rows than a workbook holds, a province that has no place, or a library that is missing.
        """
        if form == "csv":
            return to_csv(self.rows)
        if form == "xlsx":
            return to_xlsx(self._sheets())
        if form == "json":
            made_from = {"manifests": self.manifests} if self.manifests else {"manifest": self.manifest}
            return to_json({"rows": self.rows, **self.more, **made_from})
        if form not in self.forms or self.study is None:
            raise ValueError(form)
        if form == "parquet":
            return to_parquet(self.rows, self.manifest)
        return to_geojson(self.study, self.rows, self.manifest, geometry)

    def save(self, form: Form, file: Path, geometry: Path | None = None) -> None:
        """Write :meth:`written` to a file, whole or not at all; the manifest of CSV into a file beside it."""
        if form == "xlsx":
            with whole(file) as opened:
                write_xlsx(opened, self._sheets())
            return
        write_whole(file, self.written(form, geometry))
        if form == "csv":
            write_whole(beside(file), to_json(self.manifest))

    def _sheets(self) -> dict[str, Sequence[Record]]:
        others = {text(f"exports.table_{name}", self.language): rows for name, rows in self.more.items()}
        manifest = {text("export.sheet_manifest", self.language): for_sheet(self.manifest)}
        return {self.title: self.rows, **others, **manifest}
