/* SPDX-License-Identifier: MIT */
/* Follicular units on the points of a pattern. How many dots a unit has goes through the mix evenly, site by site in each cell, so that
 * every prefix, every interval of ranks and every few cells have the mix. Dots are ranked unit by unit; each but the first is put
 * where it has most room to what other units are in the skin, or will be, when it comes. docs/units.md tells more. */
#include "units.h"

#include "alloc.h"
#include "fail.h"
#include "floatbits.h"
#include "grid.h"
#include "hash.h"
#include "measure.h"
#include "tile.h"
#include "wide.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum {
    WAYS = 16,            /* directions that are tried */
    BIN_UM = 500,         /* sites are looked up by bins of this width */
    CARE_UM = 500,        /* how far from a dot another one matters */
    MOST_AROUND = 512,    /* dots that are looked at */
    MOST_PER_CM2 = 10000, /* of dots: what ids have room for */
    REPORTS = 64          /* of progress */
};
static const double share_of_placing = 0.7; /* of all the time */

/* Cosines and sines of whole sixteenths of a turn. */
#define COS_1 0.92387953251128675613
#define COS_2 0.70710678118654752440
#define COS_3 0.38268343236508977173
static const double way_x[WAYS] = {1, COS_1, COS_2, COS_3, 0, -COS_3, -COS_2, -COS_1, -1, -COS_1, -COS_2, -COS_3, 0, COS_3, COS_2, COS_1};
static const double way_y[WAYS] = {0, COS_3, COS_2, COS_1, 1, COS_1, COS_2, COS_3, 0, -COS_3, -COS_2, -COS_1, -1, -COS_1, -COS_2, -COS_3};

/* From a site. */
typedef struct offset {
    int16_t x, y;
} offset;

/* A site with its unit. Kept by bins, so that those that lie side by side are close in memory. */
typedef struct unit {
    int32_t site, x, y, dots;
    offset offsets[FOL_MOST_IN_UNIT];
} unit;

typedef struct builder {
    fol_allocator alloc;
    fol_units_spec spec;
    uint64_t stream;
    int32_t site_count, dot_count, tile_um, bins;
    double from_um, to_um; /* how far from the site a dot stands */
    int64_t apart2_um;     /* squared: dots of a unit are not closer ... */
    int64_t reach2_um;     /* ... and preferably not further apart */
    int32_t *sites;        /* x0, y0 ... by rank */
    int32_t *starts;       /* [site] its first dot; one more at the end */
    int32_t *bin_starts;   /* in units, which rise in rank inside a bin */
    unit *units;
    int32_t *unit_of;      /* [site] */
    int32_t *xy, *homes;   /* of dots, by rank */
} builder;

/* ---------------------------------------------------------------- how many dots */

/* Where in [0, 1) the mix goes over to the next size, in 32 bits. */
static void mix_bounds(const fol_units_spec *spec, uint64_t bounds[FOL_MOST_IN_UNIT]) {
    double sum = 0, all = 0;
    for (int k = 0; k < FOL_MOST_IN_UNIT; k++)
        all += spec->mix[k];
    for (int k = 0; k < FOL_MOST_IN_UNIT; k++) {
        sum += spec->mix[k];
        bounds[k] = (uint64_t)(sum / all * 0x1p32);
    }
    for (int k = FOL_MOST_IN_UNIT - 1; k >= 0 && (k == FOL_MOST_IN_UNIT - 1 || spec->mix[k + 1] == 0); k--)
        bounds[k] = UINT64_C(1) << 32;
}

/* The j-th site of a cell takes the share at r + a j + b column + c row of the mix, modulo 1: with the powers of the root of x^4 = x + 1
 * those of near ranks and near cells are as far from each other as can be (Roberts 2018), so a few sites anywhere have the mix. */
#define BY_RANK UINT32_C(0xd1b54a33)
#define BY_COLUMN UINT32_C(0xabc98389)
#define BY_ROW UINT32_C(0x8cb92ba7)
static bool choose_sizes(builder *b) {
    const int32_t cells = b->tile_um / FOL__CELL_UM;
    uint64_t bounds[FOL_MOST_IN_UNIT];
    const size_t cell_count = (size_t)cells * (size_t)cells;
    uint32_t *turns = fol__alloc(&b->alloc, cell_count, sizeof *turns);
    if (!turns)
        return false;
    mix_bounds(&b->spec, bounds);
    for (size_t cell = 0; cell < cell_count; cell++)
        turns[cell] = (uint32_t)b->stream + (uint32_t)(cell % (size_t)cells) * BY_COLUMN + (uint32_t)(cell / (size_t)cells) * BY_ROW;
    b->starts[0] = 0;
    for (int32_t site = 0; site < b->site_count; site++) {
        uint32_t *turn = &turns[(size_t)(b->sites[2 * site + 1] / FOL__CELL_UM) * (size_t)cells + (size_t)(b->sites[2 * site] / FOL__CELL_UM)];
        int32_t size = 1;
        while (size < FOL_MOST_IN_UNIT && *turn >= bounds[size - 1])
            size++;
        *turn += BY_RANK;
        b->starts[site + 1] = b->starts[site] + size;
    }
    b->dot_count = b->starts[b->site_count];
    fol__release(&b->alloc, turns, cell_count, sizeof *turns);
    return true;
}

/* ---------------------------------------------------------------- where they stand */

static size_t bin_at(const builder *b, int32_t site) {
    return (size_t)(b->sites[2 * site + 1] / BIN_UM) * (size_t)b->bins + (size_t)(b->sites[2 * site] / BIN_UM);
}

static void sort_into_bins(builder *b) {
    const size_t bins = (size_t)b->bins * (size_t)b->bins;
    memset(b->bin_starts, 0, (bins + 2) * sizeof *b->bin_starts);
    for (int32_t site = 0; site < b->site_count; site++)
        b->bin_starts[bin_at(b, site) + 2]++;
    for (size_t bin = 2; bin < bins + 2; bin++)
        b->bin_starts[bin] += b->bin_starts[bin - 1];
    for (int32_t site = 0; site < b->site_count; site++) {
        const int32_t at = b->bin_starts[bin_at(b, site) + 1]++;
        b->units[at] = (unit){site, b->sites[2 * site], b->sites[2 * site + 1], b->starts[site + 1] - b->starts[site], {{0, 0}}};
        b->unit_of[site] = at;
    }
}

/* Dots of other units about a site, seen from it, and the rank of the later of both: at the density where both are there, so many
 * squares of their distance go on a tile. */
typedef struct around {
    int32_t count;
    float x[MOST_AROUND], y[MOST_AROUND], later[MOST_AROUND];
} around;

static void note(around *a, int32_t x, int32_t y, int32_t later, int32_t reach) {
    const bool near = x > -reach && x < reach && y > -reach && y < reach;
    a->x[a->count] = (float)x;
    a->y[a->count] = (float)y;
    a->later[a->count] = (float)later;
    a->count += near && a->count < MOST_AROUND - 1;
}

/* Units that came earlier with all their dots; of those to come the sites. */
static void note_unit(const unit *own, const unit *other, int32_t x, int32_t y, int32_t reach, around *a) {
    const bool is_there = other->site < own->site;
    const int32_t later = (is_there ? own->site : other->site) + 1, dots = is_there ? other->dots : 1;
    for (int32_t k = 0; k < dots; k++)
        note(a, x + other->offsets[k].x, y + other->offsets[k].y, later, reach);
}

/* Units of a row of bins, [from, past) of them, brought from `right` and `down` tiles away. */
static void look_along(const builder *b, const unit *own, int32_t from, int32_t past, int32_t right, int32_t down, around *a) {
    const int32_t far = (int32_t)b->to_um + CARE_UM, reach = far + (int32_t)b->to_um;
    const int32_t x = own->x - right, y = own->y - down;
    for (const unit *other = &b->units[from]; other < &b->units[past]; other++) {
        const int32_t dx = other->x - x, dy = other->y - y;
        if (dx > -reach && dx < reach && dy > -reach && dy < reach && other != own)
            note_unit(own, other, dx, dy, far, a);
    }
}

static void look_around(const builder *b, const unit *own, around *a) {
    const int32_t column = own->x / BIN_UM, row = own->y / BIN_UM, bins = b->bins, tile = b->tile_um, half = bins / 2 - 1;
    const int32_t most = ((int32_t)b->to_um * 2 + CARE_UM) / BIN_UM + 1, span = most < half ? most : half;
    const int32_t first = column - span, last = column + span;
    a->count = 0;
    for (int32_t j = row - span; j <= row + span; j++) {
        const int32_t line = (j + bins) % bins, down = (j - line) / bins * tile;
        const int32_t *starts = &b->bin_starts[(size_t)line * (size_t)bins];
        look_along(b, own, starts[first < 0 ? 0 : first], starts[last < bins ? last + 1 : bins], 0, down, a);
        if (first < 0)
            look_along(b, own, starts[first + bins], starts[bins], -tile, down, a);
        if (last >= bins)
            look_along(b, own, starts[0], starts[last - bins + 1], tile, down, a);
    }
}

/* The least squared distance of each place to what is around, in squares that the density at which both are there leaves a dot. */
FOL__WIDE static void measure_room(const around *a, const float *restrict x, const float *restrict y, float *restrict room) {
    for (int i = 0; i < WAYS; i++)
        room[i] = FLT_MAX;
    for (int32_t k = 0; k < a->count; k++) {
        const float other_x = a->x[k], other_y = a->y[k], later = a->later[k];
        for (int i = 0; i < WAYS; i++) {
            const float dx = x[i] - other_x, dy = y[i] - other_y;
            room[i] = fol__lesser(room[i], (dx * dx + dy * dy) * later);
        }
    }
}

static int32_t rounded(double x) {
    return (int32_t)(x < 0 ? x - 0.5 : x + 0.5);
}

/* A random direction, of length 1: a point of the disc by rejection. */
static void draw_direction(uint64_t *random, double *x, double *y) {
    double r2;
    do {
        const uint64_t bits = fol__next(random);
        *x = (double)(bits & 0xffffffff) * 0x1p-31 - 1;
        *y = (double)(bits >> 32) * 0x1p-31 - 1;
        r2 = *x * *x + *y * *y;
    } while (r2 > 1 || r2 < 0.01);
    *x /= sqrt(r2);
    *y /= sqrt(r2);
}

/* One place in each sixteenth of a turn, each at a distance of its own. */
static void draw_places(const builder *b, uint64_t *random, offset places[WAYS]) {
    double x, y;
    uint64_t bits = 0;
    draw_direction(random, &x, &y);
    for (int i = 0; i < WAYS; i++, bits >>= 16) {
        bits = i % 4 == 0 ? fol__next(random) : bits;
        const double length = b->from_um + (b->to_um - b->from_um) * (double)(bits & 0xffff) * 0x1p-16;
        places[i].x = (int16_t)rounded((x * way_x[i] - y * way_y[i]) * length);
        places[i].y = (int16_t)rounded((x * way_y[i] + y * way_x[i]) * length);
    }
}

/* 2: a place that is as far from all dots of its unit as it should be; 1: far enough; 0: too near one. */
static int fit(const builder *b, const unit *own, int32_t dots, offset place) {
    int how = 2;
    for (int32_t k = 0; k < dots; k++) {
        const int64_t dx = place.x - own->offsets[k].x, dy = place.y - own->offsets[k].y, d2 = dx * dx + dy * dy;
        if (d2 < b->apart2_um)
            return 0;
        how = d2 > b->reach2_um ? 1 : how;
    }
    return how;
}

/* For the dot that comes after so many of its unit. */
static offset choose_place(const builder *b, const unit *own, int32_t dots, const around *a, uint64_t *random) {
    offset places[WAYS];
    float x[WAYS], y[WAYS], room[WAYS], best_room = -1;
    int best = 0, best_fit = -1;
    draw_places(b, random, places);
    for (int i = 0; i < WAYS; i++) {
        x[i] = places[i].x;
        y[i] = places[i].y;
    }
    measure_room(a, x, y, room);
    for (int i = 0; i < WAYS; i++) {
        const int how = fit(b, own, dots, places[i]);
        if (how > best_fit || (how == best_fit && room[i] > best_room)) {
            best = i;
            best_fit = how;
            best_room = room[i];
        }
    }
    return places[best];
}

static fol_status place_dots(builder *b, const fol_progress *progress) {
    around a;
    for (int32_t site = 0; site < b->site_count; site++) {
        unit *own = &b->units[b->unit_of[site]];
        uint64_t random = fol__stream_at(b->stream, UINT64_C(1) << 32 | (uint64_t)site);
        if (site % (b->site_count / REPORTS) == 0 && fol__stop_wanted(progress, share_of_placing * site / b->site_count))
            return FOL_ERR_CANCELLED;
        if (own->dots > 1)
            look_around(b, own, &a);
        for (int32_t k = 1; k < own->dots; k++)
            own->offsets[k] = choose_place(b, own, k, &a, &random);
    }
    return FOL_OK;
}

/* ---------------------------------------------------------------- the pattern */

static int32_t on_tile(int32_t um, int32_t tile_um) {
    return um < 0 ? um + tile_um : um < tile_um ? um : um - tile_um;
}

static void list_dots(builder *b) {
    for (int32_t i = 0; i < b->site_count; i++) {
        const unit *own = &b->units[i];
        for (int32_t k = 0; k < own->dots; k++) {
            const int32_t dot = b->starts[own->site] + k;
            b->homes[2 * dot] = own->x;
            b->homes[2 * dot + 1] = own->y;
            b->xy[2 * dot] = on_tile(own->x + own->offsets[k].x, b->tile_um);
            b->xy[2 * dot + 1] = on_tile(own->y + own->offsets[k].y, b->tile_um);
        }
    }
}

/* A cell's points are whole units, one after the other; a site's own place is its unit's first dot. */
static bool name_members(const builder *b, fol_pattern *pattern) {
    const size_t cells = (size_t)pattern->cells * (size_t)pattern->cells, room = pattern->starts[cells];
    uint16_t *members = fol__alloc_zeroed(&b->alloc, room, sizeof *members);
    pattern->members = members;
    for (size_t cell = 0; members && cell < cells; cell++) {
        uint32_t site = 0, dot = 0;
        int32_t before = -1;
        for (uint32_t i = pattern->starts[cell]; i < pattern->starts[cell + 1] && pattern->ranks[i] != FOL__NO_RANK; i++) {
            const int32_t rank = pattern->ranks[i];
            const bool first = b->xy[2 * rank] == b->homes[2 * rank] && b->xy[2 * rank + 1] == b->homes[2 * rank + 1];
            site += first && before >= 0;
            dot = first ? 0 : dot + 1;
            members[i] = (uint16_t)(site << 3 | dot);
            before = rank;
        }
    }
    return members != NULL;
}

/* The base's table, asked by dots: a prefix of n dots has the sites of which the first dot is among them. */
static bool take_site_spacing(const builder *b, const fol_spacing *base, fol_spacing *out) {
    const size_t steps = (size_t)base->step_count;
    int32_t *points = fol__alloc(&b->alloc, steps, sizeof *points);
    double *least_um = fol__alloc(&b->alloc, steps, sizeof *least_um);
    out->tile_mm = base->tile_mm;
    out->point_count = b->dot_count;
    out->step_count = base->step_count;
    out->points = points;
    out->least_um = least_um;
    for (size_t i = 0; points && least_um && i < steps; i++) {
        points[i] = b->starts[base->points[i]];
        least_um[i] = base->least_um[i];
    }
    return points && least_um;
}

static fol_status make_pattern(builder *b, const fol_pattern *base, fol_pattern *pattern, const fol_progress *progress) {
    list_dots(b);
    if (fol__stop_wanted(progress, share_of_placing))
        return FOL_ERR_CANCELLED;
    pattern->seed = base->seed;
    pattern->cells = base->cells;
    pattern->units = b->spec;
    pattern->bias_um = (int32_t)b->to_um + 1;
    const fol_status status = fol__spacing_measure(b->xy, b->dot_count, b->tile_um, &b->alloc, &pattern->spacing);
    if (status != FOL_OK)
        return status;
    const bool ok = fol__tile_file(pattern, b->xy, b->homes) && name_members(b, pattern) &&
                    take_site_spacing(b, &base->spacing, &pattern->sites);
    return !ok ? FOL_ERR_NOMEM : fol__stop_wanted(progress, 1) ? FOL_ERR_CANCELLED : FOL_OK;
}

static bool take_sites(builder *b, const fol_pattern *base) {
    const size_t sites = (size_t)b->site_count, bins = (size_t)b->bins * (size_t)b->bins;
    b->sites = fol__alloc(&b->alloc, 2 * sites, sizeof *b->sites);
    b->starts = fol__alloc(&b->alloc, sites + 1, sizeof *b->starts);
    b->bin_starts = fol__alloc(&b->alloc, bins + 2, sizeof *b->bin_starts);
    b->units = fol__alloc(&b->alloc, sites, sizeof *b->units);
    b->unit_of = fol__alloc(&b->alloc, sites, sizeof *b->unit_of);
    if (!b->sites || !b->starts || !b->bin_starts || !b->units || !b->unit_of)
        return false;
    (void)fol_pattern_points(base, 0, b->site_count, b->sites);
    if (!choose_sizes(b))
        return false;
    sort_into_bins(b);
    return true;
}

static bool take_dots(builder *b) {
    const size_t dots = (size_t)b->dot_count;
    b->xy = fol__alloc(&b->alloc, 2 * dots, sizeof *b->xy);
    b->homes = fol__alloc(&b->alloc, 2 * dots, sizeof *b->homes);
    return b->xy && b->homes;
}

static void builder_free(builder *b) {
    const size_t sites = (size_t)b->site_count, bins = (size_t)b->bins * (size_t)b->bins, dots = (size_t)b->dot_count;
    fol__release(&b->alloc, b->sites, 2 * sites, sizeof *b->sites);
    fol__release(&b->alloc, b->starts, sites + 1, sizeof *b->starts);
    fol__release(&b->alloc, b->bin_starts, bins + 2, sizeof *b->bin_starts);
    fol__release(&b->alloc, b->units, sites, sizeof *b->units);
    fol__release(&b->alloc, b->unit_of, sites, sizeof *b->unit_of);
    fol__release(&b->alloc, b->xy, 2 * dots, sizeof *b->xy);
    fol__release(&b->alloc, b->homes, 2 * dots, sizeof *b->homes);
}

static builder builder_for(const fol_pattern *base, const fol_units_spec *units, const fol_allocator *alloc) {
    const double apart = units->apart_from_mm * 1000, reach = units->apart_to_mm * 1000;
    builder b;
    memset(&b, 0, sizeof b);
    b.alloc = *alloc;
    b.spec = *units;
    b.stream = fol__stream(base->seed, FOL__FOR_UNITS);
    b.site_count = base->spacing.point_count;
    b.tile_um = base->cells * FOL__CELL_UM;
    b.bins = b.tile_um / BIN_UM;
    b.from_um = fol__units_nearest_um(units);
    b.to_um = fol__units_farthest_um(units);
    b.apart2_um = (int64_t)(apart * apart);
    b.reach2_um = (int64_t)(reach * reach);
    return b;
}

static fol_status check_base(const fol_pattern *base, const fol_units_spec *units, fol_error *err) {
    const double per_cm2 = fol_spacing_cap_per_cm2(&base->spacing) * fol_units_mean(units);
    if (base->members)
        return fol__fail(err, FOL_ERR_CONFLICT, FOL__NOWHERE, "the base pattern has units already");
    if (per_cm2 > MOST_PER_CM2)
        return fol__fail(err, FOL_ERR_VALUE, FOL__NOWHERE, "a pattern carries at most %d dots per cm2; this base has %.0f with units",
                         MOST_PER_CM2, per_cm2);
    return FOL_OK;
}

static fol_status build(const fol_pattern *base, const fol_units_spec *units, const fol_progress *progress, fol_pattern *pattern) {
    builder b = builder_for(base, units, &pattern->alloc);
    fol_status status = take_sites(&b, base) && take_dots(&b) ? FOL_OK : FOL_ERR_NOMEM;
    if (status == FOL_OK)
        status = place_dots(&b, progress);
    if (status == FOL_OK)
        status = make_pattern(&b, base, pattern, progress);
    builder_free(&b);
    return status;
}

fol_status fol_pattern_create_units(const fol_pattern *base, const fol_units_spec *units, const fol_progress *progress,
                                    const fol_allocator *alloc, fol_pattern **out, fol_error *err) {
    static const fol__units_keys keys = {"mix", "apart_mm"};
    if (!out)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "out is NULL");
    *out = NULL;
    if (!units || !fol__has_units(units))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "there are no units; give a preset's, or shares and distances");
    base = base ? base : fol_pattern_builtin();
    fol_status status = fol__units_check(units, keys, err);
    if (status == FOL_OK)
        status = check_base(base, units, err);
    if (status != FOL_OK)
        return status;
    const fol_allocator used = fol__allocator_or_libc(alloc);
    fol_pattern *pattern = fol__alloc_zeroed(&used, 1, sizeof *pattern);
    if (!pattern)
        return fol__fail_nomem(err);
    pattern->alloc = used;
    status = build(base, units, progress, pattern);
    if (status == FOL_OK) {
        *out = pattern;
        return FOL_OK;
    }
    fol_pattern_free(pattern);
    return status == FOL_ERR_CANCELLED ? fol__fail_cancelled(err) : fol__fail_nomem(err);
}
