"""The scripted server and its scripts, under the names that tests of writing use."""

from eval.modelserver import Exchange, ModelServer, Script
from eval.modelserver.characters import materials, obeys, quotes_sentence_with
from eval.modelserver.faults import cuts, echoes_the_key, fails, hangs, says, sends, sends_json

__all__ = [
    "Exchange",
    "ModelServer",
    "Script",
    "cuts",
    "echoes_the_key",
    "fails",
    "hangs",
    "materials",
    "obeys",
    "quotes_sentence_with",
    "says",
    "sends",
    "sends_json",
]
