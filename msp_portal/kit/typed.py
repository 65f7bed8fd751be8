"""Reading what comes in an address or a hidden field: anything may be there."""

MOST_DIGITS = 18  # a key of the database


def whole_number(text: object, most_digits: int = MOST_DIGITS) -> int | None:
    """The number written in plain digits, else None.

    ``str.isdigit`` alone also says yes to « ² », and ``int`` refuses numbers of thousands of
    digits: both ended in an error page.
    """
    typed = str(text if text is not None else "").strip()
    if len(typed) > most_digits or not (typed.isascii() and typed.isdigit()):
        return None
    return int(typed)
