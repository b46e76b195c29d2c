"""`manage.py setup_office`: an empty office with a real directory, ready for its first day."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from committees.reach.states import Role
from jiedao.common.errors import Refused
from jiedao.env import ENV, keep_street
from jiedao.portal.setup import Account, Opening, open_account, open_office

ACCOUNTS = (("admin", Role.ADMIN), ("clerk", Role.CLERK))


class Command(BaseCommand):
    help = (
        "Set up a street and its committees from a CSV file (code, name …) and the first accounts."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--street", required=True, help="name of the street office")
        parser.add_argument("--committees", required=True, type=Path, help="CSV file")
        for word, role in ACCOUNTS:
            parser.add_argument(f"--{word}-name", default="", help=f"{role.label}: 姓名")
            parser.add_argument(f"--{word}-phone", default="", help=f"{role.label}: 手机号")
        parser.add_argument(
            "--new-code", action="store_true", help="give the named accounts another one-time code"
        )

    def handle(self, **options: Any) -> None:
        """All or nothing. CommandError names every bad line of the file."""
        content = self._read(options["committees"])
        people = {word: self._person(word, role, options) for word, role in ACCOUNTS}
        try:
            with transaction.atomic():
                office = open_office(options["street"], content)
                accounts = [
                    open_account(
                        *people[word], role, at=timezone.now(), new_code=options["new_code"]
                    )
                    for word, role in ACCOUNTS
                    if all(people[word])
                ]
        except Refused as refused:
            raise CommandError(f"没有改动任何内容。\n{refused.reason}") from None
        keep_street(ENV.data_dir, office.street.name)
        self._say(office, accounts)

    def _read(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as wrong:
            raise CommandError(f"打不开 {path}：{wrong.strerror}") from None

    def _person(self, word: str, role: Role, options: dict[str, Any]) -> tuple[str, str]:
        """From the options, or asked for at a terminal; an empty answer leaves the account out."""
        name, phone = options[f"{word}_name"], options[f"{word}_phone"]
        if bool(name) != bool(phone):
            raise CommandError(f"--{word}-name 和 --{word}-phone 要一起写。")
        if not name and sys.stdin.isatty():
            self.stdout.write(f"{role.label}（直接按回车：以后再说）")
            name = input("  姓名：")
            phone = input("  手机号：") if name else ""
        return name, phone

    def _say(self, office: Opening, accounts: list[Account]) -> None:
        if office.added:
            self.stdout.write(f"{office.street.name}：新建 {office.added} 个居委会。")
        else:
            self.stdout.write(
                f"{office.street.name}已经设好了，有 {office.committees} 个居委会，没有改动。"
            )
        for account in accounts:
            self._say_account(account)
        if not accounts:
            self.stdout.write("还没有开账号：加上 --admin-name 和 --admin-phone 再运行一次。")

    def _say_account(self, account: Account) -> None:
        who = f"{account.role.label} {account.user.name}"
        if not account.code:
            self.stdout.write(f"{who}：账号已经有了，没有改动。")
            return
        self.stdout.write(f"{who}：一次性设置码 {account.code}（24 小时内有效，只显示这一次）")
        self.stdout.write(f"  打开 {first_page()} ，写手机号和设置码，设好密码就能进。")


def first_page() -> str:
    """Where a person with a code sets the password."""
    host = next((host for host in ENV.allowed_hosts if ENV.served_over_https), "")
    root = f"https://{host}/" if host else f"http://127.0.0.1:{ENV.port}/"
    return f"{root}{ENV.base_path + '/' if ENV.base_path else ''}sign-in/set-password/"
