"""What the server gives to whoever asks for more than the page."""

from __future__ import annotations

import http.client
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

SOCKETS = Path("/proc/net/tcp")
SOUGHT = [
    "/pyproject.toml",
    "/data/evidence.csv",
    "/scenarios/base.yaml",
    "/app/static/evidence.csv",
    "/../pyproject.toml",
    "/%2e%2e/%2e%2e/pyproject.toml",
    "/static/../../../pyproject.toml",
    "/component/priorizar_order/../../../order.js",
]


def asked(served, method: str, path: str, **headers: str) -> tuple[int, bytes]:
    where = urlsplit(served.url)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=10)
    try:
        connection.request(method, path, body=b"x" if method == "PUT" else None, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize("path", SOUGHT)
def test_no_file_of_the_study_or_the_program_is_served(served, path):
    status, content = asked(served, "GET", path)
    assert status in (400, 403, 404) or b'<div id="root">' in content  # the page itself, for any address
    assert b"[project]" not in content
    assert b"oferta_exportable" not in content


def test_a_file_sent_without_the_page_s_token_is_refused(served):
    path = "/_stcore/upload_file/00000000-0000-0000-0000-000000000000/x"
    status, _ = asked(served, "PUT", path, **{"Content-Type": "text/csv"})
    assert status in (400, 403)


@pytest.mark.parametrize("path", ["/_stcore/agent/interact", "/mcp"])
def test_no_program_may_drive_it_without_a_browser(served, path):
    status, _ = asked(served, "POST", path, **{"Content-Type": "application/json"})
    assert status in (403, 404, 405)


def test_another_site_cannot_speak_with_the_app(served):
    where = served.url.replace("http", "ws") + "/_stcore/stream"
    with pytest.raises(InvalidStatus), connect(where, origin="http://elsewhere.example"):
        pass
    with connect(where, origin=served.url, subprotocols=["streamlit"]):
        pass


@pytest.mark.skipif(not SOCKETS.exists(), reason="only Linux says so where anybody can read it")
def test_only_this_machine_is_listened_to(served):
    port = urlsplit(served.url).port
    lines = [line.split() for line in SOCKETS.read_text("ascii").splitlines()[1:]]
    heard = [line[1] for line in lines if line[3] == "0A"]
    addresses = {one.split(":")[0] for one in heard if int(one.split(":")[1], 16) == port}
    assert addresses == {"0100007F"}
