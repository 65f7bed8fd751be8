"""Pages leave compressed: a phone in a corridor has 100 KB to spend, not 500."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# Documents, workbooks and pictures are compressed already.
TEXTS = ("text/", "application/json", "image/svg+xml", "application/javascript")


class CompressedTextMiddleware(GZipMiddleware):
    """Compresses what is text, and only that.

    About BREACH: the anti-forgery token is masked anew in each page, and Django lengthens each
    compressed answer at random, so that its size tells nothing of what else is in it.
    Stands before WhiteNoise: files compressed in advance are left as they are.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The same answer, compressed when the browser takes it."""
        if not response.get("Content-Type", "").startswith(TEXTS):
            return response
        answered: HttpResponseBase = super().process_response(request, response)
        return answered
