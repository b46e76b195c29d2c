from tests.casework.cases.conftest import asked_to_close, opened

__all__ = ["asked_to_close", "opened"]
