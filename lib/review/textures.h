/* SPDX-License-Identifier: MIT */
/* Textures of the sets of a review. */
#ifndef FOLLICLE_REVIEW_TEXTURES_H
#define FOLLICLE_REVIEW_TEXTURES_H

#include "subject.h"

#include <follicle/texture.h>

/* Measures the dots of sessions first to last (from 0). FOL_OK, FOL_ERR_NOMEM or FOL_ERR_CANCELLED. */
fol_status fol__texture_of(const fol__subject *subject, const fol__asked *asked, size_t first, size_t last,
                           fol__stage stage, fol_texture *out);

#endif
