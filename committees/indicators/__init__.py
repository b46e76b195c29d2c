"""Indicators of the street's overview: a table of thresholds and definitions the street edits."""
