"""The local server: what it serves, what it tells open pages, and when it builds anew."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from remit.findings import Where, error
from remit.pages.live import SCRIPT, STATE, Board, server, watch


@contextmanager
def running(folder: Path, board: Board) -> Iterator[int]:
    made = server(folder, board, 0)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    try:
        yield made.server_port
    finally:
        made.shutdown()
        made.server_close()
        thread.join()


def get(port: int, path: str, host: str = "127.0.0.1") -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Host": f"{host}:{port}"})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def test_pages_get_the_live_script_and_files_do_not_change(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<body>hello</body>")
    (tmp_path / "index.js").write_text("var body = '</body>';")
    with running(tmp_path, Board()) as port:
        assert get(port, "/")[1] == f'<body>hello<script src="{SCRIPT}" data-version="0"></script></body>'
        assert get(port, "/index.js")[1] == "var body = '</body>';"
        assert "remit-live" in get(port, SCRIPT)[1]
        assert get(port, "/gone.html")[0] == 404


def test_before_the_first_build_a_page_says_so(tmp_path: Path) -> None:
    with running(tmp_path / "nothing", Board()) as port:
        status, page = get(port, "/")
    assert status == 200
    assert "not built yet" in page
    assert SCRIPT in page


def test_a_page_of_another_site_cannot_ask_under_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("secret")
    with running(tmp_path, Board()) as port:
        assert get(port, "/", host="evil.example")[0] == 403


def test_nothing_outside_the_site_is_served(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("x")
    (tmp_path / "secret.txt").write_text("secret")
    with running(tmp_path / "site", Board()) as port:
        assert get(port, "/../secret.txt")[0] == 404
        assert get(port, "/%2e%2e/secret.txt")[0] == 404


def test_a_waiting_page_is_told_of_the_next_build_with_its_findings(tmp_path: Path) -> None:
    board = Board()
    finding = error("RACI-001", "two are accountable", Where("data/raci.yaml", (), 4, 3), "choose one")
    with running(tmp_path, board) as port:
        threading.Timer(0.2, lambda: board.post((finding,), stale=True)).start()
        state = json.loads(get(port, f"{STATE}?since=0")[1])
    assert state["version"] == 1
    assert state["stale"] is True
    assert state["findings"] == [
        {
            "rule": "RACI-001",
            "severity": "error",
            "message": "two are accountable",
            "place": "data/raci.yaml:4:3",
            "hint": "choose one",
        }
    ]


def test_a_saved_file_leads_to_one_new_build(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("one")
    built, stop = threading.Event(), threading.Event()
    count: list[int] = []

    def rebuild() -> None:
        count.append(1)
        built.set()

    thread = threading.Thread(target=watch, args=((tmp_path,), rebuild, stop), daemon=True)
    thread.start()
    time.sleep(0.6)
    assert not built.is_set()
    (tmp_path / "a.yaml").write_text("another")
    assert built.wait(10)
    stop.set()
    thread.join()
    assert count == [1]
