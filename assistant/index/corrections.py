"""Corrections by a person: fields of a report's identity that win over what was read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

from assistant.errors import LibraryError
from assistant.index.layout import reading
from assistant.lexicon.gazetteer import place_of, places_named
from assistant.model import Level, Report

Corrections = dict[str, dict[str, Any]]

NAMES = {
    "title": "标题", "region": "地区", "level": "级别", "issuer": "发文单位", "year": "年份",
    "years": "涉及年份", "delivered": "作报告的年份", "published": "发布日期",
}  # fmt: skip
_BY_HAND = "人工更正"


def correct(card: Report, corrections: Corrections) -> Report:
    """Give the card with the corrections of its report in place of what was read."""
    fields = corrections.get(card.report)
    if not fields:
        return card
    values: dict[str, Any] = {key: tuple(value) if key == "years" else value for key, value in fields.items()}
    return replace(card, **values, evidence=card.evidence | dict.fromkeys(fields, _BY_HAND))


def told(corrections: Corrections, name: str) -> str:
    """Tell in one clause which corrections of a report stay in force; "" when there are none."""
    fields = corrections.get(name)
    if not fields:
        return ""
    return "沿用人工更正：" + "、".join(f"{NAMES[key]}={value}" for key, value in fields.items())


def checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Check the fields of a correction and give them as they are stored; None says that it is unknown.

    `year` is one of `years`: a `year` alone sets `years` to it, and `years` alone set `year` to their last.
    Raises LibraryError naming the field that cannot be used.
    """
    found: dict[str, Any] = {}
    for key, value in fields.items():
        if key not in NAMES:
            raise LibraryError(f"没有可更正的字段 {key}", fix=f"可以更正的有：{'、'.join(NAMES)}")
        found[key] = _value(key, value)
    return _with_years(found)


def load(path: Path) -> Corrections:
    """Read the corrections of a generation."""
    with reading(path):
        stored: Corrections = json.loads(path.read_bytes())
        if not all(isinstance(one, dict) and one.keys() <= NAMES.keys() for one in stored.values()):
            raise ValueError(stored)
        return stored


def _with_years(found: dict[str, Any]) -> dict[str, Any]:
    """Make `year` and `years` agree."""
    if "year" in found and "years" not in found:
        return found | {"years": [] if found["year"] is None else [found["year"]]}
    if "years" in found and "year" not in found:
        return found | {"year": max(found["years"], default=None)}
    if "years" in found and found["year"] not in (found["years"] or [None]):
        given = "、".join(map(str, found["years"]))
        raise LibraryError(
            f"年份 {found['year'] or '未知'} 不在涉及年份（{given}）里", fix="请只写其中一项，或写成一致的年份"
        )
    return found


def _value(key: str, value: Any) -> Any:  # noqa: ANN401 - any field of an identity
    """Check one field; give it in the form that JSON keeps."""
    if key == "years":
        years = [value] if isinstance(value, int) else list(value or ())
        return sorted({_year(key, one) for one in years})
    if value is None:
        return None
    if key in ("year", "delivered"):
        return _year(key, value)
    if not isinstance(value, str) or not value.strip():
        raise LibraryError(f"{NAMES[key]}不能是 {value!r}", fix="请写文字；不知道就写 None")
    if key == "level" and value not in get_args(Level):
        raise LibraryError(f"级别不能是 {value}", fix=f"可以是：{'、'.join(get_args(Level))}")
    if key == "published":
        _day(value)
    return _region(value.strip()) if key == "region" else value.strip()


def _region(name: str) -> str:
    """Give a region as it is stored: a known name or path or a township as it stands, 湖南 as 湖南省."""
    if place_of(name):
        return name
    known = places_named(name)
    if len(known) == 1:
        return known[0].full
    if known:
        told = "、".join(one.full for one in known[:4])
        raise LibraryError(f"叫 {name} 的地区有 {len(known)} 处：{told}", fix="请写全名")
    fix = "请从省写起，例如 辽宁省阜新市海州区；乡镇写到 …县…乡"
    raise LibraryError(f"不认识地区 {name}", fix=fix)


def _year(key: str, value: Any) -> int:  # noqa: ANN401 - what the user gave, checked here
    if isinstance(value, bool) or not isinstance(value, int) or not date.min.year <= value <= date.max.year:
        raise LibraryError(f"{NAMES[key]}不能是 {value!r}", fix="请写四位数的年份，例如 2023")
    return value


def _day(value: str) -> None:
    try:
        date.fromisoformat(value)
    except ValueError as error:
        raise LibraryError(f"发布日期不能是 {value}", fix="请写成 2023-03-11") from error
