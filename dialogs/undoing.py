"""How the words around a phrase take it back, doubt it, or tell that it is not known."""

import re
from itertools import pairwise

from dialogs.events import Answer
from dialogs.lexicon import HAVE, MINE, Lexicon
from dialogs.owning import FAR, Match
from dialogs.staff import NONE, demanded, dismissed, myself, of_an_employer
from dialogs.words import Words
from knowledge.questions import EMERGENCY, NEED, STAFF, STAGE

_OF_A = (("de",), ("d",), ("du",))
_LINKING = frozenset({"de", "d", "du", "en", "a", "un", "une"})
_HELPING = frozenset({"aide", "conseil", "appui", "accompagnement", "soutien", "formation", "recherche"})
"""What a structure does for others: « une société de conseil en gouvernance »."""
_WANTING = frozenset(
    {"besoin", "cherche", "cherchons", "recherchons", "veut", "veux", "voulons", "voudrait", "voudrais"}
    | {"voudrions", "aimerait", "aimerais", "aimerions", "faut", "faudrait", "trouver", "creer", "monter"}
)
REACH = 3
"""How many words before a phrase may undo it."""
_CREATING = Answer(NEED, "creer")
JUST = (("vient", "de"), ("viens", "de"), ("venons", "de"), ("venez", "de"))
"""Before what is done already."""
_MEMBER = Answer("adherent", "oui")
_PRESSING = Answer(EMERGENCY, "oui")
_OURS = MINE | {"on", "nous", "je", "j"}
_OF = (("a",), ("au",), ("aux",), ("de",), ("du",), ("d",), ("des",))
_STRESS = frozenset({"tout", "du", "vraiment", "encore", "vrai", "franchement", "forcement"})
_SKIPPED = _STRESS | {"l", "le", "la", "les", "des", "au", "aux"}
_WISHED = frozenset({"etre", "devenir", "obtenir", "avoir", "faire", "demander", "vise", "visons"})
_DONE = frozenset({"vient", "viens", "viennent", "venons", "confirme", "confirmons", "fiers", "reussi"})
_LAPSED = frozenset({"perime", "perimee", "expire", "expiree", "perdu", "perdue", "retire", "retiree"})
_GIVING = re.compile(r"^(?:re)?(?:distribu|partag|vers|gard|donn)")
_SHARES = frozenset({"tiers", "quart", "moitie", "partie", "part"})
_AHEAD = frozenset(
    {"va", "vais", "allons", "vont", "doit", "dois", "devons", "devoir", "devra", "devrons", "faut", "faudra"}
    | {"risque", "risquons", "peut", "pourrait", "envisage", "envisageons"}
)
"""What says that a dismissal is to come: « on va licencier tout le monde »."""
_SUBJECTS = frozenset({"ca", "on", "je", "j", "nous", "il", "elle", "c"})
_BEGINNING = frozenset({"on", "je", "j"})
"""What begins another sentence, where no comma does."""
_CONJUNCTIONS = frozenset({"que", "qu", "si", "quand", "comme", "ce", "dont", "ou"})
_AT_ONE = (("dans", "une"), ("dans", "un"))
_ARTICLES = (("un",), ("une",), ("des",), ("les",), ("le",), ("la",), ("l",), ("du",), ("nos",), ("notre",))


def undone(known: Lexicon, said: Words, match: Match) -> str | None:
    """Return how the words around a phrase take it back, or tell that it is not known."""
    before = [word for word in said[max(0, match.start - FAR) : match.start] if word not in _SKIPPED][-REACH:]
    if "mais" in before:
        before = before[before.index("mais") + 1 :]
    before = _of_its_own(before)
    after = said[match.end : match.end + FAR]
    says = match.answer.question == STAGE or said[match.start] in _SUBJECTS  # « ça ira pas »
    unreached = says and after[:1] in {("pas",), ("plus",)}
    unreached = unreached or after[:1] == ("non",)
    unreached = unreached or (match.answer.question == STAFF and after[:1] == ("personne",))
    if unreached or denied(known, before, said[match.start]) or _unwanted(known, said, match):
        return "negation"
    if match.answer.question == NEED and _titled(known, said[: match.start]):
        return "personnel"
    if why := _unheld(known, said, match, before):
        return why
    if _closes_else(known, said, match):
        return "autrui"
    if known.says("annulation", after) or known.says("reniement", said[match.end :]):
        return "reprise"
    return "ignorance" if ignored(known, said, match.start) else None


def _of_its_own(before: list[str]) -> list[str]:
    """Leave out what ends where another sentence begins: « sans salarié on va embaucher ».

    Not « je ne crois pas qu'on embauche », nor « on embauche pas, on », whose negation is its own.
    """
    starts = [
        at
        for at, word in enumerate(before)
        if at and word in _BEGINNING and before[at - 1] not in _CONJUNCTIONS
    ]
    return before[starts[-1] :] if starts else before


def _closes_else(known: Lexicon, said: Words, match: Match) -> bool:
    """Tell « la buvette ferme dans une semaine », « on ferme un mois pour l'été » from one's own end."""
    verbs = (word for word in said[match.start : match.end] if word not in _AHEAD)
    if match.answer != _PRESSING or not next(verbs, "").startswith("ferm"):
        return False
    before = {*said[: match.start + 1]}
    ours = not match.start or not before.isdisjoint(_OURS | known.small("structure"))
    return not ours or known.says("relache", said[match.end :])


def _unwanted(known: Lexicon, said: Words, match: Match) -> bool:
    """Tell « pas question de demander une subvention »: nothing that follows is a need."""
    before = said[: match.start]
    if "mais" in before or "juste" in before:
        return False
    ends = [end for _, end in known.found("refus", before)] if match.answer.question == NEED else []
    return bool(ends) and not known.says("souhaits", before[max(ends) :])  # « marre du patron, on voudrait »


def _titled(known: Lexicon, before: Words) -> bool:
    """Tell the name of a post, or of what a structure does, from a need.

    « Service développement », « chargée de communication », « une asso d'aide à la création ».
    """
    if not _WANTING.isdisjoint(before):
        return False
    named = [word for word in before if word not in _SKIPPED | _LINKING]
    of = before[-1:] in _OF_A
    while named and named[-1] in _HELPING:
        named.pop()
        of = True
    posts = known.small("fonctions") | (known.small("structure") if of else frozenset())
    return bool(named) and named[-1] in posts


def _unheld(known: Lexicon, said: Words, match: Match, before: list[str]) -> str | None:
    """Return how what is said is not had, by the words that go with a question."""
    question, after = match.answer.question, said[match.end : match.end + FAR]
    if question in {"mention_ess", "esus_agree"}:
        return _not_granted(known, said, match, before)
    if _past(known, said, match):
        return "passe"
    if question == STAFF:
        return _not_employed(known, said, match, after)
    if question == "benefices" and _of_things(known, said, match):
        return "personnel"
    joined = match.answer == _MEMBER and after[:1] in _OF
    return "autrui" if joined and not known.says("nos_noms", after) else None


def _of_things(known: Lexicon, said: Words, match: Match) -> bool:
    """Tell « on distribue des repas », « un tiers des salariés » from what becomes of the money."""
    if said[match.start] in _SHARES and "des" in said[match.start : match.end]:
        return True
    after = said[match.end - 1 :]
    giver = next((at for at, word in enumerate(after[:2]) if _GIVING.match(word)), None)
    if giver is None or after[giver + 1 : giver + 2] not in _ARTICLES:
        return False
    light = known.small("qualificatifs") | known.small("legers")
    given = next((word for word in after[giver + 2 :] if word not in light), "")
    return not given.isdigit() and given not in known.small("argent")


def _not_employed(known: Lexicon, said: Words, match: Match, after: Words) -> str | None:
    """Return how employees are not there: gone, the person herself, or only demanded."""
    if match.answer.value == "non" and said[match.start].endswith("er") and _AHEAD & {*said[: match.start]}:
        return "souhait"
    if known.says("depart", after) or (match.answer.value == "oui" and dismissed(known, said, match.start)):
        return "passe"
    if myself(said, match.start):
        return "personnel"
    at_work = "suis" in said[max(0, match.start - 2) : match.start + 1]
    if of_an_employer(known, after) or (at_work and (after[:2] in _AT_ONE or after[:1] == ("chez",))):
        return "autrui"  # « je suis aussi salariée dans une banque »
    asked = match.answer.value == "oui" and demanded(known, said, match.start)
    return "question" if asked else None


def _not_granted(known: Lexicon, said: Words, match: Match, before: list[str]) -> str | None:
    """Return how an agreement is not the one asked about: another one, wished only, or lapsed."""
    if "esus" not in said and known.says("autres_agrements", said):
        return "autrui"
    if _WISHED & {*before, *said[match.start : match.end]} and not _DONE & {*before}:
        return "souhait"
    return "passe" if _LAPSED & {*said[match.end : match.end + FAR]} else None


def excepted(known: Lexicon, said: Words, match: Match) -> bool:
    """Tell « personne sauf moi » from « personne »: no is not certain."""
    return match.answer.value == "non" and known.says("exception", said)


def _past(known: Lexicon, said: Words, match: Match) -> bool:
    """Tell « on a ouvert une épicerie » from « on voudrait ouvert une épicerie »: done, so not needed."""
    before = [word for word in said[: match.start] if word not in {"bien", "l", "nous"}]
    if match.answer.question == NEED and "deja" in before[-2:]:
        return True
    if match.answer == _CREATING and tuple(before[-2:]) in JUST:
        return True
    if match.answer.question == NEED and _had_to(said[: match.start], said[match.start]):
        return True
    doing = [word for word in (*before, said[match.start]) if word not in _SKIPPED | {"un", "une"}]
    done = any(
        first in HAVE and second in known.small("participes") for first, second in pairwise(doing[-3:])
    )
    return match.answer.question == NEED and done


def _had_to(before: Words, first: str) -> bool:
    """Tell « on a dû licencier », « il a fallu emprunter » from « on a du mal à financer »."""
    led = tuple(word for word in before if word not in {"nous", "se", "s", "me", "m", "en", "y"})[-2:]
    infinitive = first.endswith(("er", "ir", "re"))
    return bool(led) and led[0] in HAVE and led[-1] in {"du", "fallu"} and infinitive


def denied(known: Lexicon, before: list[str], first: str) -> bool:
    """Tell whether a negation stands before; a phrase that says « sans salarié » bears its own."""
    negation = known.small("negation")
    if before and before[-1] in NONE:
        return True
    if first in negation:
        return bool(before) and before[-1] in {"pas", "jamais"} and first not in {"pas", "plus"}
    for at, word in enumerate(before):
        last = at == len(before) - 1
        if word == "non" or (word == "rien" and not last):
            continue
        if word == "plus" and _no_negation(before[at - 1 : at], before[at + 1 : at + 2]):
            continue
        if word in negation and before[at + 1 : at + 2] != ["seulement"]:
            return True
    return False


def _no_negation(before: list[str], after: list[str]) -> bool:
    """Tell « de plus » and « ne manque plus que » from « plus »."""
    return before in (["en"], ["de"]) or after in (["que"], ["qu"])


def ignored(known: Lexicon, said: Words, start: int) -> bool:
    """Tell whether what follows « je ne sais pas si »."""
    return any(end <= start for _, end in known.found("ignorance", said))
