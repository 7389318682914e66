/* SPDX-License-Identifier: MIT */
/* Runs while the library is being built, on the building machine: builds the pattern of seed 0 that include/follicle/
 * pattern.h promises and writes it to standard output as the C source that defines fol_pattern_builtin(). */
#include "tile.h"

#include <stdio.h>

enum { POINT_COUNT = 262144, TILE_MM = 256 };

/* What goes before element i of a list with so many to a line. */
static const char *separator(int32_t i, int32_t to_a_line) {
    return i == 0 ? "\n" : i % to_a_line ? "," : ",\n";
}

static void print_numbers(const char *declaration, const uint32_t *numbers, uint32_t count) {
    printf("static const %s[%lu] = {", declaration, (unsigned long)count);
    for (uint32_t i = 0; i < count; i++)
        printf("%s%lu", separator((int32_t)i, 16), (unsigned long)numbers[i]);
    puts("};\n");
}

static void print_points(const fol_pattern *pattern) {
    const uint32_t cells = (uint32_t)(pattern->cells * pattern->cells), count = pattern->starts[cells];
    print_numbers("uint32_t starts", pattern->starts, cells + 1);
    print_numbers("uint32_t places", pattern->places, count);
    print_numbers("int32_t ranks", (const uint32_t *)pattern->ranks, count);
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

static void print_pattern(const fol_pattern *pattern) {
    const fol_spacing *spacing = &pattern->spacing;
    puts("/* Made by lib/pattern/generate.c. */\n#include \"tile.h\"\n");
    print_points(pattern);
    print_spacing(spacing);
    printf("static const fol_pattern builtin = {\n    {NULL, NULL, NULL}, %lluu, %ld, starts, places, ranks,\n"
           "    {%a, %ld, %ld, step_points, step_least_um}, {{0, 0, 0, 0}, 0, 0}, 0, NULL, {0, 0, 0, NULL, NULL}};\n\n",
           (unsigned long long)pattern->seed, (long)pattern->cells, spacing->tile_mm, (long)spacing->point_count,
           (long)spacing->step_count);
    puts("const fol_pattern *fol_pattern_builtin(void) {\n    return &builtin;\n}");
}

int main(void) {
    fol_pattern *pattern;
    fol_error error;
    fol_pattern_spec spec = fol_pattern_spec_default();
    spec.point_count = POINT_COUNT;
    spec.tile_mm = TILE_MM;
    if (fol_pattern_create(&spec, NULL, NULL, &pattern, &error) != FOL_OK) {
        fprintf(stderr, "pattern: %s\n", error.message);
        return 1;
    }
    print_pattern(pattern);
    fol_pattern_free(pattern);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
