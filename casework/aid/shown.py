"""Help given, as its committee reads it."""

from dataclasses import dataclass

from casework.aid.actions import name_of
from casework.aid.models import Aid, AidLine
from casework.aid.states import AidKind, Decision
from meetings.disclosure.rules import yuan_words

WORDS = {
    Decision.FREE: ("不用批", "grey"),
    Decision.WAITING: ("等批准", "amber"),
    Decision.APPROVED: ("已批准", "green"),
    Decision.REFUSED: ("没批准", "red"),
}
TITLES = {
    AidKind.MONEY: "救助金签收表",
    AidKind.GOODS: "慰问品、救助物资签收表",
    AidKind.SERVICE: "上门服务签收表",
}


@dataclass(frozen=True)
class ShownAid:
    """One giving with its lines, read with the people of the households."""

    aid: Aid
    lines: list[AidLine]

    @property
    def title(self) -> str:
        return TITLES[AidKind(self.aid.kind)]

    @property
    def yuan(self) -> str:
        return yuan_words(self.aid.fen) if self.aid.fen else ""

    @property
    def total(self) -> str:
        return yuan_words(self.aid.fen * len(self.lines)) if self.aid.fen else ""

    @property
    def word(self) -> str:
        if self.aid.decision == Decision.WAITING and self.aid.urgent:
            return "先帮后补，等批准"
        return WORDS[Decision(self.aid.decision)][0]

    @property
    def colour(self) -> str:
        return WORDS[Decision(self.aid.decision)][1]

    @property
    def names(self) -> list[str]:
        return [name_of(line) for line in self.lines]

    @property
    def to_words(self) -> str:
        """「3-502 刘桂芳」, 「3-502 刘桂芳 等 12 户」."""
        first = self.names[0] if self.names else ""
        return first if len(self.lines) < 2 else f"{first} 等 {len(self.lines)} 户"

    @property
    def rows(self) -> list[tuple[AidLine, str]]:
        return list(zip(self.lines, self.names, strict=True))

    @property
    def signed(self) -> int:
        return sum(1 for line in self.lines if line.signed_on)


def shown_aid(aid: Aid) -> ShownAid:
    """Two queries unless `with_lines` was read."""
    return ShownAid(aid, list(aid.lines.all()))
