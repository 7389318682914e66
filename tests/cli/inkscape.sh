# SPDX-License-Identifier: MIT
# The real Inkscape, without a screen: drawings that it has saved, a map that is changed in it and reviewed, and the extension.
# Skipped where Inkscape is not installed; the extension needs a screen of Xvfb's besides.
if ! command -v inkscape >/dev/null 2>&1; then
    echo 'skipped: Inkscape is not installed (Debian: apt-get install inkscape)'
    exit 77
fi
. "$CASES/support.sh"
cp "$CASES/drawings/inkscape-1.svg" "$CASES/drawings/inkscape-0.91.svg" .
examples="$CASES/../../examples"
cp "$examples/designs/drawing.svg" .
mkdir -p profile/extensions
INKSCAPE_PROFILE_DIR=$PWD/profile
SELF_CALL=1
export INKSCAPE_PROFILE_DIR SELF_CALL

# ink FILE ACTIONS: what Inkscape says is of interest only when something fails.
ink() {
    inkscape "$1" --actions="$2" >ink.log 2>&1 </dev/null || complain "inkscape failed: $(tail -n 3 ink.log)"
}

"$FOLLICLE" map inkscape-1.svg --csv wanted.csv 2>/dev/null
"$FOLLICLE" map inkscape-1.svg --svg map.svg 2>/dev/null

it 'a drawing that Inkscape has read and written again gives the same dots'
ink inkscape-1.svg 'export-filename:saved.svg; export-do'
run map saved.svg --csv saved.csv
exits 0
says
holds cmp saved.csv wanted.csv

it 'plain SVG, which loses the names of layers, is refused with the names that are left'
ink inkscape-1.svg 'export-plain-svg; export-filename:plain.svg; export-do'
run check plain.svg
exits 3
says_part 'names there are "layer1", "layer2"'

it 'what is moved as a whole in Inkscape is moved as much in the plan'
ink inkscape-1.svg 'select-all:all; transform-translate:37.79527559,0; export-filename:shifted.svg; export-do'
run check shifted.svg --json
exits 0
"$FOLLICLE" check inkscape-1.svg --json >check.json
area=$(grep -o '"area_cm2": [0-9.]*' check.json)
prints_part "$area"

it 'a map that Inkscape has read and written again passes its review'
ink map.svg 'export-filename:again.svg; export-do'
run review inkscape-1.svg again.svg
exits 0

it 'layers of a map are layers in Inkscape'
inkscape map.svg --query-all >query.txt 2>/dev/null
grep -q '^session-1-zone-1-Top,' query.txt || complain 'there is no layer session-1-zone-1-Top'
grep -o 'inkscape:label="Session [0-9]"' again.svg | sort -u >labels.txt
[ "$(wc -l <labels.txt)" -eq 3 ] || complain "layers are: $(cat labels.txt)"

it 'ten dots moved, five deleted and three copied are found, each'
grep -o 'id="d[0-9]*"' map.svg | sed 's/id="//; s/"//' >ids
nth() {
    sed -n "$1p" ids
}
actions=
for i in 10 110 210 310 410 510 610 710 810 910; do
    actions="$actions select-clear; select-by-id:$(nth $i); transform-translate:1,0.5;"
done
for i in 20 120 220 320 420; do
    actions="$actions select-clear; select-by-id:$(nth $i); delete-selection;"
done
for i in 30 130 230; do
    actions="$actions select-clear; select-by-id:$(nth $i); duplicate; transform-translate:2,2;"
done
ink map.svg "$actions export-filename:edited.svg; export-do"
run review inkscape-1.svg edited.svg
exits 1
[ "$(grep -c '^moved: ' "$work/out")" -eq 10 ] || complain 'not ten are moved'
[ "$(grep -c '^missing: ' "$work/out")" -eq 5 ] || complain 'not five are missing'
[ "$(grep -c '^added: dot 450359962737049[6-8] ' "$work/out")" -eq 3 ] || complain 'not three are added'
run plan inkscape-1.svg --dots edited.svg -o placed -r 2
[ "$code" -le 1 ] || complain "plan ends with $code"
[ "$(($(wc -l <placed/map.csv) - 2))" -eq "$(($(wc -l <wanted.csv) - 5 + 3 - 2))" ] || complain 'dots were lost'

it 'groups that are moved and clones are read'
ink map.svg "select-by-id:$(nth 40); clone; select-clear; select-by-id:session-2; transform-translate:37.79527559,0; export-filename:moved.svg; export-do"
run review inkscape-1.svg moved.svg --json
exits 1
prints_part '"kind": "moved"'

it 'the extension adds session layers to the open drawing'
if command -v xvfb-run >/dev/null 2>&1 && command -v xauth >/dev/null 2>&1 && command -v python3 >/dev/null 2>&1; then
    cp "$examples/inkscape/follicle_plan.inx" "$examples/inkscape/follicle_plan.py" profile/extensions/
    PATH=$(dirname "$FOLLICLE"):$PATH
    export PATH
    xvfb-run -a inkscape --batch-process drawing.svg \
        --actions='org.follicle.plan.noprefs; export-filename:planned.svg; export-do' >ink.log 2>&1 </dev/null ||
        complain "inkscape failed: $(tail -n 3 ink.log)"
    grep -q 'inkscape:label="Follicle plan"' planned.svg || complain "there is no layer; $(tail -n 3 ink.log)"
    run review drawing.svg planned.svg
    exits 0
    run check planned.svg
    exits 0
    prints_part 'Frontal'
else
    echo 'left out: the extension needs xvfb, xauth and python3'
fi

it 'the extension runs without Inkscape too, and in place of an earlier run'
if command -v python3 >/dev/null 2>&1; then
    python3 "$examples/inkscape/follicle_plan.py" --program "$FOLLICLE" drawing.svg >first.svg 2>"$work/err"
    python3 "$examples/inkscape/follicle_plan.py" --program "$FOLLICLE" --session 2 first.svg >second.svg 2>"$work/err"
    run review drawing.svg first.svg
    exits 0
    [ "$(grep -c 'id="follicle-plan"' second.svg)" -eq 1 ] || complain 'an earlier layer is left'
    grep -q 'id="session-2"' second.svg || complain 'session 2 is not there'
    ! grep -q 'id="session-1"' second.svg || complain 'session 1 is there'
    echo '<svg xmlns="http://www.w3.org/2000/svg" width="9mm" height="9mm"/>' >bare.svg
    python3 "$examples/inkscape/follicle_plan.py" --program "$FOLLICLE" bare.svg >bare-out.svg 2>"$work/err" && complain 'it succeeds without zones'
    says_part 'there is no zone'
    python3 "$examples/inkscape/follicle_plan.py" --program nowhere drawing.svg >bare-out.svg 2>"$work/err" && complain 'it succeeds without a program'
    says_part 'cannot run nowhere'
fi

finish
