# SPDX-License-Identifier: MIT
# `follicle plan`: which files, all or none of them, and what becomes of an earlier plan.
. "$CASES/support.sh"
cp "$CASES"/designs/* .
sed 's/"seed": 5,/"seed": 5, "sessions": [{"day": 0, "cumulative": 1}],/' small.json >one.json

it 'every file of a plan is named and there, and nothing else is'
run plan small.json -o plan
exits 0
says
prints_file "$CASES/expected/plan-small.out"
[ "$(ls -A plan | tr '\n' ' ')" = 'day-0000.png day-0009.png day-0010.png day-0020.png day-0048.png day-1095.png map.csv map.json map.pdf map.svg overview.png report.pdf review.json session-1.png session-2.png session-3.png ' ] ||
    complain "there is: $(ls -A plan)"

it 'the files are what their names say'
head -c 4 plan/map.pdf | grep -q '%PDF' || complain 'map.pdf is no PDF'
head -c 4 plan/session-1.png | grep -q 'PNG' || complain 'session-1.png is no PNG'
head -n 1 plan/map.csv | grep -qx 'id,x_um,y_um,diameter_um,depth_um,session,zone,shade' || complain 'map.csv has another header'
grep -q '"fingerprint"' plan/map.json || complain 'map.json has no fingerprint'
grep -q '<svg' plan/map.svg || complain 'map.svg is no SVG'
grep -q '"findings"' plan/review.json || complain 'review.json has no findings'

it 'a folder is made with those above it'
run plan small.json -o a/b/c/
exits 0
prints_part 'a/b/c/map.csv'
holds test -f a/b/c/session-3.png

it 'the same design gives the same bytes in every file'
run plan small.json --output=again
exits 0
holds diff -r plan again

it 'a second plan replaces the first and removes pictures that no longer apply'
touch plan/session-12.png plan/calendar.ics plan/session-x.png plan/session-01.png plan/notes.txt plan/day-0300.png plan/day-300.png plan/day-00000.png
run plan one.json -o plan
exits 0
[ "$(ls -A plan | tr '\n' ' ')" = 'day-0000.png day-00000.png day-0028.png day-1095.png day-300.png map.csv map.json map.pdf map.svg notes.txt overview.png report.pdf review.json session-01.png session-1.png session-x.png ' ] ||
    complain "there is: $(ls -A plan)"

it 'what exact counts have changed is said'
sed 's/"seed": 5,/"seed": 5, "exact_counts": true,/' small.json >exact.json
run plan exact.json -o exact
exits 0
says_part 'follicle: exact.json: counts are exact; '

it 'a held total is planned and passes its review'
sed 's/"density_per_cm2": 120/"hold_total": 300, "density_per_cm2": 120/' small.json >held.json
run plan held.json -o held
exits 0
[ "$(grep -c 'frontal' held/map.csv)" -eq 300 ] || complain "not 300 dots: $(grep -c 'frontal' held/map.csv)"
run review held.json held/map.csv
exits 0

it 'a design from standard input'
run_from small.json plan - -o piped
exits 0
holds diff -r piped again

it 'a design on a photograph'
run plan photo.json -o photo
exits 0
says
holds test -f photo/session-1.png

it 'the pictures have the scale that is asked for'
run plan one.json -o fine --px-per-mm 20
exits 0
# width and height stand in bytes 17 to 24 of a PNG: 60 x 40 mm at 20 pixels a mm
[ "$(dd if=fine/session-1.png bs=1 skip=16 count=8 2>/dev/null | od -An -tu1 | tr -s ' ')" = ' 0 0 4 176 0 0 3 32' ] ||
    complain 'session-1.png is not 1200 x 800'

it 'the PDF can be tiled over sheets of paper'
run plan one.json -o sheets --paper a4
exits 0
holds test -s sheets/map.pdf
cmp -s sheets/map.pdf plan/map.pdf && complain 'the PDF is the same as without'

it 'an unknown paper is refused'
run plan one.json -o sheets --paper a3
exits 2
says_part "--paper is 'a3'; it is a4 or letter"

it 'a folder must be named'
run plan small.json
exits 2
prints
says_part 'plan needs -o DIR'

it 'a plan does not fit standard output'
run plan small.json -o -
exits 2
says_part 'plan writes a folder of files'

for scale in 0 0.4 61 -10 ten 1e999 nan 0x10 10px; do
    it "a scale of $scale pixels a mm is refused"
    run plan small.json -o refused --px-per-mm "$scale"
    exits 2
    prints
    says_part "--px-per-mm is '$scale'; it is a number from 0.5 to 60"
    holds test ! -e refused
done

it 'pictures over the limit are refused before anything is written'
sed 's/"width_mm": 60, "height_mm": 40/"width_mm": 6000, "height_mm": 4000/' small.json >wide.json
run plan wide.json -o wide
exits 3
prints
says_part 'wide.json: a picture of 6000 x 4000 mm at 10 pixels a mm is 60000 x 40000 pixels, over the limit of 200000000'
holds test ! -e wide

it 'a file in place of the folder cannot be written into'
touch occupied
run plan small.json -o occupied
exits 4
prints
says_part 'cannot make the folder occupied: Not a directory'
run plan small.json -o occupied/below
exits 4
says_part 'cannot make the folder'
holds test ! -s occupied

it 'a disk that is full leaves the earlier plan as it was'
mkdir full && cp again/* full
cp -R full full-before
(
    trap '' XFSZ
    ulimit -f 8
    exec "$FOLLICLE" plan one.json -o full >"$work/out" 2>"$work/err" </dev/null
)
code=$?
exits 4
prints
says_part 'cannot write full/'
holds diff -r full full-before

it 'a disk that is full leaves no new folder'
(
    trap '' XFSZ
    ulimit -f 8
    exec "$FOLLICLE" plan one.json -o none/of/these >"$work/out" 2>"$work/err" </dev/null
)
code=$?
exits 4
holds test ! -e none

it 'a file that lies in the way of a name fails the whole plan'
mkdir -p blocked/map.svg/inside
run plan small.json -o blocked
exits 4
prints
says_part 'blocked/map.svg'
[ "$(ls -A blocked)" = map.svg ] || complain "there is: $(ls -A blocked)"

it 'a plan is never written over the design'
mkdir -p own && cp small.json own/map.json
run plan own/map.json -o own
exits 2
says_part 'is the design itself'
holds cmp own/map.json small.json
[ "$(ls -A own)" = map.json ] || complain "there is: $(ls -A own)"

finish
