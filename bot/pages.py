"""The pages of /diffuser: a broadcast as its author or an administrator sees it, with what she may do."""

from collections.abc import Iterator
from enum import StrEnum

from bot.desk import Desk
from bot.sheet import Sheet, audience, shown
from bot.steering import HELD, Steering
from bot.tallying import STATES, tally
from dialogs.events import Answer, Button, Message, Row
from dialogs.text import bold, joined, plain
from storage.batches import Phase
from storage.broadcasts import OPEN, Broadcast, Stage

REGION = "region_"
"""Before the code of a region: it is added or removed; alone, the regions are shown."""
EVERYWHERE = "toutes"


class Act(StrEnum):
    """What a button does with a broadcast."""

    PAGE = "page"
    SAMPLE = "essai"
    TEXT = "texte"
    VALIDATE = "valider"
    CONFIRM = "confirmer"
    REFUSE = "refuser"
    REOPEN = "reprendre"
    DROP = "abandonner"
    NEW = "nouvelle"
    HOLD = "suspendre"
    GO_ON = "relancer"
    GIVE_UP = "renoncer"


class Pages:
    """Writes pages from what the desk knows."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.steering = Steering(desk)

    def visible(self, who: int, broadcast: Broadcast) -> bool:
        """Tell whether somebody may see a broadcast: its author, or an administrator."""
        return self._desk.roles.answers(who, broadcast.author)

    def asked(self, who: int) -> list[Broadcast]:
        """Return the broadcasts of others that somebody may confirm."""
        proposed, confirmers = self._desk.broadcasts.proposed(), self._desk.roles.confirmers
        return [found for found in proposed if found.author != who and who in confirmers(found.author)]

    async def page(self, who: int, broadcast: Broadcast, notice: str = "") -> Message:
        """Show a broadcast: its exact text, its people, the warnings, and what may be done."""
        sheet = await self._desk.sheet(broadcast)
        body = shown(self._desk.knowledge(), sheet)
        text = joined([bold(notice) if notice else (), body, plain(self._why(who, sheet))])
        return Message(text, (*self._rows(who, sheet), *self._links(who, sheet)))

    async def ask_text(self, who: int, broadcast: Broadcast, notice: str = "") -> Message:
        """Ask for the text."""
        sheet = await self._desk.sheet(broadcast)
        told = (
            f"Diffusion {broadcast.id}. Écrivez le texte : ce sera votre prochain message. Des mots entre "
            "deux étoiles seront en gras. Vous verrez tout avant l'envoi."
        )
        people = plain(f"Pour {audience(self._desk.knowledge(), sheet)}")
        rows = (*self._region_row(who, sheet), (self._button(sheet, "Abandonner", Act.DROP),))
        if broadcast.text:
            rows = ((self._button(sheet, "Garder le texte", Act.PAGE),),)
        links = self._links(who, sheet)
        return Message(joined([bold(notice) if notice else (), plain(told), people]), (*rows, *links))

    async def ask_reason(self, broadcast: Broadcast) -> Message:
        """Ask why a broadcast is refused."""
        told = "C'est refusé. Écrivez pourquoi : votre prochain message sera transmis à l'auteur."
        without = self._button(await self._desk.sheet(broadcast), "Ne rien ajouter", Act.PAGE)
        return Message(plain(told), ((without,),))

    async def regions(self, who: int, broadcast: Broadcast) -> Message:
        """Show the regions that somebody may write to, with their people; those chosen bear a tick."""
        sheet, knowledge = await self._desk.sheet(broadcast), self._desk.knowledge()
        counts, chosen = await self._desk.counts(), broadcast.regions
        buttons = []
        for code in self._reach(who):
            tick = "✓ " if chosen is not None and code in chosen else ""
            label = f"{tick}{knowledge.regions[code].name} ({counts[code]})"
            buttons.append(self._button(sheet, label, f"{REGION}{code}"))
        pairs = [tuple(buttons[rank : rank + 2]) for rank in range(0, len(buttons), 2)]
        everywhere = self._button(sheet, "Toutes", f"{REGION}{EVERYWHERE}")
        over = self._button(sheet, "C'est bon", Act.PAGE if broadcast.text else Act.TEXT)
        head = plain("Touchez une région pour l'ajouter ou la retirer.")
        return Message(joined([head, plain(audience(knowledge, sheet))]), (*pairs, (everywhere, over)))

    def _why(self, who: int, sheet: Sheet) -> str:
        """Say what somebody is to do, or why she sees a page."""
        broadcast = sheet.broadcast
        confirms = who in self._desk.roles.confirmers(broadcast.author)
        if broadcast.state is Stage.PROPOSED:
            if not confirms:
                return "Un autre administrateur doit confirmer : il reçoit cette page."
            if who == broadcast.author:
                return "Relisez une dernière fois. Après la confirmation, le texte ne changera plus."
            return (
                f"Écrite et validée par {broadcast.author}. Une autre personne doit confirmer : c'est à "
                f"vous. Sceau : {sheet.seal}."
            )
        if broadcast.state in {Stage.CONFIRMED, Stage.LEFT}:
            where = f" Envoi {STATES[sheet.phase]} : {tally(sheet.rows, sheet.gone)}." if sheet.phase else ""
            return f"Confirmée par {broadcast.confirmed}.{where}"
        return ""

    def _rows(self, who: int, sheet: Sheet) -> Iterator[Row]:
        broadcast = sheet.broadcast
        mine = who == broadcast.author
        if broadcast.state not in OPEN:
            yield from self._steering(sheet)
            return
        if broadcast.text:
            yield (self._button(sheet, "M'envoyer un essai", Act.SAMPLE),)
        if broadcast.state is Stage.DRAFT and mine:
            yield from self._region_row(who, sheet)
            yield (self._button(sheet, "Changer le texte", Act.TEXT),)
            yield (self._button(sheet, "Valider", Act.VALIDATE),)
        elif broadcast.state is Stage.PROPOSED:
            yield from self._answers(who, sheet)
        if mine:
            yield (self._button(sheet, "Abandonner", Act.DROP),)

    def _steering(self, sheet: Sheet) -> Iterator[Row]:
        """Stop what leaves; only what is suspended may be given up: one tap by mistake ends nothing."""
        if sheet.phase is Phase.RUNNING:
            yield (self._button(sheet, "Où en est l'envoi", Act.PAGE),)
            yield (self._button(sheet, "Suspendre l'envoi", Act.HOLD),)
        elif sheet.phase in HELD:
            yield (self._button(sheet, "Reprendre l'envoi", Act.GO_ON),)
            yield (self._button(sheet, "Renoncer à ce qui reste", Act.GIVE_UP),)

    def _answers(self, who: int, sheet: Sheet) -> Iterator[Row]:
        author = sheet.broadcast.author
        if who in self._desk.roles.confirmers(author):
            yield (self._button(sheet, "Confirmer l'envoi", Act.CONFIRM),)
            if who != author:
                yield (self._button(sheet, "Refuser", Act.REFUSE),)
        if who == author:
            yield (self._button(sheet, "Revenir au brouillon", Act.REOPEN),)

    def _region_row(self, who: int, sheet: Sheet) -> tuple[Row, ...]:
        if len(self._reach(who)) < 2:
            return ()
        return ((self._button(sheet, "Choisir les régions", REGION),),)

    def _links(self, who: int, sheet: Sheet) -> Iterator[Row]:
        """Lead to the other broadcasts that somebody may confirm or stop, and to one of her own."""
        asked = [(other, f"Voir la diffusion {other.id}, à confirmer") for other in self.asked(who)]
        leaving = [(other, f"Suivre la diffusion {other.id}") for other in self.steering.leaving(who)]
        for other, label in (*asked, *leaving):
            if other.id != sheet.broadcast.id:
                yield (Button(label, Answer(f"{other.id}-{other.seal}", Act.PAGE)),)
        if sheet.broadcast.author != who or sheet.broadcast.state not in OPEN:
            yield (self._button(sheet, "Écrire une diffusion", Act.NEW),)

    def _reach(self, who: int) -> list[str]:
        regions, reach = self._desk.knowledge().regions, self._desk.roles.reach(who)
        return sorted(code for code in regions if reach is None or code in reach)

    def _button(self, sheet: Sheet, label: str, act: str) -> Button:
        return Button(label, Answer(f"{sheet.broadcast.id}-{sheet.seal}", act))
