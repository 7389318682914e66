# SPDX-License-Identifier: MIT
# `follicle new`: every template is a design that can be planned as it is.
. "$CASES/support.sh"

it 'without a name the first template is printed'
"$FOLLICLE" new hairline >first.json
run new
exits 0
says
holds cmp "$work/out" first.json

it 'the list has a name and a line each'
run new --list
exits 0
says
prints_file "$CASES/expected/new-list.out"

for template in $("$FOLLICLE" new --list | cut -d ' ' -f 1); do
    it "template $template is planned in one go, and its dots pass their review"
    "$FOLLICLE" new "$template" 2>"$work/err" | "$FOLLICLE" plan - -o "plan-$template" --px-per-mm 2 >"$work/out" 2>>"$work/err"
    code=$?
    exits 0
    says
    grep -q '"ok": true' "plan-$template/review.json" || complain 'its review failed'
    rm -rf "plan-$template"
done

it 'the edge of a template passes review at other seeds, too'
for template in hairline norwood-2a norwood-3 norwood-4a norwood-6; do
    for seed in 2 3 8; do
        "$FOLLICLE" new "$template" --seed "$seed" >seeded.json
        "$FOLLICLE" map seeded.json --csv seeded.csv
        run review seeded.json seeded.csv
        exits 0
    done
done

it 'a hairline made from the landmarks of a template is the one of the template'
for shape in rounded straight widows-peak m-shape receded edge-up; do
    "$FOLLICLE" new norwood-6 --shape $shape >made.json
    "$FOLLICLE" new norwood-6 | "$FOLLICLE" hairline - --shape $shape >again.json
    for file in made again; do # all points to 0.1 mm
        sed -n '/^  "hairline"/,/"behind"/p' $file.json | tr -c '0-9.\n' ' ' | awk '{for (i = 1; i <= NF; i++) printf "%.1f\n", $i - 0.04}' >$file.points
    done
    [ "$(wc -l <made.points)" -ge 38 ] || complain "$shape has too few points"
    differ=$(paste made.points again.points | awk '{d = $1 - $2; if (d > 0.11 || d < -0.11) n++} END {print n + 0}' )
    [ "$differ" -le 2 ] || complain "$shape: $differ numbers differ" # behind is another point of the same side
done

it 'landmarks that no head has are refused by name'
"$FOLLICLE" new norwood-6 >far.json
run hairline far.json --view front
exits 3
prints
says_part 'far.json: landmarks.canthus: the outer corners of the eyes are 139.5 mm apart; on heads they are 67 to 118 mm'
sed '/"landmarks"/,/}/d' far.json >none.json
run hairline none.json
exits 3
says_part 'none.json: landmarks: there is no "glabella"'

it 'an unusual height is warned of, an impossible one refused'
run hairline far.json --height 60 -o low.json
exits 0
says_part "far.json: warning: the hairline's middle is 60 mm above the glabella; 65 to 110 mm is usual"
run check low.json
exits 0
run hairline far.json --height 140 --shape receded -o high.json
exits 3
says_part 'height_mm: is 140 mm; with shape "receded"'
[ ! -e high.json ] || complain 'high.json was written'

it 'choices that are none are bad usage'
for choice in '--shape square' '--style sharp' '--temples X' '--view side' '--height 30'; do
    # shellcheck disable=SC2086
    run hairline far.json $choice
    exits 2
    prints
done
run new fut-scar --patches 4
exits 2
says_part '--patches is nothing that template "fut-scar" has'
run new hairline --temples NP
exits 2
says_part "--temples is 'NP'; it is one of N, T, P, R"

it 'names of earlier versions still serve'
run new crown
exits 0
prints_part 'Norwood III vertex'

it 'a template goes through a pipe into check'
"$FOLLICLE" new 2>"$work/err" | "$FOLLICLE" check - >"$work/out" 2>>"$work/err"
code=$?
exits 0
says
prints_part 'stdin: can be laid out, no warnings'

it 'an unknown template is refused, and the nearest one named'
run new hairlin
exits 2
prints
says_part "there is no template 'hairlin'; did you mean 'hairline'?"

it 'a template that is like none is refused'
run new moustache
exits 2
says_part "there is no template 'moustache'; 'follicle new --list' names them all"

it 'the list stands alone'
run new --list crown
exits 2
says_part '--list stands alone'

finish
