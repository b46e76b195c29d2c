"""居民选举委员会, and the people who work on polling day."""
