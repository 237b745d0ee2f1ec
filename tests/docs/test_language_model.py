"""The page about language models names every setting with its default, and every prompt with its placeholders."""

from __future__ import annotations

import re

from assistant.settings import Settings
from prompts import FILLED
from tests.docs.test_readme import text_of

PAGE = "docs/how-to-language-model.md"
BESIDE = ("base_url", "api_key", "api_key_file", "temperature", "timeout", "retries", "prompts")


def test_every_setting_is_told() -> None:
    """A new one, or a new default, is a new line."""
    names = [name for name in Settings.model_fields if name.startswith("model") or name in BESIDE]
    told = dict(re.findall(r"^\| `ASSISTANT_([A-Z_]+)` \|([^|]*)\|", text_of(PAGE), re.MULTILINE))
    assert sorted(told) == sorted(name.upper() for name in names)
    defaults = {name.upper(): Settings.model_fields[name].default for name in names}
    written = {name: value.strip("` ") for name, value in told.items()}
    assert written["BASE_URL"] == "OpenAI's own"
    for name in set(written) - {"BASE_URL"}:
        assert written[name] == ("" if defaults[name] is None else f"{defaults[name]}".removesuffix(".0")), name


def test_every_prompt_is_told() -> None:
    """Its file and what is filled into it."""
    for name in ("answer", "row", "condense"):
        line = re.search(rf"^\| `prompts/{name}\.md` .*$", text_of(PAGE), re.MULTILINE)
        assert line is not None
        assert set(re.findall(r"\{([a-z]+)\}", line[0])) == FILLED[name]
