"""The demo loaded once, and a small region made by hand."""

from tests.demo.conftest import demo, loaded

__all__ = ["demo", "loaded"]
