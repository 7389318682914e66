# SPDX-License-Identifier: MIT
# `follicle map`: the same bytes as in a plan, one session at a time, and outputs that cannot be written.
. "$CASES/support.sh"
cp "$CASES"/designs/* .
"$FOLLICLE" plan small.json -o plan >/dev/null 2>&1

for format in csv json svg pdf; do
    it "a $format map is the one of the plan"
    run map small.json "--$format" "map.$format"
    exits 0
    prints
    says
    holds cmp "map.$format" "plan/map.$format"
    run map small.json "--$format" -
    exits 0
    says
    holds cmp "$work/out" "plan/map.$format"
done

it 'a design comes in and a map goes out through pipes'
run_from small.json map - --csv=-
exits 0
holds cmp "$work/out" plan/map.csv

it 'one session has its own dots and no others'
run map small.json --csv second.csv --session 2
exits 0
awk -F , '$6 == 2 || NR == 1' plan/map.csv >wanted.csv
grep -q ',2,' second.csv || complain 'there are no dots'
# the zone's name holds a comma, so sessions are found by position from the left
holds cmp second.csv wanted.csv

it 'the sessions together are the whole map'
{
    head -n 1 plan/map.csv
    for k in 1 2 3; do
        "$FOLLICLE" map small.json --csv - --session "$k" | sed 1d
    done
} >together.csv
holds cmp together.csv plan/map.csv

it 'the dots of an SVG can be circles'
run map small.json --svg - --circles
exits 0
prints_part '<circle'

it 'a PDF can be tiled, and of one session'
run map small.json --pdf tiled.pdf --paper letter --session 1
exits 0
says
head -c 4 tiled.pdf | grep -q '%PDF' || complain 'it is no PDF'

it 'a design with a broken photograph has the same map'
run map photo.json --csv whole.csv
exits 0
sed 's/skin[.]png/small.json/' photo.json >broken.json
run map broken.json --csv broken.csv
exits 0
holds cmp whole.csv broken.csv

it 'a format must be named, and only one'
run map small.json
exits 2
says_part 'map writes one of --csv, --json, --svg and --pdf'
run map small.json --csv - --json -
exits 2
says_part 'map writes one of --csv, --json, --svg and --pdf'

for session in 0 -1 9 1.5 two; do
    it "session $session is refused"
    run map small.json --csv - --session "$session"
    exits 2
    prints
    says_part "--session is '$session'; it is a whole number from 1 to 8"
done

it 'a session that the design does not have is refused'
run map small.json --csv never.csv --session 4
exits 2
says_part '--session is 4; small.json has 3'
holds test ! -e never.csv

it 'options that do not fit the format are refused'
run map small.json --csv - --paper a4
exits 2
says_part '--paper goes with --pdf'
run map small.json --csv - --circles
exits 2
says_part '--circles goes with --svg'

it 'a folder that is not there is not made'
run map small.json --csv nowhere/map.csv
exits 4
prints
says_part 'cannot write nowhere/map.csv: there is no folder nowhere'

it 'a full device is exit 4 and stays a device'
if [ -e /dev/full ]; then
    for format in csv json svg pdf; do
        run map small.json "--$format" /dev/full
        exits 4
        prints
        says 'follicle: cannot write /dev/full: No space left on device'
        holds test -c /dev/full
    done
    "$FOLLICLE" map small.json --csv - >/dev/full 2>"$work/err"
    code=$?
    exits 4
    says_part 'No space left on device'
fi

it 'a device takes a map'
run map small.json --csv /dev/null
exits 0
holds test -c /dev/null

it 'a file stays as it was when the new one cannot be written'
cp second.csv kept.csv
(
    trap '' XFSZ
    ulimit -f 8
    exec "$FOLLICLE" map small.json --csv kept.csv >"$work/out" 2>"$work/err" </dev/null
)
code=$?
exits 4
says_part 'cannot write kept.csv: File too large'
holds cmp kept.csv second.csv
[ -z "$(find . -name '.*follicle*')" ] || complain 'a temporary file is left'

finish
