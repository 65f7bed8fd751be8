"""Which machine asks, for the limits that are counted by machine. Never kept."""

from django.conf import settings
from django.http import HttpRequest


def machine_of(request: HttpRequest) -> str:
    """The address of the machine, as the nearest of our own proxies saw it.

    ``ALLAUTH_TRUSTED_PROXY_COUNT`` proxies of ours each add one address on the right of
    ``X-Forwarded-For``; what stands before was written by whoever asks and is not believed.
    Behind a proxy, the plain address is the proxy's: everybody would count as one.
    """
    proxies: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    told = request.headers.get("X-Forwarded-For", "") if proxies else ""
    seen = [address.strip() for address in told.split(",") if address.strip()]
    if proxies and len(seen) >= proxies:
        return seen[-proxies][:64]
    return str(request.META.get("REMOTE_ADDR") or "")
