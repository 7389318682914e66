/* SPDX-License-Identifier: MIT */
/* Rings to a region. The first byte picks a way to read the rest: small whole numbers, which make outlines that are nearly
 * valid with corners on edges and on each other; or doubles bit by bit, which bring NaN, infinities and far places. What comes
 * out must hold together: inclusion by all edges and by rows agree, and nothing outside the box is inside. */
#include "edgerows.h"
#include "fuzz.h"
#include "region.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_POINTS = 64, MOST_RINGS = 4 };

typedef struct input {
    const uint8_t *bytes;
    size_t size;
} input;

static uint8_t next_byte(input *in) {
    if (in->size == 0)
        return 0;
    in->size--;
    return *in->bytes++;
}

static double next_number(input *in, bool raw) {
    double number = 0;
    if (!raw)
        return next_byte(in) * 0.001 - 0.02;
    if (in->size >= sizeof number) {
        memcpy(&number, in->bytes, sizeof number);
        in->bytes += sizeof number;
        in->size -= sizeof number;
    }
    return number;
}

static void demand(bool holds) {
    if (!holds)
        abort();
}

static void check_region(const fol__region *region) {
    const double width = (double)region->box.x1 - region->box.x0, height = (double)region->box.y1 - region->box.y0;
    const int32_t row0 = fol__cell_of(region->box.y0);
    fol__edge_rows rows;
    demand(region->bound_count > 0 && region->area_mm2 > 0);
    if (width > 1000 || height > 1000) /* looking at all of it would take long */
        return;
    if (!fol__edge_rows_make(region, row0, fol__cell_of(region->box.y1) + 1, 0, &region->alloc, &rows))
        return;
    for (int32_t y = region->box.y0 - 1; y <= region->box.y1 + 1; y += 1 + (int32_t)(height / 40)) {
        for (int32_t x = region->box.x0 - 1; x <= region->box.x1 + 1; x += 1 + (int32_t)(width / 40)) {
            const bool held = fol__region_holds(region, x, y);
            demand(!held || (x >= region->box.x0 && y >= region->box.y0 && x < region->box.x1 && y < region->box.y1));
            demand(held == fol__edge_rows_hold(&rows, fol__cell_of(y), x, y) || fol__cell_of(y) < row0 ||
                   fol__cell_of(y) >= rows.row1);
        }
    }
    fol__edge_rows_free(&rows);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static fol_point points[MOST_RINGS][MOST_POINTS];
    input in = {data, size};
    const uint8_t way = next_byte(&in);
    const size_t rings = 1 + way / 2 % MOST_RINGS;
    fol_ring ring[MOST_RINGS];
    for (size_t i = 0; i < rings; i++) {
        ring[i].points = points[i];
        ring[i].count = next_byte(&in) % (MOST_POINTS + 1);
        for (size_t k = 0; k < ring[i].count; k++) {
            points[i][k].x = next_number(&in, way & 1);
            points[i][k].y = next_number(&in, way & 1);
        }
    }
    const fol_allocator alloc = fol__allocator_or_libc(NULL);
    fol__region region;
    fol_error err;
    if (fol__region_make(&ring[0], ring + 1, rings - 1, FOL__NOWHERE, &alloc, &region, &err) == FOL_OK) {
        check_region(&region);
        fol__region_free(&region);
    } else {
        demand(err.message[0] != '\0');
    }
    return 0;
}
