"""Settings: all CHENAN_ variables, read once when a program starts. Nothing is read at import."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.links import Doors
from documents import fonts
from storage.base.bucket_files import Place, parse_address
from storage.base.errors import OperatorError
from storage.base.urls import parse_url, sqlite_url

if TYPE_CHECKING:
    from storage.installation.backup_keys import Recipients

_TOKEN = re.compile(r"\d{5,20}:[A-Za-z0-9_-]{20,}")


class SettingsError(OperatorError):
    """Settings that cannot be used; each is named, without any value that may be secret."""

    def __init__(
        self, key: str = "", mend: str = "", /, *, each: Sequence[OperatorError] = (), **values: object
    ) -> None:
        """`each`: of several settings, one error each, instead of a sentence of its own."""
        super().__init__(key, mend, **values)
        self._each = each

    def say_problem(self, language: str) -> str:
        """The sentence, or those of all."""
        return "; ".join(one.say(language) for one in self._each) or super().say_problem(language)


def _listen(value: str) -> str:
    host, colon, port = value.rpartition(":")
    if not colon or not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError("cli-error-setting-listen")
    return value


def _web(value: str) -> str:
    if not re.match(r"https?://[^\s/]+", value):
        raise ValueError("cli-error-setting-web")
    return value.rstrip("/")


def _origin(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/@?#]+", value := _web(value)):
        raise ValueError("cli-error-setting-origin")
    return value


Listen = Annotated[str, AfterValidator(_listen)]
Web = Annotated[str, AfterValidator(_web)]
Origin = Annotated[str, AfterValidator(_origin)]


class SettingProblem(OperatorError):
    """One setting that cannot be used."""

    def __init__(self, name: str, key: str, /, **values: object) -> None:
        super().__init__(key, **values)
        self._name = name

    def say_problem(self, language: str) -> str:
        """Its name, and the sentence."""
        return f"{self._name}: {super().say_problem(language)}"


class Settings(BaseSettings):
    """Settings of this installation; `.env.example` explains each. An empty variable counts as not set."""

    model_config = SettingsConfigDict(
        env_prefix="CHENAN_",
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    bot_token: SecretStr | None = None
    bot_name: str | None = Field(default=None, pattern=r"^@?[A-Za-z][A-Za-z0-9_]{3,31}$")
    bot_api_url: Web = "https://api.telegram.org"
    database_url: SecretStr | None = None
    redis_url: SecretStr | None = None
    data_dir: Path = Path("data")
    font_dir: Path | None = None
    backup_dir: Path | None = None
    backup_hours: int = Field(default=24, ge=1, le=720)
    columns_file: Path | None = None
    backup_hour: int | None = Field(default=None, ge=0, le=23)
    backup_keep: int = Field(default=14, ge=1, le=1000)
    backup_whole: bool = False
    """Each of them holds all evidence, instead of sharing a folder beside them."""
    backup_recipients: str | None = None
    """Public keys of age (`age1…`), by commas or spaces: backups are encrypted for them."""
    backup_evidence: bool = True
    """They hold evidence that lies in a bucket, too."""
    evidence_url: str | None = None
    evidence_s3_endpoint: Origin | None = None
    evidence_s3_region: str = Field(default="us-east-1", pattern=r"^[A-Za-z0-9-]{1,63}$")
    evidence_s3_in_host: bool = False
    """The bucket's name goes into the host's, as some stores want it."""
    evidence_s3_key: SecretStr | None = None
    evidence_s3_secret: SecretStr | None = None
    evidence_s3_secret_file: Path | None = None
    report_key_file: Path | None = None
    report_passphrase_file: Path | None = None
    proxy: SecretStr | None = None
    timezone: str = "Asia/Shanghai"
    broadcast_rate: float = Field(default=28, gt=0, le=1000)
    release_above: int = Field(default=200, ge=0)
    paid_broadcast: bool = False
    webhook_url: Web | None = None
    webhook_secret: SecretStr | None = Field(default=None)
    webhook_listen: Listen = "127.0.0.1:8443"
    replica_url: Web | None = None
    web_listen: Listen | None = None
    web_url: Origin | None = None
    web_replica_url: Web | None = None
    doors: Doors | None = None
    sms_file: Path | None = None
    sms_secret: SecretStr | None = None
    smtp_url: SecretStr | None = None
    smtp_from: str | None = None
    wecom_url: Web | None = None
    health_listen: Listen | None = None
    watchdog_url: Web | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @field_validator("database_url")
    @classmethod
    def _database_is_known(cls, value: SecretStr | None) -> SecretStr | None:
        return None if value is None else SecretStr(parse_url(value.get_secret_value()))

    @field_validator("backup_recipients")
    @classmethod
    def _recipients_are_keys(cls, value: str | None) -> str | None:
        if value is not None:
            from storage.installation.backup_keys import Recipients

            Recipients.read(value)
        return value

    @field_validator("evidence_url")
    @classmethod
    def _evidence_is_a_place(cls, value: str | None) -> str | None:
        if value is not None:
            parse_address(value)
        return value

    @field_validator("timezone")
    @classmethod
    def _timezone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("cli-error-setting-zone") from None
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret_can_be_sent(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value.get_secret_value()):
            raise ValueError("cli-error-setting-letters")
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _level_in_capitals(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which days are counted."""
        return ZoneInfo(self.timezone)

    @property
    def database(self) -> str:
        """URL of the database, with its asynchronous driver; may hold a password."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return sqlite_url(self.data_dir / "chenan.db")

    @property
    def leads_to(self) -> Doors:
        """The doors that links and printed codes lead to: both where there is a page, unless it is set.

        Raises:
            SettingsError: to a page that has no address.
        """
        if self.web_url is None and self.doors in ("web", "both"):
            raise SettingsError("cli-error-setting-doors", "cli-error-setting-doors-mend")
        return self.doors or ("both" if self.web_url else "telegram")

    @property
    def nudge_kinds(self) -> tuple[str, ...]:
        """The kinds of addresses at which people are told that something waits on the page.

        Raises:
            SettingsError: there is no page.
        """
        ways = {"sms": self.sms_file, "email": self.smtp_url, "wecom": self.wecom_url}
        kinds = tuple(kind for kind, way in ways.items() if way is not None)
        if kinds and self.web_url is None:
            raise SettingsError("cli-error-setting-nudges", "cli-error-setting-nudges-mend")
        return kinds

    @property
    def web_files_dir(self) -> Path:
        """Folder of files sent to people of the web door; they are kept for a month at most."""
        return self.data_dir / "web_files"

    @property
    def recipients(self) -> Recipients | None:
        """Those for whom backups are encrypted."""
        if self.backup_recipients is None:
            return None
        from storage.installation.backup_keys import Recipients

        return Recipients.read(self.backup_recipients)

    @property
    def evidence_dir(self) -> Path:
        """The folder of evidence."""
        return self.data_dir / "evidence"

    @property
    def fetched_dir(self) -> Path:
        """The folder of evidence fetched from a bucket, for a day."""
        return self.data_dir / "evidence_fetched"

    @property
    def evidence_place(self) -> Place | None:
        """The bucket of the evidence; None: it lies in `evidence_dir`.

        Raises:
            SettingsError: its key is not set, or cannot be read.
        """
        return None if self.evidence_url is None else self.place_of(self.evidence_url)

    def place_of(self, address: str) -> Place:
        """The place of `s3://bucket/prefix` at the endpoint of the settings.

        Raises:
            ValueError: it is no such address. SettingsError: the key is not set, or cannot be read.
        """
        bucket, prefix = parse_address(address)
        secret = self._store_secret()
        if self.evidence_s3_key is None or not secret:
            raise SettingsError("cli-error-setting-evidence-key", "cli-error-setting-evidence-key-mend")
        return Place(
            bucket,
            prefix,
            self.evidence_s3_endpoint,
            self.evidence_s3_region,
            self.evidence_s3_in_host,
            self.evidence_s3_key.get_secret_value(),
            secret,
        )

    def _store_secret(self) -> str:
        if (file := self.evidence_s3_secret_file) is None:
            return self.evidence_s3_secret.get_secret_value() if self.evidence_s3_secret else ""
        try:
            return file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise SettingsError("cli-error-setting-evidence-file", file=file) from None

    @property
    def reports_dir(self) -> Path:
        """The folder of locked photos of anonymous reports."""
        return self.data_dir / "reports"

    @property
    def token(self) -> str:
        """The bot's token, checked only when it is used.

        Raises:
            SettingsError: there is none, or it can be none.
        """
        if self.bot_token is None:
            raise SettingsError("cli-error-setting-no-token", "cli-error-setting-no-token-mend")
        token = self.bot_token.get_secret_value()
        if not _TOKEN.fullmatch(token):
            raise SettingsError("cli-error-setting-token", "cli-error-setting-token-mend")
        return token


def load_settings() -> Settings:
    """Read environment and `.env`.

    Raises:
        SettingsError: names every variable that cannot be used, and what to write.
    """
    settings, problem = load_usable()
    if problem is not None:
        raise problem
    return settings


def load_usable() -> tuple[Settings, SettingsError | None]:
    """The settings, with defaults for what cannot be used, and what is wrong with that (None: nothing).
    From here on papers are set in the office's own typefaces."""
    settings, problem = _read()
    fonts.use(settings.font_dir)
    return settings, problem


def _read() -> tuple[Settings, SettingsError | None]:
    problems: list[OperatorError] = []
    values: dict[str, Any] = {}
    try:
        return Settings(), None
    except (OSError, UnicodeDecodeError) as error:
        file = Path(".env").absolute()
        problems.append(
            OperatorError("cli-error-setting-file", file=file, reason=error.strerror)
            if isinstance(error, OSError)
            else OperatorError("cli-error-setting-encoding", file=file)
        )
        values["_env_file"] = None
    except ValidationError as error:
        _set_aside(error, problems, values)
    try:
        return Settings(**values), SettingsError(each=problems)
    except ValidationError as error:
        _set_aside(error, problems, values)
    return Settings(**values), SettingsError(each=problems)


_REASONS: Mapping[str, str] = {
    "int_parsing": "cli-error-setting-number",
    "float_parsing": "cli-error-setting-number",
    "bool_parsing": "cli-error-setting-bool",
    "greater_than": "cli-error-setting-more",
    "greater_than_equal": "cli-error-setting-least",
    "less_than_equal": "cli-error-setting-most",
    "literal_error": "cli-error-setting-one-of",
    "string_pattern_mismatch": "cli-error-setting-name",
}
"""Sentence for each kind of error of pydantic; its figures fill it in."""


def _set_aside(error: ValidationError, problems: list[OperatorError], values: dict[str, Any]) -> None:
    """Replace unusable settings by defaults, and report each."""
    for problem in error.errors(include_input=False, include_url=False):
        name = "_".join(map(str, problem["loc"]))
        said = problem["msg"].removeprefix("Value error, ")
        ours = said if said.startswith("cli-") else _REASONS.get(problem["type"], "cli-error-setting-other")
        figures = {key: str(value) for key, value in problem.get("ctx", {}).items() if key != "error"}
        problems.append(SettingProblem(f"CHENAN_{name.upper()}", ours, said=said, **figures))
        values[name] = Settings.model_fields[name].default
