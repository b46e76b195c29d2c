#!/bin/sh
# What `make test` needs from the system: PostgreSQL, Redis, Chromium, Chinese fonts, Pango.
# Installs what is missing with apt when it is root on Debian; otherwise says what to install and stops.
set -eu

has_file() { ls $1 >/dev/null 2>&1; }

missing=""
need() { missing="$missing $1"; }

has_file '/usr/lib/postgresql/*/bin/initdb' || need postgresql-15
command -v redis-server >/dev/null || need redis-server
command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || need chromium-headless-shell
has_file '/usr/share/fonts/opentype/noto/NotoSansCJK-*' || need fonts-noto-cjk
has_file '/usr/lib/*/libpango-1.0.so.0' || need libpango-1.0-0
has_file '/usr/lib/*/libpangoft2-1.0.so.0' || need libpangoft2-1.0-0

[ -z "$missing" ] && exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "测试还需要这些系统软件，请先执行：" >&2
    echo "    sudo apt-get update && sudo apt-get install -y --no-install-recommends$missing" >&2
    exit 1
fi

echo "· 安装测试需要的系统软件：$missing …"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
apt() { apt-get -o DPkg::Lock::Timeout=300 -qq "$@" >>"$log" 2>&1; }
if ! { apt update && apt install -y --no-install-recommends $missing; }; then
    cat "$log" >&2
    echo "系统软件没有装上，原因见上。" >&2
    exit 1
fi
