"""Work in a thread of its own."""

import threading
import time

import pytest

from priorizar.app.long_work import beside

NAME = "priorizar-long-work"


def ended(seconds: float = 10) -> bool:
    """Whether no such thread is left, given some time to end."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not any(thread.name == NAME for thread in threading.enumerate()):
            return True
        time.sleep(0.01)
    return False


def test_it_gives_what_the_work_gives():
    assert beside(lambda progress: 42, lambda share, seconds: None) == 42


def test_it_tells_how_far_the_work_is():
    go_on = threading.Event()
    told = []

    def work(progress):
        progress(1, 4)
        go_on.wait(10)
        return "done"

    def tell(share, seconds):
        told.append(share)
        if share is not None:
            go_on.set()

    assert beside(work, tell, look=0.01) == "done"
    assert told[-1] == 0.25


def test_what_the_work_refuses_is_raised_where_it_was_asked_for():
    def work(progress):
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        beside(work, lambda share, seconds: None)


def test_a_time_out_of_the_work_itself_is_not_waited_for():
    def work(progress):
        raise TimeoutError("its own")

    with pytest.raises(TimeoutError, match="its own"):
        beside(work, lambda share, seconds: None)


def test_who_goes_elsewhere_ends_the_work():
    steps = []

    def work(progress):
        while True:  # as a method written in Python: it never looks whether it should stop
            steps.append(1)
            time.sleep(0.001)

    class Elsewhere(BaseException):
        pass

    def tell(share, seconds):
        raise Elsewhere

    with pytest.raises(Elsewhere):
        beside(work, tell, look=0.01)
    assert ended()
    assert steps
