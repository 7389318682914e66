/* SPDX-License-Identifier: MIT */
/* Similarities have a closed form (Umeyama 1991, in two dimensions without a decomposition); homographies come from linear equations in
 * normalised places, solved thrice with the weights that make their errors those of distances on the photograph. */
#include "transform.h"

#include <math.h>
#include <string.h>

enum { UNKNOWNS = 8, ROUNDS = 3 };

fol_point fol_transform_apply(const fol_transform *t, fol_point at) {
    const double w = t->m[6] * at.x + t->m[7] * at.y + t->m[8];
    return (fol_point){(t->m[0] * at.x + t->m[1] * at.y + t->m[2]) / w, (t->m[3] * at.x + t->m[4] * at.y + t->m[5]) / w};
}

double fol__transform_scale(const fol_transform *t, fol_point at) {
    const double step = 0.01;
    const fol_point o = fol_transform_apply(t, at), x = fol_transform_apply(t, (fol_point){at.x + step, at.y}),
                    y = fol_transform_apply(t, (fol_point){at.x, at.y + step});
    return sqrt(fabs((x.x - o.x) * (y.y - o.y) - (x.y - o.y) * (y.x - o.x))) / step;
}

fol_transform fol__transform_scaled(const fol_transform *t, double factor) {
    fol_transform scaled = *t;
    for (int i = 0; i < 6; i++)
        scaled.m[i] *= factor;
    return scaled;
}

/* ------------------------------------------------------------------ normalising */

/* Middle and one over the mean distance from it. */
typedef struct norm {
    double x, y, factor;
} norm;

static norm norm_of(const fol__pair *pairs, size_t count, bool to) {
    norm n = {0, 0, 0};
    double all = 0, away = 0;
    for (size_t i = 0; i < count; i++) {
        const fol_point at = to ? pairs[i].to : pairs[i].from;
        n.x += pairs[i].weight * at.x;
        n.y += pairs[i].weight * at.y;
        all += pairs[i].weight;
    }
    n.x /= all;
    n.y /= all;
    for (size_t i = 0; i < count; i++) {
        const fol_point at = to ? pairs[i].to : pairs[i].from;
        away += pairs[i].weight * sqrt((at.x - n.x) * (at.x - n.x) + (at.y - n.y) * (at.y - n.y));
    }
    n.factor = all / away;
    return n;
}

static fol_point normal(norm n, fol_point at) {
    return (fol_point){(at.x - n.x) * n.factor, (at.y - n.y) * n.factor};
}

/* ------------------------------------------------------------------ similarity */

static bool fit_similarity(const fol__pair *pairs, size_t count, fol_transform *out) {
    const norm from = norm_of(pairs, count, false), to = norm_of(pairs, count, true);
    double along = 0, across = 0, spread = 0;
    for (size_t i = 0; i < count; i++) {
        const double x = pairs[i].from.x - from.x, y = pairs[i].from.y - from.y;
        const double u = pairs[i].to.x - to.x, v = pairs[i].to.y - to.y;
        along += pairs[i].weight * (x * u + y * v);
        across += pairs[i].weight * (x * v - y * u);
        spread += pairs[i].weight * (x * x + y * y);
    }
    const double a = along / spread, b = across / spread;
    *out = (fol_transform){{a, -b, to.x - a * from.x + b * from.y, b, a, to.y - b * from.x - a * from.y, 0, 0, 1}};
    return spread > 0 && a * a + b * b > 0;
}

/* ------------------------------------------------------------------ homography */

/* Solves in place by elimination, the largest pivot first. False: singular. */
static bool solve(double a[UNKNOWNS][UNKNOWNS + 1]) {
    for (int k = 0; k < UNKNOWNS; k++) {
        int best = k;
        for (int i = k + 1; i < UNKNOWNS; i++)
            best = fabs(a[i][k]) > fabs(a[best][k]) ? i : best;
        if (!(fabs(a[best][k]) > 1e-12))
            return false;
        for (int j = 0; j <= UNKNOWNS; j++) {
            const double held = a[k][j];
            a[k][j] = a[best][j];
            a[best][j] = held;
        }
        for (int i = 0; i < UNKNOWNS; i++) {
            const double share = i == k ? 0 : a[i][k] / a[k][k];
            for (int j = k; j <= UNKNOWNS; j++)
                a[i][j] -= share * a[k][j];
        }
    }
    return true;
}

static void add_equation(const double *row, double right, double weight, double a[UNKNOWNS][UNKNOWNS + 1]) {
    for (int i = 0; i < UNKNOWNS; i++) {
        for (int j = 0; j < UNKNOWNS; j++)
            a[i][j] += weight * row[i] * row[j];
        a[i][UNKNOWNS] += weight * row[i] * right;
    }
}

/* One solution in normalised places; `h` brings the last one, for the weights. */
static bool solve_normal(const fol__pair *pairs, size_t count, norm from, norm to, double *h) {
    double a[UNKNOWNS][UNKNOWNS + 1];
    memset(a, 0, sizeof a);
    for (size_t i = 0; i < count; i++) {
        const fol_point p = normal(from, pairs[i].from), q = normal(to, pairs[i].to);
        const double w = h[6] * p.x + h[7] * p.y + 1, weight = pairs[i].weight / (w * w > 1e-6 ? w * w : 1e-6);
        const double first[UNKNOWNS] = {p.x, p.y, 1, 0, 0, 0, -q.x * p.x, -q.x * p.y};
        const double second[UNKNOWNS] = {0, 0, 0, p.x, p.y, 1, -q.y * p.x, -q.y * p.y};
        add_equation(first, q.x, weight, a);
        add_equation(second, q.y, weight, a);
    }
    if (!solve(a))
        return false;
    for (int i = 0; i < UNKNOWNS; i++)
        h[i] = a[i][UNKNOWNS] / a[i][i];
    return true;
}

/* Out of normalised places: to^-1 h from. */
static fol_transform unnormal(const double *h, norm from, norm to) {
    const double f = from.factor;
    double g[9]; /* h after `from` */
    for (int row = 0; row < 3; row++) {
        const double *r = h + 3 * row;
        const double last = row < 2 ? r[2] : 1;
        g[3 * row] = r[0] * f;
        g[3 * row + 1] = r[1] * f;
        g[3 * row + 2] = last - f * (r[0] * from.x + r[1] * from.y);
    }
    fol_transform out;
    for (int j = 0; j < 3; j++) {
        out.m[j] = g[j] / to.factor + to.x * g[6 + j];
        out.m[3 + j] = g[3 + j] / to.factor + to.y * g[6 + j];
        out.m[6 + j] = g[6 + j];
    }
    return out;
}

/* Whether every pair lies on the same side of the line that a homography sends to infinity. */
static bool is_before_camera(const fol__pair *pairs, size_t count, const fol_transform *t) {
    size_t positive = 0;
    for (size_t i = 0; i < count; i++)
        positive += t->m[6] * pairs[i].from.x + t->m[7] * pairs[i].from.y + t->m[8] > 0;
    return positive == count;
}

static bool fit_homography(const fol__pair *pairs, size_t count, fol_transform *out) {
    const norm from = norm_of(pairs, count, false), to = norm_of(pairs, count, true);
    double h[UNKNOWNS] = {0};
    for (int round = 0; round < ROUNDS; round++)
        if (!solve_normal(pairs, count, from, to, h))
            return false;
    *out = unnormal(h, from, to);
    return is_before_camera(pairs, count, out);
}

bool fol__transform_fit(const fol__pair *pairs, size_t count, fol_transform_kind kind, fol_transform *out) {
    const size_t least = kind == FOL_TRANSFORM_HOMOGRAPHY ? 4 : 2;
    if (count < least)
        return false;
    return kind == FOL_TRANSFORM_HOMOGRAPHY ? fit_homography(pairs, count, out) : fit_similarity(pairs, count, out);
}
