"""Numbers of employees in a sentence: « 3 salariés », « une salariée à mi-temps », « 0 salarié »."""

from dialogs.lexicon import Lexicon
from dialogs.words import Words

REACH = 3
"""How many words before « salariés » a number may stand."""
AFTER = 5

_WORKERS = frozenset(
    {
        "salarie",
        "salaries",
        "salarier",
        "salariee",
        "salariees",
        "employe",
        "employes",
        "employee",
        "employees",
    }
    | {"etp", "etps", "cdi", "cdd", "permanent", "permanents", "permanente", "permanentes", "apprenti"}
    | {"ouvrier", "ouvriers", "ouvriere", "ouvrieres"}
    | {"collaborateur", "collaborateurs", "collaboratrice", "collaboratrices"}
    | {"apprentis", "apprentie", "alternant", "alternante", "alternants", "apprenties"}
)
_EMPLOY = frozenset({"emploie", "employons", "emploient", "employait", "employant"})
_LOOSE = frozenset({"un", "une", "nos", "mes", "plusieurs", "quelques"})
_APART = frozenset(
    {"tiers", "quart", "moitie", "demi", "pour", "des", "aux", "par", "les", "sans", "entre", "avec", "ou"}
)
_CONTRACTS = frozenset({"cdi", "cdd"})
NONE = frozenset({"0", "zero"})
_WITHOUT = frozenset({"sans", "aucun", "aucune"})
_MYSELF = frozenset({"suis", "es", "etes"})
_LED_BY = frozenset({"de", "du", "d", "des", "par"})
_DETERMINERS = frozenset({"l", "le", "la", "les", "un", "une", "notre"})
_HAD = frozenset({"avait", "avions", "avais", "avaient"})

_HAVING = frozenset({"avec", "a", "as", "avons", "ai", "ont", "et", "de", "emploie", "employons", "compte"})
_FOR = frozenset({"pour", "par", "les", "des", "aux", "ces", "entre", "ou", "sur", "chez"})
"""Before a number of employees, who are then not counted as one's own."""


def employing(number: str) -> str:
    """Tell whether a number of employees, in figures, is some: « oui » or « non »."""
    return "oui" if int(number) else "non"


def staff(known: Lexicon, said: Words) -> tuple[int, str] | None:
    """Return where employees are counted in a clause, and whether there are some: « oui » or « non »."""
    for at, word in enumerate(said):
        value = None
        after = said[at + 1 : at + 1 + AFTER]
        gone = known.says("depart", after) or dismissed(known, said, at)
        if word in _WORKERS and not gone and not of_an_employer(known, after):
            value = _absent(known, said, at) or _counted(known, said, at) or _stated(known, after)
        elif word in _EMPLOY:
            value = _employed(known, said, at)
        if value:
            return at, value
    return None


def counted_from(known: Lexicon, said: Words, at: int) -> int:
    """Return where the count of employees begins: « une dizaine de salariés »."""
    backs = range(1, min(REACH, at) + 1) if said[at] in _WORKERS else ()
    return next((at - back for back in backs if _number(known, said[at - back])), at)


def had(known: Lexicon, said: Words, at: int) -> bool:
    """Tell « 3 salariés », « avec 3 postes » from « pour 3 salariés », « nous sucre 3 postes »."""
    figure = said[at].isdigit()
    if figure and (not at or said[at - 1] in _HAVING):
        return True
    number = figure or said[at] in known.small("nombres") - _LOOSE
    return number and {*said[at + 1 : at + 2]} <= _WORKERS and _FOR.isdisjoint(said[max(0, at - 1) : at])


def lacking(said: Words, at: int) -> bool:
    """Tell « sans salarié », « aucun employé »."""
    return said[at] in _WITHOUT and {*said[at + 1 : at + 2]} <= _WORKERS and at + 1 < len(said)


def _absent(known: Lexicon, said: Words, at: int) -> str | None:
    """Read « des salariés on n'en a pas »."""
    after = said[at + 1 : at + 1 + AFTER]
    return "non" if known.says("absence", after) else None


def _stated(known: Lexicon, after: Words) -> str | None:
    """Read « salariés 4 », « nb salariés 0 », as in a form; not « salariés 35 heures »."""
    if len(after) != 1 or not (after[0] in NONE or _number(known, after[0])):
        return None
    return "non" if after[0] in NONE else "oui"


def _counted(known: Lexicon, said: Words, at: int) -> str | None:
    for back in range(1, REACH + 1):
        count = said[at - back] if at >= back else ""
        if said[at] in _CONTRACTS and said[max(0, at - back - 2) : at - back] == ("j", "ai"):
            return None  # « j'ai un CDI » is one's own
        if count in _APART:
            return None
        if count in known.small("negation"):
            return "non" if _plain(said, at, back) and not myself(said, at - back) else None
        if count in NONE:
            return "non"
        if _number(known, count) and not (count in _LOOSE and _undone(known, said, at - back)):
            had = _HAD & {*said[max(0, at - back - 2) : at - back]}
            return None if had or demanded(known, said, at) else "oui"
    return None


def _plain(said: Words, at: int, back: int) -> bool:
    """Tell a real negation from « plus de 3 salariés », « pas seulement des salariés »."""
    between = said[at - back + 1 : at]
    return not any(word in {"seulement", "que", "uniquement"} or word.isdigit() for word in between)


def demanded(known: Lexicon, said: Words, at: int) -> bool:
    """Tell « il faut au moins un salarié »: nobody says to have one."""
    return known.says("exigence", said[max(0, at - AFTER) : at])


def dismissed(known: Lexicon, said: Words, at: int) -> bool:
    """Tell « on a dû licencier une salariée »: whether another one is left is not told."""
    return known.says("licenciement", said[max(0, at - AFTER) : at])


def of_an_employer(known: Lexicon, after: Words) -> bool:
    """Tell « une salariée de la fédé » from « une salariée de l'asso »."""
    named = tuple(word for word in after[1:4] if word not in _DETERMINERS)
    theirs = bool(named) and (named[0] in known.small("employeurs") or known.says("proches", named[:1]))
    return {*after[:1]} <= _LED_BY and theirs


def myself(said: Words, at: int) -> bool:
    """Tell « je ne suis pas salarié »: nothing about those of the structure."""
    return at > 0 and said[at - 1] in _MYSELF and said[at] == "pas"


def _undone(known: Lexicon, said: Words, at: int) -> bool:
    """« La mutuelle de nos salariés » tells nothing either."""
    if at and said[at] in {"nos", "mes"} and said[at - 1] in {"de", "d"}:
        return True
    return any(word in known.small("negation") for word in said[max(0, at - 2) : at])


def _number(known: Lexicon, word: str) -> bool:
    return (word.isdigit() and int(word[:6]) > 0) or word in known.small("nombres")


def _employed(known: Lexicon, said: Words, at: int) -> str | None:
    """Read « on emploie 5 personnes », « nous n'employons personne »."""
    after = said[at + 1 : at + 3]
    if after[:1] in {("personne",), ("aucun",)} or after[:2] in {("pas", "de"), ("pas", "d")}:
        return "non"
    counted = bool(after) and after[0] not in _LOOSE - {"plusieurs"} and _number(known, after[0])
    return "oui" if counted else None
