#!/bin/sh
# deploy/venv.sh LOCK: makes .venv and installs LOCK into it, unless that is what was installed last.
# Needs python3 (3.11 or newer), its venv module, and nothing else.
set -eu
cd "$(dirname "$0")/.."
lock=$1

say_apt() {
    sudo=sudo
    [ "$(id -u)" = 0 ] && sudo=
    echo "缺少系统软件，请先执行：" >&2
    echo "    ${sudo:+sudo }apt-get update && ${sudo:+sudo }apt-get install -y python3 python3-venv make" >&2
    exit 1
}

command -v python3 >/dev/null || say_apt
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "需要 Python 3.11 或更新的版本，现在是 $(python3 --version)。" >&2
    exit 1
}

stamp_of() {
    echo ".venv/.installed-$(sha256sum <"$1" | cut -c1-24)"
}
[ -e "$(stamp_of "$lock")" ] && exit 0
python3 -c 'import venv, ensurepip' 2>/dev/null || say_apt

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    echo "· 建立 Python 环境 .venv …"
    python3 -m venv .venv
fi
echo "· 安装 $lock（校验每个包的摘要，约需半分钟）…"
.venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check --no-input --require-hashes -r "$lock"
# The stamps of other releases are gone: going back to one installs its versions again.
rm -f .venv/.installed-*
touch "$(stamp_of "$lock")"
[ "$lock" = requirements-dev.txt ] && touch "$(stamp_of requirements.txt)" # it holds the other
exit 0
