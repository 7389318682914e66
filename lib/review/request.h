/* SPDX-License-Identifier: MIT */
/* A caller's spec, checked and read. */
#ifndef FOLLICLE_REVIEW_REQUEST_H
#define FOLLICLE_REVIEW_REQUEST_H

#include "asked.h"

typedef struct fol__request {
    fol_review_spec spec; /* its limits are below */
    fol_review_limits limits;
    fol__question question;
    fol__question sites; /* batch NULL: dots are in no units */
    int32_t detail_um;
} fol__request;

/* FOL_OK, FOL_ERR_ARG, FOL_ERR_VALUE or FOL_ERR_LIMIT. */
fol_status fol__request_read(const fol_review_spec *spec, fol__request *request, fol_error *err);

#endif
