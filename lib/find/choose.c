/* SPDX-License-Identifier: MIT */
/* Confidence is taken from the picture itself: what skin, camera and JPEG make up, they make up dark and light alike, while hairs
 * are dark only. Where among peaks that stand out so far there are as many light ones as dark ones, none of the dark ones is to be trusted;
 * where there are a tenth as many, nine of ten are (the decoys of Elias and Gygi 2007; for false discovery rates see Efron 2010). */
#include "choose.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A peak with more on one side of it than this is the edge of something larger. */
static const double LOPSIDED_FROM = 0.22, LOPSIDED_TO = 0.34;
/* A hair that lies flat is followed where it is seen clearly. */
static const double CLEAR_NOISE_RATIO = 5;
static const double MOST_LENGTH_MM = 4;
/* Skin between hairs is lighter than its surroundings: where a dark peak so near stands out so many times more. */
static const double GAP_MM = 0.8, GAP_STRENGTH = 2.5;
/* Hairs of one head are alike: what has less than this share of the usual contrast of those that are sure is a pore rather. */
static const double UNLIKE_HAIR = 0.4;

/* ------------------------------------------------------------------ which stays */

/* By how far they stand out, then by place: a total order. */
static int by_strength(const void *a, const void *b) {
    const fol__peak *p = a, *q = b;
    if (p->noise_ratio != q->noise_ratio)
        return p->noise_ratio > q->noise_ratio ? -1 : 1;
    if (p->y != q->y)
        return p->y < q->y ? -1 : 1;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return (p->scale > q->scale) - (p->scale < q->scale);
}

/* Places that are taken, in cells as wide as their distance. */
typedef struct places {
    int32_t columns, rows;
    double reach;
    int32_t *heads; /* the newest of a cell, or -1 */
    fol__vector taken;
} places;

typedef struct place {
    double x, y;
    double strength; /* noise ratio */
    int32_t next;
} place;

static bool places_make(const fol__darkness *dark, double reach, places *out) {
    *out = (places){(int32_t)(dark->width / reach) + 1, (int32_t)(dark->height / reach) + 1, reach, NULL,
                    {&dark->alloc, sizeof(place), NULL, 0, 0}};
    const size_t count = (size_t)out->columns * (size_t)out->rows;
    out->heads = fol__alloc(&dark->alloc, count, sizeof *out->heads);
    for (size_t i = 0; out->heads && i < count; i++)
        out->heads[i] = -1;
    return out->heads;
}

static void places_free(places *p) {
    fol__release(p->taken.alloc, p->heads, (size_t)p->columns * (size_t)p->rows, sizeof *p->heads);
    fol__vector_free(&p->taken);
}

static int32_t cell_at(double at, double reach, int32_t count) {
    const double cell = at / reach;
    return cell < 0 ? 0 : cell < count ? (int32_t)cell : count - 1;
}

/* Whether a place of at least that strength is nearer than the reach. */
static bool is_taken(const places *p, double x, double y, double strength) {
    const int32_t column = cell_at(x, p->reach, p->columns), row = cell_at(y, p->reach, p->rows);
    const place *taken = p->taken.items;
    for (int32_t r = row > 0 ? row - 1 : 0; r <= row + 1 && r < p->rows; r++) {
        for (int32_t c = column > 0 ? column - 1 : 0; c <= column + 1 && c < p->columns; c++) {
            for (int32_t i = p->heads[r * p->columns + c]; i >= 0; i = taken[i].next) {
                const double dx = taken[i].x - x, dy = taken[i].y - y;
                if (dx * dx + dy * dy < p->reach * p->reach && taken[i].strength >= strength)
                    return true;
            }
        }
    }
    return false;
}

static bool take(places *p, double x, double y, double strength) {
    int32_t *head = &p->heads[cell_at(y, p->reach, p->rows) * p->columns + cell_at(x, p->reach, p->columns)];
    place *added = fol__vector_extend(&p->taken, 1);
    if (!added)
        return false;
    *added = (place){x, y, strength, *head};
    *head = (int32_t)p->taken.count - 1;
    return true;
}

/* ------------------------------------------------------------------ hairs that lie flat */

/* Mean of the nine pixels around a place; very light outside the picture. */
static double darkness_at(const fol__darkness *dark, double x, double y) {
    const int32_t column = (int32_t)floor(x), row = (int32_t)floor(y);
    if (column < 1 || row < 1 || column >= dark->width - 1 || row >= dark->height - 1)
        return -1;
    float sum = 0;
    for (int32_t r = row - 1; r <= row + 1; r++)
        for (int32_t c = column - 1; c <= column + 1; c++)
            sum += dark->values[(size_t)r * (size_t)dark->width + (size_t)c];
    return (double)sum / 9;
}

/* A way from a peak to where it is half as dark. */
typedef struct way {
    double x, y;
    double darkest;
} way;

/* Goes in a direction, never further than half the greatest length. `bends`: half a pixel to the side where it is darker. */
static way follow(const fol__darkness *dark, const fol__peak *peak, double along_x, double along_y, bool bends) {
    const double middle = darkness_at(dark, peak->x, peak->y);
    const int32_t steps = (int32_t)(MOST_LENGTH_MM * dark->px_per_mm); /* of half a pixel */
    double x = peak->x, y = peak->y;
    way end = {x, y, middle};
    for (int32_t i = 0; i < steps; i++) {
        x += 0.5 * along_x;
        y += 0.5 * along_y;
        double here = darkness_at(dark, x, y);
        const double left = bends ? darkness_at(dark, x - 0.5 * along_y, y + 0.5 * along_x) : -1;
        const double right = bends ? darkness_at(dark, x + 0.5 * along_y, y - 0.5 * along_x) : -1;
        if (left > here || right > here) {
            const double side = left > right ? -0.5 : 0.5;
            x += side * along_y;
            y -= side * along_x;
            here = left > right ? left : right;
        }
        if (!(here >= 0.5 * middle))
            break;
        end = (way){x, y, here > end.darkest ? here : end.darkest};
    }
    return end;
}

static double distance(way a, way b) {
    return sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

/* Whether a peak is the middle of a hair that lies flat: dark itself, which the gap between two hairs is not, and twice as long as
 * wide. *from, *to: its ends. */
static bool lies_flat(const fol__darkness *dark, const fol__peak *peak, way *from, way *to) {
    const double x = peak->along_x, y = peak->along_y, middle = darkness_at(dark, peak->x, peak->y);
    if (peak->noise_ratio < CLEAR_NOISE_RATIO || peak->lengthwise < FOL__LENGTHWISE || !(middle > 0))
        return false;
    *from = follow(dark, peak, -x, -y, true);
    *to = follow(dark, peak, x, y, true);
    if (middle < 0.6 * (from->darkest > to->darkest ? from->darkest : to->darkest))
        return false;
    const double width = distance(follow(dark, peak, -y, x, false), follow(dark, peak, y, -x, false));
    return distance(*from, *to) >= 2 * (width > 1 ? width : 1);
}

/* Takes the places of the whole hair; its peak moves to its middle. */
static bool take_lying(fol__peak *peak, way from, way to, places *p) {
    peak->length = distance(from, to);
    peak->x = (from.x + to.x) / 2;
    peak->y = (from.y + to.y) / 2;
    const int32_t steps = (int32_t)(2 * peak->length / p->reach) + 1;
    bool ok = true;
    for (int32_t i = 0; i <= steps && ok; i++)
        ok = take(p, from.x + (to.x - from.x) * i / steps, from.y + (to.y - from.y) * i / steps, peak->noise_ratio);
    return ok;
}

bool fol__peaks_thin(const fol__darkness *dark, double least_distance_px, fol__vector *peaks) {
    fol__peak *peak = peaks->items;
    places taken;
    size_t kept = 0;
    if (peaks->count)
        qsort(peak, peaks->count, sizeof *peak, by_strength);
    bool ok = places_make(dark, least_distance_px, &taken);
    for (size_t i = 0; i < peaks->count && ok; i++) {
        way from, to;
        if (is_taken(&taken, peak[i].x, peak[i].y, 0))
            continue;
        const bool flat = lies_flat(dark, &peak[i], &from, &to);
        if (!flat && peak[i].only_flat)
            continue;
        peak[kept] = peak[i];
        ok = flat ? take_lying(&peak[kept], from, to, &taken) : take(&taken, peak[i].x, peak[i].y, peak[i].noise_ratio);
        kept++;
    }
    places_free(&taken);
    peaks->count = kept;
    return ok;
}

bool fol__decoys_thin(const fol__darkness *dark, const fol__vector *peaks, fol__vector *decoys) {
    const fol__peak *peak = peaks->items;
    fol__peak *decoy = decoys->items;
    places hairs;
    size_t kept = 0;
    bool ok = places_make(dark, GAP_MM * dark->px_per_mm, &hairs);
    for (size_t i = 0; i < peaks->count && ok; i++)
        ok = take(&hairs, peak[i].x, peak[i].y, peak[i].noise_ratio);
    for (size_t i = 0; i < decoys->count && ok; i++)
        if (!is_taken(&hairs, decoy[i].x, decoy[i].y, GAP_STRENGTH * decoy[i].noise_ratio))
            decoy[kept++] = decoy[i];
    places_free(&hairs);
    decoys->count = kept;
    return ok;
}

/* ------------------------------------------------------------------ how sure */

/* Noise ratios from 2.5 on, each bin reaching a fifth further than the one before; the last one has all above. */
enum { BINS = 40 };
static int bin_of(double noise_ratio) {
    int bin = 0;
    for (double past = 2.5 * 1.2; bin < BINS - 1 && noise_ratio >= past; past *= 1.2)
        bin++;
    return bin;
}

static double roundness(const fol__peak *peak) {
    const double left = (LOPSIDED_TO - peak->lopsided) / (LOPSIDED_TO - LOPSIDED_FROM);
    return left < 0 ? 0 : left < 1 ? left : 1;
}

/* Adds up the peaks that are round. */
static void count_peaks(const fol__vector *peaks, double *counts) {
    const fol__peak *peak = peaks->items;
    for (size_t i = 0; i < peaks->count; i++)
        counts[bin_of(peak[i].noise_ratio)] += roundness(&peak[i]);
}

/* A run of bins that has one share. */
typedef struct pooled {
    double dark, light;
    int bins;
} pooled;

/* Decoys a dark peak, one more of each so that few peaks give little confidence. */
static double share_of(const pooled *p) {
    return (p->light + 1) / (p->dark + 1);
}

/* Shares that fall as peaks stand out more: neighbours that do not are taken together (Ayer et al. 1955). */
static void fit_shares(const double *dark, const double *light, double *shares) {
    pooled runs[BINS];
    int count = 0;
    for (int i = 0; i < BINS; i++) {
        runs[count++] = (pooled){dark[i], light[i], 1};
        while (count > 1 && share_of(&runs[count - 1]) >= share_of(&runs[count - 2])) {
            runs[count - 2].dark += runs[count - 1].dark;
            runs[count - 2].light += runs[count - 1].light;
            runs[count - 2].bins += runs[count - 1].bins;
            count--;
        }
    }
    for (int run = 0, bin = 0; run < count; run++)
        for (int i = 0; i < runs[run].bins; i++)
            shares[bin++] = share_of(&runs[run]);
}

/* The opening of a hair that lies flat is at one of its ends, up to half its length from the middle. */
static double nearness(const fol__peak *peak, double px_per_mm) {
    const double half_mm = 0.5 * peak->length / px_per_mm;
    return half_mm > 0.15 ? 0.15 / half_mm : 1;
}

static int by_value(const void *a, const void *b) {
    const double p = *(const double *)a, q = *(const double *)b;
    return (p > q) - (p < q);
}

/* The median contrast of up to SAMPLE peaks that are sure and stand; 0 when they are few. */
enum { SAMPLE = 2048, FEW = 10 };
static double usual_contrast(const fol__vector *peaks) {
    double contrasts[SAMPLE];
    size_t count = 0;
    const fol__peak *peak = peaks->items; /* the strongest first */
    for (size_t i = 0; i < peaks->count && count < SAMPLE; i++)
        if (peak[i].confidence >= 0.9)
            contrasts[count++] = peak[i].contrast;
    qsort(contrasts, count, sizeof *contrasts, by_value);
    return count >= FEW ? contrasts[count / 2] : 0;
}

void fol__peaks_judge(const fol__darkness *dark, const fol__vector *decoys, fol__vector *peaks) {
    double darks[BINS] = {0}, lights[BINS] = {0}, shares[BINS];
    count_peaks(peaks, darks);
    count_peaks(decoys, lights);
    fit_shares(darks, lights, shares);
    fol__peak *peak = peaks->items;
    for (size_t i = 0; i < peaks->count; i++) {
        const double share = shares[bin_of(peak[i].noise_ratio)];
        const double sure = share < 1 ? 1 - share : 0, most = (peak[i].noise_ratio - 1.5) / 3;
        peak[i].confidence = (sure < most ? sure : most) * roundness(&peak[i]) * nearness(&peak[i], dark->px_per_mm);
    }
    const double least = UNLIKE_HAIR * usual_contrast(peaks);
    for (size_t i = 0; i < peaks->count; i++) {
        const double like = peak[i].contrast < least ? peak[i].contrast / least : 1;
        peak[i].confidence *= like * like;
    }
}
