/* SPDX-License-Identifier: MIT */
/* What reading a map comes to, whatever the form: dots, with ids for those that have none, and zones by their names. */
#include "map_dots.h"

#include "map_names.h"
#include "problem.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ zones by name */

static int compare_names(const char *a, size_t a_size, const char *b, size_t b_size) {
    const size_t shorter = a_size < b_size ? a_size : b_size;
    const int order = shorter ? memcmp(a, b, shorter) : 0;
    return order ? order : (a_size > b_size) - (a_size < b_size);
}

/* Zone numbers break ties, so the order is total. */
static int compare_zones(const void *a, const void *b) {
    const fol__zone_name_of *x = a, *y = b;
    const int order = compare_names(x->text, x->size, y->text, y->size);
    return order ? order : (x->zone > y->zone) - (x->zone < y->zone);
}

fol_status fol__zone_index_make(fol__zone_index *index, const fol_design *design, fol_error *err) {
    const size_t count = fol_design_zone_count(design);
    index->count = count < FOL__UNKNOWN_ZONE ? count : FOL__UNKNOWN_ZONE;
    index->zones = malloc((index->count + 1) * sizeof *index->zones);
    if (!index->zones)
        return fol__io_fail_nomem(err);
    for (size_t i = 0; i < index->count; i++) {
        const char *name = fol__zone_name(design, i);
        index->zones[i] = (fol__zone_name_of){name, strlen(name), (uint16_t)i};
    }
    qsort(index->zones, index->count, sizeof *index->zones, compare_zones);
    return FOL_OK;
}

uint16_t fol__zone_find(const fol__zone_index *index, const char *name, size_t size) {
    size_t from = 0, to = index->count;
    while (from < to) {
        const size_t middle = (from + to) / 2;
        const fol__zone_name_of *zone = &index->zones[middle];
        const int order = compare_names(name, size, zone->text, zone->size);
        if (order == 0)
            return zone->zone;
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return FOL__UNKNOWN_ZONE;
}

void fol__zone_index_free(fol__zone_index *index) {
    free(index->zones);
    index->zones = NULL;
    index->count = 0;
}

/* ------------------------------------------------------------------ dots */

fol_status fol__map_add(fol_map *map, const fol_limits *limits, const fol_dot *dot, int line, fol_error *err) {
    if ((int64_t)map->count >= limits->max_dots)
        return fol__io_fail(err, FOL_ERR_LIMIT, NULL, line, 0, "more than %lld dots",
                            (long long)limits->max_dots);
    if (map->count == map->capacity) {
        fol_dot *grown = fol__grown(map->dots, &map->capacity, sizeof *grown);
        if (!grown)
            return fol__io_fail_nomem(err);
        map->dots = grown;
    }
    map->dots[map->count++] = *dot;
    return FOL_OK;
}

fol_status fol__map_number_added(fol_map *map, fol_error *err) {
    int64_t next = FOL_HAND_PLACED_ID;
    for (size_t i = 0; i < map->count; i++)
        next = map->dots[i].id >= next ? map->dots[i].id + 1 : next;
    for (size_t i = 0; i < map->count; i++) {
        if (map->dots[i].id != FOL__NO_ID)
            continue;
        if (next > FOL__LARGEST_ID)
            return fol__io_fail(err, FOL_ERR_VALUE, NULL, 0, 0,
                                "no id is left for the rows without one: the largest, %lld, is taken",
                                (long long)FOL__LARGEST_ID);
        map->dots[i].id = next++;
    }
    return FOL_OK;
}

const fol_dot *fol_map_dots(const fol_map *map, size_t *count) {
    if (count)
        *count = map ? map->count : 0;
    return map ? map->dots : NULL;
}

void fol_map_free(fol_map *map) {
    if (map)
        free(map->dots);
    free(map);
}
