"""The settings, read once from the environment (`CRESS_…`) or a `.env` file."""

import logging
import os
from collections.abc import Container, Iterator
from ipaddress import IPv4Address
from pathlib import Path
from typing import Annotated, TypeVar

from dotenv import dotenv_values
from dotenv.parser import parse_stream
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    IPvAnyAddress,
    Secret,
    StringConstraints,
    ValidationError,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.hours import Schedule
from bot.roles import Roles
from bot.values import WEEKLY, filled, listed, loud, paired, placed, reachable, some, weekly
from dialogs.pages.privacy import Delays
from knowledge.load import SHIPPED
from knowledge.naming import nearest

PREFIX = "CRESS_"
FILE, ENCODING = ".env", "utf-8-sig"  # as some editors write it


logging.getLogger("dotenv.main").disabled = True  # what it says in English is said in French: `_unread`


class SettingsError(Exception):
    """Settings are missing or wrong; the message names all of them."""


Place = Annotated[Path, BeforeValidator(placed)]
TELEGRAM = "https://api.telegram.org/bot"
MINE = Path("data/cress-bot.sqlite3")


class Places(BaseSettings):
    """Where things are; every command reads them."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=FILE,
        env_file_encoding=ENCODING,
        extra="ignore",
        env_nested_delimiter="_",
        env_nested_max_split=1,
        defer_build=True,  # a command reads one of these classes, not all
    )

    contenu: Annotated[Place, BeforeValidator(lambda given: given or SHIPPED)] = SHIPPED
    donnees: Annotated[Place, BeforeValidator(lambda given: given or MINE)] = MINE


class Keeping(Places):
    """Where copies of the data are kept, and how many days; 0: the bot makes none by itself."""

    copies: Annotated[Place | None, BeforeValidator(filled)] = None
    sauvegardes: int = Field(default=30, ge=0, le=3650)

    def folder(self, file: Path) -> Path:
        """Return the folder of the copies of a file of data."""
        return self.copies or file.parent / "sauvegardes"


LARGEST = 2**52
"""Telegram gives no number as large."""
Person = Annotated[int, Field(ge=1, lt=LARGEST)]
Chat = Annotated[int, Field(gt=-LARGEST, lt=LARGEST)]
"""A person, or a group: its number is negative."""
Numbers = Annotated[tuple[Person, ...], NoDecode, BeforeValidator(listed)]
Code = Annotated[str, StringConstraints(pattern=r"^\d{2}$", strip_whitespace=True)]


class Staff(Keeping):
    """Who may write to people of the bot's own accord; the commands that do read it too."""

    administrateurs: Numbers = ()
    diffuseurs: Numbers = ()
    editeurs: Annotated[tuple[tuple[Person, Code], ...], NoDecode, BeforeValidator(paired)] = ()

    @property
    def roles(self) -> Roles:
        """The roles; an editor named twice has two regions."""
        editors: dict[int, frozenset[str]] = {}
        for who, region in self.editeurs:
            editors[who] = editors.get(who, frozenset()) | {region}
        return Roles(frozenset(self.administrateurs), frozenset(self.diffuseurs), editors)


class Retention(Keeping):
    """How long things are kept; the commands that forget or tell read it too."""

    conservation: int = Field(default=13, ge=1, le=36)
    departs: int = Field(default=30, ge=1, le=395)
    incompris: int = Field(default=90, ge=1, le=395)

    @property
    def delays(self) -> Delays:
        """How long things are kept; of copies that the bot does not make, nobody knows here."""
        return Delays(self.conservation, self.departs, self.incompris, self.sauvegardes or None)


class Address(BaseModel):
    """Where the bot answers on the machine."""

    model_config = ConfigDict(defer_build=True)  # as `Places`

    port: int = Field(ge=1, le=65535)
    ecoute: IPvAnyAddress = IPv4Address("127.0.0.1")


class Webhook(Address):
    """Where Telegram posts updates, and where the bot takes them; without it, the bot polls.

    The address has no character of a token but letters and digits: a token always has a colon.
    """

    url: Annotated[str, StringConstraints(pattern=r"^https://[\w.-]+(:(443|80|88|8443))?(/[\w-]+)*$")]
    secret: Secret[Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{32,256}$")]]
    port: int = Field(default=8080, ge=1, le=65535)


Token = Secret[
    Annotated[str, StringConstraints(pattern=r"^[0-9]+:[A-Za-z0-9_-]{4,}$", strip_whitespace=True)]
]
"""The number of a bot and what follows: a token that was cut would have nothing to hide."""


Api = Annotated[str, StringConstraints(pattern=r"^https?://[^/\s]+"), BeforeValidator(reachable)]
Level = Annotated[str, StringConstraints(pattern="^(DEBUG|INFO|WARNING|ERROR)$"), BeforeValidator(loud)]


class Settings(Staff, Retention):
    """What the Telegram bot needs besides."""

    token: Token
    api: Api = TELEGRAM
    journal: Level = "INFO"
    operateurs: Annotated[tuple[Chat, ...], NoDecode, BeforeValidator(listed)] = ()
    resume: Annotated[Schedule, NoDecode, BeforeValidator(weekly)] = Schedule()
    debit: int = Field(default=28, ge=25, le=30)
    essai: Annotated[Place | None, BeforeValidator(filled)] = None
    webhook: Annotated[Webhook | None, BeforeValidator(some)] = None
    sante: Annotated[Address | None, BeforeValidator(some)] = None

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must be read nowhere; of the token, what follows the number of the bot."""
        token = self.token.get_secret_value().rpartition(":")[2]
        return (token, self.webhook.secret.get_secret_value()) if self.webhook else (token,)


Read = TypeVar("Read", bound=Places)


def read_settings(kind: type[Read]) -> Read:
    """Read settings of a kind. Raises SettingsError naming everything that is missing or wrong."""
    try:
        return kind()
    except UnicodeError:
        raise SettingsError(_unreadable("il n'est pas écrit en UTF-8. Enregistrez-le en UTF-8")) from None
    except OSError as error:
        raise SettingsError(_unreadable(_CLOSED.get(type(error), error.strerror))) from None
    except ValidationError as error:
        lines = [
            _line(
                _name(detail["loc"]),
                missing=detail["type"] == "missing" and isinstance(detail["loc"][-1], str),
            )
            for detail in error.errors()
        ]
        raise SettingsError("\n".join([*dict.fromkeys(lines), *misspelt()])) from None


_CLOSED: dict[type[OSError], str | None] = {
    PermissionError: "ce compte n'en a pas le droit. Donnez-le au compte qui lance le bot (chown), "
    "ou lancez la commande avec ce compte",
}


def _unreadable(why: str | None) -> str:
    return f"Le fichier {Path(FILE).resolve()} ne peut pas être lu : {why}."


def misspelt() -> Iterator[str]:
    """Yield what is said of each variable that has the name of a setting, and is none."""
    groups: dict[str, type[Address]] = {"webhook": Webhook, "sante": Address}
    yield from _unread()
    known = {*_BESIDE, *(PREFIX + name.upper() for name in Settings.model_fields)}
    known |= {
        f"{PREFIX}{group}_{name}".upper() for group, kind in groups.items() for name in kind.model_fields
    }
    given = {name.upper() for name in (*os.environ, *dotenv_values(FILE, encoding=ENCODING))}
    for name in sorted(name for name in given - known if name.startswith(PREFIX)):
        near = nearest(name, known)
        meant = f" Vouliez-vous {near} ?" if near else ""
        yield f"Le réglage {name} n'existe pas : il n'a aucun effet.{meant}"


def _unread() -> Iterator[str]:
    """Yield what is said of each line of the file that is no setting, without what it says."""
    if Path(FILE).is_file():
        with Path(FILE).open(encoding=ENCODING) as file:
            for part in parse_stream(file):
                if part.error:
                    told = "ne se lit pas : une ligne s'écrit NOM=valeur, les guillemets vont par deux"
                    yield f"Le fichier {FILE}, à partir de la ligne {part.original.line}, {told}."


_BESIDE = {"CRESS_DOMAINE", "CRESS_BOT"}
"""Those of the server before the bot: in the same file, and not for the bot."""


def astray(chosen: Settings, regions: Container[str]) -> Iterator[str]:
    """Yield what is said of settings that are well written and lead nowhere, given the regions there are."""
    for region in dict.fromkeys(code for _, code in chosen.editeurs if code not in regions):
        yield f"{PREFIX}EDITEURS : le contenu n'a pas de région {region}. Personne n'y sera prévenu."
    if chosen.essai and not os.access(f"{chosen.essai}/", os.R_OK | os.X_OK):
        yield f"{PREFIX}ESSAI : le dossier {chosen.essai} n'existe pas, ou ne peut pas être lu."


def _name(where: tuple[int | str, ...]) -> str:
    """Return the setting of an error; those that go together are named each."""
    return "_".join(map(str, where[:2])) if where[0] in {"webhook", "sante"} else str(where[0])


_HELP = {
    "token": "le jeton entier, donné par @BotFather : un nombre, deux-points, des lettres et des chiffres",
    "journal": "le niveau du journal : DEBUG, INFO, WARNING ou ERROR",
    "contenu": "le dossier du contenu",
    "donnees": "le fichier de données",
    "copies": "le dossier des copies de sauvegarde",
    "sauvegardes": "les jours que les copies sont gardées, de 0 (aucune copie) à 3650",
    "operateurs": "les numéros Telegram des opérateurs, séparés par des virgules",
    "administrateurs": "les numéros Telegram des administrateurs, séparés par des virgules",
    "diffuseurs": "les numéros Telegram des diffuseurs, séparés par des virgules",
    "editeurs": "numéro Telegram et code de région, comme 4:53,5:93",
    "debit": "les envois par seconde, de 25 à 30",
    "resume": WEEKLY,
    "conservation": "les mois gardés après le dernier message, de 1 à 36",
    "departs": "les jours gardés après un départ, de 1 à 395",
    "incompris": "les jours gardés d'une phrase incomprise, de 1 à 395",
    "essai": "le dossier du brouillon que les opérateurs essaient",
    "api": "l'adresse de l'API de Telegram, qui commence par https:// (ou http://)",
    "webhook": "CRESS_WEBHOOK_URL et CRESS_WEBHOOK_SECRET sont les réglages du webhook",
    "webhook_url": "l'adresse publique où Telegram écrit, en https, de lettres, de chiffres et de traits",
    "webhook_secret": "au moins 32 lettres et chiffres tirés au hasard",
    "webhook_port": "le port que le bot écoute",
    "webhook_ecoute": "l'adresse IP que le bot écoute",
    "sante": "CRESS_SANTE_PORT et CRESS_SANTE_ECOUTE disent où le bot répond sur sa santé",
    "sante_port": "le port de /sante et /metrics, de 1 à 65535",
    "sante_ecoute": "l'adresse IP de /sante et /metrics",
}


def _line(name: str, *, missing: bool) -> str:
    state = "manque" if missing else "n'est pas correct"
    return f"{PREFIX}{name.upper()} {state} : {_HELP.get(name, '')}"
