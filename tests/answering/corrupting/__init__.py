"""Ways to falsify an answer, for the tests of the check; each gives wrong answers with what must not get through."""
