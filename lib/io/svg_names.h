/* SPDX-License-Identifier: MIT */
/* What an object of a drawing stands for, by its name: docs/drawings.md has the list. */
#ifndef FOLLICLE_IO_SVG_NAMES_H
#define FOLLICLE_IO_SVG_NAMES_H

#include "svg_xml.h"

typedef enum fol__role {
    FOL__ROLE_NONE,
    FOL__ROLE_ZONE,
    FOL__ROLE_HAIRLINE,
    FOL__ROLE_KEEP_OUT,
    FOL__ROLE_HAIR,
    FOL__ROLE_LANDMARK,
    FOL__ROLE_BEHIND, /* the hair side of hairlines */
    FOL__ROLE_PHOTO,
    FOL__ROLE_NOTE,   /* for people: not read */
    FOL__ROLE_SESSION /* dots of a plan: not read as a design */
} fol__role;

enum { FOL__NAME_ROOM = 256 };

typedef struct fol__meaning {
    fol__role role;
    int number;                /* of a session; 0 when there is none */
    char name[FOL__NAME_ROOM]; /* what stands behind the role's word; or, without a role, the whole name. "" when an editor made it up */
} fol__meaning;

/* The name that people gave an element, as they wrote it, in `room`: its label or, without one, its id, with Illustrator's escapes
 * undone. "" when it has none. */
void fol__name_of(const fol__xml_element *element, char room[FOL__NAME_ROOM]);
fol__meaning fol__meaning_of(const fol__xml_element *element);

/* Lower case words with one blank between, numbers apart from letters. */
void fol__name_words(const char *name, char words[FOL__NAME_ROOM]);
/* Equal but for case, dashes, underscores and blanks. */
bool fol__names_alike(const char *a, const char *b);

#endif
