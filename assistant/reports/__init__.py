"""From a file to a Report and its passages: load · clean · outline · identify · split."""

from assistant.reports.clean import clean
from assistant.reports.identity import identify
from assistant.reports.load import load
from assistant.reports.loaded import Loaded
from assistant.reports.outline import outline
from assistant.reports.read import read
from assistant.reports.split import split

__all__ = ["Loaded", "clean", "identify", "load", "outline", "read", "split"]
