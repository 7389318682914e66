/* SPDX-License-Identifier: MIT */
/* One part of a long call, and which share of the whole call's progress it stands for. */
#ifndef FOLLICLE_CORE_STAGE_H
#define FOLLICLE_CORE_STAGE_H

#include "fail.h"

typedef struct fol__stage {
    const fol_progress *progress; /* NULL: nobody listens */
    double from, to;              /* 0 to 1 of the whole call */
} fol__stage;

/* Its end is exact, so that a stage that follows never falls behind it. */
static inline double fol__stage_at(fol__stage stage, double share) {
    return share < 1 ? stage.from + (stage.to - stage.from) * share : stage.to;
}

/* Reports that `done` of `all` steps of the stage are behind; true when the caller asks to stop. */
static inline bool fol__stage_stops(fol__stage stage, size_t done, size_t all) {
    const double share = all == 0 ? 1 : (double)done / (double)all;
    return fol__stop_wanted(stage.progress, fol__stage_at(stage, share));
}

/* What goes from one share of the stage to another. */
static inline fol__stage fol__stage_part(fol__stage stage, double from, double to) {
    const fol__stage part = {stage.progress, fol__stage_at(stage, from), fol__stage_at(stage, to)};
    return part;
}

#endif
