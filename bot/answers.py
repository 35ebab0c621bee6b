"""The stable JSON shapes of `orienter` and `comprendre`: one object a line in, one a line out."""

from datetime import datetime

from dialogs.deadlines import deadline
from dialogs.events import Answer, Answers
from dialogs.explaining import explain
from dialogs.text import flat, typeset
from dialogs.understanding import Lost, Meaning, Unsure, understand
from knowledge.contacts import Reach, contacts_for
from knowledge.content import Knowledge
from knowledge.entry import UNKNOWN, Facts
from knowledge.needed import planner
from knowledge.orientation import Orientation, Suggestion, contradictions, orient
from knowledge.questions import REGION, STAGE, STATUS
from knowledge.upcoming import for_others, next_windows

Json = dict[str, object]


class WrongInputError(Exception):
    """The object cannot be read; the message says what is wrong, in French."""


def orientation_json(knowledge: Knowledge, data: object, now: datetime) -> Json:
    """Answer `orienter`: answers in, orientation out.

    `principal` is null when a question that cannot be passed is missing; `questions_restantes` are the
    questions that would still be asked before the result.
    """
    answers = read_answers(knowledge, data)
    plan = planner(knowledge).plan(answers)
    result = orient(knowledge, answers, now)
    if not isinstance(result, Orientation):
        result = orient(knowledge, plan.facts, now) if plan.question is None else result
    told: Json = {"principal": None, "autres": [], "ensuite": [], "besoin_suppose": None}
    if isinstance(result, Orientation):
        told = {
            "principal": _suggestion(knowledge, result, result.principal, now),
            "autres": [_suggestion(knowledge, result, other, now) for other in result.others],
            "ensuite": [_suggestion(knowledge, result, later, now) for later in result.later],
            "besoin_suppose": result.assumed,
        }
    return {
        **told,
        "questions_restantes": remaining(knowledge, answers),
        "verifie_le": checked(knowledge, told),
    }


def read_answers(knowledge: Knowledge, data: object) -> dict[str, str]:
    """Check answers from outside. Raises WrongInputError naming all that does not exist."""
    if not isinstance(data, dict):
        raise WrongInputError("un objet {question: réponse} est attendu")
    answers = {str(question): str(value) for question, value in data.items() if value is not None}
    wrong = []
    for question, value in answers.items():
        if question not in knowledge.questions:
            wrong.append(f"la question « {question} » n'existe pas")
        elif value not in {o.id for o in knowledge.choices(question, answers)} | {"ne_sait_pas"}:
            wrong.append(f"« {value} » n'est pas une réponse à « {question} »")
    if wrong:
        raise WrongInputError(" ; ".join(wrong))
    return {q: v for q, v in answers.items() if not (v == UNKNOWN and q in {REGION, STAGE})}


def remaining(knowledge: Knowledge, answers: Facts) -> list[str]:
    """List the questions still to be asked before the result, the next one first.

    Those after the next one are the ones that come if each answer is the usual one; two answers that do
    not go together bring back the status.
    """
    facts: dict[str, str] = dict(answers)
    asked = [STATUS] if contradictions(knowledge, answers) else []
    plans = planner(knowledge)
    while (question := plans.plan(facts).question) is not None:
        asked.append(question)
        facts[question] = plans.values(question)[0]
    return asked


def checked(knowledge: Knowledge, told: Json) -> str | None:
    """Return the oldest day on which the programmes told were checked."""
    listed = [told["principal"], *_list(told["autres"]), *_list(told["ensuite"])]
    names = [str(entry["dispositif"]) for entry in listed if isinstance(entry, dict)]
    days = [knowledge.programmes[name].checked for name in names]
    return min(days).isoformat() if days else None


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _suggestion(knowledge: Knowledge, result: Orientation, suggestion: Suggestion, now: datetime) -> Json:
    region = result.facts.get(REGION)
    apart = for_others(knowledge, result.facts)
    windows = next_windows(knowledge, suggestion.programme, region, now, apart)
    calls = dict.fromkeys(window.call for window in windows)
    told = deadline(knowledge, suggestion.programme, region, now, result.facts)
    return {
        "dispositif": suggestion.programme,
        "motif": typeset(suggestion.reason),
        "faits": list(suggestion.facts),
        "contacts": [
            _contact(reach) for reach in contacts_for(knowledge, suggestion.programme, result.facts)
        ],
        "appels": [{"appel": call.id, "type": call.kind, "titre": call.title} for call in calls],
        "echeances": [flat(text) for text in told],
        "remarques": [typeset(remark.text) for remark in suggestion.remarks],
    }


def _contact(reach: Reach) -> Json:
    contact = reach.contact
    return {
        "nom": contact.name,
        "portee": reach.scope,
        "site": contact.site,
        "courriel": contact.mail,
        "telephone": contact.phone,
        "adresse": contact.address,
        "prix": contact.price,
        "note": contact.note,
        "source": contact.source,
        "vu_le": contact.seen,
    }


def meaning_json(knowledge: Knowledge, data: object, *, trace: bool = False) -> Json:
    """Answer `comprendre`: a text, and the question on screen if any, in; its meaning out.

    `trace` adds why: the steps of the reading, in French.
    """
    if not isinstance(data, dict) or not isinstance(data.get("texte"), str):
        raise WrongInputError("un objet {texte: …, question: …} est attendu")
    question = data.get("question")
    if question is not None and question not in knowledge.questions:
        message = f"la question « {question} » n'existe pas"
        raise WrongInputError(message)
    given = data.get("reponses")
    answers = read_answers(knowledge, given) if given else {}
    told = _meaning(knowledge, understand(knowledge, question, answers, data["texte"]))
    return {**told, "trace": list(explain(knowledge, question, answers, data["texte"]))} if trace else told


def _meaning(knowledge: Knowledge, meaning: Meaning) -> Json:
    if isinstance(meaning, Lost):
        return {"verdict": "incompris", "reponses": {}, "choix": []}
    if isinstance(meaning, Unsure):
        choices = [{"question": c.question, "reponse": c.value} for c in meaning.choices]
        return {"verdict": "a_confirmer", "reponses": _filled(knowledge, meaning.sure), "choix": choices}
    event = meaning.event
    if isinstance(event, Answer | Answers):
        given = event.answers if isinstance(event, Answers) else (event,)
        return {"verdict": "compris", "reponses": _filled(knowledge, given), "choix": []}
    name = getattr(event, "act", None) or "definition"
    return {"verdict": "compris", "reponses": {}, "choix": [], "intention": name}


def meaning_text(told: Json) -> str:
    """Say a meaning in words."""
    answers, choices = told["reponses"], told["choix"]
    lines = [{"compris": "compris", "a_confirmer": "à confirmer"}.get(str(told["verdict"]), "incompris")]
    if isinstance(answers, dict):
        lines += [f"  rempli : {question} = {value}" for question, value in answers.items()]
    if isinstance(choices, list):
        lines += [f"  demandé : {choice['question']} = {choice['reponse']}" for choice in choices]
    if "intention" in told:
        lines.append(f"  demande : {told['intention']}")
    trace = told.get("trace")
    return "\n".join([*lines, *(f"  · {line}" for line in (trace if isinstance(trace, list) else []))])


def _filled(knowledge: Knowledge, given: tuple[Answer, ...]) -> dict[str, str]:
    """Return answers by question, with what an option says of another question."""
    filled: dict[str, str] = {}
    for answer in given:
        option = knowledge.questions[answer.question].option(answer.value)
        if option is None and answer.value == UNKNOWN:
            continue  # the question has no such answer: it is asked again, with its help
        filled |= option.implied if option and option.implied else {answer.question: answer.value}
    return filled
