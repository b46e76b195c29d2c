"""转介 and 转办: what another body is asked to do for a case, and what it answered."""
