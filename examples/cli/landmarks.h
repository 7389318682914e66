/* SPDX-License-Identifier: MIT */
/* Landmarks that the command line finds on a photograph. */
#ifndef FOLLICLE_CLI_LANDMARKS_H
#define FOLLICLE_CLI_LANDMARKS_H

#include <follicle/design.h>
#include <follicle/register.h>

enum { MOST_LANDMARKS = 64 };

typedef struct landmark_list {
    fol_landmark_pair pairs[MOST_LANDMARKS];
    char names[MOST_LANDMARKS][64];
    size_t count;
} landmark_list;

/* Words of --landmark, at most MOST_LANDMARKS: NAME=X,Y gives the pixels of a landmark of the design, X,Y=X,Y a place of the plan in mm and its
 * pixels. Returns an exit code. */
int take_landmark_words(landmark_list *list, const fol_chart_spec *chart, const char *const *words, size_t count);

#endif
