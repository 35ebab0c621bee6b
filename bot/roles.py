"""Who may broadcast to whom, and who must say yes, by Telegram number."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Roles:
    """Administrators and broadcasters write to every region, an editor to hers (INSEE codes)."""

    administrators: frozenset[int] = frozenset()
    broadcasters: frozenset[int] = frozenset()
    editors: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def writes(self, who: int) -> bool:
        """Tell whether somebody may write to anybody."""
        return who in self.administrators or who in self.broadcasters or who in self.editors

    def reach(self, who: int) -> tuple[str, ...] | None:
        """Return the regions that somebody may write to, in order; None is all of them."""
        if who in self.administrators or who in self.broadcasters:
            return None
        return tuple(sorted(self.editors.get(who, ())))

    def covers(self, who: int, regions: Collection[str] | None) -> bool:
        """Tell whether somebody may write to these regions, None being all of them."""
        reach = self.reach(who)
        return reach is None or (bool(reach) and regions is not None and set(regions) <= set(reach))

    def answers(self, who: int, author: int) -> bool:
        """Tell whether somebody answers for what somebody wrote: she did, or she is an administrator."""
        return self.writes(who) and (who == author or who in self.administrators)

    def confirmers(self, author: int) -> frozenset[int]:
        """Return who may confirm what somebody wrote: another administrator, or herself."""
        if len(self.administrators) < 2:  # nobody else could
            return frozenset({author})
        return self.administrators - {author}
