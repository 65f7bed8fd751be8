"""Times of whole answers over HTTP, one client or several, connections kept open."""

import contextlib
import http.client
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from urllib.parse import quote

from django.conf import settings

from msp_portal.bench.in_process import HOST

OK = 200


class BadAnswerError(RuntimeError):
    """A page measured did not answer 200: its time would mean nothing."""


@dataclass(frozen=True, slots=True)
class Target:
    """One page of one server, as one reader."""

    port: int
    address: str
    cookie: str = ""


class Client:
    """One browser: one connection kept open, one session."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._line = http.client.HTTPConnection(HOST, target.port, timeout=60)
        self._headers = (
            {"Cookie": f"{settings.SESSION_COOKIE_NAME}={target.cookie}"} if target.cookie else {}
        )

    def get(self) -> float:
        """Ask once; seconds until the last byte. Raises :class:`BadAnswerError` but for 200."""
        began = perf_counter()
        try:
            self._line.request("GET", _ascii(self._target.address), headers=self._headers)
            answer = self._line.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            self._line.close()
            raise BadAnswerError(f"{self._target.address} : {error!r}") from error
        took = perf_counter() - began
        if answer.status != OK:
            raise BadAnswerError(f"{self._target.address} : {answer.status}")
        return took

    def close(self) -> None:
        """Hang up."""
        self._line.close()


def time_rounds(
    targets: Mapping[str, Target], *, rounds: int, requests: int, warm_up: int = 8
) -> dict[str, list[list[float]]]:
    """Seconds of each request, by target and round.

    In a round every target is asked ``requests`` times in turn, so that what slows the machine
    meets all of them. ``warm_up`` requests before count for nothing.
    """
    clients = {key: Client(target) for key, target in targets.items()}
    try:
        for client in clients.values():
            for _ in range(warm_up):
                client.get()
        found: dict[str, list[list[float]]] = {key: [] for key in clients}
        for _ in range(rounds):
            for key, client in clients.items():
                found[key].append([client.get() for _ in range(requests)])
        return found
    finally:
        for client in clients.values():
            client.close()


def pages_per_second(target: Target, *, clients: int, requests: int) -> float:
    """How many pages a second ``clients`` browsers get together, each asking ``requests`` times."""
    return _together([target] * clients, requests)


def ask_all(targets: Sequence[Target], requests: int) -> None:
    """Ask each target ``requests`` times, all at once."""
    _together(targets, requests)


def _together(targets: Sequence[Target], requests: int) -> float:
    ready = threading.Barrier(len(targets) + 1)
    failures: list[BadAnswerError] = []

    def browse(target: Target) -> None:
        client = Client(target)
        try:
            client.get()
            ready.wait()
            for _ in range(requests):
                client.get()
        except BadAnswerError as error:
            failures.append(error)
            ready.abort()
        finally:
            client.close()

    threads = [threading.Thread(target=_quietly(browse), args=(one,)) for one in targets]
    for thread in threads:
        thread.start()
    with contextlib.suppress(threading.BrokenBarrierError):
        ready.wait()
    began = perf_counter()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return len(targets) * requests / (perf_counter() - began)


def _quietly(browse: Callable[[Target], None]) -> Callable[[Target], None]:
    """One browser's failure stops the others at the barrier: the first reason is enough."""

    def run(target: Target) -> None:
        try:
            browse(target)
        except threading.BrokenBarrierError:
            return

    return run


def _ascii(address: str) -> str:
    """The address as a browser sends it."""
    return quote(address, safe="/?=&+%")
