"""The parts of the check: units of an answer, figures, numbers in words, names, places and years, rows, citations."""
