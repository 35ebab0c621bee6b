"""How the words before a phrase leave it in doubt: wished, to come, over, or said of somebody else.

What is undone fills nothing; what is weakened is asked: « j'aimerais que chacun ait une voix ».
"""

import re
from itertools import pairwise

from dialogs.lexicon import MINE, ONE, Lexicon
from dialogs.owning import Match, acted
from dialogs.words import Words
from knowledge.questions import NEED, PLACES, STAFF, STAGE, STATUS

_US = frozenset({"on", "nous", "ns", "notre", "nos", "je", "j", "moi", "mon", "ma", "mes"})
_SPEAKING = frozenset({"on", "nous", "je", "j"})
_BEING = frozenset({"est", "sommes", "suis", "represente"})
_LINKS = frozenset(
    {"moi", "meme", "aussi", "un", "une", "en", "situation", "de", "au", "tres", "deja", "plutot"}
)
_NEARLY = frozenset({"stagiaire", "stagiaires", "civique", "civiques", "interimaire", "interimaires"})
_ONLY = frozenset(
    {"que", "qu", "juste", "seulement", "uniquement", "tout", "aucun", "pas", "sinon", "sans", "non"}
)
"""What tells « que des stagiaires », with nobody else, from « on a une stagiaire »."""
_OUR = frozenset({"notre", "nos", "nous", "ma", "mon", "mes", "moi"})
_WHERE = frozenset({"dans", "chez", "ailleurs"})
_VACANT = frozenset({"pourvoir", "trouver", "recruter", "vacant", "vacants", "libre"})
NEAR = 4
"""Words around a post that tell whether somebody holds it."""
_THEY = (("ils",), ("elles",), ("elle",), ("lui",), ("voudrait",), ("aimerait",), ("souhaiterait",))
_OF_ANYBODY = frozenset({STATUS, "publics_fragiles", "porteur", *PLACES})
_SHE = frozenset({"elle", "il", "lui"})
_THEIRS = frozenset({"leur", "leurs", "ils", "elles"})
_WHOEVER = frozenset({"celui", "celle", "ceux", "celles"})
_OF = frozenset({"de", "d", "en", "du", "des", "a"})
_WHICH = frozenset({"qui"})
_SETTLED_BY_WISHING = frozenset({NEED, STAGE, STATUS, "creation_trois_mois", "porteur", *PLACES})
"""Questions about what is wanted, or that read wishes by themselves."""
_SETTLED_BY_PHRASES = frozenset({NEED, STATUS, "publics_fragiles", "porteur", *PLACES})
"""Questions of which people other than the person may be the answer."""
_TO_COME = frozenset({"installe", "test"})
_JOBS = frozenset(
    {"poste", "emploi", "boulot", "travail", "job", "taf", "contrat", "cdi", "cdd", "metier", "mi", "employe"}
)
"""What somebody who works full time has."""
_YET = re.compile(r"^(?:ser|aur|pourr|devr|ir)(?:a|ai|as|ons|ez|ont|ait|aient|ais|ions)$")

_WOULD = re.compile(r"^\w{2,}(?<!t)r(?:ait|aient|ions)$")
_READY = re.compile(r"^prete?s?$")


def weakened(known: Lexicon, said: Words, match: Match) -> bool:
    """Tell whether the words before a phrase leave it in doubt."""
    before = _since(said[: match.start])
    question = match.answer.question
    if match.answer.value == "non" and question not in {STAFF, "plein_temps", "benefices"}:
        return _relative(known, before, question)
    return (
        (question == STAFF and _elsewhere(known, said, match))
        or _of_a_third(known, said, match)
        or (question == "porteur" and _ready_for_else(known, said, match))
        or (question == STAGE and known.says("depart", said[match.end :]))
        or (question == "fondation_entreprise" and _another(known, said, before, match))
        or (question == "urgence" and said[match.end : match.end + 1] == ("a",))
        or (question == "plein_temps" and (known.says("pas_les_siens", before) or _of_a_thing(before)))
        or (question == "publics_fragiles" and _oneself(known, before))
        or _wished(known, said, before, match)
        or _to_come(known, said, before, match)
        or _over(known, said, before, match)
        or _relative(known, before, question)
    )


def _elsewhere(known: Lexicon, said: Words, match: Match) -> bool:
    """Tell « la mairie a embauché deux animateurs », « un poste à pourvoir » from employees of one's own."""
    before, after = said[: match.start], said[match.end : match.end + NEAR]
    employer = said[:1] and said[0] in ONE and known.says("employeurs", said[1:3]) and _US.isdisjoint(before)
    if known.says("pas_les_siens", before):
        return True
    if "suis" in before[-3:] and _WHERE & {*after} and _OUR.isdisjoint(after):
        return True  # « je suis salariée à temps plein dans une banque »
    if match.answer.value == "non" and _NEARLY & {*said[match.start : match.end]}:
        return _ONLY.isdisjoint(said)
    if (
        "y" in before
        and after[:1] in (("dans",), ("chez",))
        and _OUR.isdisjoint(after)
        and not known.says("structure", after)
    ):
        return True
    vacant = match.answer.value == "oui" and _VACANT & {*said[max(0, match.start - NEAR) : match.end + NEAR]}
    return bool(employer or vacant)


def _of_a_third(known: Lexicon, said: Words, match: Match) -> bool:
    """Tell « mon binôme est à temps plein », « la mairie a une voix » from « l'asso a deux salariés »."""
    if match.answer.question in _OF_ANYBODY or match.answer.value == "besoin_local":
        return False
    if said[0] in _THEIRS or (match.answer.question == "plein_temps" and said[0] in _SHE):
        return True
    if said[0] not in ONE | MINE or not _SPEAKING.isdisjoint(said[: match.start]):
        return False
    light = known.small("qualificatifs") | MINE
    head = next((at for at, word in enumerate(said) if word not in light), 0)
    if match.answer.question == STAFF and {*said[head + 1 : match.start]} <= _OF:
        return False  # « une personne en CDI », « une dizaine de salariés »
    own = any(said[head] in known.small(name) for name in ("siens", "structure", "activite"))
    return head < match.start and not own


def _of_a_thing(before: Words) -> bool:
    """Tell « on a un local à plein temps » from « j'ai un poste à plein temps »."""
    return before[-2:-1] in (("un",), ("une",)) and before[-1] not in _JOBS


def _ready_for_else(known: Lexicon, said: Words, match: Match) -> bool:
    """Tell « prêts à partir en vacances » from « prêts à nous lancer »."""
    at = next((at for at in range(match.start, match.end) if _READY.match(said[at])), None)
    after = said[at + 1 : at + 3] if at is not None else ()
    return after[:1] == ("a",) and not known.says("porter", after[1:])


def _another(known: Lexicon, said: Words, before: Words, match: Match) -> bool:
    """Tell « une fondation portée par un groupe nous a refusé »: it is not the one that speaks."""
    after = said[match.end :]
    return _not_the_one(before) or acted(known, after) or ("nous", "a") in pairwise(after)


def _not_the_one(before: Words) -> bool:
    """Tell « un dossier à la fondation d'une banque » from « on est la fondation d'une banque »."""
    return not _SPEAKING.isdisjoint(before) and _BEING.isdisjoint(before)


def _oneself(known: Lexicon, before: Words) -> bool:
    """Tell « j'ai moi-même un handicap », « j'ai un frère handicapé » from whom a project helps."""
    if known.says("proches", before):
        return True
    while before and before[-1] in _LINKS:
        before = before[:-1]
    return before[-2:] == ("j", "ai") or before[-2:] == ("je", "suis")


def _since(before: Words) -> Words:
    """Return the words after the last « mais »."""
    return before[len(before) - before[::-1].index("mais") :] if "mais" in before else before


def _wished(known: Lexicon, said: Words, before: Words, match: Match) -> bool:
    """Tell « on voudrait », « il faudrait que » from what is; what is searched for is a need."""
    if match.answer.question == NEED:
        others = (
            said[:1] in _THEY
            or "leur" in before
            or 0 in {start for start, _ in known.found("tous", said[:3])}
        )
        if known.says("va_bien", said[match.end :]):
            return True
        others = others or (said[0] in ONE and ("nous", "faire") in pairwise(before))
        return others and match.answer.value != "besoin_local"
    if match.answer.question in _SETTLED_BY_WISHING:
        return match.answer.question == STAGE and known.says("exigence", before)
    after = said[match.end :]
    would = next((at for at, word in enumerate(after) if _WOULD.match(word)), 0)
    if any(map(_WOULD.match, before)) or (would and _SPEAKING.isdisjoint(after[: would - 1])):
        return True
    return known.says("souhaits", before) or known.says("exigence", before)


def _to_come(known: Lexicon, said: Words, before: Words, match: Match) -> bool:
    """Tell « dans dix ans on sera bien installés » from « on est bien installés »."""
    if match.answer.question == STAGE:
        later = known.says("avenir", said) or any(map(_YET.match, before))
        return match.answer.value in _TO_COME and later
    yet = any(map(_YET.match, before[-3:])) or known.says("avenir", said[match.end :])
    return match.answer.question in {"adherent", "esus_agree", "decision", "plein_temps"} and yet


def _over(known: Lexicon, said: Words, before: Words, match: Match) -> bool:
    """Tell « avant on aidait », « on cherchait à l'époque » from what goes on."""
    if match.answer.question in {STATUS, *PLACES}:
        return False
    past = known.small("imparfait") & {*before, *said[match.start : match.end]}
    if match.answer.question in {NEED, STAGE}:
        return bool(past) and known.says("avant", said)
    return bool(past) or (match.answer.question == STAFF and known.says("avant", before))


def _relative(known: Lexicon, before: Words, question: str) -> bool:
    """Tell « des adhérents qui travaillent à plein temps » from « on est une asso qui emploie »."""
    if question in _SETTLED_BY_PHRASES or _WHICH.isdisjoint(before):
        return False
    at = len(before) - before[::-1].index("qui") - 1
    own = known.small("structure") & {*before[:at]} and not known.says("rencontres", before)
    if own or {*before[:at][-1:]} & _WHOEVER:
        return False
    return _US.isdisjoint(before[at:]) and not {"c", "est", "sommes", "suis"} & {*before[:at]}
