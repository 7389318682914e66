/* SPDX-License-Identifier: MIT */
/* `new`: prints a design to start from, made by the library for a head of the client's size. */
#include "args.h"
#include "commands.h"
#include "exits.h"
#include "output.h"
#include "talk.h"
#include "temples.h"
#include "text.h"

#include <follicle/head.h>
#include <follicle/io.h>

#include <stdio.h>
#include <string.h>

#define MAX_TEMPLATES 64

/* Names of earlier versions. */
static const char *const aliases[][2] = {{"crown", "norwood-3-vertex"}, {"scar", "fut-scar"}};

static int list_templates(void) {
    const fol_template_info *info;
    for (size_t i = 0; (info = fol_template_at(i)) != NULL; i++) {
        put_padded(stdout, info->name, 18);
        puts(info->about);
    }
    return CLI_DONE;
}

static int unknown_template(const char *word) {
    const char *names[MAX_TEMPLATES];
    size_t count = 0;
    for (const fol_template_info *info; count < MAX_TEMPLATES && (info = fol_template_at(count)) != NULL; count++)
        names[count] = info->name;
    const char *nearest = nearest_name(word, names, count);
    if (nearest)
        return bad_usage("new", "there is no template '%s'; did you mean '%s'?", word, nearest);
    return bad_usage("new", "there is no template '%s'; 'follicle new --list' names them all", word);
}

static const char *known_name(const char *word) {
    const fol_template_info *info;
    for (size_t i = 0; word && i < sizeof aliases / sizeof aliases[0]; i++) {
        if (strcmp(aliases[i][0], word) == 0)
            return aliases[i][1];
    }
    for (size_t i = 0; (info = fol_template_at(i)) != NULL; i++) {
        if (!word || strcmp(info->name, word) == 0)
            return info->name;
    }
    return NULL;
}

/* What the options say, as texts. */
typedef struct choices {
    const char *head_width, *head_length, *pupils, *shape, *style, *temples, *height, *patches, *patch_mm, *margin, *length, *width, *count, *seed;
} choices;

static bool take_numbers(const cli_syntax *syntax, const choices *c, fol_template_spec *spec) {
    const struct {
        const char *name, *text;
        double *number;
    } numbers[] = {{"head-width", c->head_width, &spec->head.width_mm}, {"head-length", c->head_length, &spec->head.length_mm},
                   {"pupils", c->pupils, &spec->head.pupils_mm},        {"height", c->height, &spec->height_mm},
                   {"patch-mm", c->patch_mm, &spec->patch_mm},          {"margin", c->margin, &spec->margin_mm},
                   {"length", c->length, &spec->length_mm},             {"width", c->width, &spec->width_mm}};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        if (numbers[i].text && !read_number(syntax, numbers[i].name, numbers[i].text, 0.1, 1000, numbers[i].number))
            return false;
    }
    int patches = 0, count = 0, seed = 1;
    if ((c->patches && !read_whole(syntax, "patches", c->patches, 1, 9, &patches)) ||
        (c->count && !read_whole(syntax, "count", c->count, 10, 5000, &count)) ||
        (c->seed && !read_whole(syntax, "seed", c->seed, 0, 2147483647, &seed)))
        return false;
    spec->patches = patches;
    spec->count = count;
    spec->seed = (uint64_t)seed;
    return true;
}

/* The library's names of options are the program's, with dashes. */
static int say_refused(const fol_error *err) {
    char option[64];
    size_t n = 0;
    for (; err->path[n] && n + 1 < sizeof option; n++)
        option[n] = (char)(err->path[n] == '_' ? '-' : err->path[n]);
    option[n] = '\0';
    if (n == strlen("height-mm") && strcmp(option, "height-mm") == 0)
        option[strlen("height")] = '\0';
    return bad_usage("new", "--%s %s", option, err->message);
}

static bool write_all(const void *bytes, size_t size, void *user) {
    (void)user;
    return fwrite(bytes, 1, size, stdout) == size;
}

static int print_template(const fol_template_spec *spec) {
    fol_template *made = NULL;
    fol_error err = {0};
    fol_status status = fol_template_create(spec, NULL, &made, &err);
    if (status == FOL_ERR_NOMEM)
        return say_error(spec->name, &err, NULL);
    if (status != FOL_OK)
        return say_refused(&err);
    const fol_sink sink = {write_all, NULL};
    status = fol_design_file_write(fol_template_treatment(made), fol_template_chart(made), &sink, &err);
    fol_template_free(made);
    if (status == FOL_ERR_WRITE) /* main() says why */
        return CLI_NO_OUTPUT;
    return status == FOL_OK ? CLI_DONE : say_error(spec->name, &err, NULL);
}

int run_new(int argc, char **argv) {
    bool list = false;
    choices c = {0};
    const cli_option options[] = {
        {"list", 'l', NULL, "name every template, a line each", NULL, &list},
        {"head-width", 'W', "MM", "greatest width above the ears, by caliper; default 155", &c.head_width, NULL},
        {"head-length", 'L', "MM", "between the brows to the back of the head; default 195", &c.head_length, NULL},
        {"pupils", 0, "MM", "between the pupils, where the head was not measured", &c.pupils, NULL},
        {"shape", 0, "NAME", "of the hairline: rounded, straight, widows-peak,\nm-shape, receded, edge-up", &c.shape, NULL},
        {"style", 0, "NAME", "of its edge: soft, broken, natural, defined, edge-up", &c.style, NULL},
        {"temples", 0, "CLASS", "N normal, T thinning, P parallel, R reversed", &c.temples, NULL},
        {"height", 0, "MM", "of the hairline above the glabella; default 80", &c.height, NULL},
        {"patches", 0, "N", "of areata, 1 to 9; default 3", &c.patches, NULL},
        {"patch-mm", 0, "MM", "their diameter; default 25", &c.patch_mm, NULL},
        {"margin", 0, "MM", "prepared around them for their growth; default 8", &c.margin, NULL},
        {"length", 0, "MM", "of a scar, or of a field of scars", &c.length, NULL},
        {"width", 0, "MM", "the same", &c.width, NULL},
        {"count", 0, "N", "of round scars; default 1500", &c.count, NULL},
        {"seed", 0, "N", "another of many equal designs; default 1", &c.seed, NULL},
    };
    const cli_syntax syntax = {
        .command = "new",
        .usage = "[TEMPLATE] [options] | --list",
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
    if (list && argc > 2)
        return bad_usage("new", "--list stands alone");
    if (list)
        return list_templates();
    fol_template_spec spec = fol_template_spec_default();
    spec.name = known_name(name);
    if (!spec.name)
        return unknown_template(name);
    spec.shape = c.shape;
    spec.style = c.style;
    if (c.temples && !read_temples(&syntax, c.temples, &spec.temples))
        return CLI_BAD_USAGE;
    return take_numbers(&syntax, &c, &spec) ? print_template(&spec) : CLI_BAD_USAGE;
}
