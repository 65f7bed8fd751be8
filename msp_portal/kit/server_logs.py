"""The journal of the web server: pages and times, never the key of a link.

Given to gunicorn by ``--logger-class`` (Dockerfile).
"""

from datetime import timedelta
from typing import Any

from gunicorn.glogging import Logger

from msp_portal.kit.logs import without_keys


class DiscreetLogger(Logger):
    """The address of a link is the link: it opens for whoever reads it."""

    def atoms(
        self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta
    ) -> dict[str, Any]:
        """What a line of the journal may be made of."""
        told: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        return {
            name: without_keys(value) if isinstance(value, str) else value
            for name, value in told.items()
        }
