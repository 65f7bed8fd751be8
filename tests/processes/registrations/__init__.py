"""An app whose only job is to register what the tests register, in the worker processes."""
