"""Every page of the portal, opened as the people who use it, on the demo."""
