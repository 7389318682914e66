/* SPDX-License-Identifier: MIT */
/* `new`: prints a design to start from. The templates are whole design files, whose `name` is their line in the list.
 */
#include "args.h"
#include "commands.h"
#include "exits.h"
#include "talk.h"
#include "templates.h"
#include "text.h"

#include <follicle/io.h>

#include <stdio.h>
#include <string.h>

#define MAX_TEMPLATES 64

static int list_templates(void) {
    for (size_t i = 0; i < design_template_count; i++) {
        const design_template *template = &design_templates[i];
        fol_design_file *file = NULL;
        fol_error err = {0};
        if (fol_design_file_parse((const char *)template->text, template->size, NULL, &file, &err) != FOL_OK)
            return say_error(template->name, &err, NULL);
        put_padded(stdout, template->name, 10);
        puts(fol_design_file_treatment(file)->name);
        fol_design_file_free(file);
    }
    return CLI_DONE;
}

static int unknown_template(const char *word) {
    const char *names[MAX_TEMPLATES];
    size_t count = 0;
    for (; count < design_template_count && count < MAX_TEMPLATES; count++)
        names[count] = design_templates[count].name;
    const char *nearest = nearest_name(word, names, count);
    if (nearest)
        return bad_usage("new", "there is no template '%s'; did you mean '%s'?", word, nearest);
    return bad_usage("new", "there is no template '%s'; 'follicle new --list' names them all", word);
}

int run_new(int argc, char **argv) {
    bool list = false;
    const cli_option options[] = {{"list", 'l', NULL, "name every template, a line each", NULL, &list}};
    const cli_syntax syntax = {
        .command = "new",
        .usage = "[TEMPLATE] [--list]",
        .about = "Prints a complete design. It can be planned as it is; change its numbers and outlines\n"
                 "for a client. Without TEMPLATE the first of the list is printed.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
        .least_operands = 0,
        .most_operands = 1,
    };
    const char *name = NULL;
    const int code = args_parse(&syntax, argc, argv, &name);
    if (code != ARGS_GO_ON)
        return code;
    if (list && name)
        return bad_usage("new", "--list stands alone");
    if (list)
        return list_templates();
    for (size_t i = 0; i < design_template_count; i++) {
        if (!name || strcmp(name, design_templates[i].name) == 0) {
            fwrite(design_templates[i].text, 1, design_templates[i].size, stdout);
            return CLI_DONE;
        }
    }
    return unknown_template(name);
}
