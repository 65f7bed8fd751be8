"""Nothing one may send brings the error page up: what makes no sense is refused or left aside.

Every address is read with senseless queries, and its forms are sent back with senseless values,
one field at a time and all at once. An error raised by a view fails the test by itself.
"""

import inspect
import re
import sys

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import resolve, reverse

from tests.access.matrix import AUDIENCES, Line, all_lines
from tests.access.pages import posts_to
from tests.access.world import World

pytestmark = pytest.mark.django_db
HUGE = "9" * 30
QUERIES = ("\x00", HUGE, "²")
VALUES = ("", "\x00é", HUGE, "x" * 40_000)
ONE_BY_ONE = ("99999999999", "²")
MOST_FIELDS = 4
OWN = ("csrfmiddlewaretoken", "link_token")
BODIES = (
    (b"\xff\xfe=\xff&a=%ED%A0%80", "application/x-www-form-urlencoded"),
    (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
    (b"junk", "multipart/form-data"),
    (b"{", "application/json"),
)
DONE = {200, 422, "redirect"}


def addresses() -> list[str]:
    return sorted({line.name for line in all_lines()})


def first_welcome(line: Line) -> str | None:
    """The first audience that this line lets through."""
    for audience in ("owner", "federation", *AUDIENCES):
        if DONE & set(line.expected_for(audience)):
            return audience
    return None


def sent(client: Client, method: str, url: str, data: object = None, **more: object) -> str:
    """Send; whatever it wrote is undone. The page, empty for anything else than one."""
    point = transaction.savepoint()
    try:
        response: HttpResponseBase = getattr(client, method)(url, data, **more)
        is_page = response.get("Content-Type", "").startswith("text/html")
        body = b"" if response.streaming or not is_page else response.content  # type: ignore[attr-defined]
        assert response.status_code < 500, (method, url, data)
        return str(body.decode("utf-8", "replace"))
    finally:
        transaction.savepoint_rollback(point)


def asked_by(url: str) -> set[str]:
    """The names the module of this view reads in an address."""
    view = inspect.unwrap(resolve(url).func)
    source = inspect.getsource(sys.modules[view.__module__])
    return {"page", "q", *re.findall(r'GET(?:\.get|\.getlist)?[\[(]"([a-z_]+)"', source)}


def senseless(base: dict[str, object]) -> list[dict[str, object]]:
    """The same form: each field in turn, then all of them, with what makes no sense."""
    names = [name for name in base if name not in OWN]
    own = {name: value for name, value in base.items() if name in OWN}
    one = [{**base, name: value} for name in names[:MOST_FIELDS] for value in ONE_BY_ONE]
    whole = [{**own, **dict.fromkeys(names, value)} for value in VALUES]
    return [*one, *whole, own, {name: ["1", "\x00"] for name in names} | own]


def shape_of(form: dict[str, object]) -> frozenset[str]:
    """What a form sends: a page of twenty lines sends its twenty buttons the same way."""
    return frozenset(re.sub(r"\d+", "", name) for name in form)


def read_senselessly(client: Client, url: str) -> None:
    for key in sorted(asked_by(url)):
        for value in QUERIES:
            sent(client, "get", url, {key: value})


@pytest.mark.parametrize("name", addresses())
def test_senseless_input_is_never_an_error_page(name: str, world: World) -> None:
    lines = {line.method: line for line in reversed(all_lines()) if line.name == name}
    tried: set[tuple[str, frozenset[str]]] = set()
    for method, line in sorted(lines.items(), reverse=True):
        audience = first_welcome(line)
        if audience is None:
            continue
        client = world.client_of(audience)
        url = reverse(line.name, kwargs=line.kwargs(world, audience))
        forms = [form.sent() for form in posts_to(sent(client, "get", url), url)]
        if method == "post":
            forms.insert(0, line.data(world, audience))
        else:
            read_senselessly(client, url)
        fresh = {(audience, shape_of(form)): form for form in reversed(forms)}
        for shape in fresh.keys() - tried:
            for data in senseless(fresh[shape]):
                sent(client, "post", url, data)
        tried |= fresh.keys()
        if method == "post" or "post" not in lines:
            for body, kind in BODIES:
                sent(client, "post", url, body, content_type=kind)
