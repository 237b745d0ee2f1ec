"""Numbers as Word writes them in automatic numbering (ECMA-376, ST_NumberFormat); others as plain digits."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_HIGHEST = 32_767
_LETTERS_HIGHEST = 780


def numeral(count: int, style: str) -> str:
    """Write a count in a number format; "" for none and bullet."""
    if style in ("none", "bullet"):
        return ""
    write = _STYLES.get(style)
    return write(count) if write and 1 <= count <= _HIGHEST else str(count)


def _each(count: int, digits: str) -> str:
    return "".join(digits[int(one)] for one in str(count))


def _counting(count: int) -> str:
    """十 stands for tens below a hundred only, above it is digit by digit."""
    return _thousand(count) if count < 100 else _each(count, _DIGITS)


def _thousand(count: int) -> str:
    """Count with 十 百 千; ten to nineteen without 一 before, zeros inside once as 零."""
    if count >= 10_000:
        rest = count % 10_000
        zero = "零" if 0 < rest < 1000 else ""
        return f"{_thousand(count // 10_000)}万{zero}{_group(rest)}"
    written = _group(count)
    return written.removeprefix("一") if 10 <= count < 20 else written


def _group(count: int) -> str:
    text, zero = "", False
    for power in range(3, -1, -1):
        digit = count // 10**power % 10
        if digit:
            text += ("零" if zero else "") + _DIGITS[digit] + _UNITS[power]
        zero = not digit and bool(text)
    return text


def _japanese(count: int) -> str:
    """Leave out 一 before 十 百 千, and zeros."""
    text = _group(count).replace("零", "") if count < 10_000 else str(count)
    for unit in "十百千":
        text = text.replace(f"一{unit}", unit)
    return text


def _letters(count: int) -> str:
    """A to Z, then AA, BB, CC."""
    return chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count <= _LETTERS_HIGHEST else str(count)


def _roman(count: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (count // worth)
        count %= worth
    return text


def _from(first: str, last: int) -> Callable[[int], str]:
    """Make a writer over characters that follow each other in Unicode."""
    return lambda count: chr(ord(first) + count - 1) if count <= last else str(count)


def _of(letters: str) -> Callable[[int], str]:
    return lambda count: letters[count - 1] if count <= len(letters) else str(count)


_STYLES: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda count: f"{count:02d}",
    "decimalFullWidth": lambda count: _each(count, "０１２３４５６７８９"),
    "decimalFullWidth2": lambda count: _each(count, "０１２３４５６７８９"),
    "numberInDash": lambda count: f"- {count} -",
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _thousand,
    "taiwaneseCountingThousand": _thousand,
    "chineseLegalSimplified": lambda count: _thousand(count).translate(_LEGAL),
    "japaneseCounting": _japanese,
    "ideographDigital": lambda count: _each(count, _DIGITS),
    "japaneseDigitalTenThousand": lambda count: _each(count, _DIGITS),
    "taiwaneseDigital": lambda count: _each(count, "○一二三四五六七八九"),
    "ideographTraditional": _of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _of("子丑寅卯辰巳午未申酉戌亥"),
    "upperLetter": _letters,
    "lowerLetter": lambda count: _letters(count).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
}
