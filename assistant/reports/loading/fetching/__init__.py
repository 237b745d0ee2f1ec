"""Fetching one page or file that a user named by its address."""

from assistant.reports.loading.fetching.fetch import Fetched, fetch
from assistant.reports.loading.fetching.guard import Resolver

__all__ = ["Fetched", "Resolver", "fetch"]
