"""Seeded data at the size of a country, and what is measured on it (docs/BENCHMARK.md)."""
