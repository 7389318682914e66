/* SPDX-License-Identifier: MIT */
/* One part of a long call, and which share of the whole call's progress it stands for. */
#ifndef FOLLICLE_REVIEW_STAGE_H
#define FOLLICLE_REVIEW_STAGE_H

#include "fail.h"

typedef struct fol__stage {
    const fol_progress *progress; /* NULL: nobody listens */
    double from, to;              /* 0 to 1 of the whole call */
} fol__stage;

/* Reports that `done` of `all` steps of the stage are behind; true when the caller asks to stop. */
static inline bool fol__stage_stops(fol__stage stage, size_t done, size_t all) {
    const double share = all == 0 ? 1 : (double)done / (double)all;
    return fol__stop_wanted(stage.progress, stage.from + (stage.to - stage.from) * share);
}

#endif
