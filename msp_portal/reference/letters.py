"""Letters of French without their accents: how words typed, sorted and compared are known again.

Two forms, because they serve two ends. :func:`plain` keeps one sign for one sign, so that what is
found in it is found in the text; :func:`spelled` writes « œ » as « oe », as people sort and search.
"""

import re
import unicodedata

_KEPT_BELOW = 0x3000  # letters and signs of Europe: a rarer one is worked out each time
_NOT_IN_WORDS = re.compile(r"[^a-z0-9]+")


class _Plain(dict[int, str]):
    """Each sign with its plain one, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        if sign in "’ʼ":
            found = "'"
        else:
            base = unicodedata.normalize("NFKD", sign)[:1].lower()
            found = base if len(base) == 1 else sign
        if code < _KEPT_BELOW:
            self[code] = found
        return found


_PLAIN = _Plain()


def plain(text: str) -> str:
    """Lower case without accents, sign for sign: a place in it is a place in ``text``.

    « ’ » becomes « ' ». Accents must not stand apart from their letters (NFC).
    """
    return text.translate(_PLAIN)


def spelled(text: str) -> str:
    """Lower case without accents, « œ » and « æ » in two letters: what lists are sorted by.

    Accents typed apart from their letters go too: its length may differ from that of ``text``.
    """
    flat = unicodedata.normalize("NFC", text).lower().replace("œ", "oe").replace("æ", "ae")
    apart = unicodedata.normalize("NFKD", flat.replace("’", "'"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def words_alone(text: str) -> str:
    """The words of :func:`spelled`, one space between them, no other sign: what is compared."""
    return _NOT_IN_WORDS.sub(" ", spelled(text)).strip()
