/* SPDX-License-Identifier: MIT */
/* Landmarks from the command line and from a file. */
#ifndef FOLLICLE_CLI_LANDMARKS_H
#define FOLLICLE_CLI_LANDMARKS_H

#include <follicle/io.h>
#include <follicle/register.h>

enum { MOST_LANDMARKS = 64 };

typedef struct landmark_list {
    fol_landmark_pair pairs[MOST_LANDMARKS];
    bool on_photo[MOST_LANDMARKS]; /* whether its pixels are known */
    char names[MOST_LANDMARKS][64];
    size_t count;
} landmark_list;

/* A CSV with columns name, x_mm, y_mm and perhaps x_px, y_px (which may be empty). Returns an exit code. */
int read_landmarks(landmark_list *list, const char *path, const fol_limits *limits);

/* Words of --landmark: NAME=X,Y gives the pixels of one of the list, X,Y=X,Y a place of the plan in mm and its pixels. Returns an exit
 * code. */
int take_landmark_words(landmark_list *list, const char *const *words, size_t count);

/* Leaves those whose pixels are known. */
void drop_unseen_landmarks(landmark_list *list);

#endif
