/* SPDX-License-Identifier: MIT */
/* point-figures SIDE_MM: reads the distance asked for, then x and y of every point, in mm; prints how many, the least distance of two over that
 * asked for, the least distance in mm, the Clark-Evans index, and "yes" when no further point fits anywhere, else "no". */
#include <stdio.h>
#include <stdlib.h>

#include "point_figures.h"

/* All points of stdin; NULL when memory is out. */
static sample_point *read_points(int64_t *count) {
    int64_t room = 1024;
    sample_point *points = malloc((size_t)room * sizeof *points), p;
    *count = 0;
    while (points && scanf("%lf %lf", &p.x, &p.y) == 2) {
        if (*count == room) {
            sample_point *grown = realloc(points, (size_t)(room *= 2) * sizeof *points);
            if (!grown)
                free(points);
            points = grown;
        }
        if (points)
            points[(*count)++] = p;
    }
    return points;
}

int main(int argc, char **argv) {
    const double side = argc > 1 ? strtod(argv[1], NULL) : 0;
    double asked;
    int64_t count;
    point_figures found;
    if (!(side > 0) || scanf("%lf", &asked) != 1 || !(asked > 0)) {
        fprintf(stderr, "usage: point-figures SIDE_MM, with the distance and the points on stdin\n");
        return 2;
    }
    sample_point *points = read_points(&count);
    const bool good = points && measure_points(points, count, side, asked, &found);
    if (good)
        printf("%lld %.6f %.4f %.3f %s\n", (long long)count, found.least / asked, found.least, found.clark_evans, found.holes == 0 ? "yes" : "no");
    free(points);
    return good ? 0 : 1;
}
