"""What the running bot measures of itself: counts, ages and times, and nothing about anybody."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from statistics import quantiles

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from bot.clock import Clock

LATEST = 1000
"""Updates of which the times are remembered."""
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Seconds; a reply waits mostly for Telegram."""


@dataclass
class Measures:
    """The measures of one process, since it began."""

    clock: Clock
    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    since: datetime = field(init=False)
    last: datetime | None = field(default=None, init=False)
    incidents: int = field(default=0, init=False)
    _latest: deque[float] = field(default_factory=lambda: deque(maxlen=LATEST), init=False)

    def __post_init__(self) -> None:
        self.since = self.clock()
        told = {
            "reponse_secondes": "Du message lu à la réponse remise à Telegram",
            "incidents": "Réponses empêchées par un incident",
            "dernier_message_secondes": "Temps passé depuis le dernier message lu",
        }
        named = {name: (f"cress_{name}", text) for name, text in told.items()}
        self._replies = Histogram(*named["reponse_secondes"], buckets=BUCKETS, registry=self.registry)
        self._incidents = Counter(*named["incidents"], registry=self.registry)
        age = Gauge(*named["dernier_message_secondes"], registry=self.registry)
        age.set_function(lambda: float("nan") if self.age is None else self.age)

    def took(self, seconds: float) -> None:
        """Note that an update was processed, and how long that took."""
        self.last = self.clock()
        self._latest.append(seconds)
        self._replies.observe(seconds)

    def incident(self) -> None:
        """Count an incident."""
        self.incidents += 1
        self._incidents.inc()

    @property
    def age(self) -> float | None:
        """Seconds since the last update; None when there was none."""
        return (self.clock() - self.last).total_seconds() if self.last else None

    @property
    def latency(self) -> tuple[float, float] | None:
        """The median and the 99th centile of the latest updates, in milliseconds; None with less than two."""
        if len(self._latest) < 2:
            return None
        cuts = quantiles(self._latest, n=100, method="inclusive")
        return round(cuts[49] * 1000, 1), round(cuts[98] * 1000, 1)
