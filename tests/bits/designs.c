/* SPDX-License-Identifier: MIT */
#include "designs.h"

#include "test_random.h"

#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ shapes */

/* To whole micrometres, towards 0: the last bits of what was computed do not matter. */
static double grid(double mm) {
    return (double)(int64_t)(mm * 1000) / 1000;
}

static fol_point at(double x, double y) {
    const fol_point p = {grid(x), grid(y)};
    return p;
}

/* Drawn one after the other: the order in which arguments are worked out is the compiler's. */
static fol_point random_at(test_random *r, double x, double y, double width, double height) {
    const double right = random_between(r, 0, width), down = random_between(r, 0, height);
    return at(x + right, y + down);
}

static size_t rectangle(double x, double y, double width, double height, fol_point *out) {
    out[0] = at(x, y);
    out[1] = at(x + width, y);
    out[2] = at(x + width, y + height);
    out[3] = at(x, y + height);
    return 4;
}

/* A direction: ((1 - t2), 2 t) / (1 + t2) in the first quarter, the same turned in the others. */
static fol_point direction(size_t i, size_t count) {
    const double t = (double)(i % (count / 4)) / (double)(count / 4);
    fol_point d = {(1 - t * t) / (1 + t * t), 2 * t / (1 + t * t)};
    for (size_t quarter = i / (count / 4); quarter; quarter--) {
        const fol_point turned = {-d.y, d.x};
        d = turned;
    }
    return d;
}

/* A ragged ellipse; `count` is a multiple of 4. */
static size_t blob(uint64_t number, double cx, double cy, double rx, double ry, double rough, size_t count, fol_point *out) {
    test_random r = random_from(number);
    for (size_t i = 0; i < count; i++) {
        const fol_point d = direction(i, count);
        const double length = random_between(&r, rough, 1);
        out[i] = at(cx + rx * length * d.x, cy + ry * length * d.y);
    }
    return count;
}

static size_t tangle(uint64_t number, double x, double y, double side, size_t count, fol_point *out) {
    test_random r = random_from(number);
    for (size_t i = 0; i < count; i++)
        out[i] = random_at(&r, x, y, side, side);
    return count;
}

/* ------------------------------------------------------------------ parts of a plan */

static void start(plan *p, double width, double height) {
    memset(p, 0, sizeof *p);
    p->treatment = fol_treatment_spec_default();
    p->chart = fol_chart_spec_default();
    p->chart.canvas_width_mm = width;
    p->chart.canvas_height_mm = height;
    p->chart.zones = p->zones;
    p->chart.hairlines = p->hairlines;
    p->chart.keep_outs = p->keep_outs;
    p->chart.hairs = p->hairs;
}

/* The next zone; its outline is to be filled by the caller, who is given the room. */
static fol_zone_spec *add_zone(plan *p, double per_cm2, double feather_mm, fol_point **outline) {
    const size_t z = p->chart.zone_count++;
    fol_zone_spec *zone = &p->zones[z];
    *zone = fol_zone_spec_default();
    snprintf(p->names[z], sizeof p->names[z], "z%d", (int)z % 100);
    zone->name = p->names[z];
    zone->density_per_cm2 = per_cm2;
    zone->feather_mm = feather_mm;
    zone->outline.points = *outline = p->outlines[z];
    zone->holes = p->holes[z];
    return zone;
}

static fol_zone_spec *add_box(plan *p, double x, double y, double width, double height, double per_cm2, double feather_mm) {
    fol_point *outline;
    fol_zone_spec *zone = add_zone(p, per_cm2, feather_mm, &outline);
    zone->outline.count = rectangle(x, y, width, height, outline);
    return zone;
}

/* The next hole of the last zone. */
static fol_point *add_hole(plan *p, size_t count) {
    const size_t z = p->chart.zone_count - 1, h = p->zones[z].hole_count++;
    const fol_ring hole = {p->hole_points[z][h], count};
    p->holes[z][h] = hole;
    return p->hole_points[z][h];
}

static fol_hairline_spec *add_hairline(plan *p, const char *style, const fol_point *points, size_t count) {
    const size_t i = p->chart.hairline_count++;
    fol_hairline_spec *hairline = &p->hairlines[i];
    *hairline = fol_hairline_spec_default();
    memcpy(p->curves[i], points, count * sizeof *points);
    hairline->points.points = p->curves[i];
    hairline->points.count = count;
    hairline->style = style;
    return hairline;
}

/* The next keep-out; its outline is to be filled by the caller. */
static fol_point *add_keep_out(plan *p, size_t count, double margin_mm) {
    const size_t i = p->chart.keep_out_count++;
    p->keep_outs[i] = fol_keep_out_spec_default();
    p->keep_outs[i].outline.points = p->keep_out_points[i];
    p->keep_outs[i].outline.count = count;
    p->keep_outs[i].margin_mm = margin_mm;
    return p->keep_out_points[i];
}

static void add_hairs(plan *p, uint64_t number, size_t count, double width, double height) {
    test_random r = random_from(number);
    for (size_t i = 0; i < count; i++)
        p->hairs[i] = random_at(&r, -1, -1, width + 2, height + 2);
    p->chart.hair_count = count;
}

/* Sessions that rise evenly to `last`, in the front by a square: held back. */
static void add_sessions(plan *p, size_t count, double last, bool held_back) {
    for (size_t i = 0; i < count; i++) {
        fol_session_spec *session = &p->sessions[i];
        const double share = (double)(i + 1) / (double)count;
        *session = fol_session_spec_default();
        session->day = (double)(9 * i);
        session->cumulative = last * share;
        session->shade = (double)(30 - 3 * i);
        if (held_back)
            session->hairline_cumulative = i + 1 == count ? session->cumulative : last * share * share;
    }
    p->treatment.sessions = p->sessions;
    p->treatment.session_count = count;
}

/* Shares of the last zone's own, the same in number as the sessions. */
static void add_shares(plan *p, double first, double last) {
    const size_t z = p->chart.zone_count - 1, count = p->treatment.session_count;
    for (size_t i = 0; i < count; i++)
        p->shares[z][i] = first + (last - first) * (double)i / (double)(count - 1);
    p->zones[z].cumulative = p->shares[z];
    p->zones[z].cumulative_count = count;
}

/* ------------------------------------------------------------------ the plans */

/* So many edges along the grid that dots lie on them, where the half-open rule decides. */
static size_t comb(double x, double y, double tooth, double height, fol_point *out) {
    for (size_t i = 0; i < MOST_POINTS; i += 4) {
        const double left = x + tooth * (double)(i / 2);
        out[i] = at(left, y);
        out[i + 1] = at(left, y + height);
        out[i + 2] = at(left + tooth, y + height);
        out[i + 3] = at(left + tooth, y);
    }
    out[0].y = out[MOST_POINTS - 1].y = y - 1;
    return MOST_POINTS;
}

/* Many tiles of the pattern, up to all that it carries. */
static void even_zones(plan *p) {
    fol_point *outline;
    start(p, 310, 150);
    add_box(p, 2, 3, 290.5, 70.25, 200, 0);
    fol_zone_spec *zone = add_zone(p, 400, 0, &outline);
    zone->outline.count = comb(10, 80, 2.1, 65, outline);
    add_box(p, 230, 80, 70, 60, 37.5, 0);
}

enum { ACROSS = 4, DOWN = 3, STEPS = 24 };

static fol_point corner(int column, int row) {
    test_random r = random_from((uint64_t)(100 * row + column + 7));
    return random_at(&r, 6 + 30 * column, 4 + 35 * row, 8, 8);
}

/* A ragged border between two corners, from the first to before the last, either way: both its zones have the same points. */
static fol_point *border(fol_point *out, fol_point from, fol_point to, uint64_t number, bool back) {
    for (int i = 0; i < STEPS; i++) {
        const int step = back ? STEPS - i : i;
        const double t = (double)step / STEPS, most = step % STEPS ? 0.7 : 0;
        test_random r = random_from(number * STEPS + (uint64_t)step);
        *out++ = random_at(&r, from.x + t * (to.x - from.x) - most, from.y + t * (to.y - from.y) - most, 2 * most, 2 * most);
    }
    return out;
}

static void add_cell(plan *p, int c, int row) {
    const fol_point a = corner(c, row), b = corner(c + 1, row), d = corner(c, row + 1), e = corner(c + 1, row + 1);
    const uint64_t top = (uint64_t)(100 + 10 * row + c), left = (uint64_t)(300 + 10 * row + c);
    fol_point *outline;
    fol_zone_spec *zone = add_zone(p, 60 + 17 * c + 41 * row, 6, &outline);
    fol_point *next = border(outline, a, b, top, false);
    next = border(next, b, e, left + 1, false);
    next = border(next, d, e, top + 10, true);
    next = border(next, a, d, left, true);
    zone->outline.count = (size_t)(next - outline);
}

static void abutting_zones(plan *p) {
    start(p, 140, 120);
    p->treatment.seed = 9007199254740991;
    for (int i = 0; i < ACROSS * DOWN; i++)
        add_cell(p, i % ACROSS, i / ACROSS);
}

static void holes_and_crossings(plan *p) {
    static const fol_point star[] = {{30, 2}, {47.5, 55.1}, {2, 22}, {58, 22}, {12.5, 55.1}};
    fol_point *outline;
    start(p, 90, 70);
    p->treatment.seed = 41;
    fol_zone_spec *crossing = add_zone(p, 180, 0, &outline);
    memcpy(outline, star, sizeof star);
    crossing->outline.count = 5;
    fol_zone_spec *soft = add_zone(p, 120, 3.3, &outline);
    soft->outline.count = tangle(5, 40, 5, 45, 40, outline);
    fol_zone_spec *ring = add_zone(p, 90, 1.1, &outline);
    ring->outline.count = blob(6, 66, 46, 30, 34, 0.8, 80, outline);
    blob(7, 62, 44, 12, 9, 0.5, 20, add_hole(p, 20));
    blob(8, 70, 48, 10, 12, 0.7, 12, add_hole(p, 12));
}

static void hairlines(plan *p) {
    static const fol_point front[] = {{2, 40}, {20, 22}, {55, 14}, {90, 20}, {118, 42}};
    static const fol_point temple[] = {{12, 60}, {17, 48}, {13, 30}};
    static const fol_point nape[] = {{-5, 82.5}, {60, 88}, {125, 81}};
    start(p, 120, 95);
    p->treatment.seed = 3;
    add_sessions(p, 3, 1, true);
    add_box(p, 3, 3, 60, 89, 160, 4);
    add_box(p, 63, 3, 54, 89, 160, 4);
    add_hairline(p, "natural", front, 5)->sentinels_per_cm = 5;
    fol_hairline_spec *side = add_hairline(p, "broken", temple, 3);
    p->acts_on[1][0] = p->names[0];
    side->zones = p->acts_on[1];
    side->zone_count = 1;
    side->has_behind = true;
    side->behind = at(50, 50);
    side->transition_mm = 14;
    side->small_mm = 2.5;
    side->small_wave_mm = 3;
    add_hairline(p, "edge-up", nape, 3)->edge_density = 0.35;
}

static void keep_outs_and_hairs(plan *p) {
    fol_point *outline;
    start(p, 80, 80);
    p->treatment.seed = 77;
    fol_zone_spec *zone = add_zone(p, 130, 5, &outline);
    zone->outline.count = blob(9, 40, 40, 41, 36, 0.9, 120, outline);
    rectangle(20, 20, 9, 4.5, add_keep_out(p, 4, 0));
    blob(10, 50, 45, 8, 7, 0.6, 40, add_keep_out(p, 40, 2.25));
    tangle(11, 30, 50, 12, 9, add_keep_out(p, 9, 0.4));
    add_hairs(p, 12, 1500, 80, 80);
    p->hairs[1] = at(p->hairs[0].x + 0.3, p->hairs[0].y - 0.2);
    p->hairs[2] = p->hairs[0];
}

/* Canvas of more than one tile, so that equal ranks meet at the ends. */
static void exact_counts(plan *p) {
    static const fol_point front[] = {{-5, 30}, {150, 14}, {305, 28}};
    start(p, 300, 60);
    p->treatment.seed = 41;
    p->treatment.exact_counts = true;
    p->treatment.min_distance_mm = 0.2;
    add_sessions(p, 3, 1, true);
    add_box(p, 2, 2, 140, 56, 120, 5);
    add_box(p, 142, 2, 156, 30, 90, 0);
    add_box(p, 142, 32, 156, 26, 60, 3)->hold_total = 3333;
    add_hairline(p, "natural", front, 3);
    add_hairs(p, 13, 300, 300, 60);
}

static void eight_sessions(plan *p) {
    static const fol_point front[] = {{-3, 20}, {25, 11}, {63, 18}};
    start(p, 60, 60);
    p->treatment.seed = 1234567890123;
    p->treatment.diameter_from_mm = 0.08;
    p->treatment.diameter_to_mm = 0.17;
    p->treatment.depth_from_mm = 0.35;
    p->treatment.depth_to_mm = 0.8;
    p->treatment.min_distance_mm = 0.3;
    add_sessions(p, 8, 0.9, true);
    add_box(p, 2, 2, 30, 56, 210, 3);
    add_box(p, 30, 2, 28, 30, 150, 8);
    add_shares(p, 0, 0.8);
    add_box(p, 32, 30, 26, 28, 90, 0);
    add_shares(p, 0.3, 1);
    add_hairline(p, "soft", front, 3);
}

static void scaled_and_irregular(plan *p) {
    fol_area_scale_spec *scale = &p->chart.area_scale;
    start(p, 70, 70);
    p->treatment.seed = 5;
    p->treatment.irregularity_mm = 0.06;
    add_box(p, 1, 1, 68, 68, 190, 2.5);
    add_box(p, 30, 25, 30, 40, 100, 0);
    add_hairs(p, 13, 60, 70, 70);
    test_random r = random_from(14);
    for (int i = 0; i < SCALE_SIDE * SCALE_SIDE; i++)
        p->scale[i] = (float)grid(random_between(&r, 0, 2));
    scale->max_scale = 2;
    scale->values = p->scale;
    scale->width = scale->height = SCALE_SIDE;
    scale->mm_per_value = 11.7;
}

static double bowl(double x_mm, double y_mm, void *user) {
    (void)user;
    const double x = x_mm / 20 - 1, y = y_mm / 20 - 1;
    return 1.5 / (1 + x * x + y * y);
}

/* Denser than the built-in pattern, on a tile that is no power of two. */
static void own_pattern(plan *p) {
    start(p, 41.3, 39.7);
    p->pattern = fol_pattern_spec_default();
    p->pattern.seed = 99;
    p->pattern.point_count = 10000;
    p->pattern.tile_mm = 24;
    p->treatment.seed = 6;
    p->chart.area_scale.max_scale = 1.5;
    p->chart.area_scale.at = bowl;
    add_box(p, -5, -5, 50, 30, 950, 2);
    add_box(p, 3, 20, 30, 30, 400, 7);
    add_hairs(p, 15, 200, 41, 40);
}

/* A square millimetre, as dense as can be; outlines far past the canvas. */
static void tiny_canvas(plan *p) {
    static const fol_point front[] = {{-1, 0.4}, {0.5, 0.2}, {2, 0.5}};
    start(p, 1, 1);
    p->pattern = fol_pattern_spec_default();
    p->pattern.point_count = 6400;
    p->pattern.tile_mm = 8;
    p->treatment.irregularity_mm = 0.01;
    add_box(p, -19000, -19990, 38990, 39979.999, 9000, 0);
    add_box(p, 0.5, 0.25, 20, 20, 6000, 50);
    add_hairline(p, "defined", front, 3);
}

/* Ten metres of skin, sparse; edges that cross the canvas at places that need all 64 bits. */
static void huge_canvas(plan *p) {
    static const fol_point wedge[] = {{-20000, -19999.999}, {19990, 120.001}, {19989.999, 19990}, {-19999.999, -100.5}};
    static const fol_point front[] = {{-100, 25}, {2500, 12}, {5100, 31}, {10100, 8}};
    fol_point *outline;
    start(p, 10000, 130);
    p->treatment.seed = 4503599627370497;
    fol_zone_spec *zone = add_zone(p, 0.8, 50, &outline);
    memcpy(outline, wedge, sizeof wedge);
    zone->outline.count = 4;
    add_box(p, 4000, 40, 5990, 80, 2, 20);
    fol_hairline_spec *hairline = add_hairline(p, "natural", front, 4);
    hairline->transition_mm = 20;
    hairline->large_mm = 10;
    hairline->large_wave_mm = 200;
}

/* Four quarters: a value of its own for each 0.7 mm; squares of 11.2 mm; a slope; nothing, then all. */
static float mask_value(test_random *r, int column, int row) {
    const bool right = column >= MASK_SIDE / 2, below = row >= MASK_SIDE / 2;
    const double drawn = random_between(r, 0, 1);
    const double coarse = (column / 16 + row / 16) % 2 ? 1 : 0.25, slope = (double)(column - row + MASK_SIDE) / (2 * MASK_SIDE);
    const double value = right && below ? coarse : right ? drawn : below ? slope : column < MASK_SIDE / 4 ? 0 : 1;
    return (float)grid(value);
}

/* A mask whose detail is finer and coarser than cells, off their grid, smaller than the canvas. */
static void masked(plan *p) {
    static const fol_point front[] = {{4, 30}, {22, 17}, {45, 15}, {66, 31}};
    fol_mask_spec *mask = &p->chart.mask;
    fol_point *outline;
    start(p, 70, 60);
    p->treatment.seed = 8;
    p->treatment.irregularity_mm = 0.04;
    add_sessions(p, 3, 1, true);
    fol_zone_spec *left = add_zone(p, 170, 6, &outline);
    left->outline.count = blob(16, 27, 32, 25, 27, 0.85, 80, outline);
    add_box(p, 30.5, 8, 34, 47, 110, 9);
    add_hairline(p, "natural", front, 4);
    test_random r = random_from(17);
    for (int i = 0; i < MASK_SIDE * MASK_SIDE; i++)
        p->mask[i] = mask_value(&r, i % MASK_SIDE, i / MASK_SIDE);
    mask->values = p->mask;
    mask->width = mask->height = MASK_SIDE;
    mask->mm_per_value = 0.7;
    mask->x_mm = 11.37;
    mask->y_mm = 6.59;
}

/* All that zones can do at a border: over hair, over each other and over a hairline, with openings listed and not. */
static void scars_and_blends(plan *p) {
    static const fol_point front[] = {{-4, 14}, {30, 9}, {70, 15}, {104, 8}};
    fol_point *outline;
    start(p, 100, 80);
    p->treatment.seed = 11;
    add_sessions(p, 3, 1, true);
    for (size_t i = 3; i < 5; i++) {
        p->sessions[i] = p->sessions[2];
        p->sessions[i].day = (double)(9 * i);
    }
    p->treatment.session_count = 5;
    fol_zone_spec *scar = add_zone(p, 95, 1.5, &outline);
    scar->outline.count = blob(18, 45, 40, 36, 5, 0.8, 60, outline);
    scar->retention = 0.8;
    scar->first_share = 0.6;
    scar->extra_sessions = 2;
    scar->overlap_mm = 4;
    scar->blend = true;
    fol_zone_spec *around = add_box(p, 6, 22, 70, 40, 60, 9);
    around->blend = true;
    around->native_per_cm2 = 35;
    around->extra_sessions = 1;
    add_box(p, 60, 5, 36, 60, 120, 0)->overlap_mm = 6;
    add_box(p, 4, 4, 50, 22, 130, 5)->retention = 0.6;
    add_hairline(p, "natural", front, 4);
    blob(19, 30, 42, 4, 4, 0.7, 12, add_keep_out(p, 12, 0.5));
    add_hairs(p, 20, 1400, 100, 80);
}

static void units(plan *p) {
    static const fol_point front[] = {{-5, 22}, {45, 12}, {95, 20}};
    start(p, 90, 70);
    p->treatment.seed = 77;
    p->treatment.irregularity_mm = 0.04;
    p->treatment.units = fol_units_preset_at(0)->units;
    p->pattern = fol_pattern_spec_default();
    p->pattern.point_count = 16384;
    p->pattern.tile_mm = 64;
    add_sessions(p, 3, 1, true);
    add_box(p, 2, 2, 50, 66, 150, 4);
    add_box(p, 52, 2, 36, 66, 90, 4);
    add_hairline(p, "natural", front, 3);
    add_hairs(p, 14, 200, 90, 70);
}

static void second_session(plan *p) {
    static const fol_point front[] = {{-5, 18}, {45, 10}, {95, 20}};
    start(p, 90, 70);
    p->treatment.seed = 31;
    add_sessions(p, 3, 1, true);
    add_box(p, 2, 2, 50, 66, 150, 4);
    add_box(p, 52, 2, 36, 60, 110, 0);
    add_hairline(p, "natural", front, 3)->edge_size = 0.7;
    blob(21, 60, 40, 4, 4, 0.7, 12, add_keep_out(p, 12, 0.5));
    add_hairs(p, 22, 300, 90, 70);
    plan_carry_on(p, 4);
}

typedef struct entry {
    const char *name;
    void (*fill)(plan *p);
} entry;

static const entry entries[] = {
    {"even-zones", even_zones},
    {"abutting-zones", abutting_zones},
    {"holes-and-crossings", holes_and_crossings},
    {"hairlines", hairlines},
    {"keep-outs-and-hairs", keep_outs_and_hairs},
    {"exact-counts", exact_counts},
    {"eight-sessions", eight_sessions},
    {"scaled-and-irregular", scaled_and_irregular},
    {"own-pattern", own_pattern},
    {"tiny-canvas", tiny_canvas},
    {"huge-canvas", huge_canvas},
    {"masked", masked},
    {"units", units},
    {"scars-and-blends", scars_and_blends},
    {"second-session", second_session},
};

const char *plan_name(size_t i) {
    return i < sizeof entries / sizeof entries[0] ? entries[i].name : NULL;
}

void plan_fill(plan *p, size_t i) {
    entries[i].fill(p);
}

/* ------------------------------------------------------------------ edits */

static void edit_point(fol_point *points, size_t count, size_t i, double dx, double dy, fol_design_edit *edit) {
    points[i % count] = at(points[i % count].x + dx, points[i % count].y + dy);
    edit->points.points = points;
    edit->points.count = count;
}

static void edit_zone(plan *p, size_t z, size_t i, double dx, double dy, fol_design_edit *edit) {
    edit->kind = FOL_EDIT_ZONE_RING;
    edit->index = z;
    edit_point(p->outlines[z], p->zones[z].outline.count, i, dx, dy, edit);
}

static void edit_hole(plan *p, size_t z, fol_design_edit *edit) {
    edit->kind = FOL_EDIT_ZONE_RING;
    edit->index = z;
    edit->ring = p->zones[z].hole_count;
    edit_point(p->hole_points[z][edit->ring - 1], p->holes[z][edit->ring - 1].count, 2, 0.9, -0.6, edit);
}

static void edit_hairline(plan *p, size_t i, double dx, double dy, fol_design_edit *edit) {
    edit->kind = FOL_EDIT_HAIRLINE;
    edit->index = i;
    edit_point(p->curves[i], p->hairlines[i].points.count, 1, dx, dy, edit);
}

static void edit_keep_out(plan *p, size_t i, fol_design_edit *edit) {
    edit->kind = FOL_EDIT_KEEP_OUT;
    edit->index = i;
    edit_point(p->keep_out_points[i], p->keep_outs[i].outline.count, 3, 1.2, 1.7, edit);
}

bool plan_edit(plan *p, size_t number, fol_design_edit *edit) {
    const size_t last = p->chart.zone_count - 1;
    memset(edit, 0, sizeof *edit);
    if (number == 0)
        edit_zone(p, 0, 1, 1.75, -1.5, edit);
    else if (number == 1 && p->chart.hairline_count)
        edit_hairline(p, 0, 0.5, 2, edit);
    else if (number == 2 && p->chart.keep_out_count)
        edit_keep_out(p, p->chart.keep_out_count - 1, edit);
    else if (number == 3 && p->zones[last].hole_count)
        edit_hole(p, last, edit);
    else if (number == 4)
        edit_zone(p, last, 2, -2.2, 1.1, edit);
    else if (number == 5 && p->chart.hairline_count)
        edit_hairline(p, p->chart.hairline_count - 1, -1.3, -0.8, edit);
    else
        return false;
    return true;
}
