/* SPDX-License-Identifier: MIT */
/* Random densities of the kinds that designs have: hard and soft zones large and tiny, thin strips, seams, a hairline
 * ramp, a keep-out, holes around hairs, and up to eight sessions. */
#ifndef FOLLICLE_TESTS_REVIEW_SCENES_H
#define FOLLICLE_TESTS_REVIEW_SCENES_H

#include "review_dots.h"

enum { SCENE_ZONES = 4, SCENE_HAIRS = 60 };

typedef struct scene_zone {
    double x, y, half_width, half_height, along_x, along_y; /* centre, half sizes, direction of the width */
    bool disc;
    double per_cm2, feather;
} scene_zone;

typedef struct scene {
    fol_rect bounds;
    double cap_per_cm2;
    int zone_count, hair_count, session_count;
    scene_zone zones[SCENE_ZONES];
    double shares[FOL_MAX_SESSIONS];
    fol_point hairs[SCENE_HAIRS];
    double line_y, transition, edge_density; /* no dot above line_y */
    fol_point keep_out;
    double keep_out_radius;
} scene;

/* Distance from the zone's outline, above 0 inside. */
static inline double depth_in(const scene_zone *z, double x, double y) {
    const double dx = x - z->x, dy = y - z->y;
    if (z->disc)
        return z->half_width - sqrt(dx * dx + dy * dy);
    const double u = z->half_width - fabs(dx * z->along_x + dy * z->along_y);
    const double v = z->half_height - fabs(dy * z->along_x - dx * z->along_y);
    return u < v ? u : v;
}

static inline double smooth(double t) {
    return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
}

/* Density of the zones alone, and which wins. */
static inline double zones_at(const scene *s, double x, double y, int32_t *winner) {
    double sum = 0, greatest = 0, most = 0;
    for (int i = 0; i < s->zone_count; i++) {
        const scene_zone *z = &s->zones[i];
        const double depth = depth_in(z, x, y);
        const double weight = z->feather > 0 ? smooth(0.5 + depth / z->feather) : depth >= 0;
        if (weight > 0 && z->per_cm2 > greatest)
            greatest = z->per_cm2;
        if (weight * z->per_cm2 > most) {
            most = weight * z->per_cm2;
            *winner = i;
        }
        sum += weight * z->per_cm2;
    }
    return sum < greatest ? sum : greatest;
}

static inline bool near_hair(const scene *s, double x, double y, double per_cm2) {
    const double squared_mm = 0.318 * 100 / per_cm2; /* 0.564 / sqrt(density) */
    for (int i = 0; i < s->hair_count; i++) {
        const double dx = x - s->hairs[i].x, dy = y - s->hairs[i].y;
        if (dx * dx + dy * dy < (squared_mm < 9 ? squared_mm : 9))
            return true;
    }
    return false;
}

static inline void scene_density(int32_t x_um, int32_t y_um, fol_density *out, void *user) {
    const scene *s = user;
    const double x = x_um / 1000.0, y = y_um / 1000.0;
    int32_t winner = FOL_NO_ZONE;
    double per_cm2 = zones_at(s, x, y, &winner);
    const double behind = (y - s->line_y) / s->transition;
    per_cm2 *= behind < 0 ? 0 : s->edge_density + (1 - s->edge_density) * smooth(behind);
    const double dx = x - s->keep_out.x, dy = y - s->keep_out.y;
    if (dx * dx + dy * dy < s->keep_out_radius * s->keep_out_radius)
        per_cm2 = 0;
    if (!(per_cm2 > 0) || near_hair(s, x, y, per_cm2))
        return;
    out->zone = winner;
    for (int k = 0; k < FOL_MAX_SESSIONS; k++)
        out->running_per_cm2[k] = per_cm2 * s->shares[k];
}

static inline double between(uint64_t *state, double low, double high) {
    return low + (high - low) * fol__unit(fol__next(state));
}

/* Small as often as large. */
static inline double size_between(uint64_t *state, double low, double high) {
    const double t = between(state, 0, 1);
    return low + (high - low) * t * t * t;
}

static inline scene_zone random_zone(uint64_t *state, fol_rect bounds, double cap) {
    scene_zone z;
    z.x = between(state, 0, bounds.width);
    z.y = between(state, 0, bounds.height);
    z.half_width = size_between(state, 0.3, 50);
    z.half_height = size_between(state, 0.1, 30);
    const double t = between(state, 0, 1); /* a rational turn */
    z.along_x = (1 - t * t) / (1 + t * t);
    z.along_y = 2 * t / (1 + t * t);
    if (fol__next_below(state, 3) == 0) {
        z.along_x = 1;
        z.along_y = 0;
    }
    z.disc = fol__next_below(state, 3) == 0;
    z.per_cm2 = between(state, 0.05, 1) * cap;
    z.feather = fol__next_below(state, 2) ? 0 : size_between(state, 0.2, 12);
    return z;
}

static inline scene random_scene(uint64_t seed) {
    uint64_t state = fol__mix(seed + 77);
    scene s;
    memset(&s, 0, sizeof s);
    s.bounds.width = between(&state, 30, 110);
    s.bounds.height = between(&state, 30, 110);
    s.cap_per_cm2 = between(&state, 60, 400);
    s.zone_count = 1 + (int)fol__next_below(&state, SCENE_ZONES);
    for (int i = 0; i < s.zone_count; i++)
        s.zones[i] = random_zone(&state, s.bounds, s.cap_per_cm2);
    s.session_count = 1 + (int)fol__next_below(&state, FOL_MAX_SESSIONS);
    double sum = 0;
    for (int k = 0; k < s.session_count; k++)
        s.shares[k] = sum += between(&state, 0.1, 1);
    for (int k = 0; k < FOL_MAX_SESSIONS; k++)
        s.shares[k] = k + 1 < s.session_count ? s.shares[k] / sum : 1;
    s.hair_count = fol__next_below(&state, 2) ? (int)fol__next_below(&state, SCENE_HAIRS) : 0;
    for (int i = 0; i < s.hair_count; i++) {
        s.hairs[i].x = between(&state, 0, s.bounds.width);
        s.hairs[i].y = between(&state, 0, s.bounds.height);
    }
    s.line_y = fol__next_below(&state, 2) ? between(&state, 0, s.bounds.height * 0.7) : -100;
    s.transition = between(&state, 1, 15);
    s.edge_density = between(&state, 0, 0.5);
    s.keep_out.x = between(&state, 0, s.bounds.width);
    s.keep_out.y = between(&state, 0, s.bounds.height);
    s.keep_out_radius = fol__next_below(&state, 2) ? between(&state, 1, 20) : 0;
    return s;
}

static inline fol_review_spec spec_of_scene(const dot_list *list, scene *s) {
    fol_review_spec spec = fol_review_spec_default();
    spec.dots = list->items;
    spec.dot_count = list->count;
    spec.session_count = (size_t)s->session_count;
    spec.zone_count = (size_t)s->zone_count;
    spec.density = scene_density;
    spec.density_user = s;
    spec.bounds = s->bounds;
    return spec;
}

#endif
