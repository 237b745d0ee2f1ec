"""Whose report it is and of when: title, region, issuer, years, dates, each with its evidence."""
