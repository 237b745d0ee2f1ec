"""Whose report it is and of when: title, region, issuer, years and dates, each with its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from assistant.lexicon.fold import fold
from assistant.model import Section
from assistant.reports.identity import dates
from assistant.reports.identity.issuer import issuer_of
from assistant.reports.identity.region import region_of
from assistant.reports.identity.years import covered, is_work_report, years_in
from assistant.reports.loading.loaded import Loaded

_PAGES = (".html", ".htm", ".mht", ".mhtml", ".txt", ".md", ".markdown")


def identify(loaded: Loaded, text: str, sections: Sequence[Section]) -> dict[str, Any]:
    """Give the identity fields of a `Report`; unknown is None, never a guess.

    Keys: title, region, level, issuer, year, years, delivered, published, dated, evidence, warnings. `loaded.text` is
    read too, since lines that were dropped (site name, host, licence) tell the place.
    """
    title = _title(loaded, text, sections)
    page = loaded.suffix in _PAGES
    given = dates.delivered(loaded.text.split("\n"))
    own = dates.dated(text.split("\n"), page=page)
    shown = dates.published(loaded.text.split("\n"), page=page) or own
    signed = next((found for found in (own, shown) if found and found.organ), None)
    organ = signed.organ if signed else None
    place = region_of(title, text, loaded.text, loaded.name, loaded.title_hint, organ)
    years = covered(title, loaded.name, text, sections, given, shown)
    delivered, by = _delivered(title, loaded.name, years.years, given or own or shown)
    issuer, named = issuer_of(title, loaded.text, place.region, signed, in_session=given is not None)
    own = own or given
    evidence = {
        "title": title, "region": place.evidence, "level": place.evidence if place.level else "", "issuer": named,
        "year": years.evidence, "years": years.evidence, "delivered": by,
        "published": shown.evidence if shown else "", "dated": own.evidence if own else "",
    }  # fmt: skip
    warnings = [place.warning, years.warning, "" if years.years else "看不出是哪一年的报告"]
    return {
        "title": title, "region": place.region, "level": place.level, "issuer": issuer,
        "year": years.years[-1] if years.years else None, "years": years.years, "delivered": delivered,
        "published": shown.value if shown else None, "dated": own.value if own else None,
        "evidence": {field: words for field, words in evidence.items() if words},
        "warnings": tuple(warning for warning in warnings if warning),
    }  # fmt: skip


def _title(loaded: Loaded, text: str, sections: Sequence[Section]) -> str | None:
    found = [text[one.start : one.end] for one in sections if one.kind == "title"]
    named = [one for one in found if re.sub(r"\s", "", one) != "政府工作报告"] or found
    if len(named) > 1 and fold(named[1]).startswith(("关于", "19", "20", "二", "法治")):
        return "".join(named[0].split()) + " ".join(named[1].split())
    if not named:
        return loaded.title_hint
    title = re.sub(r"^#+\s*", "", " ".join(named[0].split()))
    return title[1:-1] if re.fullmatch(r"《[^《》]*》", title) else title


def _delivered(
    title: str | None, name: str, years: tuple[int, ...], told: dates.Found | None
) -> tuple[int | None, str]:
    """Give the year in which a report was given; never one before what it covers."""
    if told:
        return (None, "") if years and told.year < years[-1] else (told.year, told.evidence)
    if years and is_work_report(title, name, None) and years[-1] + 1 in years_in(fold(title or name)):
        return years[-1] + 1, title or name
    return None, ""
