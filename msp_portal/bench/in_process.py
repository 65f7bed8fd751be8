"""What one page asks of the database and weighs, counted in this process: no timing here."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Weight:
    """A page as it was answered. ``repeated``: how many times its most repeated query text came."""

    status: int
    queries: int
    repeated: int
    repeated_text: str
    size: int  # bytes, not compressed


class _Recorder:
    """Keeps the text of every query, without its parameters."""

    def __init__(self) -> None:
        self.texts: Counter[str] = Counter()

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.texts[sql] += 1
        return execute(sql, params, many, context)


def weigh(address: str, cookie: str) -> Weight:
    """Ask for a page twice and weigh the second: caches are warm, as in a worker that lives."""
    client = Client(SERVER_NAME=HOST)
    if cookie:
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    client.get(address)
    recorder = _Recorder()
    with connection.execute_wrapper(recorder):
        answer = client.get(address)
    text, times = next(iter(recorder.texts.most_common(1)), ("", 0))
    return Weight(
        status=answer.status_code,
        queries=recorder.texts.total(),
        repeated=times,
        repeated_text=text,
        size=len(answer.content),
    )
