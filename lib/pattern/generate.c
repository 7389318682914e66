/* SPDX-License-Identifier: MIT */
/* Runs while the library is being built, on the building machine: builds the default pattern and writes it to standard
 * output as the C source that defines fol_pattern_builtin(). */
#include "tile.h"

#include <stdio.h>

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

static void print_points(const fol_pattern *pattern) {
    const int32_t count = pattern->spacing.point_count;
    printf("static const fol__tile_point points[%ld] = {", (long)count);
    for (int32_t i = 0; i < count; i++) {
        const fol__tile_point *point = &pattern->points[i];
        printf("%s{%u,%u,%lu}", separator(i, 6), point->x, point->y, (unsigned long)point->rank);
    }
    puts("};\n");
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

int main(void) {
    fol_pattern *pattern;
    fol_error error;
    const fol_pattern_spec spec = fol_pattern_spec_default();
    if (fol_pattern_create(&spec, NULL, NULL, &pattern, &error) != FOL_OK) {
        fprintf(stderr, "pattern: %s\n", error.message);
        return 1;
    }
    const fol_spacing *spacing = fol_pattern_spacing(pattern);
    puts("/* Made by lib/pattern/generate.c. */\n#include \"tile.h\"\n");
    print_starts(pattern);
    print_points(pattern);
    print_spacing(spacing);
    printf("static const fol_pattern builtin = {\n    {NULL, NULL, NULL}, %lluu, %ld, starts, points,\n"
           "    {%a, %ld, %ld, step_points, step_least_um}};\n\n",
           (unsigned long long)pattern->seed, (long)pattern->cells, spacing->tile_mm, (long)spacing->point_count,
           (long)spacing->step_count);
    puts("const fol_pattern *fol_pattern_builtin(void) {\n    return &builtin;\n}");
    fol_pattern_free(pattern);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
