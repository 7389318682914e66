/* SPDX-License-Identifier: MIT */
/* The whole way from a picture to spots: darkness, its peaks tile by tile, then a choice among them. */
#include "choose.h"
#include "fail.h"
#include "pixels.h"
#include "spec.h"

#include <math.h>
#include <stdlib.h>

struct fol_spots {
    fol_allocator alloc;
    fol_spot *spots;
    size_t count;
};

enum { MOST_PIXELS = 500000000 };
static const double LEAST_MM_PER_PX = 0.0005;

void fol_find_spec_init_sized(fol_find_spec *spec, size_t struct_size) {
    const fol_find_spec defaults = {.struct_size = sizeof defaults,
                                    .diameter_from_mm = 0.04,
                                    .diameter_to_mm = 0.25,
                                    .least_contrast = 0.02,
                                    .least_confidence = 0.1,
                                    .least_distance_mm = 0.3};
    fol__spec_fill(spec, struct_size, &defaults, sizeof defaults);
}

/* ------------------------------------------------------------------ what is asked for */

typedef struct range {
    const char *key;
    double value, from, to;
} range;

static fol_status check_resolution(double mm_per_px, fol_error *err) {
    const double most = 1 / FOL_FIND_LEAST_PX_PER_MM;
    const fol__where where = {NULL, -1, -1, -1, "mm_per_px"};
    if (mm_per_px >= LEAST_MM_PER_PX && mm_per_px <= most)
        return FOL_OK;
    if (mm_per_px > most && mm_per_px < 1e6)
        return fol__fail(err, FOL_ERR_VALUE, where,
                         "%g mm a pixel are %.3g pixels a mm, too coarse to tell hairs from skin; %g pixels a mm are needed at least, %g "
                         "are good: go nearer, or give the picture at its full size",
                         mm_per_px, 1 / mm_per_px, FOL_FIND_LEAST_PX_PER_MM, 20.0);
    return fol__fail(err, FOL_ERR_VALUE, where, "is %g; it must be from %g to %g mm a pixel", mm_per_px, LEAST_MM_PER_PX, most);
}

static fol_status check_spec(const fol_find_spec *spec, fol_error *err) {
    const range ranges[] = {
        {"diameter_from_mm", spec->diameter_from_mm, 0.02, 1},
        {"diameter_to_mm", spec->diameter_to_mm, spec->diameter_from_mm, 1},
        {"least_contrast", spec->least_contrast, 0, 1},
        {"least_confidence", spec->least_confidence, 0, 1},
        {"least_distance_mm", spec->least_distance_mm, 0.05, 5},
        {"origin.x", spec->origin.x, -1e6, 1e6},
        {"origin.y", spec->origin.y, -1e6, 1e6},
        {"region.x", spec->region.x, -1e6, 1e6},
        {"region.y", spec->region.y, -1e6, 1e6},
        {"region.width", spec->region.width, 0, 1e6},
        {"region.height", spec->region.height, 0, 1e6},
    };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        const range *r = &ranges[i];
        if (!(r->value >= r->from && r->value <= r->to))
            return fol__fail(err, FOL_ERR_VALUE, (fol__where){NULL, -1, -1, -1, r->key}, "is %g; it must be from %g to %g", r->value,
                             r->from, r->to);
    }
    return check_resolution(spec->mm_per_px, err);
}

static fol_status check_size(int64_t width, int64_t height, fol_error *err) {
    if (width < 1 || height < 1)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "the picture has no pixels");
    if (width * height > MOST_PIXELS)
        return fol__fail(err, FOL_ERR_LIMIT, FOL__NOWHERE, "the picture has %lld x %lld pixels, over %d", (long long)width,
                         (long long)height, (int)MOST_PIXELS);
    return FOL_OK;
}

/* ------------------------------------------------------------------ the way */

static bool find_peaks(const fol__darkness *dark, const fol__scales *scales, double least_contrast, fol__vector *peaks,
                       fol__vector *decoys) {
    fol__tile tile;
    bool ok = fol__tile_make(scales, &dark->alloc, &tile);
    for (int32_t y = 0; y < dark->height && ok; y += FOL__FIND_TILE) {
        for (int32_t x = 0; x < dark->width && ok; x += FOL__FIND_TILE) {
            fol__tile_fill(&tile, scales, dark, x, y);
            ok = fol__peaks_of_tile(&tile, scales, dark, least_contrast, false, peaks) &&
                 fol__peaks_of_tile(&tile, scales, dark, least_contrast, true, decoys);
        }
    }
    fol__tile_free(&tile, scales);
    return ok;
}

static int32_t micrometres(double mm) {
    return (int32_t)floor(mm * 1000 + 0.5);
}

static fol_spot spot_of(const fol__peak *peak, const fol__darkness *dark, const fol_find_spec *spec) {
    const double mm = 1 / dark->px_per_mm, diameter = 4 * peak->spread * mm;
    const double length = peak->length * mm;
    return (fol_spot){micrometres(spec->origin.x + peak->x * mm), micrometres(spec->origin.y + peak->y * mm), micrometres(diameter),
                      micrometres(length > diameter ? length : diameter), peak->contrast < 1 ? peak->contrast : 1, peak->confidence};
}

static bool wanted(const fol_spot *spot, const fol_find_spec *spec) {
    const double x = spot->x_um / 1000.0 - spec->region.x, y = spot->y_um / 1000.0 - spec->region.y;
    const bool inside = !(spec->region.width > 0) || (x >= 0 && x < spec->region.width && y >= 0 && y < spec->region.height);
    return inside && spot->confidence >= spec->least_confidence;
}

static int by_place(const void *a, const void *b) {
    const fol_spot *p = a, *q = b;
    if (p->y_um != q->y_um)
        return p->y_um < q->y_um ? -1 : 1;
    return (p->x_um > q->x_um) - (p->x_um < q->x_um);
}

static bool give_spots(const fol__vector *peaks, const fol__darkness *dark, const fol_find_spec *spec, fol_spots *out) {
    const fol__peak *peak = peaks->items;
    size_t kept = 0;
    for (size_t i = 0; i < peaks->count; i++) {
        const fol_spot spot = spot_of(&peak[i], dark, spec);
        kept += wanted(&spot, spec);
    }
    out->spots = fol__alloc(&out->alloc, kept, sizeof *out->spots);
    if (!out->spots)
        return false;
    out->count = kept;
    kept = 0;
    for (size_t i = 0; i < peaks->count; i++) {
        const fol_spot spot = spot_of(&peak[i], dark, spec);
        if (wanted(&spot, spec))
            out->spots[kept++] = spot;
    }
    qsort(out->spots, kept, sizeof *out->spots, by_place);
    return true;
}

static bool find_in(const fol__darkness *dark, const fol_find_spec *spec, fol_spots *out) {
    const double distance = spec->least_distance_mm * dark->px_per_mm;
    const fol__scales scales = fol__scales_make(spec->diameter_from_mm * dark->px_per_mm, spec->diameter_to_mm * dark->px_per_mm);
    fol__vector peaks = {&dark->alloc, sizeof(fol__peak), NULL, 0, 0}, decoys = peaks;
    bool ok = dark->width == 0 || dark->height == 0 || find_peaks(dark, &scales, spec->least_contrast, &peaks, &decoys);
    ok = ok && fol__peaks_thin(dark, distance, &peaks) && fol__peaks_thin(dark, distance, &decoys) &&
         fol__decoys_thin(dark, &peaks, &decoys);
    if (ok)
        fol__peaks_judge(dark, &decoys, &peaks);
    ok = ok && give_spots(&peaks, dark, spec, out);
    fol__vector_free(&decoys);
    fol__vector_free(&peaks);
    return ok;
}

static fol_status find(const fol_pixels *pixels, const fol_light_plane *plane, const fol_find_spec *spec, const fol_allocator *alloc,
                       fol_spots **out, fol_error *err) {
    const fol_allocator own = fol__allocator_or_libc(alloc);
    fol_spots *spots = fol__alloc_zeroed(&own, 1, sizeof *spots);
    fol__darkness dark = {.alloc = own};
    if (spots)
        spots->alloc = own;
    const bool ok = spots && fol__darkness_make(pixels, plane, spec, &own, &dark) && find_in(&dark, spec, spots);
    fol__darkness_free(&dark);
    if (!ok) {
        fol_spots_free(spots);
        return fol__fail_nomem(err);
    }
    *out = spots;
    return FOL_OK;
}

static fol_status read_spec(const fol_find_spec *spec, fol_find_spec *read, fol_error *err) {
    *read = fol_find_spec_default();
    if (!spec || !fol__spec_read(read, sizeof *read, spec, sizeof *spec))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "find spec is NULL or was not filled in");
    return check_spec(read, err);
}

fol_status fol_spots_find(const fol_pixels *pixels, const fol_find_spec *spec, const fol_allocator *alloc, fol_spots **out,
                          fol_error *err) {
    if (out)
        *out = NULL;
    if (!pixels || !pixels->data || !out || (pixels->format != FOL_PIXELS_RGB24 && pixels->format != FOL_PIXELS_XRGB32))
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "no picture to look at, or nowhere to put the spots");
    fol_find_spec read;
    fol_status status = read_spec(spec, &read, err);
    if (status == FOL_OK)
        status = check_size(pixels->width, pixels->height, err);
    if (status == FOL_OK)
        status = fol__check_pixels(pixels, err);
    return status == FOL_OK ? find(pixels, NULL, &read, alloc, out, err) : status;
}

fol_status fol_spots_find_light(const fol_light_plane *plane, const fol_find_spec *spec, const fol_allocator *alloc, fol_spots **out,
                                fol_error *err) {
    if (out)
        *out = NULL;
    if (!plane || !plane->values || !out)
        return fol__fail(err, FOL_ERR_ARG, FOL__NOWHERE, "no light to look at, or nowhere to put the spots");
    fol_find_spec read;
    fol_status status = read_spec(spec, &read, err);
    if (status == FOL_OK)
        status = check_size(plane->width, plane->height, err);
    return status == FOL_OK ? find(NULL, plane, &read, alloc, out, err) : status;
}

const fol_spot *fol_spots_all(const fol_spots *spots, size_t *count) {
    if (count)
        *count = spots ? spots->count : 0;
    return spots ? spots->spots : NULL;
}

void fol_spots_free(fol_spots *spots) {
    if (!spots)
        return;
    const fol_allocator alloc = spots->alloc;
    fol__release(&alloc, spots->spots, spots->count, sizeof *spots->spots);
    fol__release(&alloc, spots, 1, sizeof *spots);
}
