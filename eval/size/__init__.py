"""How long questions take over a large library."""
