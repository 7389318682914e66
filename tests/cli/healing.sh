# SPDX-License-Identifier: MIT
# Pictures through time: the days of a plan, `preview` on a day, and tone measured from the files that were written.
. "$CASES/support.sh"
cp "$CASES"/designs/* .
sed 's/"seed": 5,/"seed": 5, "sessions": [{"day": 0, "cumulative": 1}],/' small.json >one.json
"$FOLLICLE" plan small.json -o plan >/dev/null 2>&1

dark() {
    "$DARKNESS" "$1" d7bd96
}
# is_share A B SHARE: A has that share of B's darkness, within 2 %.
is_share() {
    a=$(dark "$1") && b=$(dark "$2") || complain "cannot measure $1 and $2"
    awk -v a="$a" -v b="$b" -v s="$3" 'BEGIN { exit !(b > 0 && a / b > 0.98 * s && a / b < 1.02 * s) }' ||
        complain "$1 is $(awk -v a="$a" -v b="$b" 'BEGIN { print a / b }') times as dark as $2, not $3"
}

it 'from fresh to healed a plan loses the stated share'
is_share plan/session-1.png plan/day-0000.png 0.65

for scale in 1 4 10 24; do
    it "the same at $scale pixels a mm"
    run preview one.json --at fresh -o fresh.png -r "$scale"
    exits 0
    run preview one.json --at healed -o healed.png -r "$scale"
    exits 0
    is_share healed.png fresh.png 0.65
    run preview one.json --at 3-years -o later.png -r "$scale"
    # 0.95 / (1 + 0.11777 x 2.9213) of the healed
    is_share later.png healed.png 0.7068
done

it 'another share is kept too, and an opaque pigment'
sed 's/"zones"/"healing": {"fade": 0.4}, "pigment": {"opacity": 1}, "zones"/' one.json >faded.json
run preview faded.json --at fresh -o fresh.png
exits 0
run preview faded.json --at healed -o healed.png
is_share healed.png fresh.png 0.6

it 'between them it gets lighter day by day, and darker at a session'
previous=$(dark plan/day-0000.png)
for day in 1 3 7 9; do
    run preview small.json --day $day -o day.png
    exits 0
    now=$(dark day.png)
    awk -v a="$now" -v b="$previous" 'BEGIN { exit !(a < b) }' || complain "day $day is $now after $previous"
    previous=$now
done
is_share day.png plan/day-0009.png 1
awk -v a="$(dark plan/day-0010.png)" -v b="$previous" 'BEGIN { exit !(a > 2 * b) }' || complain 'session 2 adds nothing'

it 'a day is the picture of the plan'
for day in 0 9 10 20 48 1095; do
    run preview small.json --day $day -o day.png
    exits 0
    holds cmp day.png "plan/day-$(printf '%04d' $day).png"
done

it 'moments are days'
for pair in fresh:0020 healed:0048 3-years:1095; do
    run preview small.json --at "${pair%:*}" -o moment.png
    exits 0
    says
    holds cmp moment.png "plan/day-${pair#*:}.png"
done

it 'a treatment that ends with its first session'
run preview small.json --session 1 --at fresh -o moment.png
holds cmp moment.png plan/day-0000.png
run preview small.json --session 1 --at healed -o moment.png
holds cmp moment.png plan/session-1.png

it 'without a day all is healed, as it ever was'
run preview small.json -o healed.png
holds cmp healed.png plan/session-3.png

it 'a day before the first session has no dot'
sed 's/"seed": 5,/"seed": 5, "sessions": [{"day": 30, "cumulative": 1}],/' small.json >late.json
run preview late.json --day 29 -o none.png
exits 0
run preview late.json --session 0 -o bare.png
holds cmp none.png bare.png

it 'a scab is drawn when it is asked for'
run preview one.json --day 0 -o plain.png
run preview one.json --day 0 --scab -o scab.png
exits 0
is_share scab.png plain.png 4
run preview one.json --day 7 -o plain.png
run preview one.json --day 7 --scab -o scab.png
holds cmp plain.png scab.png

it 'a strip has four pictures side by side, with their names'
run preview one.json --strip -o strip.png
exits 0
says
# four of 600 and three gaps of 12; 400 and two lines of 30
[ "$(dd if=strip.png bs=1 skip=16 count=8 2>/dev/null | od -An -tu1 | tr -s ' ')" = ' 0 0 9 132 0 0 1 204' ] ||
    complain 'strip.png is not 2436 x 460'

it 'a course is an animated PNG'
run preview one.json --animate -o course.png -r 2
exits 0
says
[ "$(dd if=course.png bs=1 skip=37 count=4 2>/dev/null)" = acTL ] || complain 'course.png is not animated'
run preview one.json --day 0 -o fresh.png -r 2
is_share course.png fresh.png 1

it 'dots that merge are marked'
sed 's/"zones"/"dots": {"diameter_mm": [0.3, 0.4]}, "zones"/' small.json >wide.json
run preview wide.json --merging --day 3000 -o marked.png
exits 0
says_part 'zones[0] "frontal, middle".density_per_cm2: after 4 years dots may come within'
run preview wide.json --day 3000 -o plain.png
cmp -s plain.png marked.png && complain 'nothing is marked'

it 'hair, skin and pigment by name'
sed 's/"zones"/"skin": "monk 3", "hair": "blond", "hairs": [[10, 10]], "pigment": {"name": "carbon black", "undertone": "cool"}, "zones"/' small.json >named.json
run preview named.json -o named.png
exits 0
says
sed 's/"zones"/"skin": "#f7ead0", "hair": "#967850", "hairs": [[10, 10]], "pigment": {"color": "#292f37"}, "zones"/' small.json >coloured.json
run preview coloured.json -o coloured.png
exits 0
holds cmp named.png coloured.png

for day in -1 ten 100001 1e999 nan; do
    it "day $day is refused"
    run preview small.json -o refused.png --day "$day"
    exits 2
    says_part "--day is '$day'; it is a number from 0 to 100000"
    holds test ! -e refused.png
done

it 'an unknown moment is refused'
run preview small.json -o refused.png --at 4-years
exits 2
says_part "--at is '4-years'; it is fresh, healed, 6-months or 3-years"

it 'two moments are refused'
run preview small.json -o refused.png --at fresh --strip
exits 2
says_part 'only one of --day, --at, --strip and --animate can be given'

it 'a strip over the limit is refused, and a scale that fits is named'
sed 's/"width_mm": 60, "height_mm": 40/"width_mm": 600, "height_mm": 400/' small.json >large.json
run preview large.json -o refused.png --strip --px-per-mm 18
exits 3
says_part 'over the limit of 200000000; --px-per-mm '
holds test ! -e refused.png

finish
