"""The count: batches, two blind entries, the wall tally, and what a third settles."""
