"""The settings, read once from the environment (`CRESS_…`) or a `.env` file."""

from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.hours import CLOSES, OPENS, WEEK, Schedule
from knowledge.load import SHIPPED

PREFIX = "CRESS_"


class SettingsError(Exception):
    """Settings are missing or wrong; the message names all of them."""


WEEKLY = "le jour et l'heure du résumé, de 9 à 18 h, par exemple « lundi 9 »"


def weekly(given: object) -> Schedule:
    """Read when the digest leaves: « lundi 9 ». Raises ValueError."""
    day, _, hour = str(given).strip().lower().partition(" ")
    if day not in WEEK or not hour.isdigit() or not OPENS.hour <= int(hour) < CLOSES.hour:
        raise ValueError(given)
    return Schedule(WEEK.index(day), int(hour))


class Places(BaseSettings):
    """Where things are; every command reads them."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore")

    contenu: Path = SHIPPED
    donnees: Path = Path("data/cress-bot.sqlite3")


def _listed(given: object) -> object:
    return [part.strip() for part in given.split(",") if part.strip()] if isinstance(given, str) else given


def _given(given: object) -> object:
    return given or None


class Settings(Places):
    """What the Telegram bot needs besides."""

    token: SecretStr = Field(min_length=1)
    api: str = "https://api.telegram.org/bot"
    journal: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    operateurs: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_listed)] = ()
    resume: Annotated[Schedule, NoDecode, BeforeValidator(weekly)] = Schedule()
    debit: int = Field(default=28, ge=25, le=30)
    essai: Annotated[Path | None, BeforeValidator(_given)] = None


def settings() -> Settings:
    """Read the settings. Raises SettingsError naming everything that is missing or wrong."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [_line(str(detail["loc"][0]), str(detail["type"])) for detail in error.errors()]
        raise SettingsError("\n".join(dict.fromkeys(lines))) from None


_HELP = {
    "token": "le jeton du bot, donné par @BotFather",
    "journal": "le niveau du journal : DEBUG, INFO, WARNING ou ERROR",
    "contenu": "le dossier du contenu",
    "donnees": "le fichier de données",
    "operateurs": "les numéros Telegram des opérateurs, séparés par des virgules",
    "debit": "les envois par seconde, de 25 à 30",
    "resume": WEEKLY,
    "essai": "le dossier du brouillon que les opérateurs essaient",
    "api": "l'adresse de l'API de Telegram",
}


def _line(name: str, kind: str) -> str:
    state = "manque" if kind == "missing" else "n'est pas correct"
    return f"{PREFIX}{name.upper()} {state} : {_HELP.get(name, '')}"
