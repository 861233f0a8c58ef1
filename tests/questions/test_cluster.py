"""Computing on a dask cluster of this machine: the same numbers, whatever happens to a worker."""

from __future__ import annotations

import importlib
import json
import os
import signal
from concurrent.futures import CancelledError
from pathlib import Path

import numpy as np
import pytest

import priorizar as pz
from priorizar.cli import run
from priorizar.questions import cluster as room
from priorizar.questions.cluster import cluster
from priorizar.questions.experiment import Experiment
from priorizar.questions.value_of_information import (
    value_of_information,
    value_of_information_by_criterion,
)
from refusals import refused

NOBODY = "tcp://127.0.0.1:1"
DRAWS = 600_000
SECONDS = 25


def same(one, other):
    for a, b in zip(one.groups, other.groups, strict=True):
        assert a.draws == b.draws
        np.testing.assert_array_equal(a.tally.ranks, b.tally.ranks)
        np.testing.assert_array_equal(a.tally.wins, b.tally.wins)
        np.testing.assert_array_equal(a.tally.first_weights, b.tally.first_weights)


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """A scheduler with two workers, each a process; nothing but the loopback."""
    distributed = importlib.import_module("distributed")
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        worker_dashboard_address="127.0.0.1:0",
        local_directory=str(tmp_path_factory.mktemp("dask")),
        silence_logs=50,
    ) as local:
        yield local.scheduler_address


@pytest.fixture
def in_time():
    """A cluster that hangs is a test that fails."""

    def late(*_):
        raise TimeoutError(f"the cluster took more than {SECONDS} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.long
@pytest.mark.cluster
@pytest.mark.usefixtures("in_time")
class TestACluster:
    def test_the_same_numbers_with_a_worker_killed_midway(self, study, scheduler):
        distributed = importlib.import_module("distributed")
        killed: list[int] = []
        with distributed.Client(scheduler, set_as_default=False) as watching:
            workers = watching.run(os.getpid)

            def kill(done: int, total: int) -> None:
                if not killed and done < total:
                    killed.append(next(iter(workers.values())))
                    os.kill(killed[0], signal.SIGKILL)

            asked = {"draws": DRAWS, "seed": 5, "provinces": ["Caylloma", "Cotabambas"]}
            with cluster(scheduler) as executor:
                away = pz.robustness(study, executor=executor, progress=kill, **asked)
            assert killed
            assert killed[0] not in watching.run(os.getpid).values()
        same(away, pz.robustness(study, **asked))

    def test_methods_regions_and_evidence_travel(self, study, scheduler):
        asked = {"draws": 2000, "provinces": ["Caylloma"]}
        with cluster(scheduler) as executor:
            for scenario, method, region in (
                ("solo_documentado", None, None),
                ("exportador", "vikor", "order"),
                ("exportador", {"name": "topsis", "reference": "observed"}, "within:0.1"),
                ("taller_ilustrativo", "promethee2", None),
            ):
                how = {"method": method, "region": region, **asked}
                away = pz.robustness(study, scenario, executor=executor, **how)
                same(away, pz.robustness(study, scenario, **how))
            for ask in (value_of_information, value_of_information_by_criterion):
                there = ask(study, experiment=Experiment(executor=executor), provinces=["Caylloma"])
                assert there == ask(study, provinces=["Caylloma"])

    def test_from_the_command_line(self, scheduler, tmp_path):
        told = []
        for name, more in (("away", ["--scheduler", scheduler]), ("here", [])):
            file = tmp_path / f"{name}.json"
            asked = ["robustness", "-p", "Anta", "--draws", "20000", "-o", str(file), *more]
            assert run(asked) == 0
            told.append(_without_time(file))
        assert told[0] == told[1]

    def test_an_error_over_there_is_a_sentence_here(self, study, scheduler):
        with cluster(scheduler) as executor:
            keys = refused(pz.robustness, study, method="codas", executor=executor)
        assert keys[0] == "methods.needs_positive"


def _without_time(file: Path):
    told = json.loads(file.read_text(encoding="utf-8"))
    del told["manifest"]["time"]
    return told


class TestNoCluster:
    def test_without_the_library(self, monkeypatch, capsys):
        def missing(name):
            raise ModuleNotFoundError(f"No module named {name!r}")

        monkeypatch.setattr(room, "import_module", missing)
        with pytest.raises(pz.PriorizarError) as caught, cluster(NOBODY):
            pass
        assert caught.value.problems[0].key == "robustness.no_dask"
        assert run(["robustness", "--scheduler", NOBODY, "--lang", "en"]) == 1
        assert "[dask]" in capsys.readouterr().err

    @pytest.mark.parametrize("address", ["", "nowhere", "http://127.0.0.1:80", "tcp://127.0.0.1:x"])
    def test_an_address_that_is_none(self, address, capfd):
        assert run(["robustness", "--scheduler", address]) == 1
        said = capfd.readouterr().err
        assert f"nadie responde en {address}" in said
        assert "Traceback" not in said

    @pytest.mark.parametrize(
        "lost",
        [CancelledError("gone"), ModuleNotFoundError("No module named 'priorizar'"), OSError("closed")],
    )
    def test_workers_lost_for_good(self, monkeypatch, lost):
        class Client:
            def __init__(self, *_, **__):
                self.closed = False

            def get_executor(self, **_):
                return None

            def close(self):
                self.closed = True

        distributed = importlib.import_module("distributed")
        monkeypatch.setattr(distributed, "Client", Client)
        with pytest.raises(pz.PriorizarError) as caught, cluster(NOBODY):
            raise lost
        assert caught.value.problems[0].key == "robustness.cluster_lost"
