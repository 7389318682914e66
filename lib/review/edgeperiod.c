/* SPDX-License-Identifier: MIT */
/* Whether a wave stands out of an edge's profile, by the harmonic test of D. J. Thomson (Spectrum estimation and harmonic analysis, Proc.
 * IEEE 70, 1982) with sine tapers (Riedel, Sidorenko 1995): noise of any colour gives the tapers random amplitudes, a true wave
 * gives them all its own. It needs no model of the noise: bumps about as far apart from each other are not a wave, teeth are. */
#include "edgefront.h"
#include "sines.h"

#include <math.h>

/* Frequencies are looked at four to each that a line can tell apart, from four waves on the line on. */
enum { TAPERS = 9, FINER = 4, LEAST_WAVES = 4 };

/* Slices without an edge that a stretch may run over, and the fewest slices in which a wave can be told. */
enum { MOST_GAP = 20, LEAST_SLICES = 40 };

/* Lower waves are nobody's teeth. */
#define LEAST_HEIGHT_MM 0.8

/* One line of noise in so many has a wave that counts as 1. */
#define ONE_IN 10000.0

typedef struct amplitude {
    double re, im;
} amplitude;

/* cos and sin of a phase, in turns of 2^32. */
static amplitude phase_at(uint32_t turns) {
    const float half = (float)(int32_t)turns * 0x1p-32f, s = fol__half_sine(half), c = fol__half_cosine(half);
    const amplitude a = {1.0 - 2.0 * (double)s * (double)s, 2.0 * (double)s * (double)c};
    return a;
}

/* Tapers k of slice i at [i * TAPERS + k], 0 where no edge was seen; and the sum of each. */
static void fill_tapers(const fol__front *front, double *tapers, double sums[TAPERS]) {
    const uint64_t past = front->count + 1;
    for (int k = 0; k < TAPERS; k++)
        sums[k] = 0;
    for (size_t i = 0; i < front->count; i++) {
        for (uint64_t k = 0; k < TAPERS; k++) {
            const uint64_t turns = (((k + 1) * (i + 1)) << 31) / past; /* half a turn more for each taper */
            const double taper = front->seen[i] ? phase_at((uint32_t)turns).im : 0;
            tapers[i * TAPERS + k] = taper;
            sums[k] += taper;
        }
    }
}

/* A wave at one frequency, in 2^32 of a turn a slice. */
typedef struct wave {
    double stands_out, height;
} wave;

static wave wave_at(const fol__front *front, const double *tapers, const double sums[TAPERS], uint32_t frequency) {
    amplitude y[TAPERS] = {{0, 0}}, mean = {0, 0};
    double whole = 0, rest = 0;
    for (size_t i = 0; i < front->count; i++) {
        const amplitude turn = phase_at(frequency * (uint32_t)i);
        for (int k = 0; k < TAPERS; k++) {
            const double weight = tapers[i * TAPERS + (size_t)k] * front->profile[i];
            y[k].re += weight * turn.re;
            y[k].im += weight * turn.im;
        }
    }
    for (int k = 0; k < TAPERS; k++) {
        whole += sums[k] * sums[k];
        mean.re += sums[k] * y[k].re;
        mean.im += sums[k] * y[k].im;
    }
    mean.re /= whole;
    mean.im /= whole;
    for (int k = 0; k < TAPERS; k++) {
        const double re = y[k].re - mean.re * sums[k], im = y[k].im - mean.im * sums[k];
        rest += re * re + im * im;
    }
    const double squared = mean.re * mean.re + mean.im * mean.im;
    const wave w = {rest > 0 ? (TAPERS - 1) * squared * whole / rest : 0, 4 * sqrt(squared)};
    return w;
}

/* The test has an F distribution with 2 and 2 q degrees: it is over x once in (1 + x / q)^q times. q is 8, its root three square roots. */
static double over_once_in(double times) {
    const double q = TAPERS - 1;
    return q * (sqrt(sqrt(sqrt(times))) - 1);
}

/* The longest stretch on which an edge was seen: tapers that run over long gaps take the gaps' own pattern for a wave. */
static fol__front longest_stretch(const fol__front *front) {
    fol__front part = *front;
    size_t best_from = 0, best_past = 0, from = 0, past = 0;
    for (size_t i = 0; i < front->count; i++) {
        if (!front->seen[i])
            continue;
        if (past == 0 || i - past > MOST_GAP)
            from = i;
        past = i + 1;
        if (past - from > best_past - best_from) {
            best_from = from;
            best_past = past;
        }
    }
    part.profile += best_from;
    part.seen += best_from;
    part.count = best_past - best_from;
    return part;
}

static bool measure_period(const fol__front *front, fol_edge *figures) {
    double sums[TAPERS];
    const size_t told = front->count / 2; /* frequencies that can be told apart */
    double *tapers = fol__alloc(front->alloc, front->count * TAPERS, sizeof *tapers);
    if (!tapers)
        return false;
    fill_tapers(front, tapers, sums);
    for (size_t waves = LEAST_WAVES * FINER; told > LEAST_WAVES && waves <= told * FINER; waves++) {
        const uint64_t frequency = ((uint64_t)waves << 32) / (FINER * (uint64_t)front->count);
        const wave w = wave_at(front, tapers, sums, (uint32_t)frequency);
        if (w.height < LEAST_HEIGHT_MM || w.stands_out <= figures->period)
            continue;
        figures->period = w.stands_out;
        figures->period_height_mm = w.height;
        figures->period_mm = front->slice * (double)(FINER * front->count) / (double)waves;
    }
    figures->period /= over_once_in(ONE_IN * (double)(told > LEAST_WAVES ? told - LEAST_WAVES : 1));
    fol__release(front->alloc, tapers, front->count * TAPERS, sizeof *tapers);
    return true;
}

bool fol__front_period(const fol__front *front, fol_edge *figures) {
    const fol__front part = longest_stretch(front);
    return part.count < LEAST_SLICES || measure_period(&part, figures);
}
