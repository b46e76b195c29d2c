"""A regulation is lived: what its requirements ask, counted from the records themselves.

spans: month, quarter, year.  judging: met, at risk, missed (pure).  sources: one base query a
measure, for the number and for the list.  lived: requirements × committees.  Nothing is stored.
"""
