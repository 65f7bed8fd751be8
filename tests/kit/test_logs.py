"""A line of log tells which page failed, and opens nothing."""

import logging
import sys
from datetime import timedelta
from logging.config import dictConfig
from types import SimpleNamespace

import pytest
from django.conf import settings
from gunicorn.config import Config

from msp_portal.kit.links.services import issue_link
from msp_portal.kit.links.tokens import token_of
from msp_portal.kit.logs import HIDDEN, DiscreetFormatter
from msp_portal.kit.server_logs import DiscreetLogger
from tests.kit.support import ANSWER, a_person

pytestmark = pytest.mark.django_db
TOKEN = "42-AbCdEfGhIjKlMnOpQrStUvWxYz012345"


def written(message: str, *, exc_info: object = None) -> str:
    record = logging.LogRecord("django", logging.ERROR, "", 0, message, (), exc_info)
    return DiscreetFormatter("{message}", style="{").format(record)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        (f"/lien/engagement/{TOKEN}/", TOKEN),
        ("/compte/password/reset/key/3-c9x7k-5f1/", "3-c9x7k-5f1"),
        ("/compte/confirm-email/MTI:1sZ:abc/", "MTI:1sZ:abc"),
    ],
)
def test_the_key_of_an_address_is_not_written(address: str, key: str) -> None:
    line = written(f"Internal Server Error: {address}")
    assert key not in line
    assert line.endswith(f"{HIDDEN}/")
    assert address.split("/")[1] in line


def test_nor_is_it_in_a_traceback() -> None:
    try:
        raise ValueError(f"rien pour {TOKEN}")
    except ValueError:
        line = written("Erreur", exc_info=sys.exc_info())
    assert TOKEN not in line
    assert "ValueError: rien pour" in line


def test_an_ordinary_address_is_whole() -> None:
    line = written("Internal Server Error: /projets/12/faits/suivi/7/ le 2026-11-22")
    assert line == "Internal Server Error: /projets/12/faits/suivi/7/ le 2026-11-22"


def test_the_portal_logs_that_way() -> None:
    dictConfig({**settings.LOGGING, "disable_existing_loggers": False})
    formatters = {type(handler.formatter) for handler in logging.getLogger().handlers}
    assert DiscreetFormatter in formatters


def test_the_journal_of_the_web_server_hides_them_too() -> None:
    logger = DiscreetLogger(Config())
    answer = SimpleNamespace(status="200 OK", sent=12, headers=[])
    asked = SimpleNamespace(headers=[("REFERER", f"https://p.fr/lien/role/{TOKEN}/")])
    told = logger.atoms(
        answer,
        asked,
        {
            "REQUEST_METHOD": "GET",
            "RAW_URI": f"/lien/role/{TOKEN}/",
            "PATH_INFO": f"/lien/role/{TOKEN}/",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_REFERER": f"https://p.fr/lien/role/{TOKEN}/",
        },
        timedelta(seconds=1),
    )
    assert told["m"] == "GET"
    assert told["U"] == f"/lien/role/{HIDDEN}/"
    assert TOKEN not in str(told)


def test_a_true_token_has_the_shape_that_is_hidden() -> None:
    token = token_of(issue_link(person=a_person(), action=ANSWER, about=a_person("b")))
    assert token is not None
    assert token not in written(f"Internal Server Error: /lien/reponse/{token}/")
