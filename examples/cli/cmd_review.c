/* SPDX-License-Identifier: MIT */
/* `review`: measures a coordinate map, from wherever it comes, against a design. The design's own layout is what was
 * planned, so that a dot that is missing or was moved is found too. */
#include "args.h"
#include "commands.h"
#include "judge.h"
#include "maps.h"
#include "talk.h"
#include "text.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NAME_WIDTH 20

/* That are named one by one. */
enum { MOST_ADDED = 20 };

typedef struct dot_list {
    const fol_dot *dots;
    size_t count;
} dot_list;

static void print_figures(const char *what, size_t session, fol_set_figures figures) {
    printf("%s %-*zu", what, NAME_WIDTH - (int)strlen(what) - 1, session);
    put_count(stdout, figures.dots, 10);
    put_count(stdout, llround(figures.asked), 10);
    if (figures.dots < 2)
        printf("%10s", "-");
    else
        printf("%10.3f", figures.least_mm);
    if (figures.judged < 2)
        printf("%13s%8s\n", "-", "-");
    else
        printf("%13.3f%8.3f\n", figures.clark_evans, figures.nn_cv);
}

typedef fol_set_figures figures_of(const fol_review *review, size_t session);

static void print_sets(const fol_review *review, const char *title, const char *what, figures_of *of_session, figures_of *of_total) {
    const size_t sessions = fol_review_session_count(review);
    printf("%-*s%10s%10s%10s%13s%8s\n", NAME_WIDTH, title, what, "asked", "least mm", "Clark-Evans", "NN CV");
    for (size_t k = 1; k <= sessions; k++)
        print_figures("session", k, of_session(review, k));
    for (size_t k = 1; k <= sessions; k++)
        print_figures("total after", k, of_total(review, k));
}

/* Of units first the sites, which are judged for evenness, then all dots. */
static void print_dots_and_sites(const fol_review *review) {
    if (!fol_review_has_sites(review)) {
        print_sets(review, "", "dots", fol_review_session, fol_review_total);
        return;
    }
    print_sets(review, "first dots of units", "sites", fol_review_session_sites, fol_review_total_sites);
    putchar('\n');
    print_sets(review, "all dots", "dots", fol_review_session, fol_review_total);
}

/* A dash stands for what was not measured. */
static void print_figure(bool measured, int width, int decimals, double value) {
    if (measured)
        printf("%*.*f", width, decimals, value);
    else
        printf("%*s", width, "-");
}

static void print_texture(const char *what, size_t session, const fol_texture *t) {
    printf("%s %-*zu", what, NAME_WIDTH - (int)strlen(what) - 1, session);
    const bool judged = t->judged > 0;
    print_figure(judged, 9, 3, t->least);
    for (int i = 0; i < FOL_DISCS; i++)
        print_figure(t->discs[i] > 0, 7, 3, t->dispersion[i]);
    print_figure(judged, 9, 3, t->cell_cv);
    print_figure(judged, 9, 3, t->sides_cv);
    print_figure(judged, 8, 2, t->hexagons);
    print_figure(judged, 7, 2, t->hole);
    print_figure(t->waves[0] > 0, 8, 3, fol_texture_power(t, 0.2, 0.3));
    print_figure(t->waves[0] > 0, 8, 2, t->anisotropy);
    putchar('\n');
}

static void print_textures(const fol_review *review) {
    const size_t sessions = fol_review_session_count(review);
    if (!fol_review_total_texture(review, 1))
        return;
    printf("\n%-*s%9s%7s%7s%7s%9s%9s%8s%7s%8s%8s\n", NAME_WIDTH,
           fol_review_has_sites(review) ? "sites, where even" : "where even", "least", "F2", "F4", "F8", "cell CV", "sides CV",
           "sixes", "hole", "P.25", "aniso");
    for (size_t k = 1; k <= sessions; k++)
        print_texture("session", k, fol_review_session_texture(review, k));
    for (size_t k = 1; k <= sessions; k++)
        print_texture("total after", k, fol_review_total_texture(review, k));
}

static void print_edge(size_t i, const fol_edge *e) {
    const bool judged = e->judged_mm > 0, wave = e->period > 0;
    printf("hairline %-*zu", NAME_WIDTH - 9, i + 1);
    print_figure(judged, 8, 1, e->judged_mm);
    print_figure(judged, 8, 2, e->offset_mm);
    print_figure(judged, 8, 2, e->range_mm);
    for (int k = 0; k < FOL_EDGE_SCALES; k++)
        print_figure(judged, 7, 2, e->rough_mm[k]);
    print_figure(judged, 8, 2, e->wander_mm);
    print_figure(wave, 8, 1, e->period_mm);
    print_figure(wave, 8, 2, e->period);
    print_figure(judged, 8, 2, e->mirror);
    print_figure(judged, 9, 2, e->scatter);
    print_figure(judged, 7, 2, e->step);
    putchar('\n');
}

static void print_edges(const fol_review *review) {
    if (fol_review_edge_count(review) == 0)
        return;
    printf("\n%-*s%8s%8s%8s%7s%7s%7s%7s%8s%8s%8s%8s%9s%7s\n", NAME_WIDTH, "edge", "mm", "behind", "range", "R5", "R10", "R20", "R40",
           "wander", "wave mm", "wave", "mirror", "scatter", "step");
    for (size_t i = 0; i < fol_review_edge_count(review); i++)
        print_edge(i, fol_review_edge(review, i));
}

/* Only where something is in the skin, of totals still to come: elsewhere a plan is even by its pattern. */
static void print_smoothed(const fol_review *review, size_t done) {
    for (size_t k = done + 1; k <= fol_review_session_count(review); k++) {
        const fol_smoothed s = fol_review_smoothed(review, k);
        if (s.places)
            printf("%sdensity after %zu, smoothed over 5 mm: within %.1f %% of what is asked at 95 %% of places, %.1f %% at most (at %.1f, %.1f mm)\n",
                   k == done + 1 ? "\n" : "", k, 100 * s.usual, 100 * s.most, s.x_um / 1000.0, s.y_um / 1000.0);
    }
}

/* The same dots as a hand might set them; those in the skin stay. */
static int print_hand_error(const loaded_design *loaded, const fol_dot *dots, size_t count, double hand_mm, const fol_review *planned) {
    fol_dot *moved = malloc((count + 1) * sizeof *moved);
    fol_review *review = NULL;
    fol_error err = {0};
    if (!moved)
        return say_no_memory();
    memcpy(moved, dots, count * sizeof *moved);
    fol_status status = FOL_OK;
    for (size_t i = 0; i < count && status == FOL_OK; i++) {
        if (moved[i].session > fol_design_chart(loaded->design)->sessions_done)
            status = fol_hand_error(&moved[i], 1, hand_mm, fol_design_treatment(loaded->design)->seed, &err);
    }
    if (status == FOL_OK)
        status = judge_dots(loaded, moved, count, NULL, 0, false, &review, &err);
    free(moved);
    if (status != FOL_OK)
        return say_error(loaded->shown, &err, NULL);
    printf("\nwith a hand that is off by %g mm (root mean square, simulated)\n", hand_mm);
    printf("%-*s%23s%23s\n", NAME_WIDTH, "", "Clark-Evans", "least mm");
    for (size_t k = 1; k <= fol_review_session_count(review); k++) {
        const fol_set_figures before = fol_review_total(planned, k), after = fol_review_total(review, k);
        printf("total after %-*zu%10.3f to %9.3f%10.3f to %9.3f\n", NAME_WIDTH - 12, k, before.clark_evans, after.clark_evans,
               before.least_mm, after.least_mm);
    }
    fol_review_free(review);
    return CLI_DONE;
}

static void print_zones(const fol_review *review, const fol_design *design) {
    const fol_chart_spec *chart = fol_design_chart(design);
    printf("\n%-*s%10s%10s\n", NAME_WIDTH, "zone", "dots", "asked");
    for (size_t zone = 0; zone < fol_review_zone_count(review); zone++) {
        const fol_zone_figures figures = fol_review_zone(review, zone);
        put_padded(stdout, chart->zones[zone].name, NAME_WIDTH);
        put_count(stdout, figures.found, 10);
        put_count(stdout, llround(figures.asked), 10);
        putchar('\n');
    }
}

static int64_t all_findings(const fol_review *review) {
    int64_t all = 0;
    for (int kind = FOL_FINDING_REPEATED_ID; kind <= FOL_FINDING_EDGE; kind++)
        all += fol_review_finding_total(review, (fol_finding_kind)kind);
    return all;
}

/* Which dots a finding is about and where the first lies, so that they can be found in the map. */
static void print_dots(const fol_finding *finding) {
    if (finding->ids[0] < 0 || finding->kind == FOL_FINDING_MISSING) /* its text has both */
        return;
    printf(" (id %" PRId64, finding->ids[0]);
    if (finding->ids[1] >= 0)
        printf(" and %" PRId64, finding->ids[1]);
    printf(", at %.3f, %.3f mm)", finding->x_um / 1000.0, finding->y_um / 1000.0);
}

static void print_findings(const fol_review *review, const fol_design *design) {
    const fol_finding *finding = NULL;
    for (size_t i = 0; (finding = fol_review_finding(review, i)) != NULL; i++) {
        printf("%s%s: ", i == 0 ? "\n" : "", fol_finding_kind_name(finding->kind));
        if (finding->kind == FOL_FINDING_EDGE) {
            char text[sizeof finding->text + 8];
            snprintf(text, sizeof text, "hairlines%s", finding->text + strlen("edges")); /* they are listed in the same order */
            put_named(stdout, text, design);
        } else {
            put_named(stdout, finding->text, design);
        }
        print_dots(finding);
        putchar('\n');
    }
    const int64_t left = all_findings(review) - (int64_t)fol_review_finding_count(review);
    if (left > 0)
        printf("... and %" PRId64 " more\n", left);
}

static int compare_ids(const void *a, const void *b) {
    const int64_t x = ((const fol_dot *)a)->id, y = ((const fol_dot *)b)->id;
    return (x > y) - (x < y);
}

/* Dots that somebody added are nothing wrong, but worth a look. The planned ones are in the order of their ids. */
static void print_added(const dot_list *dots, const dot_list *planned) {
    size_t added = 0;
    for (size_t i = 0; i < dots->count; i++) {
        const fol_dot *dot = &dots->dots[i];
        if (bsearch(dot, planned->dots, planned->count, sizeof *dot, compare_ids) || ++added > MOST_ADDED)
            continue;
        printf("%sadded: dot %" PRId64 " of session %d at %.3f, %.3f mm was not planned\n", added == 1 ? "\n" : "", dot->id,
               (int)dot->session, dot->x_um / 1000.0, dot->y_um / 1000.0);
    }
    if (added > MOST_ADDED)
        printf("... and %zu more\n", added - MOST_ADDED);
}

static void print_text(const fol_review *review, const loaded_design *loaded, const char *map) {
    put_clean(stdout, map);
    printf(" against ");
    put_clean(stdout, loaded->shown);
    const int64_t findings = all_findings(review);
    if (findings == 0)
        printf(": passed\n\n");
    else
        printf(": failed, %" PRId64 " finding%s\n\n", findings, findings == 1 ? "" : "s");
    if (fol_review_has_sites(review))
        printf("Dots stand in follicular units. Their sites, the first dots, are judged for spacing and evenness;\n"
               "all dots for counts and for a least distance of %.3f mm.\n\n",
               promised_mm(loaded));
    print_dots_and_sites(review);
    print_textures(review);
    print_edges(review);
    print_zones(review, loaded->design);
    print_smoothed(review, (size_t)fol_design_chart(loaded->design)->sessions_done);
    print_findings(review, loaded->design);
}

static int judge_map(const loaded_design *loaded, const fol_map *map, const char *shown, bool json, bool full, double hand_mm) {
    fol_dot *planned = NULL;
    size_t planned_count = 0;
    int code = copy_dots(loaded, 0, &planned, &planned_count);
    if (code != CLI_DONE)
        return code;
    dot_list dots;
    dots.dots = fol_map_dots(map, &dots.count);
    fol_review *review = NULL;
    fol_error err = {0};
    if (judge_dots(loaded, dots.dots, dots.count, planned, planned_count, full, &review, &err) != FOL_OK) {
        code = say_error(shown, &err, NULL);
    } else if (json) {
        code = write_output("-", shown, write_review, &(review_job){review, loaded->design});
    } else {
        print_text(review, loaded, shown);
        qsort(planned, planned_count, sizeof *planned, compare_ids);
        print_added(&dots, &(dot_list){planned, planned_count});
    }
    if (code == CLI_DONE && hand_mm >= 0 && !json)
        code = print_hand_error(loaded, dots.dots, dots.count, hand_mm, review);
    if (code == CLI_DONE && !fol_review_ok(review))
        code = CLI_FAILED_CHECK;
    fol_review_free(review);
    free(planned);
    return code;
}

int run_review(int argc, char **argv) {
    bool json = false, full = false;
    const char *settings = NULL, *hand = NULL;
    double hand_mm = -1;
    const cli_option options[] = {{"json", 'j', NULL, "the same for programs", NULL, &json},
                                  {"full", 'f', NULL, "spectrum, pair correlation, counts in discs, cells", NULL, &full},
                                  {"hand-error", 0, "MM",
                                   "also say what evenness is left when each dot is off by so much,\n"
                                   "root mean square; 0.2 is usual",
                                   &hand, NULL},
                                  SETTINGS_OPTION(&settings)};
    const cli_syntax syntax = {
        .command = "review",
        .usage = "DESIGN MAP.csv|MAP.svg [--full] [--json]",
        .about = "Measures the dots of a map against a design: spacing, evenness, counts, hairlines, and what is\n"
                 "missing or lies elsewhere than planned. The map may be an SVG that was changed in an editor.\n"
                 "Exit code 1 when anything is found.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
        .least_operands = 2,
        .most_operands = 2,
    };
    const char *paths[2] = {NULL, NULL};
    int code = args_parse(&syntax, argc, argv, paths);
    if (code != ARGS_GO_ON)
        return code;
    if (hand && !read_number(&syntax, "hand-error", hand, 0, 5, &hand_mm))
        return CLI_BAD_USAGE;
    if (hand && json)
        return bad_usage("review", "--hand-error is told as text; leave --json out");
    const bool piped = strcmp(paths[1], "-") == 0;
    if (piped && strcmp(paths[0], "-") == 0)
        return bad_usage("review", "only one of the two can come from standard input");
    const char *shown = piped ? "stdin" : paths[1];
    loaded_design loaded;
    fol_map *map = NULL;
    code = load_design(&loaded, paths[0], settings, true);
    if (code == CLI_DONE)
        code = load_layout(&loaded);
    if (code == CLI_DONE)
        code = load_map(&loaded, paths[1], &map);
    if (code == CLI_DONE)
        code = judge_map(&loaded, map, shown, json, full, hand_mm);
    fol_map_free(map);
    unload_design(&loaded);
    return code;
}
