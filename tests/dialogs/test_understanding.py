"""What typed words mean, on the real content."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.brief import ASKED
from dialogs.events import Answer, Answers, Define, Do
from dialogs.guessing import HARMLESS
from dialogs.understanding import Lost, Meaning, Understood, Unsure, understand
from dialogs.words import MAX_TEXT
from knowledge.content import Knowledge

TYPED = st.one_of(
    st.text(max_size=60),
    st.text("0123456789 abAB", max_size=8),
    st.sampled_from(["", "\x00", "⑳" * MAX_TEXT, "9" * 9000, "﷽" * 2000, "👩‍🚀", "\ud800", "?"]),
)


def filled(meaning: Meaning) -> dict[str, str]:
    """Return the answers that a meaning fills."""
    event = meaning.event if isinstance(meaning, Understood) else None
    given = event.answers if isinstance(event, Answers) else (event,)
    return {answer.question: answer.value for answer in given if isinstance(answer, Answer)}


def read(knowledge: Knowledge, question: str | None, text: str, region: str | None = None) -> Meaning:
    """Return what a text means."""
    return understand(knowledge, question, {"region": region} if region else {}, text)


def test_everything_an_option_is_called_means_it(knowledge: Knowledge) -> None:
    """The label, the phrase and every synonym of an option mean that option when its question is asked."""
    facts = {"region": "93"}
    for question in knowledge.questions:
        for option in knowledge.choices(question, facts):
            for text in (option.label, option.phrase, *option.synonyms):
                meaning = understand(knowledge, question, facts, text)
                assert means(meaning, question, option.id), (question, text, meaning)


def means(meaning: Meaning, question: str, value: str) -> bool:
    """Tell whether a meaning is an answer: taken, asked, or « elsewhere » for a territory without CRESS."""
    if isinstance(meaning, Unsure):
        return question in {"region", "departement"} and len(meaning.choices) > 1
    return filled(meaning).get(question) == value or (
        value == "autre" and meaning == Understood(Do("ailleurs"))
    )


def test_every_intention_is_understood(knowledge: Knowledge) -> None:
    """All that the content foresees people to write is understood when a result is on screen."""
    for name, spellings in knowledge.intentions.items():
        for text in spellings if name not in {"definition", "ne_sait_pas"} else ():
            assert read(knowledge, None, text) == Understood(Do(name)), text


def test_not_knowing_answers_the_question_on_screen(knowledge: Knowledge) -> None:
    """« Je ne sais pas » answers the question; without a question, it asks for help."""
    assert read(knowledge, "besoin", "jsp") == Understood(Answer("besoin", "ne_sait_pas"))
    assert read(knowledge, "stade", "Je sais pas…") == Understood(Answer("stade", "ne_sait_pas"))
    assert read(knowledge, None, "je ne sais pas") == Understood(Do("aide"))


def test_every_term_is_explained(knowledge: Knowledge) -> None:
    """Each spelling of a term of the glossary asks for it, bare or with « c'est quoi » before or after."""
    for term in knowledge.glossary.values():
        for spelling in (term.label, *term.spellings):
            for text in (spelling, f"C'est quoi {spelling} ?", f"{spelling}, c'est quoi ?"):
                assert read(knowledge, None, text) == Understood(Define(term.id)), text


@pytest.mark.parametrize("text", ["c'est quoi le DLA ?", "Que veut dire DLA", "le dla c'est quoi", "DLA"])
def test_articles_do_not_hide_a_term(knowledge: Knowledge, text: str) -> None:
    """A term is found behind its article."""
    assert read(knowledge, "statut", text) == Understood(Define("dla"))


def test_an_answer_wins_over_a_term(knowledge: Knowledge) -> None:
    """A word that is both an answer to the question on screen and a term is the answer."""
    assert read(knowledge, "besoin", "ESUS") == Understood(Answer("besoin", "esus"))
    assert read(knowledge, "statut", "ESUS") == Understood(Define("esus"))


@pytest.mark.parametrize("text", ["", "   ", "…", "\x00", "blablabla", "0", "16", "999999999", "c'est quoi"])
def test_what_means_nothing(knowledge: Knowledge, text: str) -> None:
    """Emptiness, unknown words and numbers that no option bears mean nothing."""
    assert read(knowledge, "statut", text) == Lost()


@pytest.mark.parametrize("text", ["non", "oui", "nan", "pas", "ouais"])
def test_yes_and_no_are_no_misspelt_places(knowledge: Knowledge, text: str) -> None:
    """A yes or a no at a question about places means no place, however near the name of one."""
    assert read(knowledge, "region", text) == Lost()


def test_the_number_of_an_option(knowledge: Knowledge) -> None:
    """A number means the option of that rank, only where a question is asked."""
    assert read(knowledge, "statut", "1") == Understood(Answer("statut", "association"))
    assert read(knowledge, "statut", " 02. ") == Understood(Answer("statut", "siae"))
    assert read(knowledge, None, "1") == Lost()
    for text in ("1,2", "1 2", "1 et 2"):
        assert filled(read(knowledge, "statut", text)) == {}, text


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("05", "93"),
        ("05000", "93"),
        ("06 000", "93"),
        ("Gap", "93"),
        ("Cherbourg", "28"),
        ("vers Brest", "53"),
        ("Hautes Alpes", "93"),
        ("20000", "94"),
        ("20200", "94"),
        ("2A", "94"),
        ("2b", "94"),
        ("97400", "04"),
        ("974", "04"),
        ("97100", "01"),
        ("976", "06"),
        ("75011", "11"),
        ("réunion", "04"),
        ("PACA", "93"),
        ("99", None),
        ("99000", None),
        ("97", None),
        ("123456", None),
    ],
)
def test_a_region_by_its_places(knowledge: Knowledge, text: str, region: str | None) -> None:
    """Départements, postal codes and towns mean their region; unknown codes mean nothing."""
    assert filled(read(knowledge, "region", text)).get("region") == region


def test_a_number_with_two_meanings_is_asked_back(knowledge: Knowledge) -> None:
    """« 13 » is a département and the rank of another region: the person chooses."""
    assert read(knowledge, "region", "13") == Unsure((Answer("region", "93"), Answer("region", "06")))


@pytest.mark.parametrize(
    ("text", "region", "department"),
    [
        ("13", "93", "13"),
        ("13200", "93", "13"),
        ("var", "93", "83"),
        ("20200", "94", "2B"),
        ("20090", "94", "2A"),
        ("05", "93", "05"),
        ("06", "93", "06"),
        ("35", "93", "35"),
        ("Finistère", "93", "29"),
        ("35", None, "35"),
    ],
)
def test_a_department(knowledge: Knowledge, text: str, region: str | None, department: str | None) -> None:
    """A département is read by number, postal code or name; it brings its region."""
    assert filled(read(knowledge, "departement", text, region)).get("departement") == department


@settings(deadline=None, max_examples=200)
@given(data=st.data())
def test_every_text_is_read(knowledge: Knowledge, data: st.DataObject) -> None:
    """Any text is read without an error, and answers given are options of the question, or not knowing."""
    question = data.draw(st.sampled_from([None, *knowledge.questions]))
    facts = {"region": "93"}
    meaning = understand(knowledge, question, facts, data.draw(TYPED))
    answers = meaning.choices if isinstance(meaning, Unsure) else ()
    answers += tuple(Answer(name, value) for name, value in filled(meaning).items())
    for answer in answers:
        assert answer.question in knowledge.questions
        options = {option.id for option in knowledge.choices(answer.question, facts)}
        options |= {code for region in knowledge.regions.values() for code in region.departments}
        assert answer.value in options | {"ne_sait_pas"}


def test_not_knowing_beside_a_former_answer_is_asked(knowledge: Knowledge) -> None:
    """Who does not know, and names what was or what others are, is asked which; each choice once."""
    meaning = read(knowledge, "statut", "je ne sais pas, avant c'était une association")
    expected = (Answer("statut", "association"), Answer("statut", "ne_sait_pas"))
    assert meaning == Unsure(expected)
    meaning = read(knowledge, "statut", "je sais pas, la mairie est une collectivité")
    assert isinstance(meaning, Unsure)
    assert meaning.choices == (Answer("statut", "collectivite"), Answer("statut", "ne_sait_pas"))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("statut", "je suis salariée d'une asso"),
        ("statut", "je loue un bureau dans une coopérative"),
        ("statut", "une association est-elle obligée d'adhérer"),
        ("statut", "la coopérative agricole est fermée"),
        ("statut", "l'ancien maire voulait créer une association"),
        ("statut", "test"),
        ("salaries", "notre seule salariée vient de partir"),
        ("salaries", "est-ce que les apprentis comptent"),
        ("stade", "c'est quoi un projet défini pour vous"),
        ("adherent", "adhérent de quoi"),
        ("porteur", "une association locale est candidate"),
        ("region", "sur les bords de la Loire"),
        ("statut", "le maraîcher est en EARL"),
        ("statut", "on a des freelances qui tiennent l'accueil"),
        ("porteur", "personne ne veut être président"),
        ("salaries", "on cherche quelqu'un à embaucher"),
        ("mention_ess", "esus périmé"),
        ("salaries", "et si on n'avait pas de salarié ?"),
        ("statut", "si on était une scop"),
        ("statut", "une consœur dirige une mutuelle au Havre"),
        ("besoin", "une asso qu'on finance à Colmar cherche un diagnostic"),
        ("salaries", "nos usagers ne sont pas adhérents"),
        ("region", "vous pouvez m'expliquer, je ne vois pas bien ce qui est demandé sur l'écran"),
        ("adherent", "il faudrait savoir si la cotisation est obligatoire pour être aidé"),
        ("statut", "mes clients c'est des assos, des fondations, une mutuelle"),
        ("statut", "un groupement d'employeurs nous met un gars à dispo"),
        ("statut", "on est la coopérative scolaire de l'école"),
        ("region", "la réunion de demain est reportée"),
        ("region", "on part dans les Vosges en mai avec les cm1"),
        ("besoin", "mon mémoire porte sur le changement d'échelle"),
        ("besoin", "zéro souci de trésorerie"),
        ("besoin", "reproduire notre café dans trois villes"),
    ],
)
def test_what_is_asked_of_us_or_told_of_others_fills_nothing(
    knowledge: Knowledge, question: str, text: str
) -> None:
    """Questions to the assistant, a structure one only works for, one word in passing: asked at most."""
    meaning = read(knowledge, question, text)
    assert filled(meaning) == {}
    assert not isinstance(meaning, Unsure) or meaning.sure == ()


def test_the_last_word_counts(knowledge: Knowledge) -> None:
    """What corrects prevails over the « non » before it; two towns of one region settle no département."""
    assert (
        filled(read(knowledge, "salaries", "non enfin si, une comptable à mi-temps")).get("salaries") != "non"
    )
    assert read(knowledge, "region", "je reviens de Toulouse, je vis à Rodez") == Understood(
        Answer("region", "76")
    )


def test_a_word_that_a_phrase_takes_says_nothing_else(knowledge: Knowledge) -> None:
    """« Tout est prêt » tells how far the project is, and asks for no loan."""
    assert "besoin" not in filled(read(knowledge, "besoin", "tout est prêt"))


def test_yes_where_it_is_no_answer_guesses_nothing(knowledge: Knowledge) -> None:
    """« Oui » to « De quoi avez-vous besoin ? » proposes no need."""
    for text in ("oui", "non", "oui oui"):
        assert isinstance(read(knowledge, "besoin", text), Lost), text


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("ok et au final vous me conseillez quoi", "resultat"),
        ("tu peux détailler un peu ce dispositif ?", "details"),
        ("Merci beaucoup pour votre aide !", "merci"),
    ],
)
def test_what_is_most_likely_asked_is_shown_when_nothing_is_lost(
    knowledge: Knowledge, text: str, act: str
) -> None:
    """Words that no intention has as they are: a page is shown; what forgets or stops is never guessed."""
    assert read(knowledge, "adherent", text) == Understood(Do(act))


def test_what_would_lose_something_is_never_guessed(knowledge: Knowledge) -> None:
    """« J'ai oublié mes lunettes » erases nothing."""
    for text in ("j'ai oublié mes lunettes", "il est 13h je mange je reviens", "projet abandonné, tout vire"):
        meaning = read(knowledge, "adherent", text)
        done = meaning.event if isinstance(meaning, Understood) else None
        assert not isinstance(done, Do) or done.act in HARMLESS, text


def test_what_is_wished_is_not_had(knowledge: Knowledge) -> None:
    """« Être agréé entreprise solidaire » is a need, and no agreement."""
    assert filled(read(knowledge, "besoin", "être agréé entreprise solidaire")) == {"besoin": "esus"}


def test_who_thanks_for_something_to_come_asks(knowledge: Knowledge) -> None:
    """« Merci de me rappeler » is no thanks."""
    for text in ("merci de me rappeler demain", "merci mais c'est faux", "merci de répéter la question"):
        assert read(knowledge, "adherent", text) != Understood(Do("merci")), text


def test_a_number_corrects_the_number_before(knowledge: Knowledge) -> None:
    """« 5 salariés euh non 0 » has none."""
    told = filled(read(knowledge, "statut", "une scop avec 5 salariés euh non 0, à Gap"))
    assert told["salaries"] == "non"
    assert told["region"] == "93"


def test_an_agreement_just_had_is_had(knowledge: Knowledge) -> None:
    """« On vient d'obtenir l'esus » is no wish."""
    meaning = read(knowledge, "esus_agree", "on vient d'avoir l'agrément esus")
    said = filled(meaning) or {choice.question: choice.value for choice in getattr(meaning, "choices", ())}
    assert said.get("esus_agree") == "oui"


def test_a_question_read_only_when_asked_hides_no_other(knowledge: Knowledge) -> None:
    """« Pour les gens isolés » may tell of the public, and of the need too."""
    meaning = read(knowledge, "statut", "coopérative à Metz, on fait ça pour les gens isolés en montagne")
    assert isinstance(meaning, Unsure)
    asked = {choice.question for choice in meaning.choices}
    assert asked & ASKED
    assert asked - ASKED
