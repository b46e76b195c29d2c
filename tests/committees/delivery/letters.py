"""A real SMTP server in a thread, and what it took."""

from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message as Letter
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from deploy.with_services import free_port


class Letters(Message):
    """`taken`: (address, first line) of each letter. While `refuses`, every address is put off."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[tuple[str, str]] = []
        self.refuses = False

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self.refuses:
            return "450 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def handle_message(self, message: Letter) -> None:
        body = message.get_payload(decode=True)
        assert isinstance(body, bytes)
        self.taken.append((str(message["X-RcptTo"]), body.decode().splitlines()[0]))


@contextmanager
def mail_server() -> Iterator[tuple[Letters, int]]:
    """Its letters and its port."""
    letters, port = Letters(), free_port()
    server = Controller(letters, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield letters, port
    finally:
        server.stop()
