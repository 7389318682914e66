/* SPDX-License-Identifier: MIT */
/* What existing hair leaves of a density, by the plainest means: every opening for every place, in doubles. Follows docs/layout.md. */
#ifndef FOLLICLE_TESTS_OPENINGS_ORACLE_H
#define FOLLICLE_TESTS_OPENINGS_ORACLE_H

#include <follicle/design.h>

typedef struct openings_oracle openings_oracle;

/* Those of the chart that count. Aborts when memory is out. */
openings_oracle *openings_oracle_make(const fol_chart_spec *chart);
void openings_oracle_free(openings_oracle *oracle);

size_t openings_oracle_count(const openings_oracle *oracle);
/* Of one that counts, um. */
fol_point openings_oracle_place(const openings_oracle *oracle, size_t i);

/* Of the density of the finished work at a place. False so near to a clearance that rounding decides. */
bool openings_oracle_factor(const openings_oracle *oracle, double x_um, double y_um, double per_cm2, double *factor);
/* The same where there are at least so many, listed or not. */
bool openings_oracle_factor_at_least(const openings_oracle *oracle, double x_um, double y_um, double per_cm2, double native_per_cm2,
                                     double *factor);

#endif
