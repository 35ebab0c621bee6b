"""The settings of the webhook: all or nothing, and what is wrong is named at once."""

import pytest
from typer.testing import CliRunner

from bot.settings import Settings, SettingsError, read_settings

URL, SECRET = "https://bot.exemple.fr/telegram", "s" * 32
GOOD = {"CRESS_WEBHOOK_URL": URL, "CRESS_WEBHOOK_SECRET": SECRET}


def read(**env: str) -> str:
    """Return what is said of an environment; nothing when it will do."""
    with CliRunner().isolation(env={"CRESS_TOKEN": "123:jeton", **env}):
        try:
            read_settings(Settings)
        except SettingsError as error:
            return str(error)
    return ""


@pytest.mark.parametrize(
    ("env", "named"),
    [
        ({}, ""),
        ({"CRESS_WEBHOOK_URL": "", "CRESS_WEBHOOK_SECRET": ""}, ""),
        (GOOD, ""),
        ({"CRESS_WEBHOOK_URL": URL}, "SECRET manque"),
        ({"CRESS_WEBHOOK_URL": URL, "CRESS_WEBHOOK_SECRET": ""}, "SECRET manque"),
        ({"CRESS_WEBHOOK_SECRET": SECRET}, "URL manque"),
        ({"CRESS_WEBHOOK_PORT": "8080"}, "URL manque, SECRET manque"),
        ({"CRESS_TOKEN": "", "CRESS_WEBHOOK_URL": URL}, "TOKEN n'est pas correct, SECRET manque"),
        ({**GOOD, "CRESS_WEBHOOK_SECRET": "s" * 31}, "SECRET n'est pas correct"),
        ({**GOOD, "CRESS_WEBHOOK_SECRET": "é" * 32}, "SECRET n'est pas correct"),
        ({**GOOD, "CRESS_WEBHOOK_URL": "http://a.fr/x"}, "URL n'est pas correct"),
        ({**GOOD, "CRESS_WEBHOOK_URL": "https://a.fr/bot123:jeton"}, "URL n'est pas correct"),
        ({**GOOD, "CRESS_WEBHOOK_PORT": "0"}, "PORT n'est pas correct"),
        ({**GOOD, "CRESS_WEBHOOK_ECOUTE": "ici"}, "ECOUTE n'est pas correct"),
        ({"CRESS_WEBHOOK": "oui"}, "WEBHOOK n'est pas correct"),
    ],
)
def test_a_webhook_is_wholly_set_or_refused(env: dict[str, str], named: str) -> None:
    """Each setting that is missing or wrong is told on its line, with what it must be; no value is told."""
    told = read(**env)
    states = [line.partition(" : ")[0] for line in told.splitlines()]
    short = [state.removeprefix("CRESS_").removeprefix("WEBHOOK_") for state in states]
    assert ", ".join(short) == named
    assert all(line.partition(" : ")[2] for line in told.splitlines())
    assert not [value for value in (SECRET, "123:") if value in told]
