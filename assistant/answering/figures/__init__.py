"""Figures: every figure with its words, how well it meets a question, rows, tables and what is computed over rows."""
