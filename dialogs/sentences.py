"""Answers inside a sentence: phrases as they are, the longest first, unless the sentence undoes them."""

from collections.abc import Iterator

from dialogs.clauses import Clause, asks
from dialogs.events import Answer
from dialogs.lexicon import MINE, Lexicon
from dialogs.owning import Match, closing, own
from dialogs.reading import Reading
from dialogs.staff import counted_from, employing, staff
from dialogs.undoing import JUST, excepted, undone
from dialogs.weakening import weakened
from dialogs.words import Words
from knowledge.entry import UNKNOWN
from knowledge.questions import EMERGENCY, LEGAL, NEED, STAFF, STAGE, STATUS

BRIEF = 5
"""Words of a clause that only says a doubt about the one before: « , je crois »."""
_NARROWER = {
    "association": frozenset({"siae"}),
    "societe_classique": frozenset({"cooperative", "siae", "societe_ess", "entreprise_mission"}),
    "cooperative": frozenset({"siae"}),
    "societe_ess": frozenset({"siae", "cooperative"}),
    "collectif": frozenset({"association"}),
    "fondation": frozenset({"fonds_dotation"}),
}
"""The statuses that say more precisely what another one says, when both are said of one structure."""
ALONE = Answer(STATUS, "sans_structure")
_TOGETHER = frozenset({Answer(STATUS, "collectif"), Answer(LEGAL, "plusieurs")})
_CHOOSING = frozenset(
    {"ou", "soit", "et", "mais", "devenir", "devienne", "passer", "transformer", "en", "puis", "comme"}
)
_TO_US = frozenset({"nous", "me", "m"})
_OURS = frozenset({"on", "nous", "notre", "nos", "je", "j"})
_APPOSED = frozenset({"un", "une", "le", "la", "l", "notre"})
_OR = frozenset({"ou", "entre"})
_THAT = frozenset({"que", "qu", "dont"})


def read(known: Lexicon, parts: list[Clause]) -> Reading:
    """Read a sentence, clause by clause."""
    found: list[Match] = []
    doubtful: set[str] = set()
    corrects = False
    last: list[Match] = []
    heard: list[tuple[Words, tuple[Match, ...]]] = []
    refused: list[tuple[Match, Words, str]] = []
    for part in parts:
        said = part.said
        matches, undoing = _clause(known, part, found)
        refused += undoing
        doubtful |= {
            STATUS for match, *_ in undoing if match.answer.question == STATUS and _either(said, match)
        }
        corrects = corrects or part.corrects
        if corrects and not matches and any(match.answer.question == STAFF for match in last):
            matches = _recounted(said)
        if corrects and matches:
            corrects = False
            corrected = {match.answer.question for match in matches}
            found = [match for match in found if match.answer.question not in corrected]
        doubtful |= set(_doubts(known, part, matches, last))
        if heard and said[0] in _APPOSED and closing(known, heard[-1][0]):
            doubtful.add(STATUS)  # « j'ai vendu ma boîte, une SAS »
        if not matches and (known.says("annulation", said) or known.says("reniement", said)):
            found = [match for match in found if match not in last]
            heard = heard[:-1] if known.says("aveu", said) else heard  # « …, ça je l'ignore »
        found += matches
        last = matches or last
        if not part.others:
            heard.append((said, tuple(matches)))
    mended = frozenset().union(*(part.mended for part in parts))
    return Reading(tuple(_settled(found)), frozenset(doubtful), tuple(heard), tuple(refused), mended)


def _doubts(known: Lexicon, part: Clause, matches: list[Match], last: list[Match]) -> Iterator[str]:
    """Yield the questions whose answer in a clause, or in the one before (`last`), is not sure."""
    said = part.said
    hesitant = known.says("hesitation", known.without("egares", said))
    for match in matches:
        question = match.answer.question
        asked_about = question != STATUS or _OURS.isdisjoint(said)
        asking = part.questioned and question != NEED and asked_about
        unsure = part.others or hesitant or asking or _either(said, match) or excepted(known, said, match)
        if unsure or weakened(known, said, match):
            yield question
    if said[0] == "ou" or (hesitant and not matches and len(said) <= BRIEF):
        yield from (match.answer.question for match in last)


def _recounted(said: Words) -> list[Match]:
    """Return the number of employees that corrects the one before: « 5 salariés, euh non 0 »."""
    return [Match(0, 1, Answer(STAFF, employing(said[0])))] if said[0].isdigit() else []


def _clause(
    known: Lexicon, part: Clause, earlier: list[Match]
) -> tuple[list[Match], list[tuple[Match, Words, str]]]:
    """Read a clause: its phrases, its number of employees, and what its other words undo."""
    said = part.said
    if part.others:
        all_said = [*phrases(known, said)]
        suffered = [match for match in all_said if _suffered(said, match)]
        return suffered, [(match, said, "tiers") for match in all_said if match not in suffered]
    found: list[Match] = []
    refused: list[tuple[Match, Words, str]] = []
    for match in phrases(known, said):
        why = refusal(known, said, match, [*earlier, *found])
        if created := _created(known, said, match, why):
            found += created
        elif why:
            refused.append((match, said, why))
        else:
            found.append(match)
    found = [match for match in found if not _wondering(said, match, found)]
    found = [match for match in found if not _became(known, said, match, found)]
    found = [match for match in found if not _vaguer(match, found, said)]
    narrower = [match for match, *_ in refused if _narrows(said, match, found)]
    found = [match for match in found if not _vaguer(match, [*found, *narrower], said)] + narrower
    if not found:
        found += _named_need(known, said)
    theirs = known.says("autrui", said) and not _OURS & {*said}
    count = None if theirs else staff(known, said)
    if count and not any(_counted(said, count, match) for match in found):
        found.append(Match(counted_from(known, said, count[0]), count[0] + 1, Answer(STAFF, count[1])))
    return found, refused


def _suffered(said: Words, match: Match) -> bool:
    """Tell « la banque nous lâche »: what somebody else does is an emergency of ours, which is asked."""
    return match.answer == Answer(EMERGENCY, "oui") and not _TO_US.isdisjoint(said[match.start : match.end])


def _created(known: Lexicon, said: Words, match: Match, why: str | None) -> list[Match]:
    """Read, in what is created already, what one is: « on vient de déclarer l'asso »."""
    if why != "passe" or match.answer != Answer(NEED, "creer") or _OURS.isdisjoint(said[: match.start]):
        return []
    inside = phrases(known, said[match.start + 1 : match.end])
    start = match.start - 2 * (said[max(0, match.start - 2) : match.start] in JUST)
    return [Match(start, match.end, each.answer) for each in inside if each.answer.question == STATUS]


def _counted(said: Words, count: tuple[int, str], match: Match) -> bool:
    """Tell whether a phrase says of employees what their number does not: « 2 salariés qu'on embauche ».

    Not « de 25 salariés à Gap on veut embaucher »: they are there, whoever else comes.
    """
    at, value = count
    if match.answer != Answer(STAFF, "bientot") or value != "oui":
        return match.answer.question == STAFF
    between = said[at + 1 : match.start]
    ours = next((rank for rank, word in enumerate(between) if word in _OURS), None)
    return ours is None or not _THAT.isdisjoint(between[:ours])


def _narrows(said: Words, match: Match, found: list[Match]) -> bool:
    """Tell « une SAS qui a la qualité de société à mission »: said after, it tells the same status better."""
    before = [o for o in found if o.answer == Answer(STATUS, "societe_classique") and o.end <= match.start]
    told = match.answer.question == STATUS and match.answer.value in {"entreprise_mission", "societe_ess"}
    return told and any(not _CHOOSING & {*said[o.end : match.start]} for o in before)


def _named_need(known: Lexicon, said: Words) -> list[Match]:
    """Read a clause that is a need and no more: « mutuelle ; Niort ; financement »."""
    values = known.whole[NEED].get(said, ()) if known.small("fonctions").isdisjoint(said) else ()
    return [Match(0, len(said), Answer(NEED, v)) for v in values if v != UNKNOWN and len(values) == 1]


REFUSALS = (
    "negation",
    "passe",
    "souhait",
    "personnel",
    "reprise",
    "ignorance",
    "autrui",
    "question",
    "tiers",
)
"""Why the words around a phrase undo it."""


def refusal(known: Lexicon, said: Words, match: Match, earlier: list[Match]) -> str | None:
    """Return why a phrase says nothing of the person (see `REFUSALS`), or None when it does."""
    why = undone(known, said, match)
    if not why and match.answer.question == STATUS and not own(known, said, match, earlier):
        return "autrui"
    return why or ("question" if match.answer.question in {STAFF, STAGE} and asks(known, said) else None)


def _vaguer(match: Match, found: list[Match], said: Words) -> bool:
    """Tell « une SARL coopérative » from « une SARL ou une coopérative »: the narrower status is meant."""
    narrower = (
        _NARROWER.get(match.answer.value, frozenset()) if match.answer.question == STATUS else frozenset()
    )
    others = [o for o in found if o.answer.question == STATUS and o.answer.value in narrower]
    return any(not _CHOOSING & {*said[min(match.end, o.end) : max(match.start, o.start)]} for o in others)


def _wondering(said: Words, match: Match, found: list[Match]) -> bool:
    """Tell « des informations pour créer une asso » from « des informations »: the need is what follows."""
    if match.answer != Answer(NEED, "reseau"):
        return False
    asking = any(word.startswith(("info", "renseign")) for word in said[match.start : match.end])
    return asking and any(o.answer.question == NEED and o.start >= match.end for o in found)


def _became(known: Lexicon, said: Words, match: Match, found: list[Match]) -> bool:
    """Tell « une coopérative devenue SARL »: it is no longer the first."""
    after = (other for other in found if other.start >= match.end and other.answer.question == STATUS)
    if match.answer.question != STATUS:
        return False
    return any(known.says("devenu", said[match.end : other.start]) for other in after)


def _either(said: Words, match: Match) -> bool:
    """Tell « financer ou consolider », « transformer l'asso en scop »: it is only one of two things."""
    if match.answer.question == STAFF:
        return False
    turned = any(word.startswith("transform") for word in said[: match.start])
    if turned and match.answer.question == STATUS and said[match.end : match.end + 1] == ("en",):
        return True
    if "entre" in said[: match.start]:
        return True
    return bool(_OR & {*said[max(0, match.start - 2) : match.start], *said[match.end : match.end + 2]})


def _settled(found: list[Match]) -> Iterator[Match]:
    """Settle employees: some now prevail over some soon, and some soon over none yet; a group over one."""
    together = any(match.answer in _TOGETHER for match in found)
    values = {match.answer.value for match in found if match.answer.question == STAFF}
    dropped = {"bientot"} if "oui" in values else {"non"} if "bientot" in values else set()
    for match in found:
        left_out = match.answer.question == STAFF and match.answer.value in dropped
        if not left_out and not (together and match.answer == ALONE):
            yield match


def phrases(known: Lexicon, said: Words) -> Iterator[Match]:
    """Yield the phrases of a clause, the longest first; all its meanings when one has several."""
    light = known.small("legers")
    heard = [(at, word) for at, word in enumerate(said) if word not in light]
    bare = tuple(word for _, word in heard)
    all_said = {*bare}
    start = wanted = 0
    while start < len(bare):
        begun = known.inside.get(bare[start])
        if not begun or begun.keys().isdisjoint(all_said):
            start += 1
            continue
        ranks = {rank for needed in begun.keys() & all_said for rank in begun[needed]}
        ends = [(known.phrases[rank].end(bare, start), known.phrases[rank].answer) for rank in sorted(ranks)]
        longest = max((end for end, _ in ends), default=-1)
        answers = dict.fromkeys(answer for end, answer in ends if end == longest > start)
        last = heard[longest - 1][0] + 1 if answers else 0
        if start < wanted:  # « faire passer notre SARL dans l'ESS »: her status is told inside her need
            mine = {*said[max(0, heard[start][0] - 1) : heard[start][0]]} & MINE
            answers = {answer: None for answer in answers if mine and answer.question == STATUS}
        yield from (Match(heard[start][0], last, answer) for answer in answers)
        if any(answer.question == NEED and answer.value != "creer" for answer in answers):
            wanted, longest = longest, start + 1
        start = longest if answers else start + 1
