"""Elections: its slices come with their own issue; the app keeps its label and its history."""
