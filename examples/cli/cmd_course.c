/* SPDX-License-Identifier: MIT */
/* `course`: a design through time, in numbers: the state of its dots on the days to look at, how much water, where dots will merge, when a touch-up is
 * due. All of it illustrative (docs/healing.md). */
#include "args.h"
#include "commands.h"
#include "load.h"
#include "maps.h"
#include "talk.h"
#include "text.h"

#include <follicle/heal.h>

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

/* A thick mix on fair skin looks artificial (docs/healing.md#how-much-water). */
#define USUAL_MOST_CONTRAST 0.65
#define NO_NEIGHBOUR_MM 1000.0

typedef struct course {
    const loaded_design *loaded;
    int32_t days[FOL_MOST_COURSE_DAYS];
    size_t day_count;
    fol_shade_advice advice;
    fol_merge_count *merging; /* one a zone */
    size_t zone_count;
    double touch_up_years;    /* of usual skin, after the last session */
} course;

/* All dots of a session that is made by then are alike but for depth and scars: one of no known depth stands for them. */
static bool state_on(const fol_design *design, size_t session, double day, fol_healed *state) {
    const fol_dot usual = {.session = (uint8_t)(session + 1), .zone = UINT16_MAX};
    if (fol_design_session(design, session)->day > day)
        return false;
    *state = fol_heal_dot(design, &usual, day);
    return true;
}

/* ------------------------------------------------------------------ for people */

static void print_days(const course *c) {
    const fol_design *design = c->loaded->design;
    const size_t sessions = fol_design_session_count(design);
    printf("Darkness of a session's dots, in %% of healed ones, and their width; illustrative:\n\nday     ");
    for (size_t k = 1; k <= sessions; k++)
        printf("    session %zu", k);
    putchar('\n');
    for (size_t i = 0; i < c->day_count; i++) {
        printf("%-8" PRId32, c->days[i]);
        for (size_t k = 0; k < sessions; k++) {
            fol_healed state;
            if (state_on(design, k, c->days[i], &state))
                printf(" %5.0f x %4.2f", 100 * state.pigment, state.width);
            else
                printf(" %12s", "-");
        }
        putchar('\n');
    }
    printf("\nA touch-up is due about %.1f years after the last session.\n", c->touch_up_years);
}

static void print_water(const course *c) {
    const fol_design *design = c->loaded->design;
    printf("\nWater to one part of pigment   planned  suggested  at the hairline\n");
    for (size_t k = 0; k < c->advice.session_count; k++)
        printf("  session %-3zu %26.0f %10.0f %16.0f\n", k + 1, fol_design_session(design, k)->shade, c->advice.shade[k], c->advice.hairline[k]);
    put_clean(stdout, c->advice.reason);
    putchar('\n');
}

static void print_merging(const course *c) {
    const double years = fol_design_treatment(c->loaded->design)->healing.touch_up_years;
    printf("\nDots closer than %.2f mm after %g years         dots    merging  least gap mm\n", FOL_MERGING_MM, years);
    for (size_t i = 0; i < c->zone_count; i++) {
        const fol_merge_count *zone = &c->merging[i];
        printf("  ");
        put_padded(stdout, fol_design_zone(c->loaded->design, i)->name, 36);
        put_count(stdout, (int64_t)zone->dots, 12);
        put_count(stdout, (int64_t)zone->merging, 11);
        if (zone->least_gap_mm < NO_NEIGHBOUR_MM)
            printf(" %13.3f\n", zone->least_gap_mm);
        else
            printf(" %13s\n", "-");
    }
}

/* ------------------------------------------------------------------ for programs */

static void put_state(const course *c, size_t session, int32_t day) {
    fol_healed state;
    if (state_on(c->loaded->design, session, day, &state))
        printf("{\"pigment\": %.6g, \"width\": %.6g}", state.pigment, state.width);
    else
        printf("null");
}

static void put_days(const course *c) {
    const size_t sessions = fol_design_session_count(c->loaded->design);
    for (size_t i = 0; i < c->day_count; i++) {
        printf("%s\n    {\"day\": %" PRId32 ", \"sessions\": [", i ? "," : "", c->days[i]);
        for (size_t k = 0; k < sessions; k++) {
            printf("%s", k ? ", " : "");
            put_state(c, k, c->days[i]);
        }
        printf("]}");
    }
}

static void put_water(const course *c) {
    for (size_t k = 0; k < c->advice.session_count; k++)
        printf("%s\n    {\"session\": %zu, \"planned\": %.6g, \"suggested\": %.0f, \"hairline\": %.0f}", k ? "," : "", k + 1,
               fol_design_session(c->loaded->design, k)->shade, c->advice.shade[k], c->advice.hairline[k]);
}

static void put_merging(const course *c) {
    for (size_t i = 0; i < c->zone_count; i++) {
        const fol_merge_count *zone = &c->merging[i];
        printf("%s\n    {\"zone\": ", i ? "," : "");
        put_json_string(stdout, fol_design_zone(c->loaded->design, i)->name);
        printf(", \"dots\": %zu, \"merging\": %zu, \"least_gap_mm\": ", zone->dots, zone->merging);
        if (zone->least_gap_mm < NO_NEIGHBOUR_MM)
            printf("%.3f}", zone->least_gap_mm);
        else
            printf("null}");
    }
}

static void put_json(const course *c) {
    printf("{\n  \"illustrative\": true,\n  \"touch_up_years\": %.3g,\n  \"days\": [", c->touch_up_years);
    put_days(c);
    printf("\n  ],\n  \"water\": [");
    put_water(c);
    printf("\n  ],\n  \"reason\": ");
    put_json_string(stdout, c->advice.reason);
    printf(",\n  \"merging\": [");
    put_merging(c);
    printf("\n  ]\n}\n");
}

/* ------------------------------------------------------------------ the command */

static int measure(course *c, double most_contrast) {
    const fol_design *design = c->loaded->design;
    fol_dot *dots = NULL;
    size_t count = 0;
    fol_error err = {0};
    c->day_count = fol_course_days(design, c->days, FOL_MOST_COURSE_DAYS);
    c->touch_up_years = fol_heal_touch_up_years(&fol_design_treatment(design)->healing, NULL);
    c->zone_count = fol_design_zone_count(design);
    c->merging = calloc(c->zone_count + 1, sizeof *c->merging);
    if (!c->merging)
        return say_no_memory();
    int code = copy_dots(c->loaded, 0, &dots, &count);
    if (code == CLI_DONE && (fol_merge_risk(design, dots, count, NULL, c->merging, c->zone_count, NULL, NULL, &err) != FOL_OK ||
                             fol_advise_shades(design, most_contrast, &c->advice, &err) != FOL_OK))
        code = say_error(c->loaded->shown, &err, NULL);
    free(dots);
    return code;
}

static int tell(const loaded_design *loaded, double most_contrast, bool json) {
    course c = {.loaded = loaded};
    const int code = measure(&c, most_contrast);
    if (code == CLI_DONE && json) {
        put_json(&c);
    } else if (code == CLI_DONE) {
        print_days(&c);
        print_water(&c);
        print_merging(&c);
    }
    free(c.merging);
    return code;
}

int run_course(int argc, char **argv) {
    const char *contrast = NULL, *settings = NULL, *design = NULL;
    bool json = false;
    const cli_option options[] = {
        {"json", 'j', NULL, "the same for programs", NULL, &json},
        {"most-contrast", 0, "N", "healed dots never darker than this share of the skin,\n0 to 1; without it 0.65", &contrast, NULL},
        SETTINGS_OPTION(&settings),
    };
    const cli_syntax syntax = {
        .command = "course",
        .usage = "DESIGN [--json]",
        .about = "Tells a design's course: how dark and wide dots are at each session, before the second, healed\n"
                 "and after three years; how much water to one part of pigment, with the reason; how many dots of each\n"
                 "zone will merge as they grow; when a touch-up is due. All of it is illustrative.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
        .least_operands = 1,
        .most_operands = 1,
    };
    double most = USUAL_MOST_CONTRAST;
    int code = args_parse(&syntax, argc, argv, &design);
    if (code != ARGS_GO_ON)
        return code;
    if (contrast && !read_number(&syntax, "most-contrast", contrast, 0, 1, &most))
        return CLI_BAD_USAGE;
    loaded_design loaded;
    code = load_design(&loaded, design, settings, true);
    if (code == CLI_DONE)
        code = load_layout(&loaded);
    if (code == CLI_DONE)
        code = tell(&loaded, most, json);
    unload_design(&loaded);
    return code;
}
