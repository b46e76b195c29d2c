"""`manage.py serve`: web, worker and beat under one supervisor."""

import socket
import sys
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand

from jiedao.env import ENV
from jiedao.portal.supervisor import Program, Supervisor

HOST = "127.0.0.1"
WEB_WORKERS = 2
WEB_THREADS = 4
TASK_PROCESSES = 2
#: Celery's warning about root: this worker unpickles nothing and the office may run as it likes.
CELERY = (
    sys.executable,
    "-W",
    "ignore:You're running the worker",
    "-m",
    "celery",
    "-q",
    "-A",
    "jiedao",
)


class Command(BaseCommand):
    help = "Run the web server, the task worker and the timer until Ctrl-C or SIGTERM."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--prepare",
            action="store_true",
            help="first bring database, demo data and static files up to date",
        )

    def handle(self, *, prepare: bool, **_options: Any) -> None:
        """Raises CommandError when somebody else listens on the port."""
        if is_listening(ENV.port):
            raise CommandError(
                f"端口 {ENV.port} 已经有程序在用。换一个端口：make run PORT={ENV.port + 1}"
            )
        if prepare:
            call_command("prepare", stdout=self.stdout)
        Supervisor(
            programs(ENV.port, ENV.data_dir),
            is_open=lambda: is_listening(ENV.port),
            when_open=self._greet,
        ).run()
        self.stdout.write("已停止。")

    def _greet(self) -> None:
        address = f"http://{HOST}:{ENV.port}/{ENV.base_path + '/' if ENV.base_path else ''}"
        how = (
            f"演示数据，人物和数字均为虚构。在 {address}sign-in/ 点一个角色就能进入，不用密码。"
            if ENV.demo
            else f"用手机号和密码登录：{address}sign-in/"
        )
        self.stdout.write(f"\n  打开 {address}\n  {how}\n  按 Ctrl-C 停止。\n\n")
        self.stdout.flush()


def programs(port: int, data_dir: Path) -> tuple[Program, ...]:
    """The web server first: it is what people wait for."""
    return (
        Program("web", web_command(port)),
        Program("worker", worker_command()),
        Program("beat", beat_command(), lock=data_dir / "beat.lock"),
    )


def web_command(port: int) -> tuple[str, ...]:
    """Loaded once, then forked; no control socket, whose one path two offices would share."""
    return (
        *(sys.executable, "-m", "gunicorn", "jiedao.wsgi:application"),
        *("--bind", f"{HOST}:{port}", "--preload", "--no-control-socket"),
        *("--worker-class", "gthread"),
        *("--workers", str(WEB_WORKERS), "--threads", str(WEB_THREADS)),
        *("--timeout", "60", "--graceful-timeout", "5", "--keep-alive", "5"),
        *("--log-level", "warning"),
    )


def worker_command() -> tuple[str, ...]:
    """No talk between workers: there is one per office."""
    return (
        *(*CELERY, "worker", "--pool", "prefork", "--concurrency", str(TASK_PROCESSES)),
        *("--without-gossip", "--without-mingle", "--loglevel", "WARNING"),
    )


def beat_command() -> tuple[str, ...]:
    """No pid file: one left by a power cut would keep the next beat from starting."""
    return (*CELERY, "beat", "--pidfile=", "--loglevel", "WARNING")


def is_listening(port: int) -> bool:
    """True when somebody takes connections on this machine's port."""
    with closing(socket.socket()) as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((HOST, port)) == 0
