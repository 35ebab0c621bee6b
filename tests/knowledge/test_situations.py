"""Situations: all of them, each once, the same as answering one question after the other; and the days."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from knowledge.calls import Call
from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.needed import first_unanswered
from knowledge.orientation import Conclusion, conclude, concluded
from knowledge.questions import REGION
from knowledge.situations import calendar, kinds, moments, settled, situations
from knowledge.walk import Leaf, walk
from tests.knowledge.situations import NOW

DOMAINS: list[dict[str, str]] = [
    {"statut": "mutuelle", "besoin": "changer_echelle"},
    {"statut": "ne_sait_pas", "besoin": "ne_sait_pas"},
    {"statut": "societe_classique", "besoin": "developper"},
    {"statut": "sans_structure", "besoin": "besoin_local"},
]
OPENING, CLOSING = datetime(2027, 3, 1), datetime(2027, 4, 15, 18)


def one_by_one(knowledge: Knowledge, facts: Facts) -> Iterator[Facts]:
    """Answer the questions as a person would, with every answer that has a meaning of its own."""
    question = first_unanswered(knowledge, facts)
    if question is None:
        yield facts
        return
    values = kinds(knowledge) if question == REGION else knowledge.questions[question].meanings
    for value in values:
        yield from one_by_one(knowledge, {**facts, question: value})


@pytest.mark.parametrize("domain", DOMAINS, ids=str)
def test_every_situation_is_yielded_once(knowledge: Knowledge, domain: dict[str, str]) -> None:
    """The walk gives the same sets of answers as one question after the other, and none twice."""
    fast = [tuple(sorted(facts.items())) for facts in situations(knowledge, domain)]
    assert len(fast) == len(set(fast))
    assert set(fast) == {tuple(sorted(facts.items())) for facts in one_by_one(knowledge, domain)}


@pytest.mark.parametrize("domain", DOMAINS, ids=str)
def test_the_leaf_is_the_one_of_the_answers(knowledge: Knowledge, domain: dict[str, str]) -> None:
    """The leaf that comes with a situation is the one found from its answers, with the same conclusion."""
    for facts, leaf in settled(knowledge, domain):
        assert isinstance(leaf, Leaf)
        assert leaf == walk(knowledge, facts, strict=True)
        told, straight = concluded(knowledge, leaf, NOW), conclude(knowledge, facts, NOW)
        assert isinstance(told, Conclusion)
        assert isinstance(straight, Conclusion)
        assert told.result == straight.result


def test_not_knowing_is_an_answer_where_it_means_something(knowledge: Knowledge) -> None:
    """« Je ne sais pas » to the need is walked; where silence means « non », it is not walked twice."""
    assert "ne_sait_pas" in knowledge.questions["besoin"].meanings
    assert "ne_sait_pas" not in knowledge.questions["urgence"].meanings
    assert any(facts["besoin"] == "ne_sait_pas" for facts in situations(knowledge, {"statut": "mutuelle"}))


def with_call(knowledge: Knowledge, programme: str, regions: object = ("93",)) -> Knowledge:
    """Return the content with a call that opens in the spring, in some regions."""
    call = Call.model_validate(
        {
            "id": "essai",
            "title": "Essai",
            "programme": programme,
            "kind": "ponctuel",
            "opens": "2027-03-01",
            "closes": "2027-04-15 18:00",
            "regions": regions,
            "source": "essai",
        }
    )
    return replace(knowledge, calls=(*knowledge.calls, call))


def test_the_year_is_cut_where_something_changes(knowledge: Knowledge) -> None:
    """Without a dated call one day stands for all; with one, the days it is open are looked at too."""
    assert moments(knowledge, ("93",), NOW) == (("93", NOW),)
    dated = with_call(knowledge, "prix_cognacq_jay")
    assert moments(dated, ("93",), NOW) == (("93", NOW), ("93", OPENING))
    assert moments(dated, ("53",), NOW) == (("53", NOW),)
    known = with_call(knowledge, "mpess_crea")
    assert ("93", NOW) in moments(known, ("93",), NOW)


def test_the_year_overseas_is_cut_at_the_hours_of_there(knowledge: Knowledge) -> None:
    """A nationwide call opens at midnight in Paris: it is evening in Martinique, the day before."""
    dated = with_call(knowledge, "prix_cognacq_jay", "partout")
    assert moments(dated, ("02",), NOW) == (("02", NOW), ("02", OPENING - timedelta(hours=5)))


@pytest.mark.parametrize("programme", ["prix_cognacq_jay", "mpess_crea"])
def test_a_moment_stands_for_every_day_of_the_year(knowledge: Knowledge, programme: str) -> None:
    """Whatever the day of the coming year, the calendar says what it says at one of the moments kept."""
    dated = with_call(knowledge, programme)
    kept = {calendar(dated, code, moment) for code, moment in moments(dated, ("93",), NOW)}
    days = [datetime.fromordinal(NOW.toordinal() + day) for day in range(1, 366)]
    assert {calendar(dated, "93", day) for day in [*days, OPENING, CLOSING]} <= kept
