/* SPDX-License-Identifier: MIT */
#include "results.h"

#include "crew.h"
#include "designs.h"
#include "digest.h"

#include <follicle/follicle.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* None of these may matter. */
static const size_t thread_counts[] = {1, 2, 7};

static void must(fol_status status, const fol_error *err, const char *what) {
    if (status == FOL_OK)
        return;
    fprintf(stderr, "%s: %s %s\n", what, err->path, err->message);
    exit(EXIT_FAILURE);
}

static void *room_for(size_t count, size_t size) {
    void *room = calloc(count + 1, size);
    if (!room) {
        fputs("out of memory\n", stderr);
        exit(EXIT_FAILURE);
    }
    return room;
}

static int broken(const char *name, const char *what) {
    fprintf(stderr, "%s: %s\n", name, what);
    return 1;
}

/* ------------------------------------------------------------------ patterns */

/* Points by rank and the spacing that was measured on them. */
static uint64_t digest_pattern(const fol_pattern *pattern) {
    const fol_spacing *spacing = fol_pattern_spacing(pattern);
    const int32_t count = spacing->point_count;
    int32_t *xy = room_for(2 * (size_t)count, sizeof *xy);
    uint64_t digest = digest_double(digest_number(DIGEST_START, fol_pattern_seed(pattern), 8), spacing->tile_mm);
    fol_pattern_points(pattern, 0, count, xy);
    for (int32_t i = 0; i < 2 * count; i++)
        digest = digest_number(digest, (uint32_t)xy[i], 4);
    for (int32_t i = 0; i < spacing->step_count; i++)
        digest = digest_double(digest_number(digest, (uint32_t)spacing->points[i], 4), spacing->least_um[i]);
    free(xy);
    return digest;
}

static void add_pattern(book *found, const char *name, const fol_pattern *pattern) {
    book_add(found, "pattern", name, (uint64_t)fol_pattern_spacing(pattern)->point_count, digest_pattern(pattern));
}

static fol_pattern *built(const fol_pattern_spec *spec) {
    fol_pattern *pattern;
    fol_error err;
    must(fol_pattern_create(spec, NULL, NULL, &pattern, &err), &err, "pattern");
    return pattern;
}

bool results_rebuild_pattern(void) {
    const fol_spacing *spacing = fol_pattern_spacing(fol_pattern_builtin());
    fol_pattern_spec spec = fol_pattern_spec_default();
    spec.point_count = spacing->point_count;
    spec.tile_mm = spacing->tile_mm;
    fol_pattern *again = built(&spec);
    const bool same = digest_pattern(again) == digest_pattern(fol_pattern_builtin());
    fol_pattern_free(again);
    if (!same)
        broken("built-in pattern", "built again here, it is another one");
    return same;
}

/* ------------------------------------------------------------------ designs and layouts */

static fol_design *designed(const plan *p, const fol_pattern *pattern) {
    fol_design_options options = fol_design_options_default();
    fol_design *design;
    fol_error err;
    options.spacing = fol_pattern_spacing(pattern);
    must(fol_design_create(&p->treatment, &p->chart, &options, NULL, &design, &err), &err, "design");
    return design;
}

static fol_layout *laid(const fol_design *design, const fol_pattern *pattern) {
    fol_layout_options options = fol_layout_options_default();
    fol_layout *layout;
    fol_error err;
    options.pattern = pattern;
    must(fol_layout_create(design, &options, NULL, &layout, &err), &err, "layout");
    return layout;
}

/* All dots in map order; the caller frees them. */
static fol_dot *dots_of(const fol_layout *layout) {
    const size_t count = fol_layout_count(layout);
    fol_dot *dots = room_for(count, sizeof *dots);
    fol_layout_copy(layout, 0, dots, count);
    return dots;
}

static uint64_t digest_layout(const fol_layout *layout) {
    fol_dot *dots = dots_of(layout);
    const uint64_t digest = digest_dots(DIGEST_START, dots, fol_layout_count(layout));
    free(dots);
    return digest;
}

typedef struct crowd {
    const fol_design *design;
    const fol_pattern *pattern;
    uint64_t digests[MOST_THREADS];
} crowd;

static void lay_out_one(size_t i, void *state) {
    crowd *c = state;
    fol_layout *layout = laid(c->design, c->pattern);
    c->digests[i] = digest_layout(layout);
    fol_layout_free(layout);
}

/* One layout, its bands handed to a host's threads; and to the library's own pool. */
static void run_on_crew(fol_task_fn task, size_t count, void *context, void *threads) {
    crew_run(*(const size_t *)threads, count, task, context);
}

static bool in_bands(const fol_design *design, const fol_pattern *pattern, const fol_tasks *tasks, uint64_t want) {
    fol_layout_options options = fol_layout_options_default();
    fol_layout *layout;
    fol_error err;
    options.pattern = pattern;
    options.tasks = tasks;
    must(fol_layout_create(design, &options, NULL, &layout, &err), &err, "layout in bands");
    const bool same = digest_layout(layout) == want;
    fol_layout_free(layout);
    return same;
}

static bool in_a_pool(const fol_design *design, const fol_pattern *pattern, size_t threads, uint64_t want) {
    fol_pool *pool;
    if (fol_pool_create((int32_t)threads, NULL, &pool, NULL) != FOL_OK)
        return true; /* built without threads */
    const fol_tasks tasks = fol_pool_tasks(pool);
    const bool same = in_bands(design, pattern, &tasks, want);
    fol_pool_free(pool);
    return same;
}

/* One design, laid out by so many threads at once, and each layout by so many together. */
static int check_threads(const char *name, const fol_design *design, const fol_pattern *pattern, uint64_t want) {
    crowd c = {.design = design, .pattern = pattern};
    int wrong = 0;
    for (size_t t = 0; t < sizeof thread_counts / sizeof thread_counts[0]; t++) {
        crew_run(thread_counts[t], thread_counts[t], lay_out_one, &c);
        for (size_t i = 0; i < thread_counts[t]; i++)
            wrong += c.digests[i] != want;
        size_t threads = thread_counts[t];
        const fol_tasks tasks = {run_on_crew, &threads};
        wrong += !in_bands(design, pattern, &tasks, want) || !in_a_pool(design, pattern, threads, want);
    }
    return wrong ? broken(name, "the number of threads changes dots") : 0;
}

/* ------------------------------------------------------------------ densities */

enum { PLACES = 48, PAST_EDGE_UM = 3000 };

/* Place i of PLACES from before the canvas begins to past its end. */
static int32_t place_at(int i, double canvas_mm) {
    const int64_t canvas_um = (int64_t)(canvas_mm * 1000);
    return (int32_t)((canvas_um + 2 * PAST_EDGE_UM) * i / (PLACES - 1)) - PAST_EDGE_UM;
}

static uint64_t digest_density(uint64_t digest, const fol_density *density) {
    for (int k = 0; k < FOL_MAX_SESSIONS; k++)
        digest = digest_double(digest, density->running_per_cm2[k]);
    return digest_number(digest, (uint32_t)density->zone, 4);
}

static uint64_t digest_curve(uint64_t digest, const fol_design *design, size_t hairline) {
    const size_t count = fol_design_hairline_curve(design, hairline, NULL, 0);
    fol_point *points = room_for(count, sizeof *points);
    fol_design_hairline_curve(design, hairline, points, count);
    for (size_t i = 0; i < count; i++)
        digest = digest_double(digest_double(digest, points[i].x), points[i].y);
    free(points);
    return digest;
}

/* Densities to their last bit. One that is off there moves a dot in a design of billions, which no dozen designs would show. */
static void add_density(book *found, const char *name, const fol_design *design) {
    const fol_chart_spec *chart = fol_design_chart(design);
    uint64_t digest = DIGEST_START;
    for (int i = 0; i < PLACES * PLACES; i++) {
        fol_density density;
        fol_design_density_at(design, place_at(i % PLACES, chart->canvas_width_mm), place_at(i / PLACES, chart->canvas_height_mm),
                              &density);
        digest = digest_density(digest, &density);
    }
    for (size_t i = 0; i < chart->hairline_count; i++)
        digest = digest_curve(digest, design, i);
    book_add(found, "density", name, PLACES * PLACES, digest);
}

/* ------------------------------------------------------------------ edits */

typedef struct edited {
    plan *plan;
    fol_design *design;
    fol_layout *layout;
    uint64_t digest; /* of all changes so far */
} edited;

static uint64_t digest_change(uint64_t digest, const fol_change *change) {
    size_t removed, added;
    const fol_dot *gone = fol_change_removed(change, &removed), *come = fol_change_added(change, &added);
    digest = digest_dots(digest_number(digest, removed, 8), gone, removed);
    return digest_dots(digest_number(digest, added, 8), come, added);
}

/* The plan's edit has been made in its specs: the design derived and the layout updated must be those of the specs. */
static int follow_edit(edited *e, const fol_design_edit *edit, const char *name, const fol_pattern *pattern) {
    fol_design *derived, *fresh = designed(e->plan, pattern);
    fol_layout *updated, *anew = laid(fresh, pattern);
    fol_change *change;
    fol_error err;
    must(fol_design_derive(e->design, edit, NULL, &derived, &err), &err, name);
    must(fol_layout_update(e->layout, derived, NULL, &updated, &change, &err), &err, name);
    const bool same = digest_layout(updated) == digest_layout(anew) &&
                      fol_design_fingerprint(derived) == fol_design_fingerprint(fresh);
    e->digest = digest_change(e->digest, change);
    fol_change_free(change);
    fol_layout_free(anew);
    fol_layout_free(e->layout);
    fol_design_free(fresh);
    fol_design_free(e->design);
    e->design = derived;
    e->layout = updated;
    return same ? 0 : broken(name, "an update is not the layout made anew");
}

static int add_updates(book *found, const char *name, plan *p, const fol_pattern *pattern) {
    edited e = {p, designed(p, pattern), NULL, DIGEST_START};
    int wrong = 0;
    e.layout = laid(e.design, pattern);
    for (size_t number = 0; number < EDITS; number++) {
        fol_design_edit edit;
        if (plan_edit(p, number, &edit))
            wrong += follow_edit(&e, &edit, name, pattern);
    }
    fol_dot *dots = dots_of(e.layout);
    const size_t count = fol_layout_count(e.layout);
    book_add(found, "update", name, count, digest_dots(e.digest, dots, count));
    free(dots);
    fol_layout_free(e.layout);
    fol_design_free(e.design);
    return wrong;
}

/* ------------------------------------------------------------------ figures */

static uint64_t digest_figures(uint64_t digest, const fol_set_figures *f) {
    digest = digest_double(digest_number(digest, (uint64_t)f->dots, 8), f->asked);
    digest = digest_double(digest_double(digest, f->least_mm), f->clark_evans);
    return digest_double(digest, f->nn_cv);
}

static uint64_t digest_review(uint64_t digest, const fol_design *design, const fol_dot *dots, size_t count) {
    const fol_chart_spec *chart = fol_design_chart(design);
    fol_review_spec spec = fol_review_spec_default();
    fol_review *review;
    fol_error err;
    spec.dots = dots;
    spec.dot_count = count;
    spec.session_count = fol_design_session_count(design);
    spec.zone_count = fol_design_zone_count(design);
    spec.density = fol_design_density_fn;
    spec.density_user = (void *)(uintptr_t)design;
    spec.bounds.width = chart->canvas_width_mm;
    spec.bounds.height = chart->canvas_height_mm;
    must(fol_review_create(&spec, NULL, &review, &err), &err, "review");
    for (size_t s = 1; s <= spec.session_count; s++) {
        const fol_set_figures own = fol_review_session(review, s), total = fol_review_total(review, s);
        digest = digest_figures(digest_figures(digest, &own), &total);
    }
    fol_review_free(review);
    return digest;
}

static uint64_t digest_edge(uint64_t digest, const fol_design *design, size_t hairline, const fol_dot *dots, size_t count) {
    const size_t points = fol_design_hairline_curve(design, hairline, NULL, 0);
    fol_point *line = room_for(points, sizeof *line);
    fol_edge_spec spec = fol_edge_spec_default();
    fol_edge edge;
    fol_error err;
    spec.dots = dots;
    spec.dot_count = count;
    spec.line = (fol_ring){line, fol_design_hairline_curve(design, hairline, line, points)};
    spec.behind = fol_design_hairline_behind(design, hairline);
    must(fol_edge_measure(&spec, NULL, &edge, &err), &err, "edge");
    free(line);
    digest = digest_double(digest_double(digest, edge.judged_mm), edge.offset_mm);
    digest = digest_double(digest_double(digest, edge.wander_mm), edge.period);
    digest = digest_double(digest_double(digest, edge.period_mm), edge.mirror);
    return digest_double(digest_double(digest, edge.scatter), edge.step);
}

static void add_edges(book *found, const char *name, const fol_design *design, const fol_layout *layout) {
    const size_t hairlines = fol_design_chart(design)->hairline_count;
    fol_dot *dots = dots_of(layout);
    uint64_t digest = DIGEST_START;
    for (size_t i = 0; i < hairlines; i++)
        digest = digest_edge(digest, design, i, dots, fol_layout_count(layout));
    book_add(found, "edges", name, hairlines, digest);
    free(dots);
}

/* Doubles that a host shows and files hold: counts to expect, distances promised, figures of the review. */
static void add_figures(book *found, const char *name, const fol_design *design, const fol_layout *layout) {
    const size_t zones = fol_design_zone_count(design), sessions = fol_design_session_count(design);
    double *expected = room_for(zones * sessions, sizeof *expected);
    fol_dot *dots = dots_of(layout);
    const fol_error nowhere = {0};
    uint64_t digest = DIGEST_START;
    must(fol_design_expected(design, expected, zones * sessions), &nowhere, name);
    for (size_t i = 0; i < zones * sessions; i++)
        digest = digest_double(digest, expected[i]);
    for (size_t s = 1; s <= sessions; s++)
        digest = digest_double(digest, fol_design_least_distance_mm(design, s));
    digest = digest_review(digest, design, dots, fol_layout_count(layout));
    book_add(found, "figures", name, zones * sessions, digest);
    free(dots);
    free(expected);
}

/* ------------------------------------------------------------------ pictures */

static void add_pixels(book *found, const char *name, const fol_scene *scene, fol_view view, int32_t width, int32_t height) {
    uint32_t *data = room_for((size_t)width * (size_t)height, sizeof *data);
    const fol_pixels pixels = {FOL_PIXELS_XRGB32, width, height, (size_t)width * sizeof *data, data};
    uint64_t digest = DIGEST_START;
    fol_error err;
    must(fol_raster_scene(scene, &view, &pixels, NULL, &err), &err, name);
    for (int32_t i = 0; i < width * height; i++)
        digest = digest_number(digest, data[i], 4);
    book_add(found, "picture", name, (uint64_t)width * (uint64_t)height, digest);
    free(data);
}

typedef struct text_digest {
    uint64_t size, digest;
} text_digest;

static bool take_text(const void *bytes, size_t size, void *user) {
    text_digest *text = user;
    text->size += size;
    text->digest = digest_bytes(text->digest, bytes, size);
    return true;
}

static void add_scene(book *found, const char *name, const fol_scene *scene) {
    text_digest text = {0, DIGEST_START};
    const fol_sink sink = {take_text, &text};
    fol_error err;
    must(fol_scene_write_text(scene, &sink, &err), &err, name);
    book_add(found, "scene", name, text.size, text.digest);
}

static void add_pictures(book *found, const fol_design *design, const fol_layout *layout) {
    fol_preview_spec preview = fol_preview_spec_default();
    const fol_map_spec map = fol_map_spec_default();
    fol_scene *scene;
    fol_error err;
    preview.guides = true;
    must(fol_scene_preview(design, layout, &preview, NULL, &scene, &err), &err, "preview");
    add_scene(found, "preview", scene);
    add_pixels(found, "crisp", scene, (fol_view){0, 0, 1.7, 0}, 200, 160);
    add_pixels(found, "soft", scene, (fol_view){30.1, 12.3, 9.3, 0.04}, 240, 180);
    fol_scene_free(scene);
    must(fol_scene_map_page(design, layout, &map, 0, NULL, &scene, &err), &err, "map");
    add_scene(found, "map-page", scene);
    fol_scene_free(scene);
}

/* ------------------------------------------------------------------ all of it */

static const fol_pattern *pattern_of(const plan *p, fol_pattern **own) {
    *own = p->pattern.point_count ? built(&p->pattern) : NULL;
    if (p->treatment.units.apart_to_mm > 0) {
        fol_pattern *base = *own;
        fol_error err;
        must(fol_pattern_create_units(base, &p->treatment.units, NULL, NULL, own, &err), &err, "units");
        fol_pattern_free(base);
    }
    return *own ? *own : fol_pattern_builtin();
}

static int add_plan(book *found, size_t number, plan *p) {
    const char *name = plan_name(number);
    fol_pattern *own;
    plan_fill(p, number);
    const fol_pattern *pattern = pattern_of(p, &own);
    fol_design *design = designed(p, pattern);
    fol_layout *layout = laid(design, pattern);
    const uint64_t digest = digest_layout(layout);
    if (own)
        add_pattern(found, name, own);
    book_add(found, "design", name, p->chart.zone_count, fol_design_fingerprint(design));
    book_add(found, "layout", name, fol_layout_count(layout), digest);
    add_density(found, name, design);
    int wrong = check_threads(name, design, pattern, digest);
    if (strcmp(name, "hairlines") == 0)
        add_pictures(found, design, layout);
    if (strcmp(name, "hairlines") == 0 || strcmp(name, "eight-sessions") == 0) {
        add_figures(found, name, design, layout);
        add_edges(found, name, design, layout);
    }
    fol_layout_free(layout);
    fol_design_free(design);
    wrong += add_updates(found, name, p, pattern);
    fol_pattern_free(own);
    return wrong;
}

int results_make(book *found) {
    plan *p = room_for(1, sizeof *p);
    memset(found, 0, sizeof *found);
    found->version = fol_layout_version();
    int wrong = 0;
    add_pattern(found, "built-in", fol_pattern_builtin());
    for (size_t i = 0; plan_name(i); i++)
        wrong += add_plan(found, i, p);
    free(p);
    return wrong;
}

static void print_dots(size_t number, plan *p) {
    fol_pattern *own;
    plan_fill(p, number);
    const fol_pattern *pattern = pattern_of(p, &own);
    fol_design *design = designed(p, pattern);
    fol_layout *layout = laid(design, pattern);
    fol_dot *dots = dots_of(layout);
    puts("id x y diameter depth session zone shade");
    for (size_t i = 0; i < fol_layout_count(layout); i++) {
        const fol_dot *d = &dots[i];
        printf("%" PRId64 " %" PRId32 " %" PRId32 " %d %d %d %d %d\n", d->id, d->x_um, d->y_um, d->diameter_um, d->depth_um,
               d->session, d->zone, d->shade);
    }
    free(dots);
    fol_layout_free(layout);
    fol_design_free(design);
    fol_pattern_free(own);
}

bool results_print_dots(const char *name) {
    plan *p = room_for(1, sizeof *p);
    bool found = false;
    for (size_t i = 0; plan_name(i) && !found; i++) {
        found = strcmp(plan_name(i), name) == 0;
        if (found)
            print_dots(i, p);
    }
    free(p);
    return found;
}
