/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "samplers.h"
#include "subject.h"

enum { POINTS = 50000, ROOM = 2 * POINTS };

static const double area_cm2 = 500;

static int print_sampler(sampler_fill fill, double distance) {
    const double side_mm = sqrt(area_cm2 * 100);
    sample_point *points = malloc(ROOM * sizeof *points);
    const int64_t count = points ? fill(distance, 1, points, ROOM) : -1;
    if (count >= 0)
        printf("%.17g\n", distance * side_mm);
    for (int64_t i = 0; i < count; i++)
        printf("%.17g %.17g\n", points[i].x * side_mm, points[i].y * side_mm);
    free(points);
    return count >= 0 ? 0 : 1;
}

/* The distance asked for is what the engine promises at this density. */
static int print_layout(void) {
    const double per_cm2 = POINTS / area_cm2;
    fol_design *square = NULL;
    fol_layout *layout = NULL;
    const bool good = create_square(sqrt(area_cm2 * 100), per_cm2, NULL, &square) && lay_out_square(square, NULL, NULL, &layout);
    if (good)
        printf("%.17g\n", fol_spacing_least_mm(fol_pattern_spacing(fol_pattern_builtin()), per_cm2));
    for (size_t block = 0; good && block < fol_layout_block_count(layout); block++) {
        size_t count;
        const fol_dot *dots = fol_layout_block(layout, block, &count);
        for (size_t i = 0; i < count; i++)
            printf("%.3f %.3f\n", dots[i].x_um / 1000.0, dots[i].y_um / 1000.0);
    }
    fol_layout_free(layout);
    fol_design_free(square);
    return good ? 0 : 1;
}

int print_points(const char *engine) {
    if (strcmp(engine, "bridson") == 0)
        return print_sampler(bridson_fill, bridson_distance(POINTS));
    if (strcmp(engine, "darts") == 0)
        return print_sampler(darts_fill, darts_distance(POINTS));
    if (strcmp(engine, "square") == 0)
        return print_layout();
    fprintf(stderr, "follicle-bench: points are of square, bridson or darts, not of '%s'\n", engine);
    return 2;
}
