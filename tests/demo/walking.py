"""A walk through every page of the loaded demo, each weighed: queries, repeats, rows, bytes."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag, urljoin

from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.db.models.signals import post_init
from django.test import Client
from django.urls import Resolver404, resolve

from coordination.models import Person

LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#][^"]*)"')
LIKENESSES = 3  # pages of one address that one person opens: several objects, not every one
NOT_PAGES = re.compile(r"^/(static|compte|api)/")


@dataclass
class Weight:
    """What answering one page took."""

    address: str
    name: str
    reader: str
    size: int = 0
    texts: Counter[str] = field(default_factory=Counter)
    instances: Counter[str] = field(default_factory=Counter)

    @property
    def queries(self) -> int:
        return self.texts.total()

    @property
    def most_repeated(self) -> tuple[str, int]:
        return next(iter(self.texts.most_common(1)), ("", 0))


@contextmanager
def weighing(weight: Weight) -> Iterator[None]:
    """Count the queries, by their text, and the model instances made while it lasts."""

    def query(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        # Transaction marks come with each service that opens one; they read nothing.
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            weight.texts[sql] += 1
        return execute(sql, params, many, context)

    def made(sender: type, **_: Any) -> None:
        weight.instances[sender.__name__] += 1

    post_init.connect(made, weak=False)
    try:
        with connection.execute_wrapper(query):
            yield
    finally:
        post_init.disconnect(made)


def walk(person: Person) -> Iterator[Weight]:
    """Every page this person reaches by links from the front page, a few of each address."""
    client = Client()
    client.force_login(person)
    assert client.session[SESSION_KEY]
    waiting, seen = ["/"], {"/"}
    opened: Counter[str] = Counter()
    while waiting:
        address = waiting.pop(0)
        name = _name(address)
        if name is None or opened[name] >= LIKENESSES:
            continue
        opened[name] += 1
        _read(client.get(address))  # the caches are warm, as in a worker that lives
        weight = Weight(address, name, person.email or "")
        with weighing(weight):
            answer = _read(client.get(address))
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        weight.size = len(answer.content)
        yield weight
        for link in LINK.findall(answer.text):
            address_there = urldefrag(urljoin(address, link.replace("&amp;", "&"))).url
            if address_there.startswith("/") and address_there not in seen:
                seen.add(address_there)
                waiting.append(address_there)


def _read(answer: Any) -> Any:
    """Read a file to its end, so that it is closed; ``close()`` would close the database too."""
    if answer.streaming:
        for _part in answer.streaming_content:
            pass
    return answer


def _name(address: str) -> str | None:
    """The name of the address, with the filters that are set; None for what is no page of ours."""
    path, _, query = address.partition("?")
    if NOT_PAGES.match(path):
        return None
    try:
        name = resolve(path).view_name
    except Resolver404:
        return None
    filters = sorted(pair.partition("=")[0] for pair in query.split("&")) if query else []
    return f"{name} {','.join(filters)}".strip()
