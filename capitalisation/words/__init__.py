"""The words of the trade: the lexicon, what a reader types, what a sheet speaks of. Pure: no I/O
but the files of the lexicon, read once."""
