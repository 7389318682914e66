/* SPDX-License-Identifier: MIT */
/* Skin tones, hair colours and pigments by the names that people use, as data, and what a dilution hides. Sources: docs/healing.md. */
#ifndef FOLLICLE_COLORS_H
#define FOLLICLE_COLORS_H

#include <follicle/values.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A name and its colour: "monk 5", "fitzpatrick III", "dark brown". */
typedef struct fol_named_color {
    const char *name;
    fol_color color;
} fol_named_color;

/* Skin tone number i from 0, NULL past the last: monk 1 to 10 (the swatches of the Monk Skin Tone Scale, 2022), then fitzpatrick I to VI
 * (the middle of the range that is usually painted for each type). Static. */
FOL_API const fol_named_color *fol_skin_tone_at(size_t i);
/* The tone of that name, capitals or not; NULL when there is none. Static. */
FOL_API const fol_named_color *fol_skin_tone_named(const char *name);
/* 1 to 6 for fitzpatrick I to VI, 0 for any other name or NULL. */
FOL_API int32_t fol_skin_type_of(const char *tone);

/* Hair colour number i from 0, of shaved hair, NULL past the last: black, dark brown, brown, light brown, blond, red, grey, white. Static. */
FOL_API const fol_named_color *fol_hair_color_at(size_t i);
/* A hair colour by its name or as "#rrggbb". False when it is neither; *color is then left alone. */
FOL_API bool fol_hair_color_named(const char *name, fol_color *color);

/* A kind of pigment as the trade sorts them, no brand. `color` is how it looks healed, with a neutral undertone; `index` lists colour
 * index numbers that such pigments usually hold, for the record of the maker's own label: no claim that any is approved. */
typedef struct fol_pigment {
    const char *name;
    fol_color color;
    const char *index;
} fol_pigment;

/* Pigment number i from 0, NULL past the last: carbon black, charcoal, dark brown, brown, light brown, grey. Static. */
FOL_API const fol_pigment *fol_pigment_at(size_t i);
/* The pigment of that name, capitals or not; NULL when there is none. Static. */
FOL_API const fol_pigment *fol_pigment_named(const char *name);
/* Its healed colour with an undertone: "cool", "neutral" (also NULL) or "warm". False when there is no such pigment or undertone. */
FOL_API bool fol_pigment_color(const char *name, const char *undertone, fol_color *color);

/* How much of the skin a healed dot hides when one part of pigment is mixed with `shade` parts of water: 1 - exp(-strength x 0.15 /
 * (1 + shade)), where 0.15 is the share of solids in undiluted pigment and `strength` is the pigment line's own, above 0. With 116, the usual,
 * shade 18 hides 0.6 of the skin. Illustrative: calibrate it on healed skin. The same bits on every machine. 0 for numbers below 0. */
FOL_API double fol_opacity_from_shade(double strength, double shade);
/* The shade that hides `opacity`, 0 to below 1: the inverse, kept in 1 to 255. */
FOL_API double fol_shade_from_opacity(double strength, double opacity);
#define FOL_USUAL_STRENGTH 116.0

#ifdef __cplusplus
}
#endif
#endif
