/* SPDX-License-Identifier: MIT */
/* Runs while the library is being built, on the building machine: builds the pattern of seed 0 that include/follicle/
 * pattern.h promises and writes it to standard output as the C source that defines fol_pattern_builtin(). Points are
 * written as whole words in the byte order of the machine that the library is for, which compilers read several times
 * faster than structs. Usage: fol-pattern-generate little|big */
#include "tile.h"

#include <stdio.h>
#include <string.h>

enum { POINT_COUNT = 262144, TILE_MM = 256 };

/* What goes before element i of a list with so many to a line. */
static const char *separator(int32_t i, int32_t to_a_line) {
    return i == 0 ? "\n" : i % to_a_line ? "," : ",\n";
}

static void print_starts(const fol_pattern *pattern) {
    const int32_t count = pattern->cells * pattern->cells + 1;
    printf("static const uint32_t starts[%ld] = {", (long)count);
    for (int32_t i = 0; i < count; i++)
        printf("%s%lu", separator(i, 16), (unsigned long)pattern->starts[i]);
    puts("};\n");
}

/* The point as it lies in the memory of a machine of that byte order, read as one word. */
static unsigned long long word_of(const fol__tile_point *point, bool big_endian) {
    const unsigned long long x = point->x, y = point->y, rank = point->rank;
    return big_endian ? x << 48 | y << 32 | rank : rank << 32 | y << 16 | x;
}

static void print_points(const fol_pattern *pattern, bool big_endian) {
    const int32_t count = pattern->spacing.point_count;
    puts("_Static_assert(sizeof(fol__tile_point) == sizeof(uint64_t), \"a point is a word\");\n");
    printf("static const union {\n    uint64_t words[%ld];\n    fol__tile_point points[%ld];\n} tile = {{", (long)count,
           (long)count);
    for (int32_t i = 0; i < count; i++)
        printf("%s%llu", separator(i, 6), word_of(&pattern->points[i], big_endian));
    puts("}};\n");
}

/* Distances as hexadecimal floats, which lose no bit. */
static void print_spacing(const fol_spacing *spacing) {
    printf("static const int32_t step_points[%ld] = {", (long)spacing->step_count);
    for (int32_t i = 0; i < spacing->step_count; i++)
        printf("%s%ld", separator(i, 12), (long)spacing->points[i]);
    printf("};\n\nstatic const double step_least_um[%ld] = {", (long)spacing->step_count);
    for (int32_t i = 0; i < spacing->step_count; i++)
        printf("%s%a", separator(i, 5), spacing->least_um[i]);
    puts("};\n");
}

static void print_pattern(const fol_pattern *pattern, bool big_endian) {
    const fol_spacing *spacing = &pattern->spacing;
    puts("/* Made by lib/pattern/generate.c. */\n#include \"tile.h\"\n");
    print_starts(pattern);
    print_points(pattern, big_endian);
    print_spacing(spacing);
    printf("static const fol_pattern builtin = {\n    {NULL, NULL, NULL}, %lluu, %ld, starts, tile.points,\n"
           "    {%a, %ld, %ld, step_points, step_least_um}};\n\n",
           (unsigned long long)pattern->seed, (long)pattern->cells, spacing->tile_mm, (long)spacing->point_count,
           (long)spacing->step_count);
    puts("const fol_pattern *fol_pattern_builtin(void) {\n    return &builtin;\n}");
}

int main(int argc, char **argv) {
    fol_pattern *pattern;
    fol_error error;
    fol_pattern_spec spec = fol_pattern_spec_default();
    spec.point_count = POINT_COUNT;
    spec.tile_mm = TILE_MM;
    if (argc != 2 || (strcmp(argv[1], "little") != 0 && strcmp(argv[1], "big") != 0)) {
        fputs("Usage: fol-pattern-generate little|big\n", stderr);
        return 2;
    }
    if (fol_pattern_create(&spec, NULL, NULL, &pattern, &error) != FOL_OK) {
        fprintf(stderr, "pattern: %s\n", error.message);
        return 1;
    }
    print_pattern(pattern, strcmp(argv[1], "big") == 0);
    fol_pattern_free(pattern);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
