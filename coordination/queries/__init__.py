"""Reads of people, teams and what is shared."""
