"""Asking pages over HTTP, against a server of this process: what is counted, never how fast."""

import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from msp_portal.bench.http_timing import (
    BadAnswerError,
    Client,
    Target,
    ask_all,
    pages_per_second,
    time_rounds,
)
from msp_portal.bench.in_process import HOST


class Site(ThreadingHTTPServer):
    """Remembers what it was asked, and with which cookie."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((HOST, 0), Answer)
        self.asked: list[tuple[str, str]] = []


class Answer(BaseHTTPRequestHandler):
    """« /absent/ » is not found, « /ailleurs/ » redirects, the rest is there."""

    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Cookie", "")))
        status = {"/absent/": 404, "/ailleurs/": 302}.get(self.path, 200)
        self.send_response(status)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *args: object) -> None:
        """Silent."""


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def target(site: Site, address: str, cookie: str = "") -> Target:
    return Target(site.server_port, address, cookie)


def test_each_round_holds_as_many_times_as_were_asked_for(site: Site) -> None:
    pages = {"a": target(site, "/a/"), "b": target(site, "/b/", "s3ss10n")}
    times = time_rounds(pages, rounds=3, requests=4, warm_up=2)
    assert {key: [len(one) for one in rounds] for key, rounds in times.items()} == {
        "a": [4, 4, 4], "b": [4, 4, 4],
    }  # fmt: skip
    assert all(second > 0 for rounds in times.values() for one in rounds for second in one)
    assert site.asked.count(("/a/", "")) == 2 + 12
    assert site.asked.count(("/b/", "sessionid=s3ss10n")) == 2 + 12


def test_pages_take_turns_in_a_round(site: Site) -> None:
    time_rounds(
        {"a": target(site, "/a/"), "b": target(site, "/b/")}, rounds=2, requests=1, warm_up=0
    )
    assert [path for path, _ in site.asked] == ["/a/", "/b/", "/a/", "/b/"]


@pytest.mark.parametrize("address", ["/absent/", "/ailleurs/"])
def test_an_answer_that_is_not_the_page_is_never_timed(site: Site, address: str) -> None:
    client = Client(target(site, address))
    with closing(client), pytest.raises(BadAnswerError, match=address):
        client.get()


def test_a_server_that_is_gone_is_said_so(site: Site) -> None:
    gone = target(site, "/a/")
    site.shutdown()
    site.server_close()
    with pytest.raises(BadAnswerError):
        Client(gone).get()


def test_several_clients_ask_together_and_all_their_pages_count(site: Site) -> None:
    assert pages_per_second(target(site, "/a/"), clients=4, requests=5) > 0
    assert len(site.asked) == 4 * (1 + 5)


def test_one_client_that_fails_stops_the_measure_with_its_reason(site: Site) -> None:
    with pytest.raises(BadAnswerError, match="/absent/"):
        ask_all([target(site, "/a/"), target(site, "/absent/")], requests=2)


def test_words_with_accents_are_sent_as_a_browser_does(site: Site) -> None:
    with closing(Client(target(site, "/bibliotheque/?q=dépistage+cancer"))) as client:
        client.get()
    assert site.asked[0][0] == "/bibliotheque/?q=d%C3%A9pistage+cancer"
