#!/bin/sh
# SPDX-License-Identifier: MIT
# Writes docs/gallery.md and its pictures, all by the program itself. gallery.sh FOLLICLE [DOCS_FOLDER]
set -eu
follicle=$1
docs=${2:-$(dirname "$0")}
mkdir -p "$docs/images/gallery"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Dots are drawn so many times as wide that a small picture shows them.
picture() { # NAME FILE MORE...
    name=$1 file=$2
    shift 2
    case $name in
    fut-scar) set -- "$@" --crop 112,56,140,52 --px-per-mm 1.8 --bold 2 ;;
    fue-scars) set -- "$@" --crop 72,10,220,125 --px-per-mm 1.2 --bold 3 ;;
    *) set -- "$@" --px-per-mm 0.8 --bold 4.5 ;;
    esac
    "$follicle" preview "$work/$name.json" -o "$docs/images/gallery/$file.png" "$@"
}

row() {
    name=$1
    "$follicle" new "$name" >"$work/$name.json"
    case $name in
    *-scar*) picture "$name" "$name-before" --session 0 ;; # outlines would hide it
    *) picture "$name" "$name-before" --session 0 --guides ;;
    esac
    picture "$name" "$name-after"
    "$follicle" check "$work/$name.json" >"$work/check"
    area=$(awk '/^zone +area/ {zones = 1; next} /^all / {zones = 0} zones {for (i = NF; i > 0; i--) if ($i ~ /\./ && $i !~ /,/) {sum += $i; break}} END {printf "%.0f", sum}' "$work/check")
    dots=$(awk '/^all / {print $NF}' "$work/check")
    sessions=$(awk '/^all / {print NF - 1}' "$work/check")
    about=$("$follicle" new --list | sed -n "s/^$name  *//p")
    printf '| `%s`<br>%s<br>%s cm², %s dots in %s sessions | ![%s before](images/gallery/%s-before.png) | ![%s after](images/gallery/%s-after.png) |\n' \
        "$name" "$about" "$area" "$dots" "$sessions" "$name" "$name" "$name" "$name"
}

{
    cat <<'TEXT'
# Gallery of templates

Made by `sh docs/gallery.sh FOLLICLE`, which runs `follicle new NAME` and `follicle preview` for each name of `follicle new --list`. Left: the
scalp before, with the outlines of zones, the hairline that is planned, the ears and the landmarks (`--session 0 --guides`). Right: healed
after the last session. Hairs and dots are drawn 4.5 times as wide as they are (`--bold`; scars less), since such small pictures would not show
them: at true size see [pictures.md](pictures.md).

The chart is the head laid flat as seen from above, face below; the two scars are the back of the head, nape below. How the templates are
made and what their options are: [templates.md](templates.md).

| template | before | after |
| --- | --- | --- |
TEXT
    for template in $("$follicle" new --list | cut -d ' ' -f 1); do
        row "$template"
    done
} >"$work/gallery.md"
mv "$work/gallery.md" "$docs/gallery.md"
