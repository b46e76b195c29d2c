"""Who reaches what: the roles, and the one place that maps a person to rows."""
