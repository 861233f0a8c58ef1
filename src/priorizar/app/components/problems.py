"""What is wrong, in sentences: never a traceback."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

import streamlit as st

from priorizar.app.studies import folder
from priorizar.app.words import language, say
from priorizar.errors import PriorizarError, Problem, describe

Given = ParamSpec("Given")
_MARKS = frozenset("\\`*_[]<>$:#|~")


def show_problems(problems: Iterable[Problem]) -> None:
    """List problems, each with its place and how to mend it."""
    lines = [escape_markdown(without_place(describe(problem, language()))) for problem in problems]
    st.error(lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines))


def without_place(said: str) -> str:
    """Name files as they are called within the study: where it lies on the server is nobody's business."""
    root = folder()
    for known in (root.resolve(), root.absolute()):
        said = said.replace(f"{known}{os.sep}", "").replace(str(known), known.name)
    return said


@contextmanager
def told() -> Iterator[None]:
    """Tell what goes wrong within: the user's data in full, a defect of ours in one sentence and the log."""
    try:
        yield
    except PriorizarError as error:
        show_problems(error.problems)
    except Exception:
        logging.getLogger(__name__).exception("a page failed")
        st.error(say("app.defect"))


def telling(shown: Callable[Given, None]) -> Callable[Given, None]:
    """Wrap a part of a page so that what goes wrong in it is told in its place."""

    @wraps(shown)
    def guarded(*args: Given.args, **kwargs: Given.kwargs) -> None:
        with told():
            shown(*args, **kwargs)

    return guarded


def escape_markdown(said: str) -> str:
    """Keep what files say from being read as Markdown, HTML or colour marks."""
    return "".join(f"\\{letter}" if letter in _MARKS else letter for letter in said)
