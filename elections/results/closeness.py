"""Where a result turns on few votes, whole batches are not exact enough (R36). Pure."""

from elections.counting.rules import asks_ballot_by_ballot, margin
from elections.results.rules import RECALL, Contest, Sheet, bar


def is_close(sheet: Sheet, contest: Contest) -> bool:
    """Could as many wrong marks as two tellers plausibly share change this post?"""
    votes = [n for _, n in contest.votes]
    if contest.post == RECALL:
        votes = [dict(contest.votes)["yes"]]
        bars = [sheet.rules.recall_majority.least(sheet.collected)]
    else:
        share = bar(sheet)
        bars = [share.least(sheet.collected)] if share else []
    gap = margin(votes, contest.seats, bars)
    return asks_ballot_by_ballot(gap, sheet.collected, sheet.rules.keying_errors_per_1000)
