"""From a file to a Report and its passages: load · clean · outline · identify · split."""

from assistant.reports.cleaning.clean import clean
from assistant.reports.identity.identify import identify
from assistant.reports.loading.load import load
from assistant.reports.loading.loaded import Loaded
from assistant.reports.read import read
from assistant.reports.structure.outline import outline
from assistant.reports.structure.split import split

__all__ = ["Loaded", "clean", "identify", "load", "outline", "read", "split"]
