"""One typed settings file: environment variables ASSISTANT_…, or lines in a `.env` of the working folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsError


class Settings(BaseSettings):
    """What a user may set. Sizes are characters, times seconds."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", env_file=".env", extra="ignore", protected_namespaces=())

    library: Path = Path("library")
    embedding: str | None = None
    passage_size: int = 320
    question_limit: int = 2000
    model: str | None = None
    base_url: str | None = None
    api_key: SecretStr | None = None
    temperature: float = 0.0
    timeout: float = 60.0
    retries: int = 1


@cache
def settings() -> Settings:
    """Read the settings once; raise SettingsError naming the variable that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "ASSISTANT_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"设置的值不能用：{first['msg']}", where=name, fix="请检查环境变量或 .env 文件") from error
