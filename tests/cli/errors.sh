# SPDX-License-Identifier: MIT
# Each design in errors/ is refused by every command that reads it: exit 3, the text in the .err file beside it, and nothing
# in the folder of an earlier plan is touched.
. "$CASES/support.sh"
cp -R "$CASES/errors" .
cp "$CASES/designs/small.json" .
"$FOLLICLE" plan small.json -o plan >/dev/null 2>&1
cp plan/map.csv map.csv
before=$(listing)

for file in errors/*.json; do
    stem=$(basename "$file" .json)
    it "$(printf '%s' "$stem" | tr - ' ')"
    run check "$file"
    exits 3
    prints
    says_file "$CASES/errors/$stem.err"
    run check --json "$file"
    exits 3
    prints
    says_file "$CASES/errors/$stem.err"
    run plan "$file" -o plan
    exits 3
    prints
    says_file "$CASES/errors/$stem.err"
    run plan "$file" -o new/plan
    exits 3
    run preview "$file" -o plan/session-1.png
    exits 3
    case $stem in
    photo-missing | photo-broken | photo-cut-short | photo-over-limit | photo-is-folder) ;; # map and review open no photograph
    *)
        run map "$file" --csv map.csv
        exits 3
        prints
        run review "$file" map.csv
        exits 3
        prints
        ;;
    esac
    [ "$(listing)" = "$before" ] || complain 'files were touched'
done

it 'a map needs no photograph'
run map errors/photo-missing.json --csv -
exits 0

finish
