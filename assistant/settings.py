"""One typed settings file: environment variables ASSISTANT_…, or lines in a `.env` of the working folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsError

_WANTED = {
    "int": "整数",
    "float": "数字",
    "bool": "true 或 false",
    "path": "路径",
    "string": "文字",
    "greater": "更大的数",
    "less": "更小的数",
}


Switch = Literal["on", "off"]
Asked = Literal["none", "silent", "all"]
Json = Literal["off", "json_object", "json_schema"]


class Settings(BaseSettings):
    """What a user may set. Sizes are characters, times seconds.

    `model_tokens` is what one run may spend, 0 without limit; `model_rows` which reports of a table a model reads, and
    `model_reports` how many of one question, 0 for all of them.
    """

    model_config = SettingsConfigDict(
        env_prefix="ASSISTANT_", env_file=".env", extra="ignore", protected_namespaces=(), frozen=True
    )

    library: Path = Path("library")
    embedding: str | None = None
    embedding_query_prompt: str | None = None
    embedding_passage_prompt: str | None = None
    embedding_batch_size: int = Field(default=32, gt=0)
    embedding_device: str | None = None
    embedding_endpoint: str | None = None
    reranker: str | None = None
    passage_size: int = 320
    question_limit: int = 2000
    model: str | None = None
    model_provider: str = "openai"
    base_url: str | None = None
    api_key: SecretStr | None = None
    api_key_file: Path | None = None
    temperature: float = 0.0
    timeout: float = Field(default=60.0, gt=0)
    retries: int = Field(default=1, ge=0)
    model_parallel: int = Field(default=4, gt=0, le=256)
    model_tokens: int = Field(default=0, ge=0)
    model_cache: Switch = "on"
    model_rows: Asked = "silent"
    model_reports: int = Field(default=50, ge=0)
    model_json: Json = "off"
    prompts: Path | None = None


@cache
def settings() -> Settings:
    """Read the settings once; raise SettingsError naming the variable that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "ASSISTANT_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"设置的值不能用：{_told(first)}", where=name, fix="请检查环境变量或 .env 文件") from error


def _told(error: Mapping[str, object]) -> str:
    """Tell in Chinese what the value must be; the value itself too, unless it may be a secret."""
    wanted = _WANTED.get(str(error["type"]).partition("_")[0], "另一种值")
    limits = error.get("ctx")
    if error["type"] == "literal_error" and isinstance(limits, dict):
        wanted = str(limits["expected"]).replace(" or ", "、").replace(", ", "、").replace("'", "")
    return f"要写{wanted}，不能是 {error['input']}" if wanted != "文字" else f"要写{wanted}"
