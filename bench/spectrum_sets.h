/* SPDX-License-Identifier: MIT */
/* The sets of dots that spectrum-figures draws. */
#ifndef FOLLICLE_BENCH_SPECTRUM_SETS_H
#define FOLLICLE_BENCH_SPECTRUM_SETS_H

#include <follicle/follicle.h>

/* Ranks of a pattern, in per cent. */
fol_texture texture_of_ranks(const fol_pattern *pattern, int from, int to);

/* Maximal Poisson-disc sampling: darts thrown at random until no more fits. */
fol_texture texture_of_darts(void);

/* A square of even density laid out in three sessions. */
typedef struct laid_square {
    fol_dot *dots;
    size_t count;
    double side_mm;
    fol_texture total; /* after the last session */
} laid_square;

/* Ends the program when memory is out. Free dots. */
laid_square lay_square(const fol_pattern *pattern, double side_mm, double per_cm2);

#endif
