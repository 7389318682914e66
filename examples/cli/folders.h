/* SPDX-License-Identifier: MIT */
/* Folders to write into. */
#ifndef FOLLICLE_CLI_FOLDERS_H
#define FOLLICLE_CLI_FOLDERS_H

#include <follicle/io.h>
#include <stdbool.h>

/* A path as long as any system takes. */
#define LONGEST_PATH 4096

typedef struct made_folder {
    char path[LONGEST_PATH];
    size_t kept; /* this much of it was there before */
} made_folder;

/* Makes a folder and the ones above it. False: said why, and nothing is left behind. */
bool make_folder(made_folder *folder, const char *path);
/* Takes away again what make_folder() made, as far as it is empty. */
void unmake_folder(made_folder *folder);

/* What a plan writes of what not every plan has. */
typedef struct kept_pictures {
    size_t sessions;
    const int32_t *days;
    size_t day_count;
    bool calendar;
} kept_pictures;

/* Marks for removal what an earlier plan left: the pictures session-K.png with K above `sessions`, day-N.png of days that are none of this
 * plan's, and a calendar where it has none. */
fol_status remove_stale(fol_outputs *outputs, const char *folder, const kept_pictures *kept, fol_error *err);

/* Whether a plan writes, or removes, files of that name. */
bool is_plan_name(const char *name);

#endif
