#!/bin/sh
# deploy/venv.sh LOCK: makes .venv and installs LOCK into it, unless that is what was installed last.
# Needs python3 (3.11 or newer), its venv module, and nothing else.
set -eu
cd "$(dirname "$0")/.."
lock=$1

stamp_of() {
    echo ".venv/.installed-$(sha256sum <"$1" | cut -c1-24)"
}
[ -e "$(stamp_of "$lock")" ] && exit 0

say_apt() {
    sudo=sudo
    [ "$(id -u)" = 0 ] && sudo=
    echo "缺少系统软件，请先执行：" >&2
    echo "    ${sudo:+sudo }apt-get update && ${sudo:+sudo }apt-get install -y python3 python3-venv make" >&2
    exit 1
}

usable() {
    "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

# The system's own is built with every optimisation; one that a version manager compiled stands
# before it in PATH and takes a third longer for everything.
python=python3
usable /usr/bin/python3 && python=/usr/bin/python3

command -v "$python" >/dev/null || say_apt
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "需要 Python 3.11 或更新的版本，现在是 $("$python" --version)。" >&2
    exit 1
}

usable "$python" || say_apt

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    echo "· 建立 Python 环境 .venv …"
    "$python" -m venv .venv
fi
echo "· 安装 $lock（校验每个包的摘要，约需半分钟）…"
.venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check --no-input --require-hashes -r "$lock"
# The stamps of other releases are gone: going back to one installs its versions again.
rm -f .venv/.installed-*
touch "$(stamp_of "$lock")"
[ "$lock" = requirements-dev.txt ] && touch "$(stamp_of requirements.txt)" # it holds the other
exit 0
