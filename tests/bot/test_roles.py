"""Who may write to whom, and who must say yes."""

from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.__main__ import app
from bot.roles import Roles
from bot.settings import Staff, read_settings

ADMIN, OTHER, WRITER, EDITOR, NOBODY = 1, 2, 3, 4, 9
ROLES = Roles(frozenset({ADMIN, OTHER}), frozenset({WRITER}), {EDITOR: frozenset({"53", "93"})})
ALONE = Roles(frozenset({ADMIN}), frozenset({WRITER}))
PEOPLE = st.integers(1, 6)


def test_an_editor_reaches_her_regions_only() -> None:
    """All of France is nobody's but administrators' and broadcasters'."""
    assert [ROLES.reach(who) for who in (ADMIN, WRITER, EDITOR, NOBODY)] == [None, None, ("53", "93"), ()]
    assert [who for who in (ADMIN, WRITER, EDITOR, NOBODY) if ROLES.writes(who)] == [ADMIN, WRITER, EDITOR]
    assert ROLES.covers(WRITER, None)
    assert ROLES.covers(EDITOR, ["53"])
    assert not ROLES.covers(EDITOR, ["53", "11"])
    assert not ROLES.covers(EDITOR, None)
    assert not ROLES.covers(NOBODY, [])


def test_another_administrator_confirms_when_there_are_two() -> None:
    """With one or none, the author does it herself."""
    assert ROLES.confirmers(ADMIN) == {OTHER}
    assert ROLES.confirmers(EDITOR) == {ADMIN, OTHER}
    assert ALONE.confirmers(WRITER) == {WRITER}
    assert Roles(broadcasters=frozenset({WRITER})).confirmers(WRITER) == {WRITER}


@given(administrators=st.frozensets(PEOPLE), author=PEOPLE)
def test_somebody_may_always_confirm(administrators: frozenset[int], author: int) -> None:
    """There is always somebody; never the author when there are two administrators."""
    confirmers = Roles(administrators).confirmers(author)
    assert confirmers
    assert len(administrators) < 2 or author not in confirmers <= administrators


def test_roles_come_from_the_settings() -> None:
    """An editor named twice has two regions."""
    chosen = Staff(administrateurs="1, 2,", diffuseurs="3", editeurs="4:53, 4:93,5: 11")
    assert chosen.roles == Roles(
        frozenset({1, 2}), frozenset({3}), {4: frozenset({"53", "93"}), 5: frozenset({"11"})}
    )
    assert read_settings(Staff).roles == Roles()


def test_all_that_is_wrong_is_told_at_once() -> None:
    """Each setting once, with how it is written; an editor needs a region."""
    wrong = {"CRESS_ADMINISTRATEURS": "0", "CRESS_DIFFUSEURS": "a;b", "CRESS_EDITEURS": "4,5:Bretagne"}
    told = CliRunner().invoke(app, ["lancer"], env={"CRESS_TOKEN": "1:jeton", **wrong})
    assert told.exit_code == 2
    assert told.output.splitlines() == [
        f"{name} n'est pas correct : {how}"
        for name, how in (
            ("CRESS_ADMINISTRATEURS", "les numéros Telegram des administrateurs, séparés par des virgules"),
            ("CRESS_DIFFUSEURS", "les numéros Telegram des diffuseurs, séparés par des virgules"),
            ("CRESS_EDITEURS", "numéro Telegram et code de région, comme 4:53,5:93"),
        )
    ]
