"""How fast a file of questions is answered, in how much memory, and what kills cost."""
