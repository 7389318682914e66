# SPDX-License-Identifier: MIT
# Clinical cases on the real head: Norwood VI from in front and from above, alopecia areata, a strip scar, density work. FOLLICLE_HEAD_DIR
# names the folder that has photo_front.png and photo_top.png, from the Infinite 3D Head Scan by Lee Perry-Smith (CC BY 3.0). The head is
# bald: the hair that a case needs is drawn on the photograph first, and its map is the file of hairs. Skipped where the head is not there.
if [ -z "${FOLLICLE_HEAD_DIR:-}" ] || [ ! -f "$FOLLICLE_HEAD_DIR/photo_top.png" ]; then
    echo 'skipped: FOLLICLE_HEAD_DIR does not name a folder with photo_top.png'
    exit 77
fi
. "$CASES/support.sh"
cp "$CASES"/designs-head/*.json .
cp "$FOLLICLE_HEAD_DIR/photo_front.png" "$FOLLICLE_HEAD_DIR/photo_top.png" .

dots_within() { # FROM TO
    dots=$(($(wc -l <plan/map.csv) - 1))
    [ "$dots" -ge "$1" ] && [ "$dots" -le "$2" ] || complain "there are $dots dots"
    grep -q '"ok": true' plan/review.json || complain 'its review failed'
}

while read -r case least most; do
    it "$case: hair is drawn, and the treatment between it is planned and passes its review"
    run preview "grow-$case.json" -o grown.png --px-per-mm 10
    exits 0
    run map "grow-$case.json" --csv grown.csv
    exits 0
    run check "$case-top.json"
    exits 0
    says
    run plan "$case-top.json" -o plan --px-per-mm 5
    exits 0
    dots_within "$least" "$most"
    run preview "$case-top.json" -o before.png --session 0 --px-per-mm 5
    ! cmp -s before.png plan/session-3.png || complain 'the pictures do not differ'
    rm -r plan
done <<'CASES_END'
norwood-6 9000 14000
areata 300 700
fut-scar 200 600
density 3000 6500
CASES_END

for shape in rounded straight widows-peak m-shape receded edge-up; do
    it "the front: a hairline of shape $shape from its landmarks"
    run hairline norwood-6-front.json --height 66 --shape $shape -o made.json
    exits 0
    says
    run plan made.json -o plan --px-per-mm 2
    exits 0
    dots_within 3500 8000
done

it 'the front: the middle of the hairline lies where the old one can still be seen'
run hairline norwood-6-front.json --height 66 -o made.json
sed -n '/"hairline"/,/"behind"/p' made.json | tr -c '0-9.\n' ' ' | awk '{for (i = 1; i + 1 <= NF; i += 2) if ($i > 89.3 && $i < 89.5) print $(i + 1)}' >middle
read -r y <middle
holds awk "BEGIN {exit !($y > 36 && $y < 45)}"

finish
