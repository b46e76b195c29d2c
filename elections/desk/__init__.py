"""Pages that see everything of an election: where it stands, and all 34 side by side."""
