/* SPDX-License-Identifier: MIT */
/* Distances to straight pieces, in micrometres. Only + - * / : the same bits everywhere. */
#ifndef FOLLICLE_CORE_SEGMENT_H
#define FOLLICLE_CORE_SEGMENT_H

typedef struct fol__segment {
    double x0, y0, x1, y1;
} fol__segment;

/* Squared distance from (x, y) to the nearest point of the segment. */
static inline double fol__segment_distance2(const fol__segment *s, double x, double y) {
    const double dx = s->x1 - s->x0, dy = s->y1 - s->y0;
    double px = x - s->x0, py = y - s->y0;
    const double along = px * dx + py * dy;
    const double length2 = dx * dx + dy * dy;
    if (along >= length2) { /* also the segment of no length */
        px = x - s->x1;
        py = y - s->y1;
    } else if (along > 0) {
        const double t = along / length2;
        px -= t * dx;
        py -= t * dy;
    }
    return px * px + py * py;
}

/* Above 0 left of the directed segment as seen with y down, below 0 right of it: twice the triangle's area. */
static inline double fol__segment_side(const fol__segment *s, double x, double y) {
    return (x - s->x0) * (s->y1 - s->y0) - (y - s->y0) * (s->x1 - s->x0);
}

#endif
