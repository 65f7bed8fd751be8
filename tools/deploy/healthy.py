"""Health of the web container: asks the home page as the proxy in front would. Exit code 0 or 1."""

import http.client
import os
import sys


def healthy(host: str, port: int, *, name: str) -> bool:
    """True when the portal, addressed by its public ``name``, answers without an error of its own."""
    connection = http.client.HTTPConnection(host, port, timeout=8)
    try:
        connection.request("GET", "/", headers={"Host": name, "X-Forwarded-Proto": "https"})
        return connection.getresponse().status < http.HTTPStatus.BAD_REQUEST
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def public_name(allowed_hosts: str) -> str:
    """The name to ask for: the first of ALLOWED_HOSTS that is one name (« .example.org » is many)."""
    names = [name.strip() for name in allowed_hosts.split(",")]
    plain = [name for name in names if name and name != "*" and not name.startswith(".")]
    return plain[0] if plain else "localhost"


if __name__ == "__main__":
    asked = public_name(os.environ.get("ALLOWED_HOSTS", ""))
    sys.exit(not healthy("127.0.0.1", int(os.environ.get("PORT", "8000")), name=asked))
