#!/usr/bin/env python3
"""The office's command line: `manage.py serve`, `demo`, `setup_office`, `remind`, `backup` …"""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiedao.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
