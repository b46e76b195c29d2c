"""From a nomination with its backers to the names on the ballot."""
