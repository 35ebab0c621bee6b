"""Calls for applications as they are written: what each type requires, and what does not go together."""

import pytest
from pydantic import ValidationError

from knowledge.content import Knowledge
from knowledge.upcoming import next_windows
from tests.knowledge.calls import at, call
from tests.knowledge.situations import NOW

CANCELLED = {"motif": "Le financeur s'est retiré.", "source": "une page"}
YEARLY = {"type": "recurrent", "regle": {"cloture": "30 juin"}}
A_DAY = "une date s'écrit 2026-01-29, 29/01/2026 ou 29 janvier 2026"
FIRST, SECOND = {"session": "a", "cloture": "2027-01-29"}, {"session": "b", "cloture": "2027-06-30"}


def test_a_regional_call_concerns_its_regions_only() -> None:
    """A call for some regions concerns nobody else, and nobody whose region is unknown."""
    essai = call(cloture="2026-01-29", regions=["93"])
    assert [essai.concerns(region) for region in ("93", "53", None)] == [True, False, False]
    assert call(cloture="2026-01-29").concerns(None)


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({}, "un appel ponctuel a une « ouverture » ou une « cloture », ou des « sessions »"),
        ({"type": "recurrent"}, "un appel récurrent dit son moment « habituel », ou sa « regle »"),
        ({"type": "permanent", "source": None}, "un appel porte ses « faits » ou sa « source »"),
        ({"cloture": "29 janvier"}, A_DAY),
        ({"cloture": "2026-02-30"}, A_DAY),
        ({"ouverture": "2027-02-01", "cloture": "2027-01-01"}, "la « cloture » vient avant l'« ouverture »"),
        ({"regle": {"cloture": "30 juin"}, "cloture": "2027-06-30"}, "« regle » va avec « type: recurrent »"),
        (
            {"type": "inconnu", "annule": CANCELLED},
            "« annule » va avec « type: ponctuel », ou dans une session",
        ),
        ({"sessions": [FIRST, FIRST]}, "la session « a » est écrite 2 fois"),
        ({"sessions": [{"session": "a"}]}, "une session a une « ouverture », une « cloture », ou dit"),
        ({"sessions": [{"session": "a", "annule": CANCELLED}]}, "une session a une « ouverture » ou une"),
        ({"sessions": [{**FIRST, "ouverture": "2027-02-01"}]}, "la « cloture » vient avant l'« ouverture »"),
        ({"type": "inconnu", "sessions": [FIRST]}, "des « sessions » vont avec « type: ponctuel », ou avec"),
        ({"sessions": [FIRST], "cloture": "2027-01-29"}, "pas aux deux endroits"),
        ({**YEARLY, "sessions": [FIRST]}, "la session « a » s'écrit 2027, ou 2027_06 pour un mois"),
        ({"type": "recurrent", "regle": {"cloture": "fin juin"}}, "une règle s'écrit « 30 juin 18:00 »"),
        ({"cloture": "2027-01-29", "fuseau": "Europe/Rome"}, "America/Martinique"),
    ],
)
def test_an_incomplete_call_is_refused(keys: dict[str, object], message: str) -> None:
    """A call without what its type requires, or with what it cannot have, is refused and says why."""
    with pytest.raises(ValidationError, match="(?s)" + message):
        call(**keys)


@pytest.mark.parametrize(
    "keys",
    [
        {"sessions": [FIRST, SECOND], "annule": CANCELLED},
        {**YEARLY, "sessions": [{"session": "2027", "annule": CANCELLED}]},
        {
            "type": "recurrent",
            "regle": {"cloture": "15 de chaque mois"},
            "sessions": [{**FIRST, "session": "2027_06"}],
        },
        {"type": "recurrent", "habituel": "en mai"},
        {"cloture": "2027-01-29", "revisions": [{"le": "2 janvier 2027", "dit": "Clôture repoussée."}]},
    ],
)
def test_what_goes_together_is_accepted(keys: dict[str, object]) -> None:
    """Sessions, rules, cancellations and revisions go with the types that the guide says."""
    assert call(**keys).id == "essai"


def test_a_date_already_read_stays_as_it_is() -> None:
    """A moment that is a date already, not a text, is taken as it is."""
    assert call(cloture=at("2026-01-29T18:00")).closes == at("2026-01-29T18:00")


def test_every_programme_says_something_of_its_dates_where_it_exists(knowledge: Knowledge) -> None:
    """Every programme has a call, a habit or an unknown date, save the CRESS and the common-law aids."""
    silent = {
        programme.id
        for programme in knowledge.programmes.values()
        for region in knowledge.regions
        if programme.exists_in(region) and not next_windows(knowledge, programme.id, region, NOW)
    }
    assert silent <= {"cress", "droit_commun"}
