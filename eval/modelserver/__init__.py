"""A chat server of our own on loopback, scripted: what tests and measurements put in a language model's place."""

from eval.modelserver.exchange import Exchange, Said, Script
from eval.modelserver.server import ModelServer

__all__ = ["Exchange", "ModelServer", "Said", "Script"]
