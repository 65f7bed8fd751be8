"""The whole thread, once: from an idea to a shared experience sheet, on the demo."""
