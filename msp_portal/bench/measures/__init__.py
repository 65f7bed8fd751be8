"""Each file measures some of the goals and returns ``Measure`` rows by the key of their goal."""
