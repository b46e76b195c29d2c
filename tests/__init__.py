"""The suite: a package so that `python -m pytest` can load `tests.services` before Django."""
