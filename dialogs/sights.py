"""Words of a sentence that are the name of a place, and how they stand in it."""

from dataclasses import dataclass
from functools import cached_property

from dialogs.lexicon import ARTICLES
from dialogs.spots import CODE, CONTRACTED
from dialogs.words import Words

LEADING = frozenset({"dans", "en", "de", "du", "vers", "departement", "region", "cote", "depuis"})
"""What stands before a place that is meant as one."""

_MONEY = frozenset({"euro", "euros", "eur", "e", "k", "ke", "balles"})
_BEFORE_NUMBER = frozenset({"le", "departement", "dept", "du", "dans"})
_BEFORE_CODE = frozenset({"a", "cp", "postal", "de", "du"})
MONTH = 31
_DATED = frozenset(
    {"paie", "paye", "salaire", "salaires", "loyer", "facture", "prelevement", "virement", "reponse"}
    | {"date", "reunion", "ag", "assemblee", "conseil", "seance", "echeance", "rendez", "rdv", "fete"}
    | {"soir", "matin", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "nuit"}
    | {"avant", "jusqu", "partir"}
)
"""Before « du 30 », which is then a day."""
_FUNDS = frozenset(
    {"subvention", "subventions", "budget", "aide", "aides", "dette", "dettes", "deficit", "pret"}
    | {"cheque", "don", "dons", "somme", "capital", "enveloppe", "apport", "mecenat", "cagnotte"}
    | {"montant", "excedent", "total", "perte", "chiffre", "affaires", "loyer", "facture", "emprunt"}
    | {"reserve", "reserves", "benefice", "versement", "benefices", "financement", "cout", "devis"}
    | {"rappel", "amende", "tresorerie", "virement", "trou", "prix", "tarif", "caisse", "compte", "environ"}
    | {"recettes", "depenses", "produits", "ca", "moins", "plus", "presque", "seulement", "maximum", "max"}
)
"""What is counted in euros."""
_MONTHS = frozenset(
    {"janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre"}
    | {"novembre", "decembre"}
)
_HAVING = frozenset({"on", "il", "elle", "y", "nous", "qui", "ca", "asso", "mairie"})
"""Before « a », which is then a verb: « on a 12000 de déficit »."""
_SPEAKING = frozenset({"on", "nous", "c", "je"})
_AFTER_NUMBER = frozenset(
    {"", "et", "ou", "en", "pour", "nous", "on", "depuis", "c", "a", "le", "la", "les", "l", "mais", "avec"}
)


def name_at(said: Words, start: int, length: int) -> Words:
    """Return the words of a name; « au Tampon » is « le Tampon »."""
    words = said[start : start + length]
    return (CONTRACTED[words[0]], *words[1:]) if length > 1 and words[0] in CONTRACTED else words


@dataclass(frozen=True)
class Sight:
    """Words of a sentence that are the name of a place, and where they stand."""

    said: Words
    start: int
    length: int
    capitals: frozenset[str]
    asked: bool
    backed: bool
    listed: bool
    told: bool = False
    """Whether the word before says who the person is: « personne seule paca »."""

    @cached_property
    def name(self) -> Words:
        """The words of the name."""
        return name_at(self.said, self.start, self.length)

    @property
    def contracted(self) -> bool:
        """Tell « au Tampon », whose name is « le Tampon »."""
        return self.name[0] != self.said[self.start]

    @property
    def after_her(self) -> bool:
        """Tell « personne seule paca », « asso pau 64 », which say no more than where she is."""
        after = self.said[self.start + self.length :]
        return self.told and (not after or after[0].isdigit())

    @property
    def coded(self) -> bool:
        """Tell whether the name has a number in it."""
        return any(word.isdigit() for word in self.name)

    @property
    def rounded(self) -> bool:
        """Tell whether the name is five digits of which three zeros: « 14000 » may be a sum."""
        return len(self.name[0]) == CODE and self.name[0].isdigit() and self.name[0].endswith("000")

    @property
    def alone(self) -> bool:
        """Tell whether the clause is the name, after « à » or « dans » at most."""
        return self.length + self.start == len(self.said) and self.start <= 1

    @property
    def plainly(self) -> bool:
        """Tell « dans la Loire » from « à l'aube »: a word of every day needs its capital, or what leads."""
        article = self.name[0] in ARTICLES
        *_, last = self.name
        if self.alone or self.length > 1 + article or last in self.capitals:
            return True
        before = self.before[0] if self.before else ""
        bare = article or before in ARTICLES
        ahead = next((word for word in self.before if word not in ARTICLES), "")
        return ahead in (LEADING if bare else LEADING | {"a", "et", "ou"})

    @property
    def before(self) -> Words:
        """The words before, the nearest first."""
        return self.said[: self.start][::-1]


def _of_a_day(sight: Sight) -> bool:
    """Tell « la paie du 30 », « le tribunal le 12 » from « une ressourcerie du 30 »."""
    number = sight.name[0]
    dated = bool({*sight.before[1:3]} & _DATED) or (
        sight.before[:1] == ("le",) and not sight.asked and sight.start > 1
    )
    return number.isdigit() and int(number) <= MONTH and dated


def _an_amount(sight: Sight) -> bool:
    """Tell « une subvention de 30000 », « on a touché 13000 » from « une asso de 30000 Nîmes »."""
    before, *others = sight.before or ("",)
    if before == "a" and {*others[:1]} & _HAVING:
        return True
    if not before or not sight.rounded:
        return False
    if before in {"de", "du"}:
        return bool({*sight.before[1:3]} & _FUNDS)
    return before not in _BEFORE_CODE | sight.capitals and (before in _FUNDS or not sight.alone)


def number_meant(sight: Sight) -> bool:
    """A number is a place after « le », « dans le », « département », or when it is a postal code alone."""
    end = sight.start + sight.length
    after = sight.said[end] if end < len(sight.said) else ""
    before = sight.before[0] if sight.before else ""
    if before.isdigit() or after.isdigit() or after in _MONEY or _an_amount(sight):
        return False
    if sight.length == 1 and len(sight.name[0]) == CODE:
        speaking = sight.asked or (after in _SPEAKING and not sight.rounded)
        return not after or before in _BEFORE_CODE or (speaking and after in _AFTER_NUMBER)
    if sight.asked and (sight.alone or (not sight.before and after in _AFTER_NUMBER)):
        return True
    if (sight.alone and sight.backed and not before) or sight.before[:2] == ("le", "dans"):
        return True
    if before in {"du", "le"} and (_of_a_day(sight) or after in _MONTHS):
        return False
    return before in _BEFORE_NUMBER and after in _AFTER_NUMBER
