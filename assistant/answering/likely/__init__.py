"""How likely it is that the evidence answers, and what follows from it."""
