/* SPDX-License-Identifier: MIT */
/* From peaks to spots: of the peaks that are one hair the one that stands out most, and how sure each is. */
#ifndef FOLLICLE_FIND_CHOOSE_H
#define FOLLICLE_FIND_CHOOSE_H

#include "peaks.h"

/* Leaves of peaks nearer than so far to each other the one that stands out most, and none of moles. A hair that lies flat gets
 * its length, and its place becomes its middle. False: out of memory. */
bool fol__peaks_thin(const fol__darkness *dark, double least_distance_px, fol__vector *peaks);

/* Leaves out the light peaks that are only skin between hairs. Both have been thinned before. False: out of memory. */
bool fol__decoys_thin(const fol__darkness *dark, const fol__vector *peaks, fol__vector *decoys);

/* Gives each peak its confidence. `decoys` are the peaks of light of the same picture, thinned as well: skin and camera make as
 * many of them as of dark ones, hairs none. */
void fol__peaks_judge(const fol__darkness *dark, const fol__vector *decoys, fol__vector *peaks);

#endif
