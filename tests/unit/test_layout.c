/* SPDX-License-Identifier: MIT */
/* The rule that decides dots, held against every point of the pattern; and what follows from it. */
#include "blocks.h"
#include "failing_alloc.h"
#include "laid_out.h"
#include "random_design.h"
#include "ring_oracle.h"
#include "runner.h"

#include <follicle/layout.h>

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ the oracle */

/* Every image of every pattern point on a canvas. */
typedef struct point_image {
    int64_t id;
    int32_t x, y; /* before irregularity */
    int32_t rank;
} point_image;

typedef struct images {
    point_image *list;
    size_t count;
} images;

/* The cells that ids speak of. */
enum { CELL_UM = 4000 };

static int by_id(const void *a, const void *b) {
    const point_image *p = a, *q = b;
    return p->id < q->id ? -1 : p->id > q->id;
}

/* Where a point of the tile comes to lie when the tile is mirrored, turned and shifted as a whole. */
static void place_on_tile(const fol__placement *at, int32_t tile, int32_t *x, int32_t *y) {
    if (at->swap) {
        const int32_t swap = *x;
        *x = *y;
        *y = swap;
    }
    *x = at->flip_x ? tile - 1 - *x : *x;
    *y = at->flip_y ? tile - 1 - *y : *y;
    *x = (*x - at->column * CELL_UM + 2 * tile) % tile;
    *y = (*y - at->row * CELL_UM + 2 * tile) % tile;
}

static images all_images(const fol_layout *layout, int32_t columns, int32_t rows) {
    const fol_spacing *spacing = fol_pattern_spacing(layout->pattern);
    const int32_t tile = (int32_t)(spacing->tile_mm * 1000), count = spacing->point_count, cells = tile / CELL_UM;
    int32_t *xy = calloc((size_t)count * 2, sizeof *xy), *in_cell = calloc((size_t)cells * (size_t)cells, sizeof *in_cell);
    images all = {NULL, 0};
    size_t room = 0;
    ck_assert(xy && in_cell);
    ck_assert_int_eq(fol_pattern_points(layout->pattern, 0, count, xy), count);
    for (int32_t rank = 0; rank < count; rank++) {
        int32_t x = xy[2 * rank], y = xy[2 * rank + 1];
        const int32_t number = in_cell[y / CELL_UM * cells + x / CELL_UM]++; /* by rank inside its cell of the tile */
        place_on_tile(&layout->placement, tile, &x, &y);
        for (int32_t iy = y; iy / CELL_UM < rows; iy += tile) {
            for (int32_t ix = x; ix / CELL_UM < columns; ix += tile) {
                if (all.count == room) {
                    room = room ? room * 2 : 4096;
                    all.list = realloc(all.list, room * sizeof *all.list);
                    ck_assert_ptr_nonnull(all.list);
                }
                const int64_t id = ((((int64_t)(iy / CELL_UM) << 12) + ix / CELL_UM) * 4096 + number) * 8;
                all.list[all.count++] = (point_image){id, ix, iy, rank};
            }
        }
    }
    free(xy);
    free(in_cell);
    qsort(all.list, all.count, sizeof *all.list, by_id);
    return all;
}

/* The places of all points once irregularity has moved them: a layout of the whole canvas at the pattern's cap. */
static fol_layout *full_layout(const random_design *random) {
    fol_treatment_spec treatment = random->treatment;
    fol_chart_spec chart = fol_chart_spec_default();
    fol_zone_spec zone = fol_zone_spec_default();
    fol_point corners[4];
    fol_design *design;
    treatment.sessions = NULL;
    treatment.session_count = 0;
    ring_rectangle(-5, -5, random->chart.canvas_width_mm + 10, random->chart.canvas_height_mm + 10, corners);
    zone.name = "all";
    zone.density_per_cm2 = 400;
    zone.outline.points = corners;
    zone.outline.count = 4;
    chart.canvas_width_mm = random->chart.canvas_width_mm;
    chart.canvas_height_mm = random->chart.canvas_height_mm;
    chart.zones = &zone;
    chart.zone_count = 1;
    ck_assert_int_eq(fol_design_create(&treatment, &chart, NULL, NULL, &design, NULL), FOL_OK);
    fol_layout *layout = laid(design);
    fol_design_free(design);
    return layout;
}

/* The session that the rule gives a point, from 1; 0 for none. */
static size_t session_by_rule(const fol_design *design, const fol_pattern *pattern, const fol_dot *at, int32_t rank, int32_t *zone) {
    const double tile_cm = fol_pattern_spacing(pattern)->tile_mm / 10;
    fol_density density;
    fol_design_density_at(design, at->x_um, at->y_um, &density);
    *zone = density.zone;
    for (size_t j = 0; j < fol_design_session_count(design); j++) {
        if (rank < density.running_per_cm2[j] * (tile_cm * tile_cm))
            return j + 1;
    }
    return 0;
}

START_TEST(the_layout_is_the_rule_applied_to_every_point_of_the_pattern) {
    random_design *random = random_design_make((uint64_t)_i);
    fol_design *design = random_design_build(random);
    fol_layout *layout = laid(design), *full = full_layout(random);
    const images all = all_images(layout, (int32_t)(random->chart.canvas_width_mm / 2) + 1, (int32_t)(random->chart.canvas_height_mm / 2) + 1);
    const fol_treatment_spec *t = fol_design_treatment(design);
    size_t kept = 0;
    for (size_t i = 0; i < all.count; i++) {
        fol_dot at, dot;
        int32_t zone;
        if (!fol_layout_find(full, all.list[i].id, &at))
            continue; /* off the canvas */
        const size_t session = session_by_rule(design, layout->pattern, &at, all.list[i].rank, &zone);
        const bool found = fol_layout_find(layout, all.list[i].id, &dot);
        ck_assert_msg(found == (session > 0), "id %lld", (long long)all.list[i].id);
        if (!found)
            continue;
        kept++;
        ck_assert(dot.x_um == at.x_um && dot.y_um == at.y_um && dot.zone == zone && dot.session == session);
        /* hairlines make dots smaller and lighter: test_layout_edges */
        const bool edged = random->chart.hairline_count > 0;
        const int shade = (int)floor(t->sessions[session - 1].shade + 0.5);
        ck_assert(dot.shade >= shade && dot.shade <= (edged ? shade + 8 : shade));
        ck_assert(dot.diameter_um <= at.diameter_um && dot.diameter_um >= at.diameter_um * (edged ? 0.5 : 1) && dot.depth_um == at.depth_um);
        ck_assert(at.diameter_um >= floor(t->diameter_from_mm * 1000) && at.diameter_um <= ceil(t->diameter_to_mm * 1000));
        ck_assert(dot.depth_um >= floor(t->depth_from_mm * 1000) && dot.depth_um <= ceil(t->depth_to_mm * 1000));
    }
    ck_assert_uint_eq(kept, fol_layout_count(layout));
    free(all.list);
    fol_layout_free(full);
    fol_layout_free(layout);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(irregularity_moves_every_dot_by_its_own_length) {
    random_design *random = random_design_make((uint64_t)_i);
    random->treatment.irregularity_mm = _i == 0 ? 0 : 0.06 * _i / 10;
    fol_layout *full = full_layout(random);
    const double length = random->treatment.irregularity_mm * 1000;
    const images all = all_images(full, (int32_t)(random->chart.canvas_width_mm / 2) + 1, (int32_t)(random->chart.canvas_height_mm / 2) + 1);
    double sum_x = 0, sum_y = 0;
    size_t found = 0;
    for (size_t i = 0; i < all.count; i++) {
        fol_dot dot;
        if (!fol_layout_find(full, all.list[i].id, &dot))
            continue;
        const double dx = dot.x_um - all.list[i].x, dy = dot.y_um - all.list[i].y;
        ck_assert_msg(fabs(hypot(dx, dy) - length) < 0.7072, "%g um instead of %g", hypot(dx, dy), length);
        sum_x += dx;
        sum_y += dy;
        found++;
    }
    ck_assert_uint_eq(found, fol_layout_count(full));
    ck_assert(fabs(sum_x) < (double)found * (length * 0.05 + 0.001) && fabs(sum_y) < (double)found * (length * 0.05 + 0.001));
    free(all.list);
    fol_layout_free(full);
    random_design_free(random);
}
END_TEST

START_TEST(ids_are_unique_and_rise_through_the_blocks) {
    random_design *random = random_design_make((uint64_t)_i);
    fol_design *design = random_design_build(random);
    fol_layout *layout = laid(design);
    fol_dot *dots = dots_by_id(layout);
    size_t per_session[FOL_MAX_SESSIONS + 2] = {0};
    for (size_t i = 0; i < fol_layout_count(layout); i++) {
        ck_assert(i == 0 || dots[i].id > dots[i - 1].id);
        ck_assert(dots[i].id >= 0 && dots[i].id < FOL_HAND_PLACED_ID && dots[i].id % 8 == 0);
        ck_assert(dots[i].session >= 1 && dots[i].session <= fol_design_session_count(design));
        ck_assert(dots[i].zone < fol_design_zone_count(design));
        per_session[dots[i].session]++;
    }
    for (size_t s = 0; s <= FOL_MAX_SESSIONS + 1; s++)
        ck_assert_uint_eq(fol_layout_session_dots(layout, s), per_session[s]);
    ck_assert(fol_layout_fingerprint(layout) == fol_design_fingerprint(design));
    free(dots);
    fol_layout_free(layout);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

/* ------------------------------------------------------------------ what follows from the rule */

static void ck_only_gains(const fol_layout *before, const fol_layout *after) {
    fol_dot *dots = dots_by_id(before);
    for (size_t i = 0; i < fol_layout_count(before); i++) {
        fol_dot now;
        ck_assert_msg(fol_layout_find(after, dots[i].id, &now), "dot %lld is gone", (long long)dots[i].id);
        ck_assert(now.x_um == dots[i].x_um && now.y_um == dots[i].y_um);
        ck_assert(now.diameter_um == dots[i].diameter_um && now.depth_um == dots[i].depth_um);
        ck_assert_int_le(now.session, dots[i].session); /* each running total holds what it held */
    }
    free(dots);
}

START_TEST(raising_a_density_only_adds_dots) {
    random_design *random = random_design_make((uint64_t)_i);
    test_random r = random_from((uint64_t)_i);
    fol_design *design = random_design_build(random);
    fol_layout *before = laid(design);
    fol_design_free(design);
    fol_zone_spec *zone = &random->zones[random_below(&r, (int)random->chart.zone_count)];
    zone->density_per_cm2 = fmin(zone->density_per_cm2 * random_between(&r, 1, 1.5), 400 / random->chart.area_scale.max_scale);
    design = random_design_build(random);
    fol_layout *after = laid(design);
    ck_only_gains(before, after);
    fol_layout_free(before);
    fol_layout_free(after);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(raising_a_share_only_adds_dots_to_each_running_total) {
    random_design *random = random_design_make((uint64_t)_i);
    test_random r = random_from((uint64_t)_i);
    fol_design *design = random_design_build(random);
    const fol_treatment_spec *t = fol_design_treatment(design);
    fol_layout *before = laid(design);
    const size_t count = t->session_count, at = (size_t)random_below(&r, (int)count);
    memcpy(random->sessions, t->sessions, count * sizeof *t->sessions);
    random->treatment.sessions = random->sessions;
    random->treatment.session_count = count;
    const double next = at + 1 < count ? random->sessions[at + 1].cumulative : 1;
    random->sessions[at].cumulative += (next - random->sessions[at].cumulative) * random_between(&r, 0, 0.99);
    if (at + 1 == count && random->sessions[at].hairline_cumulative != FOL_SAME)
        random->sessions[at].hairline_cumulative = random->sessions[at].cumulative;
    fol_design_free(design);
    design = random_design_build(random);
    fol_layout *after = laid(design);
    ck_only_gains(before, after);
    fol_layout_free(before);
    fol_layout_free(after);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(moving_a_vertex_leaves_dots_away_from_the_swept_sliver_alone) {
    random_design *random = random_design_make((uint64_t)_i);
    test_random r = random_from((uint64_t)_i);
    for (size_t i = 0; i < random->chart.hairline_count; i++) /* so that the side behind does not hang on areas */
        random->hairlines[i].has_behind = true, random->hairlines[i].behind = (fol_point){30, 500};
    fol_design *design = random_design_build(random);
    fol_layout *before = laid(design);
    fol_design_free(design);
    const size_t z = (size_t)random_below(&r, (int)random->chart.zone_count), count = random->zones[z].outline.count;
    const size_t v = (size_t)random_below(&r, (int)count);
    fol_point *p = &random->outlines[z][v];
    const fol_point a = random->outlines[z][(v + count - 1) % count], b = random->outlines[z][(v + 1) % count], old = *p;
    random->zones[z].hole_count = 0; /* a hole could come to lie outside: it goes in both */
    design = random_design_build(random);
    fol_layout_free(before);
    before = laid(design);
    fol_design_free(design);
    p->x += random_between(&r, -2, 2);
    p->y += random_between(&r, -2, 2);
    const double reach = random->zones[z].feather_mm / 2 + 0.002;
    const double x0 = (fmin(fmin(a.x, b.x), fmin(p->x, old.x)) - reach) * 1000, x1 = (fmax(fmax(a.x, b.x), fmax(p->x, old.x)) + reach) * 1000;
    const double y0 = (fmin(fmin(a.y, b.y), fmin(p->y, old.y)) - reach) * 1000, y1 = (fmax(fmax(a.y, b.y), fmax(p->y, old.y)) + reach) * 1000;
    design = random_design_build(random);
    fol_layout *after = laid(design);
    for (int turn = 0; turn < 2; turn++) {
        fol_dot *dots = dots_by_id(turn ? after : before);
        for (size_t i = 0; i < fol_layout_count(turn ? after : before); i++) {
            fol_dot other;
            if (dots[i].x_um >= x0 && dots[i].x_um <= x1 && dots[i].y_um >= y0 && dots[i].y_um <= y1)
                continue;
            ck_assert(fol_layout_find(turn ? before : after, dots[i].id, &other));
            ck_assert_mem_eq(&dots[i], &other, sizeof other);
        }
        free(dots);
    }
    fol_layout_free(before);
    fol_layout_free(after);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(a_larger_canvas_keeps_every_dot) {
    random_design *random = random_design_make((uint64_t)_i);
    for (size_t i = 0; i < random->chart.hairline_count; i++)
        random->hairlines[i].has_behind = true, random->hairlines[i].behind = (fol_point){30, 500};
    fol_design *design = random_design_build(random);
    fol_layout *small = laid(design);
    fol_design_free(design);
    const double right = random->chart.canvas_width_mm * 1000 - 62, bottom = random->chart.canvas_height_mm * 1000 - 62;
    random->chart.canvas_width_mm += 25;
    random->chart.canvas_height_mm += 31;
    design = random_design_build(random);
    fol_layout *large = laid(design);
    fol_dot *dots = dots_by_id(small);
    for (size_t i = 0; i < fol_layout_count(small); i++) {
        fol_dot other;
        ck_assert(fol_layout_find(large, dots[i].id, &other));
        ck_assert_mem_eq(&dots[i], &other, sizeof other);
    }
    free(dots);
    dots = dots_by_id(large);
    for (size_t i = 0; i < fol_layout_count(large); i++) {
        fol_dot other;
        if (dots[i].x_um < right && dots[i].y_um < bottom)
            ck_assert(fol_layout_find(small, dots[i].id, &other));
    }
    free(dots);
    fol_layout_free(small);
    fol_layout_free(large);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(a_canvas_wider_than_the_tile_repeats_it) {
    random_design *random = random_design_make(5);
    random->chart.canvas_width_mm = 560;
    random->chart.canvas_height_mm = 40;
    random->treatment.irregularity_mm = 0;
    fol_layout *full = full_layout(random);
    fol_dot *dots = dots_by_id(full);
    size_t repeated = 0;
    for (size_t i = 0; i < fol_layout_count(full); i++) {
        fol_dot other;
        if (dots[i].x_um + 256000 >= 560000)
            continue;
        ck_assert(fol_layout_find(full, dots[i].id + (64 * 4096 * 8), &other));
        ck_assert(other.x_um == dots[i].x_um + 256000 && other.y_um == dots[i].y_um);
        repeated++;
    }
    ck_assert_uint_gt(repeated, 20000);
    free(dots);
    fol_layout_free(full);
    random_design_free(random);
}
END_TEST

START_TEST(other_seeds_give_other_places) {
    random_design *random = random_design_make(3);
    random->treatment.irregularity_mm = 0;
    size_t same = 0, compared = 0;
    random->treatment.seed = 0;
    fol_layout *first = full_layout(random);
    fol_dot *dots = dots_by_id(first);
    for (uint64_t seed = 1; seed < 20; seed++) {
        random->treatment.seed = seed;
        fol_layout *other = full_layout(random);
        for (size_t i = 0; i < fol_layout_count(first); i += 10) {
            fol_dot dot;
            compared++;
            same += fol_layout_nearest(other, dots[i].x_um, dots[i].y_um, 0, &dot);
        }
        fol_layout_free(other);
    }
    ck_assert_uint_lt(same, compared / 100);
    free(dots);
    fol_layout_free(first);
    random_design_free(random);
}
END_TEST

/* ------------------------------------------------------------------ threads, progress, limits, patterns */

static void *lay_out(void *design) {
    fol_layout *layout;
    return fol_layout_create(design, NULL, NULL, &layout, NULL) == FOL_OK ? layout : NULL;
}

START_TEST(threads_that_share_a_design_get_the_same_bytes) {
    random_design *random = random_design_make((uint64_t)_i);
    fol_design *design = random_design_build(random);
    pthread_t threads[4];
    void *layouts[4];
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, lay_out, design), 0);
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_join(threads[i], &layouts[i]), 0);
    for (int i = 0; i < 4; i++) {
        ck_assert_ptr_nonnull(layouts[i]);
        ck_same_layout(layouts[0], layouts[i]);
    }
    for (int i = 0; i < 4; i++)
        fol_layout_free(layouts[i]);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

typedef struct watcher {
    double last;
    int calls, stop_at;
} watcher;

static bool watch(double done, void *user) {
    watcher *w = user;
    ck_assert(done >= w->last && done >= 0 && done <= 1);
    w->last = done;
    return ++w->calls == w->stop_at;
}

START_TEST(progress_never_falls_and_each_report_can_stop_the_work) {
    random_design *random = random_design_make(7);
    fol_design *design = random_design_build(random);
    watcher good = {0, 0, 0};
    fol_progress progress = {watch, &good};
    fol_layout_options options = fol_layout_options_default();
    fol_layout *layout;
    fol_error err;
    options.progress = &progress;
    ck_assert_int_eq(fol_layout_create(design, &options, NULL, &layout, &err), FOL_OK);
    fol_layout_free(layout);
    ck_assert_int_gt(good.calls, 5);
    for (int i = 1; i <= good.calls; i++) {
        failing_alloc memory = {0, 0, 0};
        const fol_allocator alloc = failing_allocator(&memory);
        watcher w = {0, 0, i};
        progress.user = &w;
        ck_assert_int_eq(fol_layout_create(design, &options, &alloc, &layout, &err), FOL_ERR_CANCELLED);
        ck_assert_ptr_null(layout);
        ck_assert_int_eq(w.calls, i);
        ck_assert_uint_eq(memory.live_bytes, 0);
    }
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(a_layout_over_the_limit_of_dots_is_refused) {
    random_design *random = random_design_make(7);
    fol_design *design = random_design_build(random);
    fol_layout *layout = laid(design);
    const int64_t count = (int64_t)fol_layout_count(layout);
    fol_limits limits = fol_limits_default();
    fol_layout_options options = fol_layout_options_default();
    fol_error err;
    fol_layout_free(layout);
    options.limits = &limits;
    limits.max_dots = count;
    ck_assert_int_eq(fol_layout_create(design, &options, NULL, &layout, &err), FOL_OK);
    fol_layout_free(layout);
    limits.max_dots = count - 1;
    ck_assert_int_eq(fol_layout_create(design, &options, NULL, &layout, &err), FOL_ERR_LIMIT);
    ck_assert_ptr_null(layout);
    ck_assert_uint_gt(strlen(err.message), 10);
    limits.struct_size = 0;
    ck_assert_int_eq(fol_layout_create(design, &options, NULL, &layout, &err), FOL_ERR_ARG);
    options.struct_size = 0;
    ck_assert_int_eq(fol_layout_create(design, &options, NULL, &layout, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_layout_create(NULL, NULL, NULL, &layout, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_layout_create(design, NULL, NULL, NULL, &err), FOL_ERR_ARG);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

START_TEST(a_sparse_pattern_lays_out_what_it_carries_and_refuses_the_rest) {
    fol_pattern_spec spec = fol_pattern_spec_default();
    fol_pattern *pattern;
    spec.point_count = 1024;
    spec.tile_mm = 256; /* a point in 64 mm2: most cells are empty */
    ck_assert_int_eq(fol_pattern_create(&spec, NULL, NULL, &pattern, NULL), FOL_OK);
    fol_layout_options options = fol_layout_options_default();
    options.pattern = pattern;
    random_design *random = random_design_make(2);
    for (size_t i = 0; i < random->chart.zone_count; i++)
        random->zones[i].density_per_cm2 = 1;
    random->chart.area_scale = fol_chart_spec_default().area_scale;
    random->chart.hairline_count = random->chart.keep_out_count = random->chart.hair_count = 0;
    fol_design *design = random_design_build(random);
    fol_layout *layout;
    fol_error err = {0};
    ck_assert_msg(fol_layout_create(design, &options, NULL, &layout, &err) == FOL_OK, "%s", err.message);
    ck_assert_uint_gt(fol_layout_count(layout), 3);
    fol_layout_free(layout);
    fol_design_free(design);
    random->zones[0].density_per_cm2 = 2;
    design = random_design_build(random);
    ck_assert_int_eq(fol_layout_create(design, &options, NULL, &layout, &err), FOL_ERR_CONFLICT);
    ck_assert_str_eq(err.path, "zones[0].density_per_cm2");
    fol_design_free(design);
    random_design_free(random);
    fol_pattern_free(pattern);
}
END_TEST

static fol_status create_and_free(const fol_allocator *alloc, void *user) {
    fol_layout *layout;
    const fol_status status = fol_layout_create(user, NULL, alloc, &layout, NULL);
    ck_assert((status == FOL_OK) == (layout != NULL));
    fol_layout_free(layout);
    return status;
}

START_TEST(a_layout_without_memory_leaks_nothing) {
    random_design *random = random_design_make((uint64_t)_i);
    fol_design *design = random_design_build(random);
    check_every_allocation(create_and_free, design);
    fol_design_free(design);
    random_design_free(random);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("layout");
    TCase *tests = tcase_create("layout");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, the_layout_is_the_rule_applied_to_every_point_of_the_pattern, 0, rounds(60));
    tcase_add_loop_test(tests, irregularity_moves_every_dot_by_its_own_length, 0, 11);
    tcase_add_loop_test(tests, ids_are_unique_and_rise_through_the_blocks, 0, rounds(60));
    tcase_add_loop_test(tests, raising_a_density_only_adds_dots, 0, rounds(60));
    tcase_add_loop_test(tests, raising_a_share_only_adds_dots_to_each_running_total, 0, rounds(60));
    tcase_add_loop_test(tests, moving_a_vertex_leaves_dots_away_from_the_swept_sliver_alone, 0, rounds(60));
    tcase_add_loop_test(tests, a_larger_canvas_keeps_every_dot, 0, rounds(60));
    tcase_add_test(tests, a_canvas_wider_than_the_tile_repeats_it);
    tcase_add_test(tests, other_seeds_give_other_places);
    tcase_add_loop_test(tests, threads_that_share_a_design_get_the_same_bytes, 0, 5);
    tcase_add_test(tests, progress_never_falls_and_each_report_can_stop_the_work);
    tcase_add_test(tests, a_layout_over_the_limit_of_dots_is_refused);
    tcase_add_test(tests, a_sparse_pattern_lays_out_what_it_carries_and_refuses_the_rest);
    tcase_add_loop_test(tests, a_layout_without_memory_leaks_nothing, 0, 5);
    suite_add_tcase(suite, tests);
    return suite;
}
