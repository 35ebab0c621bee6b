"""What Telegram refuses and phones cut."""

from dataclasses import replace
from datetime import datetime

from telegram.constants import (
    BotCommandLimit,
    BotDescriptionLimit,
    InlineKeyboardButtonLimit,
    InlineKeyboardMarkupLimit,
    MessageLimit,
)

from bot import sizes
from bot.buttons import encode
from bot.limits import limits
from dialogs.events import Answer
from knowledge.content import Knowledge
from knowledge.issues import Finding
from knowledge.orientation import Conclusion, conclude
from tests.bot.test_announcing import prize

NOW = datetime(2026, 11, 24, 9)
LONGEST = "a" * 24
"""The longest id that the content may hold."""


def told(knowledge: Knowledge, code: str) -> list[Finding]:
    """Return what is told with a code."""
    answers = {"statut": "association", "besoin": "reseau", "region": "53", "adherent": "non"}
    end = conclude(knowledge, answers, NOW)
    assert isinstance(end, Conclusion)
    return [f for f in limits(knowledge, [(answers, end)], NOW) if f.code == code]


def test_the_figures_are_those_of_telegram() -> None:
    """What is said to be admitted is what python-telegram-bot says."""
    assert sizes.MESSAGE == MessageLimit.MAX_TEXT_LENGTH
    assert sizes.BUTTONS == InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER
    assert sizes.COMMAND == BotCommandLimit.MAX_DESCRIPTION
    assert sizes.DESCRIPTION == BotDescriptionLimit.MAX_DESCRIPTION_LENGTH
    assert sizes.SHORT_DESCRIPTION == BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH


def test_the_longest_answer_fits_a_button() -> None:
    """Callback data of the longest ids are within what Telegram carries."""
    assert len(encode(Answer(LONGEST, LONGEST)).encode()) <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA


def test_the_shipped_content_fits(knowledge: Knowledge) -> None:
    """Nothing shipped is refused by Telegram nor cut by a phone."""
    assert [*told(knowledge, "CB-423"), *told(knowledge, "CB-424")] == []


def test_a_description_has_a_length(knowledge: Knowledge) -> None:
    """Emojis count for two, as Telegram counts; one sign more is too many."""
    fits = replace(knowledge, texts={**knowledge.texts, "description_courte": "😀" * 60})
    assert told(fits, "CB-423") == []
    over = replace(knowledge, texts={**knowledge.texts, "description_courte": "😀" * 60 + "a"})
    assert [f.path for f in told(over, "CB-423")] == [("description_courte",)]


def test_a_keyboard_has_a_hundred_buttons(knowledge: Knowledge) -> None:
    """A question with too many answers is told."""
    question = knowledge.questions["stade"]
    many = tuple(question.options[0].model_copy(update={"id": f"o{n}", "label": f"O{n}"}) for n in range(100))
    changed = question.model_copy(update={"options": many})
    known = replace(knowledge, questions={**knowledge.questions, "stade": changed})
    (finding,) = told(known, "CB-423")
    assert "102 boutons" in finding.message


def test_a_label_is_told_where_it_is_written(knowledge: Knowledge) -> None:
    """A name of a département, a short name, a text on a shared row: each is told once, in its file."""
    region = knowledge.regions["53"]
    departments = {**region.departments, "29": "Finistère, de Brest à Quimper"}
    dla = knowledge.programmes["dla"].model_copy(update={"short": "Dispositif local des structures"})
    known = replace(
        knowledge,
        regions={**knowledge.regions, "53": region.model_copy(update={"departments": departments})},
        programmes={**knowledge.programmes, "dla": dla},
        texts={**knowledge.texts, "bouton_aide": "Comment cela marche"},
    )
    places = [(f.file, f.path) for f in told(known, "CB-424")]
    assert places == [("regions/53.yaml", ("departements", "29")), ("dispositifs/dla.yaml", ("court",))]
    shared = replace(knowledge, texts={**knowledge.texts, "bouton_aide": "Comment cela marche-t-il"})
    assert [(f.file, f.path) for f in told(shared, "CB-424")] == [("textes.yaml", ("bouton_aide",))]


def test_the_labels_of_alerts_bear_a_tick_or_a_number(knowledge: Knowledge) -> None:
    """What fits alone may be cut once it is chosen, or numbered."""
    dla = knowledge.programmes["dla"].model_copy(update={"short": "Dispositif d'accompagnement"})
    known = replace(
        knowledge,
        programmes={**knowledge.programmes, "dla": dla},
        texts={**knowledge.texts, "bouton_lundi": "Le résumé de chaque lundi ok"},
    )
    assert [(f.file, f.path) for f in told(known, "CB-424")] == [
        ("textes.yaml", ("bouton_lundi",)),
        ("dispositifs/dla.yaml", ("court",)),
    ]


def test_an_announcement_is_measured(knowledge: Knowledge) -> None:
    """A text that lengthens every announcement beyond a message is told, at the call."""
    call = prize("2027-01-01", "2027-03-01", note="n" * 400)
    known = replace(knowledge, calls=(call,))
    long = replace(known, texts={**knowledge.texts, "annonce_pied": "mot " * 1000})
    places = [[f.path for f in told(one, "CB-509") if f.file == "appels.yaml"] for one in (known, long)]
    assert places == [[], [(0,)]]


def test_a_page_that_takes_two_messages_is_told(knowledge: Knowledge) -> None:
    """Every page is made and measured: the sheet of a programme, with the contacts that lengthen it most."""
    club = knowledge.programmes["club"].model_copy(update={"prepare": ("mot " * 1200,)})
    known = replace(knowledge, programmes={**knowledge.programmes, "club": club})
    pages = [f.message for f in told(known, "CB-509") if f.file == "dispositifs/club.yaml"]
    assert pages
    assert "la fiche" in pages[0]
    assert "il faudra deux messages" in pages[0]
