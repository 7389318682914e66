# SPDX-License-Identifier: MIT
# Each design in warnings/ can be laid out, with the warnings in the .out file beside it.
. "$CASES/support.sh"
cp -R "$CASES/warnings" .

for file in warnings/*.json; do
    stem=$(basename "$file" .json)
    it "$(printf '%s' "$stem" | tr - ' ')"
    run check "$file"
    exits 0
    says
    grep '^warning: ' "$work/out" >"$work/warnings"
    same_as "$work/warnings" "$CASES/warnings/$stem.out"
    run check "$file" --json
    exits 0
    says
    prints_part '"ok": true'
    prints_part '{"path": "'
    run map "$file" --csv -
    exits 0
    says_part "follicle: $file: warning: "
done

finish
