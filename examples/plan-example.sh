#!/bin/sh
# SPDX-License-Identifier: MIT
# Builds Follicle and plans the example client with it; missing packages are installed first.
set -eu
cd "$(dirname "$0")/.."
sh tests/support/install-packages.sh

if [ ! -f build/build.ninja ]; then
    meson setup build --buildtype=release -Dio=enabled -Dcairo=enabled </dev/null
fi
meson compile -C build </dev/null

mkdir -p build/example
follicle=build/examples/follicle
"$follicle" new hairline >build/example/hairline.json
"$follicle" plan build/example/hairline.json -o build/example/plan

cat <<END

The client is planned. Look at
  build/example/plan/overview.png    before and after, in bold dots
  build/example/plan/report.pdf      the plan on paper
  build/example/plan/session-1.png   the skin after the first session, then session-2.png and session-3.png
  build/example/plan/map.pdf         the map at true size, a page a session
  build/example/plan/map.csv         every dot: place, size, session, zone and shade
The design is build/example/hairline.json. Change it, and plan again:
  $follicle plan build/example/hairline.json -o build/example/plan
END
