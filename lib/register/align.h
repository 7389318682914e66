/* SPDX-License-Identifier: MIT */
/* From where landmarks say to where dots are: whole patches of dots are shifted about, and what most patches agree on is the fit. */
#ifndef FOLLICLE_REGISTER_ALIGN_H
#define FOLLICLE_REGISTER_ALIGN_H

#include "field.h"
#include "response.h"

/* What a patch of dots says: where its middle lies on the photograph. */
typedef struct fol__vote {
    fol_point plan_mm, photo_px;
    double strength; /* how many times the noise of other shifts; 0: it was not seen, or had no say */
} fol__vote;

/* Dots in patches of about as many each. */
typedef struct fol__groups {
    fol_allocator alloc;
    const fol_dot *dots;
    uint32_t *order; /* dots by patch */
    size_t count;    /* of dots */
    uint32_t *starts;  /* in order; one more than there are patches */
    size_t patch_count;
    fol_rect extent; /* mm */
} fol__groups;

bool fol__groups_make(const fol_allocator *alloc, const fol_dot *dots, size_t count, fol__groups *out);
void fol__groups_free(fol__groups *patches);

/* Asks each patch; `votes` has room for one each. False: out of memory. */
bool fol__votes_take(const fol__groups *patches, const fol__response *response, const fol__mapping *guess, double search_px,
                     fol__vote *votes);
/* The transform that most votes agree on, within so many pixels; returns how many do. */
size_t fol__votes_agree(const fol__vote *votes, size_t count, double within_px, bool slant, fol_transform *out);

/* The field stretches skin by half a millimetre, and rounds a head by more. */
#define FOL__MOST_BEND_MM 1.5

typedef enum fol__aligned { FOL__ALIGNED, FOL__ALIGN_NO_MEMORY, FOL__ALIGN_UNCONFIRMED } fol__aligned;

/* `mapping`: in, where landmarks say and a field without shifts; out, where dots are. Sets response->noise. */
fol__aligned fol__align(const fol__groups *patches, fol__response *response, double search_mm, fol__mapping *mapping);

/* Dots to the dark spots that they are: refines the transform and fits the field, which must have been made. False: out of memory. */
bool fol__settle(const fol__groups *patches, const fol__response *response, fol__mapping *mapping, double *after_mm);
/* How many times the scatter of wrong fits the right one stands out. */
double fol__confirmation(const fol__groups *patches, const fol__response *response, const fol__mapping *mapping);

#endif
