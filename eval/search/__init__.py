"""How well the right passage is found, on four collections, by every way of scoring, side by side."""
