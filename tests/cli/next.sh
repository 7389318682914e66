# SPDX-License-Identifier: MIT
# `follicle next` and `follicle diff`: from a plan and a record to the next plan, with nothing written over.
. "$CASES/support.sh"
cp "$CASES"/designs/small.json .
"$FOLLICLE" map small.json --csv plan.csv
awk -F , 'BEGIN { print "id,state,x_mm,y_mm,confidence,session,note" }
    NR > 1 && $0 ~ /,1,[^,]*(, [^,]*)?,[0-9]+$/ && NR % 3 == 0 { print $1 ",lost,,,,1," }
    NR > 1 && $0 ~ /,1,[^,]*(, [^,]*)?,[0-9]+$/ && NR % 7 == 1 { print $1 ",faint,,,,1," }' plan.csv | awk -F , '!seen[$1]++' >record.csv

it 'the next design names what is in the skin'
run next small.json record.csv -o second.json --retention held.png
exits 0
says
prints_part 'after session 1 of 3'
holds grep -q '"in_skin": {"file": "second-skin.csv", "sessions_done": 1}' second.json
holds grep -q '"layout_version": ' second.json
holds test -s held.png

it 'its map passes review, and tells how even the density is'
"$FOLLICLE" map second.json --csv second.csv
run review second.json second.csv --hand-error 0.2
exits 0
says
prints_part 'smoothed over 5 mm'
prints_part 'with a hand that is off by 0.2 mm'
run review second.json second.csv --json
exits 0
prints_part '"smoothed": ['
prints_part '{"session": 2, "usual": 0.0'

it 'no dot of the first session moves, and what was lost is done again'
holds sh -c 'grep ",lost," record.csv | cut -d , -f 1 | while read -r id; do grep "^$id," second.csv | grep -q -v ",1,[^,]*,24\$" || exit 1; done'
run diff small.json second.json
exits 0
prints_part 'changed'
run diff second.json second.json
prints_part 'all                                  0         0         0         0'

it 'differences for programs and as a picture'
run diff small.json second.json --json -o diff.png
exits 0
prints_part '"kind": "changed"'
holds test -s diff.png

it 'a third visit, with a record that has grown'
tail -n +2 second.csv | awk -F , '/,2,/ && NR % 4 == 0 { print $1 ",lost,,,,2," }' >>record.csv
run next second.json record.csv -o third.json
exits 0
prints_part 'after session 2 of 3'
run diff second.json third.json
exits 0

it 'what a photograph shows is a record: of a session that all held, all is in the skin'
sed 's/^  "seed": 5,/  "seed": 5, "landmarks": {"left": [5, 5], "right": [55, 8], "low": [40, 36]},/' small.json >seen.json
"$FOLLICLE" preview seen.json -o healed.png --px-per-mm 20 --session 1 2>/dev/null
run held seen.json healed.png -l left=100,100 -l right=1100,160 -l low=800,720 -s 1 -o seen.csv
exits 0
run next seen.json seen.csv -o seen-2.json
exits 0
[ "$(wc -l <seen-2-skin.csv)" -ge $(($(grep -c ',1$\|,1,$' seen.csv) * 98 / 100)) ] || complain "$(wc -l <seen-2-skin.csv) in the skin"
sed 's/^# fingerprint: ..../# fingerprint: ffff/' seen.csv >other-seen.csv
run next seen.json other-seen.csv -o seen-3.json
exits 3
says_part 'the row is of another design'
holds test ! -e seen-3.json

it 'more in the skin than is asked for would need pigment to be removed'
sed 's/"density_per_cm2": 120/"density_per_cm2": 15/' second.json >low.json
before=$(listing)
for command in 'check low.json' 'plan low.json -o low-plan' 'next low.json -o low-next.json'; do
    run $command
    exits 3
    says_part 'low.json: sessions[1].cumulative: brings zone "frontal, middle" to '
    says_part 'that would need pigment to be removed; raise the share or the density'
done
[ "$before" = "$(listing)" ] || complain 'something was written'

it 'a plan of another version of the library says which it needs'
sed 's/"layout_version": [0-9]*/"layout_version": 1/' second.json >old.json
run plan old.json -o old-plan
exits 3
says_part 'old.json: layout_version: is 1, but this library has layout version '
holds test ! -e old-plan

it 'a share said of a zone'
run next small.json --held 'frontal, middle=0.6' -o held.json
exits 0
prints_part '60 %'

it 'an edited map is a record'
sed '5,40d' plan.csv >edited.csv
run next small.json edited.csv -o edited.json
exits 0

it 'so is an SVG map that was marked up: without its changes it is the plan, a dot that is gone was skipped'
"$FOLLICLE" map small.json --svg plan.svg
run next small.json plan.svg -o as-planned.json
exits 0
"$FOLLICLE" map small.json --csv first.csv
run next small.json first.csv -o as-planned-too.json
exits 0
holds cmp as-planned-skin.csv as-planned-too-skin.csv
id=$(sed -n 's/^\([0-9]*\),.*,1,.*/\1/p' plan.csv | head -n 1)
holds grep -q "id=\"d$id\"" plan.svg
grep -v "id=\"d$id\"" plan.svg >marked.svg
run next small.json marked.svg -o marked.json
exits 0
holds sh -c "! grep -q '^$id,' marked-skin.csv"
[ $(($(wc -l <as-planned-skin.csv) - 1)) -eq "$(wc -l <marked-skin.csv)" ] || complain 'not one dot less'
run_from marked.svg next small.json - -o piped.json
exits 0
holds cmp marked-skin.csv piped-skin.csv
echo '<svg' >broken.svg
run next small.json broken.svg -o broken.json
exits 3
says_part 'broken.svg: line '
holds test ! -e broken.json

it 'designs are never written over'
before=$(listing)
run next small.json record.csv -o second.json
exits 2
says_part 'second.json is there already'
[ "$before" = "$(listing)" ] || complain 'something was touched'

it 'what is wrong with a record is named with its line'
sed '1i # fingerprint: 0123456789abcdef' record.csv >other.csv
run next small.json other.csv -o new.json
exits 3
says_part 'other.csv: line 3: the row is of another design'
printf 'id,state\n123,lost\n' >unknown.csv
run next small.json unknown.csv -o new.json
exits 3
says_part 'unknown.csv: line 2: there is no dot 123 in this plan'
printf '# day: 12\nid,state\n# day: 3\n' >days.csv
run next small.json days.csv -o new.json
exits 3
says_part 'days.csv: line 3, column 8: day 3 comes after day 12'
printf 'id,state\n8,gone\n' >gone.csv
run next small.json gone.csv -o new.json
exits 3
says_part 'gone.csv: line 2, column 3: state is "gone", must be done, skipped, added, moved, lost, faint or blown-out'
printf 'id,state\nzone=nape,held=0.5\n' >nape.csv
run next small.json nape.csv -o new.json
exits 3
says_part 'the design has no zone "nape"'
run next second.json record.csv --day 0 -o new.json
exits 3
says_part 'days run forwards'
holds test ! -e new.json
holds test ! -e new-skin.csv

it 'what is wrong with a file of what is in the skin is named with its line'
sed '3s/^[0-9]*/x/' second-skin.csv >bad-skin.csv
sed 's/second-skin/bad-skin/' second.json >bad.json
run check bad.json
exits 3
says_part 'bad.json: in_skin.file: bad-skin.csv: line 3, column 1: id is "x"'

it 'a touch-up brings back what did not hold, right after the last session or years later'
run next small.json -o one.json
run next one.json -o two.json
run next two.json --held 'frontal, middle=0.6' --day 1500 -o touch.json
exits 0
holds grep -q '"day": 1500' touch.json
"$FOLLICLE" map touch.json --csv touch.csv
[ "$(awk -F, '$6 == 4' touch.csv | wc -l)" -gt 50 ] || complain "$(awk -F, '$6 == 4' touch.csv | wc -l) dots in the touch-up"
run next two.json --held 'frontal, middle=0.6' -o done.json
exits 0
says_part 'no session is left; with --day N a touch-up is planned'
run next done.json --day 1500 -o later.json
exits 0
"$FOLLICLE" map later.json --csv later.csv
holds cmp touch.csv later.csv

it 'check and the report of a later visit tell what is in the skin'
run next small.json --held 'frontal, middle=0.6' -o visit.json
run check visit.json
exits 0
there=$(($(wc -l <visit-skin.csv) - 1))
grep -q '^zone .*session 1\*  session 2' "$work/out" || complain "$(grep '^zone' "$work/out")"
grep '^all ' "$work/out" | tr -d ',' | awk -v n="$there" '{ exit !($2 == n) }' || complain "$(grep '^all ' "$work/out"), not $there"
run check visit.json --json
prints_part '"sessions_done": 1'
if command -v pdftotext >/dev/null 2>&1; then
    run report visit.json -o visit.pdf
    pdftotext -layout visit.pdf visit.txt
    grep -q 'Session 1 .* done' visit.txt || complain "$(grep 'Session 1' visit.txt)"
    grep -q "dots are in the skin from sessions that are done" visit.txt || complain 'the report does not tell what is in the skin'
fi

it 'faint dots are drawn as pale as they count'
printf 'id,state,x_mm,y_mm,confidence,session,note\n' >all-faint.csv
awk -F, 'NR > 1 && $6 == 1 { print $1 ",faint,,,,1," }' plan.csv >>all-faint.csv
run next small.json all-faint.csv -o pale.json
exits 0
"$FOLLICLE" preview small.json --session 1 -o full.png 2>/dev/null
"$FOLLICLE" preview pale.json --session 1 -o pale.png 2>/dev/null
full=$("$DARKNESS" full.png d7bd96) && pale=$("$DARKNESS" pale.png d7bd96)
awk -v a="$pale" -v b="$full" 'BEGIN { exit !(a > 0.49 * b && a < 0.51 * b) }' || complain "$pale of $full"

it 'places where no dot can be are refused'
id=$(sed -n '2s/,.*//p' plan.csv)
for place in "moved,500,10:lies off the canvas" "moved,59,39:more than 10 mm from the dot's plan" ; do
    printf 'id,state,x_mm,y_mm,confidence,session,note\n%s,%s,,1,\n' "$id" "${place%%:*}" >off.csv
    run next small.json off.csv -o off.json
    exits 3
    says_part 'off.csv: line 2'
    says_part "${place#*:}"
    holds test ! -e off.json
done

it 'a record from after the next session asks when that is'
printf '# day: 60\nid,state,x_mm,y_mm,confidence,session,note\n%s,lost,,,,1,\n' "$id" >late.csv
run next small.json late.csv -o late.json
exits 3
says 'follicle: late.csv: it was written on day 60, and session 2 is on day 10: say with --day N when it is'
run next small.json late.csv --day 61 -o late.json
exits 0
holds grep -q '"day": 71' late.json

it 'units of dots are refused in plain words'
sed 's/^  "seed": 5,/  "seed": 5, "dots": {"units": "natural"},/' small.json >units.json
run check units.json
exits 0
run next units.json -o units-next.json
exits 3
says_part 'units.json: dots.units: follicular units do not go with sessions that are done'
holds test ! -e units-next.json
holds test ! -e units-next-skin.csv

it 'usage'
run next small.json record.csv
exits 2
says_part '-o is missing'
run next small.json record.csv -o -
exits 2
run diff small.json
exits 2

finish
