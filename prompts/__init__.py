"""The prompts: one .md file each, and the loader that fills them."""

from prompts.load import Prompt, load

__all__ = ["Prompt", "load"]
