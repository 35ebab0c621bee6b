"""Whether a status said in a sentence is that of the person."""

import re
from dataclasses import dataclass
from itertools import pairwise

from dialogs.clauses import asks
from dialogs.events import Answer
from dialogs.lexicon import ARTICLES, HAVE, MINE, Lexicon
from dialogs.words import Words
from knowledge.questions import STATUS

FEW = 2
"""Words before a status that are no sentence: « pour une »."""
FAR = 6
"""Words around a phrase that may tell whose it is."""
NAMED = 3
"""Words of most names of places."""
_AT = frozenset({"a", "en", "dans", "sur", "vers"})
_OTHERS = frozenset({"mutuelle", "collectivite"})
_LED = (["d"], ["de"], ["du"])
_PLACED = frozenset({"de", "du", "d", "des", "a", "au"})
_WORKED = frozenset({"travaille", "bosse", "preside", "dirige", "gere", "pilote", "represente"})
_CALLING = frozenset({"appelle", "ecris", "contacte", "est", "renseigne", "demande", "parle", "viens"})
_OWN = frozenset({"ai", "avons"})
_SEEMS = frozenset({"serait", "seraient", "conviendrait", "irait", "semble", "semblerait"})
_JUST = (("viens", "de"), ("vient", "de"), ("venons", "de"))
_US = frozenset({"me", "m", "nous"})
_SAYING = frozenset({"dit", "demande", "envoie", "conseille", "propose", "a", "ont"})
_FORMER = frozenset({"ancien", "ancienne", "ex", "precedent", "precedente"})
_ONE = frozenset({"un", "une"})
_HEADS = frozenset({"dirige", "gere", "preside", "represente", "pilote", "anime"})
_DOER = re.compile(r"(?:chere?|[ts]eur|neur|trice|gere?|iste|cien(?:ne)?|sine?)$")
"""How the names of trades end."""
_DOES = frozenset({"est", "va", "veut", "peut", "pourrait", "voudrait", "accepte", "propose", "cherche"})
_ACTS = frozenset({"fait", "font", "existe", "existent", "recrute", "recrutent", "tient", "marche", "gere"})
_LINKS = frozenset({"qui", "qu", "que", "on", "nous", "je", "j", "ca", "se", "il", "et"})
_GIVERS = frozenset({"fondation", "fonds_dotation", "mutuelle", "collectivite"})
_GIVES = frozenset(
    {"finance", "financent", "soutient", "aide", "paie", "paye", "verse", "donne", "prete", "rachete"}
)
_TELLS = frozenset(
    {"sont", "passe", "passee", "organise", "organisent", "mentent", "faillite", "vend", "vendent", "fete"}
    | {"fermee", "ferme", "ferment", "ouverte", "ouvre", "ouvrent", "refuse", "refusent", "greve", "loin"}
)


@dataclass(frozen=True)
class Match:
    """A phrase found: where it begins and ends, and what it means."""

    start: int
    end: int
    answer: Answer


def own(known: Lexicon, said: Words, match: Match, earlier: list[Match]) -> bool:
    """Tell whether a status is that of the person: said first, or after « on est », « notre »…"""
    before = list(said[: match.start])
    if before[:1] in _LED and match.start <= FEW:  # « d'une coopérative, oui »: whose something is
        return False
    if _not_now(known, said, match) or _attached(known, before) or asks(known, said):
        return False
    strict = match.answer.value in _OTHERS
    small = known.small("qualificatifs") | (MINE if strict else frozenset())
    popped: list[str] = []
    while (
        before and before[-1] in small and ((strict and before[-1] in MINE) or not _identity(known, before))
    ):
        popped.append(before.pop())
    if _identity(known, before):
        return not _elsewhere(before, popped, said[match.end :], strict=strict)
    if before and before[-1] == "ou":
        return any(other.answer.question == STATUS for other in earlier)
    if before in (["soit"], ["entre"]) or (not popped and _there(known, before)):
        return True
    polite = all(word == "ici" or (word,) in known.lists["politesse"] for word in before)
    first = polite or (not strict and _joined(before, earlier))
    return first and not (strict and MINE & {*popped}) and _short_enough(said, match, popped)


def _joined(before: list[str], earlier: list[Match]) -> bool:
    """Tell the second of « une scop et une asso »: which of them is meant is asked."""
    ends = {other.end for other in earlier if other.answer.question == STATUS}
    return before[-1:] == ["et"] and len(before) - 1 in ends


def _there(known: Lexicon, before: list[str]) -> bool:
    """Tell « on est à Rennes asso », as it is dictated: where one is, in a few words, then what one is."""
    identity = known.lists["identite"]
    cuts = range(max(1, len(before) - NAMED - 1), len(before) - 1)
    return any(before[cut] in _AT and tuple(before[:cut]) in identity for cut in cuts)


def _not_now(known: Lexicon, said: Words, match: Match) -> bool:
    """Tell a status that was, that is to be, or that is somebody else's."""
    before = said[: match.start]
    former = before[-2:-1] and before[-2] in MINE and before[-1] in _FORMER
    if former or known.says("autrefois", before[-FAR:]) or known.says("jadis", said):
        return True  # « mon ancienne association », not « une ancienne association »
    if known.says("avenir", said[match.end : match.end + FAR]) or _closed(known, said, match):
        return True
    if _SEEMS & {*said[match.end : match.end + 1]} or acted(known, said[match.end :]):
        return not MINE & {*before[-2:]}
    if any(before[at : at + 2] in known.lists["nous"] for at in range(len(before))[-4:]):
        return False
    if any(word in known.small("creation") for word in before[-FAR:]):
        return True
    after = said[match.end :]
    serves = after[:1] == ("qui",) and bool(_US & {*after[1:2]})
    mine = MINE & {*before[-2:]} and not (_SAYING & {*after[:2]} and _US & {*after[:1]})
    return (serves or known.says("autrui", after)) and not mine


def acted(known: Lexicon, after: Words) -> bool:
    """Tell « une fondation a dit oui », « l'asso du coin a pris le marché » from « une fondation à Lyon »."""
    done = known.small("participes") | known.small("gestes")
    pairs = enumerate(pairwise(after[:FAR]))
    return any(
        first in {"a", "ont"} and second in done and _LINKS.isdisjoint(after[:at])
        for at, (first, second) in pairs
    )


def closing(known: Lexicon, said: Words) -> bool:
    """Tell « j'ai fermé », « je viens de fermer » from « on va fermer »."""
    ends = known.small("cloture")
    return any(
        word in ends and (not at or said[at - 1] in HAVE or said[max(0, at - 2) : at] in _JUST)
        for at, word in enumerate(said)
    )


def _closed(known: Lexicon, said: Words, match: Match) -> bool:
    """Tell « j'ai fermé ma boîte », « notre scop a fermé » from « on va fermer la boutique »."""
    ended = closing(known, said[max(0, match.start - FAR) : match.start])
    after = said[match.end : match.end + 3]
    gone = any(first in HAVE and second in known.small("cloture") for first, second in pairwise(after))
    return ended or gone


def _attached(known: Lexicon, before: list[str]) -> bool:
    """Tell « je suis salariée d'une asso »: it is somebody's structure, maybe not the one that asks."""
    near = before[-FAR:]
    links = _PLACED | {"dans", "chez", "pour"}
    return any(
        first in known.small("attaches")
        and second in links
        and {*near[at + 2 :]} <= known.small("qualificatifs")
        for at, (first, second) in enumerate(pairwise(near))
    )


def _short_enough(said: Words, match: Match, popped: list[str]) -> bool:
    """« La mairie » alone is an answer; what it does, or « une asso » wants, is somebody else's."""
    after = said[match.end :]
    if _ONE & {*popped} and (_DOES & {*after[:2]} or _does(after)) and after[0] != "qui":
        return False
    if (_ONE | ARTICLES) & {*popped} and _does_to_us(after):
        return False
    if not ARTICLES & {*popped} or not after:
        return True
    gives = match.answer.value in _GIVERS and _GIVES & {*after}
    if _TELLS & {*after} or gives:
        return False
    return len(after) <= FAR + 2 and (match.answer.value not in _OTHERS or after[0] in _PLACED)


def _does(after: Words) -> bool:
    """Tell « une asso de Lannion fait déjà ça » from « une asso qui fait du théâtre »."""
    at = next((at for at, word in enumerate(after) if word in _ACTS), None)
    return at is not None and _LINKS.isdisjoint(after[:at])


def _does_to_us(after: Words) -> bool:
    """Tell « un groupement nous prête un gars », « une asso qu'on aide » from « une asso, on est dix »."""
    if after[:1] in {("qu",), ("que",), ("dont",)}:
        return True
    pairs = (pair for pair in pairwise(after[:FAR]) if pair[0] == "nous")
    return any(not verb.endswith(("ons", "sommes")) for _, verb in pairs)


def _elsewhere(before: list[str], popped: list[str], after: Words, *, strict: bool) -> bool:
    """Tell « on bosse pour des mairies » and « j'ai travaillé dans une scop »: not one's own."""
    if ((before[-1] in HAVE or before[-1] in {"pour", "avec"}) and "des" in popped) or _served(before):
        return True
    if _person(before[:-2]) and before[-2:] == ["est", "en"]:
        return True
    if before[-1] in _HEADS and before[-3:-2] and before[-3] in _ONE | ARTICLES:
        return True
    if strict and (before[-1] in _OWN or before[-2:] == ["on", "a"]):
        return True
    if (
        before[-2:] == ["c", "est"]
        and before[-3:-2] not in (["nous"], ["moi"])
        and ARTICLES & {*popped}
        and after[:1] == ("qui",)
    ):
        return True
    return any(word in HAVE and _WORKED & {*before[at + 1 : at + 3]} for at, word in enumerate(before))


def _served(before: list[str]) -> bool:
    """Tell « on repeint des murs pour une fondation » from « j'appelle pour une fondation »."""
    led = before[-2:] in (["pour", "une"], ["pour", "un"])
    return led and len(before) > FEW and not _CALLING & {*before}


def _person(before: list[str]) -> bool:
    """Tell « le maraîcher » from « la structure »: a noun that names who does something."""
    return len(before) > 1 and before[-2] in ARTICLES and bool(_DOER.search(before[-1]))


def _identity(known: Lexicon, before: list[str]) -> bool:
    identity = known.lists["identite"]
    sizes = (
        size for size in range(1, min(len(before), 5) + 1) if size == len(before) or before[-size] != "dans"
    )
    return any(tuple(before[-size:]) in identity for size in sizes)
