"""A machine that fills up or closes its streams, folders that may not be read, names that deceive."""

from __future__ import annotations

import errno
import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from priorizar import PriorizarError, load_study, rank
from priorizar.cli import run
from priorizar.cli.ranking_table import show
from priorizar.cli.screen import Console
from priorizar.files.tables import to_xlsx
from priorizar.looks import is_strange, visible
from priorizar.reading.bundled import lay_out
from priorizar.reading.strange_names import strange_names

COMMAND = [sys.executable, "-c", "from priorizar.start import main; main()"]


def shell(line: str, *arguments: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    """Run the program by a line of shell, in which ``"$@"`` stands for it."""
    return subprocess.run(["sh", "-c", line, "sh", *COMMAND, *arguments], capture_output=True, **more)  # noqa: S603, S607


def keys(do) -> list[str]:
    with pytest.raises(PriorizarError) as caught:
        do()
    return [one.key for one in caught.value.problems]


class TestStreams:
    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
    @pytest.mark.parametrize("arguments", [("rank",), ("rank", "--format", "json"), ("check",), ("--help",)])
    def test_a_full_output_is_one_sentence(self, arguments):
        done = shell('"$@" > /dev/full', *arguments)
        assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
        assert "el sistema no lo permitió" in done.stderr.decode()

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
    def test_where_nothing_can_be_said_it_still_ends(self):
        assert shell('"$@" > /dev/full 2> /dev/full', "rank").returncode == 1
        assert shell('"$@" 2> /dev/full', "rank", "--scenario", "no_hay").returncode == 1

    @pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-", "<&- >&- 2>&-"])
    def test_closed_streams_are_no_traceback(self, closed, tmp_path):
        file = tmp_path / "a.csv"
        done = shell(f'"$@" {closed}', "rank", "-o", str(file))
        assert (done.returncode, done.stderr) == (0, b"")
        assert file.read_bytes().startswith(b"department,")

    def test_nobody_can_be_asked_where_the_input_is_closed(self, small, tmp_path):
        head = "department,zone,province,chain,criterion,value,low,high,basis,source,quote\n"
        (tmp_path / "a.csv").write_text(f"{head}Norte,,,papa,demanda,3,,,judged,informe,a\n")
        before = small.text("data/evidence.csv")
        done = shell('"$@" <&-', "import", "--study", str(small.path), str(tmp_path / "a.csv"))
        assert b"Traceback" not in done.stderr
        assert small.text("data/evidence.csv") == before

    def test_who_reads_no_further_is_no_error(self):
        assert shell('"$@" | head -n 1', "rank").stderr == b""

    def test_an_error_of_the_system_and_a_full_memory_are_sentences(self, monkeypatch, capsys):
        for error in (MemoryError(), RecursionError(), OSError(errno.EIO, "Input/output error", "/a")):

            def broken(*_: object, error: BaseException = error) -> None:
                raise error

            monkeypatch.setattr("priorizar.cli.application", broken)
            assert run(["rank"]) == 1
            assert run(["--lang", "en", "rank"]) == 1
        said = capsys.readouterr().err.splitlines()
        assert len(said) == 6
        assert said[4].startswith("/a: el sistema")
        assert said[5].startswith("/a: the system")


class TestFullDisks:
    def test_a_full_folder_for_temporary_files_is_one_sentence(self, monkeypatch, tmp_path):
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
        assert keys(lambda: to_xlsx({"a": [{"b": 1}]})) == ["study.no_room"]

    def test_nothing_is_left_where_it_filled_up(self, monkeypatch, tmp_path):
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        monkeypatch.setattr("xlsxwriter.workbook.ZipFile.write", full)
        assert keys(lambda: to_xlsx({"a": [{"b": 1}]})) == ["study.no_room"]
        assert list(tmp_path.iterdir()) == []

    def test_laying_out_a_study_says_one_thing_and_leaves_nothing(self, monkeypatch, tmp_path):
        monkeypatch.setattr(shutil, "copyfile", full)
        with pytest.raises(PriorizarError) as caught:
            lay_out(tmp_path / "estudio")
        (problem,) = caught.value.problems
        assert (problem.key, problem.values["said"]) == ("study.cannot_write", os.strerror(errno.ENOSPC))
        assert "[" not in str(caught.value)
        assert list(tmp_path.iterdir()) == []

    def test_a_disk_that_is_full_for_good(self, tmp_path):
        """A disk of 200 kB, where one may be mounted."""
        (tmp_path / "disk").mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(tmp_path / "disk")]
        if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode != 0:  # noqa: S603
            pytest.skip("only root mounts, and not everywhere")
        try:
            filler = tmp_path / "disk/filler"
            fill = f"head -c 10000000 /dev/zero > '{filler}'"
            there = f"{tmp_path}/disk/a.xlsx"
            for arguments in (["init", there], ["rank", "-o", there]):
                subprocess.run(["sh", "-c", fill], stderr=subprocess.DEVNULL)  # noqa: S603, S607
                done = shell('"$@"', *arguments)
                assert (done.returncode, done.stderr.count(b"\n")) == (1, 1), done.stderr
                assert [one.name for one in (tmp_path / "disk").iterdir()] == ["filler"]
                filler.unlink()
        finally:
            subprocess.run(["umount", str(tmp_path / "disk")], check=True)  # noqa: S603, S607


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class TestFoldersThatMayNotBeRead:
    @pytest.mark.parametrize("name", ["data", "criteria", "scenarios", "data/evidence.csv"])
    def test_are_sentences(self, name):
        """As somebody who is not root: that one may read everything."""
        with tempfile.TemporaryDirectory() as there:
            Path(there).chmod(0o755)
            folder = Path(there) / "estudio"
            lay_out(folder)
            (folder / name).chmod(0)
            # All is imported before: the interpreter itself may lie where nobody else may read.
            script = "import os, sys\nfrom priorizar.cli import run\nrun(['check'])\n"
            script += "if os.getuid() == 0: os.setgid(65534); os.setuid(65534)\n"
            script += "sys.exit(run(['check', '--study', sys.argv[1]]))"
            command = [sys.executable, "-c", script, str(folder)]
            done = subprocess.run(command, capture_output=True, text=True)  # noqa: S603
            (folder / name).chmod(0o755)
        assert "Traceback" not in done.stderr
        assert done.returncode == 1
        assert "no se pudo leer" in done.stderr

    def test_an_error_of_the_system_is_a_problem(self, small, monkeypatch):
        def broken(*_: object) -> bool:
            raise PermissionError(errno.EACCES, "Permission denied", "data")

        monkeypatch.setattr(Path, "is_dir", broken)
        assert keys(small.load) == ["study.unreadable"]


class TestNumbers:
    @pytest.mark.parametrize("said", ["on", "yes", "true", "off", "no", "True"])
    def test_a_yes_is_no_number(self, small, said):
        small.append(
            "scenarios/base.yaml", "what_if:", f"  - {{chain: papa, criterion: demanda, value: {said}}}"
        )
        problems = [one.key for one in small.problems() if one.file == "scenarios/base.yaml"]
        assert problems == ["study.not_a_yaml_number"]


class TestNames:
    def test_a_picture_is_not_made_of_a_name(self, capsys):
        Console(width=80).print(":smile: [bold]x[/]")
        assert capsys.readouterr().out == ":smile: x\n"

    def test_what_turns_or_hides_is_spelt_out_wherever_it_is_read(self, small):
        small.replace("data/chains.csv", "papa,papa,potato", "papa,pa\u202epa,pot\u200bato")
        small.replace("scenarios/base.yaml", "es: Base", 'es: "Ba\u2066se"')
        study = small.load()
        assert study.chains["papa"].name.es == "pa⟨U+202E⟩pa"
        assert study.chains["papa"].name.en == "pot⟨U+200B⟩ato"
        assert study.scenarios["base"].name.es == "Ba⟨U+2066⟩se"
        (note,) = strange_names(study)
        assert note.values["names"].count("⟨U+") == 3

    @pytest.mark.parametrize("text", ["pаpа", "pαpa", "ｐapa", "a⟨U+202E⟩b"])
    def test_letters_of_two_alphabets_are_strange(self, text):
        assert is_strange(text)

    @pytest.mark.parametrize(
        "text", ["ñandú", "Apurímac", "α", "Паро Anta", "café 2º", "q'eñua", "CO₂", "µm"]
    )
    def test_other_names_are_not(self, text):
        assert not is_strange(text)
        assert visible(text) == text

    def test_the_bundled_study_has_none(self, study):
        assert strange_names(study) == []

    def test_check_says_it_once(self, small, capsys):
        small.replace("data/chains.csv", "papa,papa,potato", "papa,p\u0430pa,potato")
        assert run(["check", "--study", str(small.path)]) == 0
        assert capsys.readouterr().out.count("no son lo que parecen") == 1


@pytest.mark.parametrize("width", [40, 60, 80, 200])
@pytest.mark.parametrize("by", ["province", "all"])
def test_no_line_of_a_ranking_is_wider_than_the_terminal(study, width, by):
    result = rank(study, "base", by=by)
    paper = io.StringIO()
    show(Console(width=width, file=paper), result, result.rows("es"), "es")
    lines = paper.getvalue().splitlines()
    assert len(lines) > 100
    assert max(map(len, lines)) <= width


def test_a_signal_amid_an_import_leaves_the_study_whole(small, tmp_path):
    head = "department,zone,province,chain,criterion,value,low,high,basis,source,quote\n"
    (tmp_path / "a.csv").write_text(f"{head}Norte,,,papa,demanda,3,,,judged,informe,a\n")
    before = small.text("data/evidence.csv")
    arguments = ["import", "--yes", "--study", str(small.path), str(tmp_path / "a.csv")]
    for number in (signal.SIGTERM, signal.SIGKILL):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen([*COMMAND, *arguments], **quiet) as one:  # noqa: S603
            one.send_signal(number)
        written = small.text("data/evidence.csv")
        assert written == before or written.startswith(before)
    assert load_study(small.path)
