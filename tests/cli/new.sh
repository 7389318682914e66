# SPDX-License-Identifier: MIT
# `follicle new`: every template is a design that can be planned as it is.
. "$CASES/support.sh"

it 'without a name the first template is printed'
run new
exits 0
says
holds cmp "$work/out" "$CASES/../../examples/designs/hairline.json"

it 'the list has a name and a line each'
run new --list
exits 0
says
prints_file "$CASES/expected/new-list.out"

for template in $("$FOLLICLE" new --list | cut -d ' ' -f 1); do
    it "template $template passes its check without a warning"
    run new "$template"
    exits 0
    holds cmp "$work/out" "$CASES/../../examples/designs/$template.json"
    cp "$work/out" "$template.json"
    run check "$template.json"
    exits 0
    says
    prints_part "$template.json: can be laid out, no warnings"
done

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
