#!/bin/sh
# SPDX-License-Identifier: MIT
# What every file of the repository keeps, whatever it is written in. style.sh SOURCE_ROOT
set -u
cd "$1" || exit 1

# Inputs that are broken on purpose, and expected outputs, keep their bytes.
verbatim='^tests/(.*/)?(cases|corpus|errors|expected|golden)/|\.(png|jpe?g|pdf|csv|svg|ico)$|^LICENSE$'
if [ -e .git ] && files=$(git -c safe.directory='*' ls-files --cached --others --exclude-standard 2>/dev/null) && [ -n "$files" ]; then
    :
else
    files=$(find . -type f -not -path './.git/*' -not -path './build*' | sed 's|^\./||')
fi
files=$(echo "$files" | grep -Ev "$verbatim" | sort)
code=$(echo "$files" | grep -E '\.(c|h)$')
complaints=$(mktemp)
trap 'rm -f "$complaints"' EXIT

# complain RULE: each line of stdin breaks it.
complain() {
    found=$(cat)
    if [ -n "$found" ]; then
        echo "$1:"
        printf '%s\n' "$found" | head -n 20 | sed 's/^/  /'
    fi >>"$complaints"
}

# search PATTERN FILES: file, line number and text; binary files are passed over; files deleted but still listed, too.
search() {
    pattern=$1
    shift
    echo "$*" | tr ' ' '\n' | xargs grep -nIHsE -e "$pattern"
}

tab=$(printf '\t')
search "$tab" "$files" | complain 'tabs (indent with spaces)'
search ' +$' "$files" | complain 'blanks at the end of a line'
search "$(printf '\r')\$" "$files" | complain 'carriage returns'
echo "$files" | while read -r file; do
    [ -s "$file" ] || continue
    grep -qI . "$file" || continue
    [ -z "$(tail -c 1 "$file")" ] || echo "$file"
done | complain 'no newline at the end'
search '(^|[^A-Za-z0-9_.$}~/])/(home|root|work|Users|mnt|opt)/' "$files" | grep -v '^tests/arch/style.sh:' | complain 'absolute paths'
search '^ *# *include *["<][^">]*\.\.' "$code" | complain "'..' in an #include"
search '(^|[^A-Z])(TODO|FIXME|XXX)([^A-Z]|$)' "$files" | grep -v '^tests/arch/style.sh:' | complain 'unfinished work'

echo "$files" | grep -E '(\.(c|h|sh|awk)|/meson\.build)$|^meson\.build$' | while read -r file; do
    [ -f "$file" ] || continue
    case $file in
    */meson.build) continue ;; # build files below the root are part of it
    esac
    head -n 2 "$file" | grep -q 'SPDX-License-Identifier: MIT' || echo "$file"
done | complain 'no SPDX-License-Identifier in the first two lines'

# Guards: FOLLICLE_<FOLDER>_<FILE>_H; for public headers the folder is the library's own name.
echo "$code" | grep -E '^(include|lib)/.*\.h$' | while read -r file; do
    [ -f "$file" ] || continue
    guard=$(grep -m 1 -E '^#ifndef FOLLICLE_[A-Z0-9_]+_H$|^#ifndef FOLLICLE_H$' "$file" | cut -d ' ' -f 2)
    { [ -n "$guard" ] && grep -q "^#define $guard\$" "$file"; } || echo "$file"
done | complain 'no include guard FOLLICLE_..._H'

cat "$complaints"
[ ! -s "$complaints" ]
