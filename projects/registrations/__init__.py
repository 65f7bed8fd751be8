"""What the projects declare to the kit: verbs, mails, links, documents, reminders.

One module per subject (``projects/registrations/<subject>.py``) with a function ``register()``.
A new module needs no other line anywhere: every module of this package is called when Django
starts, in the order of the names. ``register()`` must bear being called twice.
"""

import pkgutil
from importlib import import_module


def register_all() -> None:
    """Call ``register()`` of every module beside this one."""
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda found: found.name):
        import_module(f"{__name__}.{module.name}").register()
