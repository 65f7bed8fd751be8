"""Which addresses are pages.

Everything comes from Django's table of addresses: an address added later is walked without anybody
thinking of it, as soon as ``rows.py`` knows a row for its arguments. What is no page is named here
with its reason; an address that only takes a POST is recognised by itself.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

NOT_PAGES = {
    "brand_css": "a style sheet",
    "document_download": "a PDF",
    "mailbox_html": "the mail as it leaves, shown in a frame of its page",
    "account_email_verification_sent": "sent on: nobody signs up",
    "account_set_password": "sent on: she has a password",
    "account_change_password": "sent on: she has none",
    "mfa_authenticate": "the second step of signing in: tests/coordination/sign_in",
    "mfa_download_recovery_codes": "a text file",
    "account_reset_password_from_key": "sent on with a key in the session: tests/coordination/sign_in",
    "account_confirm_login_code": "the second step of signing in: tests/coordination/sign_in",
    "coordination:site_add": "sent on to the form of the team",
    "coordination:resume": "exists when a session ran out: test_states.py",
    "funding:filing_proof": "the file of the proof",
    "region:document": "a PDF",
    "api:schema": "a machine's description of the data interface",
    "api:project-list": "data",
    "api:project-detail": "data",
    "api:call-list": "data",
    "api:call-detail": "data",
    "api:sheet-list": "data",
    "api:sheet-detail": "data",
    "projects:budget_export": "a workbook",
    "projects:communes": "an answer to what one types, inside another page",
    "funding:calls_ics": "a calendar",
    "campaigns_ics": "a calendar",
    "funding:piece_file": "a file one gave",
    "region:workbook": "a workbook",
    "region:link_workbook": "a workbook",
    "capitalisation:published_pdf": "sent on to the document",
}


@dataclass(frozen=True)
class Address:
    """One page: its name in Django's table and the arguments its address takes."""

    name: str
    arguments: tuple[str, ...]


def pages() -> list[Address]:
    """Every address that is a page of the portal."""
    return [
        address
        for address, view in _walk(get_resolver().url_patterns, "", ())
        if address.name not in NOT_PAGES and not only_takes_post(view)
    ]


def unknown_reasons() -> list[str]:
    """Names of NOT_PAGES that no longer exist."""
    known = {address.name for address, _view in _walk(get_resolver().url_patterns, "", ())}
    return sorted(set(NOT_PAGES) - known)


def only_takes_post(view: Callable[..., Any]) -> bool:
    """Whether the view is under ``require_POST``, at any depth of decorators."""
    while True:
        found = inspect.getclosurevars(view).nonlocals if inspect.isfunction(view) else {}
        if "request_method_list" in found:
            return list(found["request_method_list"]) == ["POST"]
        if not hasattr(view, "__wrapped__"):
            return False
        view = view.__wrapped__


def _walk(
    patterns: list[URLPattern | URLResolver], namespace: str, above: tuple[str, ...]
) -> Iterator[tuple[Address, Callable[..., Any]]]:
    for entry in patterns:
        taken = (*above, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            if not inner.startswith("admin:"):
                yield from _walk(entry.url_patterns, inner, taken)
        else:
            yield Address(f"{namespace}{entry.name}", taken), entry.callback
