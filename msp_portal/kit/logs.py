"""What is written down of an error never holds the key of somebody's door."""

import logging
import re

HIDDEN = "[lien]"
# The token of a signed link (kit/links/tokens.py); the keys in allauth's addresses.
_KEYS = re.compile(
    r"(?<![A-Za-z0-9])[1-9][0-9]{0,17}-[A-Za-z0-9_-]{32}(?![A-Za-z0-9_-])"
    r"|(?<=/reset/key/)[^/\s]+|(?<=/confirm-email/)[^/\s]+"
)


def without_keys(text: str) -> str:
    """``text`` with every key of a link hidden."""
    return _KEYS.sub(HIDDEN, text)


class DiscreetFormatter(logging.Formatter):
    """Django logs the address of a page that failed, and the address of a link is the link."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, its traceback included, without any key."""
        return without_keys(super().format(record))
