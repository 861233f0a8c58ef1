"""What the program writes: no device is replaced, nothing half-written, lost to another writer, or run."""

from __future__ import annotations

import csv
import io
import os
import stat
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path
from textwrap import dedent

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorizar import PriorizarError, load_study
from priorizar.errors import Problem
from priorizar.files.atomic import as_said, harmless, whole, write_whole
from priorizar.files.lock import LOCK, WRITER, writing
from priorizar.files.tables import to_csv, to_xlsx
from priorizar.reading.evidence_form import Sent
from priorizar.reading.evidence_import import plan_import, write_import

FORMULAS = ("=1+1", "@SUM(A1)", "+1+1", "-1+cmd|' /C calc'!A0", "\t=1", "\r=1", " =1", "＝1", "'=1", "''@x")
HEAD = "department,zone,province,chain,criterion,value,low,high,basis,source,quote\n"


def run(*arguments: str, **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from priorizar.start import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, **more)  # noqa: S603


class TestWhatIsNoFile:
    def test_a_device_is_written_to_and_stays_a_device(self, tmp_path):
        """As root, a device node of ones own; otherwise the one that everybody may write to."""
        device = tmp_path / "null"
        try:
            os.mknod(device, stat.S_IFCHR | 0o666, os.makedev(1, 3))
        except (OSError, AttributeError):
            pytest.skip("only root makes devices")
        try:
            write_whole(device, b"gone")
        except PriorizarError:
            pytest.skip("no devices work in this folder")
        assert stat.S_ISCHR(device.stat().st_mode)
        assert [one.name for one in tmp_path.iterdir()] == ["null"]

    @pytest.mark.skipif(not Path("/dev/null").exists(), reason="no /dev/null")
    def test_dev_null_stays(self):
        before = os.stat("/dev/null")
        write_whole(Path("/dev/null"), b"gone")
        with whole(Path("/dev/null")) as file:
            file.write(b"gone")
        after = os.stat("/dev/null")
        assert (after.st_mode, after.st_ino) == (before.st_mode, before.st_ino)

    def test_standard_output_is_written_to(self, tmp_path):
        if not Path("/dev/stdout").exists():
            pytest.skip("no /dev/stdout")
        before = os.lstat("/dev/stdout")
        assert run("schema", "criteria", "-o", "/dev/stdout").stdout.startswith("{")
        with (tmp_path / "a").open("wb") as file:
            command = [sys.executable, "-c", "from priorizar.start import main; main()"]
            subprocess.run([*command, "schema", "criteria", "-o", "/dev/stdout"], stdout=file, check=True)  # noqa: S603
        assert (tmp_path / "a").read_bytes().startswith(b"{")
        assert os.lstat("/dev/stdout").st_ino == before.st_ino

    def test_a_pipe_is_written_to(self, tmp_path):
        os.mkfifo(tmp_path / "pipe")
        read: list[bytes] = []
        reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()), daemon=True)
        reader.start()
        write_whole(tmp_path / "pipe", b"through")
        reader.join(10)
        assert read == [b"through"]
        assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)

    def test_a_link_stays_a_link_and_what_it_leads_to_is_written(self, tmp_path):
        (tmp_path / "there").mkdir()
        (tmp_path / "there/a").write_bytes(b"old")
        (tmp_path / "link").symlink_to("there/a")
        write_whole(tmp_path / "link", b"new")
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "there/a").read_bytes() == b"new"
        assert [one.name for one in (tmp_path / "there").iterdir()] == ["a"]

    def test_a_link_that_leads_nowhere_makes_what_it_names(self, tmp_path):
        (tmp_path / "link").symlink_to("a")
        write_whole(tmp_path / "link", b"new")
        assert (tmp_path / "a").read_bytes() == b"new"
        (tmp_path / "circle").symlink_to("circle")
        with pytest.raises(PriorizarError):
            write_whole(tmp_path / "circle", b"new")

    def test_within_a_folder_no_link_leads_out_of_it(self, tmp_path):
        study, outside = tmp_path / "study", tmp_path / "outside"
        study.mkdir()
        outside.write_bytes(b"others")
        (study / "a").write_bytes(b"old")
        for name, leads in (("out", outside), ("in", study / "a"), ("device", "/dev/null")):
            (study / name).symlink_to(leads)
            write_whole(study / name, b"new", within=study)
        assert outside.read_bytes() == b"others"
        assert (study / "in").is_symlink()
        assert (study / "a").read_bytes() == b"new"
        assert (study / "out").read_bytes() == (study / "device").read_bytes() == b"new"
        assert not (study / "device").is_symlink()


class TestDrafts:
    def test_what_a_killed_process_left_is_cleared_at_the_next_write(self, tmp_path):
        script = """
            import os, sys
            from pathlib import Path
            from priorizar.files.atomic import whole
            with whole(Path(sys.argv[1])) as file:
                file.write(b"half")
                file.flush()
                os.kill(os.getpid(), 9)
            """
        file = tmp_path / "a[1].csv"
        file.write_bytes(b"before")
        subprocess.run([sys.executable, "-c", dedent(script), str(file)])  # noqa: S603
        assert file.read_bytes() == b"before"
        assert len(list(tmp_path.iterdir())) == 2
        write_whole(file, b"after")
        assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"a[1].csv": b"after"}

    def test_what_somebody_is_writing_stays(self, tmp_path):
        file = tmp_path / "a.csv"
        with whole(file) as first:
            first.write(b"first")
            write_whole(file, b"second")
            assert len(list(tmp_path.iterdir())) == 2
        assert file.read_bytes() == b"first"

    def test_drafts_of_other_machines_go_after_a_day(self, tmp_path):
        young, old = (tmp_path / f".a.csv.00000000-{number}-abc.tmp" for number in (1, 2))
        for one in (young, old, tmp_path / ".a.csv.mine.tmp", tmp_path / ".b.csv.00000000-2-abc.tmp"):
            one.touch()
        os.utime(old, (0, 0))
        write_whole(tmp_path / "a.csv", b"")
        left = {one.name for one in tmp_path.iterdir()}
        assert left == {"a.csv", young.name, ".a.csv.mine.tmp", ".b.csv.00000000-2-abc.tmp"}

    @pytest.mark.parametrize("moment", range(6))
    def test_a_kill_at_any_moment_leaves_the_old_or_the_new(self, tmp_path, moment):
        script = """
            import sys
            from pathlib import Path
            from priorizar.files.atomic import write_whole
            print("ready", flush=True)
            while True:
                for letter in (b"a", b"b"):
                    write_whole(Path(sys.argv[1]), letter * 200_000)
            """
        file = tmp_path / "a.csv"
        write_whole(file, b"a" * 200_000)
        command = [sys.executable, "-c", dedent(script), str(file)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:  # noqa: S603
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(moment * 0.013)
            writer.kill()
        assert file.read_bytes() in (b"a" * 200_000, b"b" * 200_000)


class TestFormulas:
    @pytest.mark.parametrize("said", FORMULAS)
    def test_text_that_a_spreadsheet_would_run_is_quoted(self, said):
        assert harmless(said) == f"'{said}"

    def test_a_lone_carriage_return_begins_no_row(self):
        raw = to_csv([{"a": "hola\r=1+1", "b": "x"}])
        assert raw == b'a,b\n"hola\r=1+1",x\n'

    @given(st.text(alphabet="'=+-@\t\r\n ＝a1") | st.text())
    def test_what_was_quoted_is_read_as_it_was(self, said):
        assert as_said(harmless(said)) == said

    @pytest.mark.parametrize("said", FORMULAS)
    def test_no_table_has_a_cell_that_runs(self, said):
        (_, row) = csv.reader(io.StringIO(to_csv([{"a": said}]).decode(), newline=""))
        book = openpyxl.load_workbook(io.BytesIO(to_xlsx({"a": [{"a": said}]})))
        cell = book.active["A2"]
        assert row[0].startswith("'")
        assert cell.data_type == "s"

    @pytest.mark.parametrize("said", [one for one in FORMULAS if one.strip() == one])
    def test_an_imported_quotation_is_no_formula_in_the_table_and_itself_in_the_study(self, small, said):
        row = f'Norte,,,papa,demanda,3,,,judged,informe,"{said}"\n'
        planned = plan_import(small.load(), Sent("a.csv", (HEAD + row).encode()))
        (statement,) = [change.statement for change in planned.changes]
        write_import(planned)
        written = list(csv.reader(io.StringIO(small.text("data/evidence.csv"), newline="")))[-1]
        assert written[-1] == harmless(statement.quote)
        assert written[5] == "3"
        assert statement in small.load().evidence
        again = plan_import(small.load(), Sent("a.csv", (HEAD + row).encode()))
        assert again.same == 1


class TestTwoWriters:
    def test_another_writer_is_waited_for_and_told_of(self, small, tmp_path):
        script = """
            import sys, time
            from pathlib import Path
            from priorizar.files.lock import writing
            with writing(Path(sys.argv[1])):
                print("holds", flush=True)
                sys.stdin.readline()
            """
        told: list[Problem] = []
        command = [sys.executable, "-c", dedent(script), str(small.path)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:  # noqa: S603
            assert holder.stdin is not None
            assert holder.stdout is not None
            holder.stdout.readline()
            with pytest.raises(PriorizarError) as caught, writing(small.path, told.append, patience=0.1):
                pytest.fail("two write at once")
            holder.stdin.write(b"\n")
            holder.stdin.flush()
            with writing(small.path, told.append):
                pass
        assert told[0].key == "study.waiting"
        assert told[0].values["process"] == str(holder.pid)
        assert caught.value.problems[0].key == "study.locked"
        assert not (small.path / WRITER).exists()

    def test_a_lock_left_by_a_killed_process_holds_nobody(self, small):
        script = """
            import os, sys
            from pathlib import Path
            from priorizar.files.lock import writing
            with writing(Path(sys.argv[1])):
                os.kill(os.getpid(), 9)
            """
        subprocess.run([sys.executable, "-c", dedent(script), str(small.path)])  # noqa: S603
        assert (small.path / WRITER).exists()
        told: list[Problem] = []
        with writing(small.path, told.append):
            pass
        assert told == []
        assert (small.path / LOCK).exists()

    def test_links_in_their_place_are_not_followed(self, small, tmp_path):
        (tmp_path / "mine").write_text("mine")
        (small.path / WRITER).symlink_to(tmp_path / "mine")
        with writing(small.path):
            pass
        assert (tmp_path / "mine").read_text() == "mine"

    def test_two_imports_at_once_lose_nothing_in_silence(self, small, tmp_path):
        """Each is written, or refused with a sentence: never told that it is done and gone."""
        for number, chain in enumerate(("papa", "lana")):
            row = f"Norte,,,{chain},demanda,{number + 1},,,judged,informe,dicho {chain}\n"
            (tmp_path / f"{chain}.csv").write_text(HEAD + row, encoding="utf-8")
        command = [sys.executable, "-c", "from priorizar.start import main; main()", "import", "--yes"]
        running = {
            chain: subprocess.Popen(  # noqa: S603
                [*command, "--study", str(small.path), str(tmp_path / f"{chain}.csv")],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for chain in ("papa", "lana")
        }
        ended = {chain: (*one.communicate(timeout=120), one.returncode) for chain, one in running.items()}
        table = small.text("data/evidence.csv")
        for chain, (_, err, code) in ended.items():
            assert (f"dicho {chain}" in table) == (code == 0)
            assert "Traceback" not in err
            assert code == 0 or "cambió mientras" in err
        assert any(code == 0 for *_, code in ended.values())
        assert load_study(small.path)

    def test_what_changed_meanwhile_is_not_written_over(self, small):
        planned = plan_import(
            small.load(), Sent("a.csv", f"{HEAD}Norte,,,papa,demanda,3,,,judged,informe,a\n".encode())
        )
        small.append("data/evidence.csv", "Norte,,,lana,demanda,2,,,judged,informe,b")
        with pytest.raises(PriorizarError) as caught:
            write_import(planned, date(2026, 1, 1))
        assert caught.value.problems[0].key == "export.changed_meanwhile"

    def test_an_interruption_between_two_files_puts_the_first_back(self, small, monkeypatch):
        book = openpyxl.Workbook()
        book.active.append(HEAD.strip().split(","))
        book.active.append(["Norte", "", "", "papa", "demanda", 3, "", "", "judged", "nueva", "a"])
        cited = book.create_sheet()
        cited.append(["id", "title"])
        cited.append(["nueva", "Una nueva"])
        file = io.BytesIO()
        book.save(file)
        planned = plan_import(small.load(), Sent("a.xlsx", file.getvalue()))
        before = {name: small.text(name) for name in ("data/evidence.csv", "data/sources.csv")}
        assert set(planned.files) == set(before)

        def interrupted(path: Path, content: bytes, within: Path | None = None) -> None:
            if path.name == "evidence.csv":
                raise KeyboardInterrupt
            write_whole(path, content, within)

        monkeypatch.setattr("priorizar.reading.evidence_import.write_whole", interrupted)
        with pytest.raises(KeyboardInterrupt):
            write_import(planned)
        assert {name: small.text(name) for name in before} == before
