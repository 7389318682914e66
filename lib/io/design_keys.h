/* SPDX-License-Identifier: MIT */
/* The design file as tables: which keys each object may have, of which type, and which field of which spec they fill.
 * The reader and the writer walk them, and the tests hold the published JSON Schema against them. */
#ifndef FOLLICLE_IO_DESIGN_KEYS_H
#define FOLLICLE_IO_DESIGN_KEYS_H

#include <follicle/design.h>

enum { FOL__DESIGN_FORMAT = 1 };
/* The largest integer up to which doubles, and so JSON numbers everywhere, hold every integer. */
#define FOL__MAX_SEED ((INT64_C(1) << 53) - 1)
/* Arrays and objects inside each other; a design needs 5. */
enum { FOL__MAX_DEPTH = 64 };

/* What the whole file fills: two specs. */
typedef struct fol__draft {
    fol_treatment_spec treatment;
    fol_chart_spec chart;
} fol__draft;

typedef enum fol__key_kind {
    FOL__KEY_FORMAT = 1,     /* must be FOL__DESIGN_FORMAT; fills nothing */
    FOL__KEY_LAYOUT_VERSION, /* must be FOL_LAYOUT_VERSION; fills nothing */
    FOL__KEY_TEXT,           /* const char * */
    FOL__KEY_NUMBER,         /* double */
    FOL__KEY_NUMBER_OR_SAME, /* double, from 0 up; when the key is missing FOL_SAME */
    FOL__KEY_SEED,           /* uint64_t */
    FOL__KEY_COUNT,          /* int64_t, from 0 up */
    FOL__KEY_FLAG,           /* bool */
    FOL__KEY_COLOR,          /* fol_color */
    FOL__KEY_SKIN,           /* the same, or the name of a skin tone, const char * at `second` */
    FOL__KEY_POINT,          /* fol_point; `second`, unless 0, is a bool that tells whether there is one */
    FOL__KEY_SPAN,           /* [from, to]: double at `at`, double at `second` */
    FOL__KEY_NUMBERS,        /* const double *; count at `second`; not empty */
    FOL__KEY_TEXTS,          /* const char *const *; count at `second`; not empty */
    FOL__KEY_RING,           /* const fol_point *; count at `second`; vertices of an outline or curve */
    FOL__KEY_HAIRS,          /* the same, but openings of the draft's chart, with its hair_confidence */
    FOL__KEY_RINGS,          /* const fol_ring *; count at `second` */
    FOL__KEY_MIX,            /* FOL_MOST_IN_UNIT doubles in place */
    FOL__KEY_UNITS,          /* a preset's name, or an object of `shape`: fol_units_spec */
    FOL__KEY_LANDMARKS,      /* an object of named points: const fol_landmark *; count at `second`; `shape` says where its remarks go */
    FOL__KEY_OBJECT,         /* an object of `shape`, its fields from `at` on */
    FOL__KEY_LONE_OBJECT,    /* an object of `shape` as an array of one; pointer and count as below */
    FOL__KEY_OBJECTS         /* array of `shape`, structs of shape->size; count at `second` */
} fol__key_kind;

typedef struct fol__shape fol__shape;

typedef struct fol__key {
    const char *name;
    fol__key_kind kind;
    bool required;
    size_t at;     /* offset of the field from the start of the object's struct */
    size_t second; /* of the field that belongs to it */
    const fol__shape *shape;
} fol__key;

/* One kind of object. */
struct fol__shape {
    const char *noun; /* "a zone" */
    const fol__key *keys;
    size_t key_count;
    size_t remarks;                         /* offset of its fol_remarks */
    size_t size;                            /* of its struct; 0 when it is a part of its parent's */
    void (*init)(void *spec, size_t index); /* defaults of element `index`; NULL when its parent's init has done it */
    size_t most;                            /* elements; 0: fol_limits.max_zones */
    size_t least;                           /* elements, where the key is given */
    bool one_line;                          /* how it is written */
};

/* The top level; its struct is a fol__draft. All other shapes hang below. */
extern const fol__shape fol__design_shape;

/* The key of that name, or NULL. */
const fol__key *fol__key_named(const fol__shape *shape, const char *name);
/* The key that someone who wrote `name` may have meant, or NULL. */
const char *fol__key_like(const fol__shape *shape, const char *name);

#endif
