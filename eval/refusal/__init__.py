"""How well it is known whether an answer is right: fitting and measuring the probability behind refusals."""
