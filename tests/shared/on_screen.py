"""What a page of the app shows, as tests read it."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def html_of(page: AppTest) -> str:
    """All HTML of a page: tables, and what else is no element of Streamlit's."""
    return " ".join(one.proto.body for one in page.get("html"))


def table_of(page: AppTest, caption: str) -> str:
    """The one table whose caption begins so, as HTML."""
    (found,) = (one.proto.body for one in page.get("html") if f"<caption>{caption}" in one.proto.body)
    return str(found)
