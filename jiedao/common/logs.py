"""Lines of the log: no address that opens something, no number of a person (RELIABILITY F16)."""

import logging
import re

_TOKEN = re.compile(r"(?<=[/=])(?=[^\s/?&.]*[A-Z0-9])[A-Za-z0-9_-]{22,}")
"""128 bits and more in an address: a calendar feed, a partner's link, a key of a form."""
_PERSON = re.compile(r"(?<![0-9A-Za-z])(?:[0-9]{17}[0-9Xx]|[0-9]{11})(?![0-9A-Za-z])")
"""An ID number or a mobile number."""


def without_secrets(line: str) -> str:
    """The line with every such piece replaced by an ellipsis."""
    return _PERSON.sub("…", _TOKEN.sub("…", line))


class QuietFormatter(logging.Formatter):
    """Formats as usual, traceback included, and then leaves the secrets out."""

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))
