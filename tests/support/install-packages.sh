#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs what is missing of the packages that a build needs: nothing when all is there, with sudo only when not root.
# `install-packages.sh` for the build and its tests, `install-packages.sh ci` for what continuous integration wants on top.
set -eu

# A line: package, then how to see that it is there: a command, a file, or a pkg-config module after a colon.
wanted='build-essential gcc
build-essential g++
meson meson
ninja-build ninja
pkg-config pkg-config
libcairo2-dev :cairo
libpango1.0-dev :pangocairo
libjansson-dev :jansson
libpng-dev :libpng
libjpeg-dev :libjpeg
libexpat1-dev :expat
check :check'
if [ "${1:-}" = ci ]; then
    wanted="$wanted
clang clang
poppler-utils pdfinfo
inkscape inkscape
xvfb Xvfb
xauth xauth
python3 python3
git git
gcc-aarch64-linux-gnu aarch64-linux-gnu-gcc
libc6-dev-arm64-cross /usr/aarch64-linux-gnu/include/stdio.h
gcc-s390x-linux-gnu s390x-linux-gnu-gcc
libc6-dev-s390x-cross /usr/s390x-linux-gnu/include/stdio.h
qemu-user qemu-s390x"
fi

is_there() {
    case $1 in
    :*) command -v pkg-config >/dev/null 2>&1 && pkg-config --exists "${1#:}" ;;
    /*) [ -e "$1" ] ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
    esac
}

missing=$(echo "$wanted" | while read -r package sign; do
    is_there "$sign" || echo "$package"
done | sort -u | tr '\n' ' ')
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "These packages (Debian's names) are missing, please install them: $missing" >&2
    exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
    command -v sudo >/dev/null 2>&1 || { echo "Please install as root: apt-get install $missing" >&2; exit 1; }
fi
echo "Installing: $missing" >&2
# stdin is closed so that no question can stop the installation.
$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null >&2 ||
    echo 'The lists of packages could not be renewed; trying with those that are there.' >&2
# shellcheck disable=SC2086 # a list of words
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing </dev/null >&2
