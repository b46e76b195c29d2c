"""The wire between a browser and the portal, for tests that cut it.

line = Line(server_port)
line.cut()       # nobody answers, open connections are torn
line.mend(port)  # as before, or to another server
line.deaf = True # requests arrive and are carried out, their answers are lost
"""

import contextlib
import socket
import threading

PIECE = 65_536


class Line:
    """Listens on a port of its own and passes everything on to the server's."""

    def __init__(self, server_port: int) -> None:
        self.server_port = server_port
        self.deaf = False
        self._open: set[socket.socket] = set()
        self._listener = self._listen(0)
        self.port: int = self._listener.getsockname()[1]

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def cut(self) -> None:
        _close(self._listener)
        for end in list(self._open):
            _close(end)
        self._open.clear()

    def mend(self, server_port: int) -> None:
        self.server_port, self.deaf = server_port, False
        self._listener = self._listen(self.port)

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", port), backlog=64)
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
        return listener

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                browser, _ = listener.accept()
                server = socket.create_connection(("localhost", self.server_port))
                self._open |= {browser, server}
                for source, sink, answers in ((browser, server, False), (server, browser, True)):
                    threading.Thread(
                        target=self._pass_on, args=(source, sink, answers), daemon=True
                    ).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, answers: bool) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                if answers and self.deaf:
                    break
                sink.sendall(piece)
        for end in (source, sink):
            _close(end)
            self._open.discard(end)


def _close(end: socket.socket) -> None:
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
