"""Web addresses typed in forms."""

from typing import Any

from django.db import models


def secure_addresses(field: Any, **kwargs: Any) -> Any:
    """A model form's ``formfield_callback``: an address typed without its scheme is https."""
    if isinstance(field, models.URLField):
        kwargs["assume_scheme"] = "https"
    return field.formfield(**kwargs)
