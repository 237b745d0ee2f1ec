"""The prompts: one .md file each, and the loader that fills them."""

from prompts.load import FILLED, Prompt, load

__all__ = ["FILLED", "Prompt", "load"]
