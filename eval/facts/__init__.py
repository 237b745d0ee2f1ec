"""The asked fact of a sentence: weights fitted and measured."""
