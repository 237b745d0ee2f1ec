"""From a Question to Hits: one pass over the scores of every passage, the best ones per report."""

from assistant.retrieval.search import Searcher

__all__ = ["Searcher"]
