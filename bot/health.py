"""`/sante` and `/metrics`, for what watches the machine; nothing in them is about anybody."""

import json
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from bot.enduring import Enduring
from bot.listening import Silent, listening
from bot.measuring import Measures
from bot.settings import Address
from storage.outbox import Outbox


@dataclass(eq=False)
class Health(Collector):
    """How the running bot is. `serving` names the content that is served."""

    assistant: Enduring
    outbox: Outbox
    measures: Measures
    serving: Callable[[], str]

    def told(self) -> dict[str, object]:
        """Return it in its stable shape."""
        measures, latency, sends = self.measures, self.measures.latency, self.sends()
        return {
            "ok": self.assistant.keeps,
            "version": version("cress-bot"),
            "contenu": self.serving(),
            "demarre_le": measures.since.isoformat(timespec="seconds"),
            "dernier_message_secondes": None if measures.age is None else round(measures.age),
            "reponses_ms": latency and {"mediane": latency[0], "p99": latency[1]},
            "incidents": measures.incidents,
            "envois": sends,
        }

    def sends(self) -> dict[str, int] | None:
        """Return how many messages of the outbox are in each state; None while the data are not there."""
        if not self.assistant.keeps:
            return None
        try:
            return {state.value: count for state, count in self.outbox.counts().items()}
        except sqlite3.DatabaseError as error:
            self.assistant.lost(error)
            return None

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield what is looked up when it is asked for."""
        sends = self.sends()
        keeps = GaugeMetricFamily("cress_donnees_ecrites", "1 si les données peuvent être écrites")
        keeps.add_metric([], float(self.assistant.keeps))
        content = GaugeMetricFamily(
            "cress_versions", "Ce qui tourne ; vaut toujours 1", labels=["programme", "contenu"]
        )
        content.add_metric([version("cress-bot"), self.serving()], 1)
        rows = GaugeMetricFamily("cress_envois", "Messages par état", labels=["etat"])
        for state, count in (sends or {}).items():
            rows.add_metric([state], count)
        yield from (keeps, content, rows)


class _Sante(Silent):
    def initialize(self, health: Health) -> None:
        """Know whose health it is."""
        self._health = health

    def get(self) -> None:
        """Answer it; with the status 503 when the data cannot be written."""
        told = self._health.told()
        self.set_status(200 if told["ok"] else 503)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(told, ensure_ascii=False))


class _Metrics(_Sante):
    def get(self) -> None:
        """Answer the measures, as Prometheus reads them."""
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(generate_latest(self._health.measures.registry))


@asynccontextmanager
async def watched(health: Health, address: Address) -> AsyncIterator[int]:
    """Answer at an address as long as the block lasts; give the port."""
    health.measures.registry.register(health)
    whose = {"health": health}
    pages = [("/sante", _Sante, whose), ("/metrics", _Metrics, whose)]
    async with listening(pages, address.port, str(address.ecoute)) as port:
        yield port
