/* SPDX-License-Identifier: MIT */
/* The templates. Stages follow Norwood's, Ludwig's and Olsen's descriptions; areas and densities: docs/templates.md. A new stage is a new
 * row. */
#include "plans.h"

#include <stddef.h>

#define BALD 100.0  /* dots per cm2 where hair is gone: the tone of the shaved hair around it, within a tenth */
#define NATIVE 75.0 /* openings per cm2 where it is not */

static const fol__scar_care strip_care = {.retention = 0.8, .first_share = 0.6, .overlap_mm = 4, .extra_sessions = 2, .blend = true};
static const fol__scar_care field_care = {.retention = 1, .first_share = 0.6, .extra_sessions = 2, .blend = true};

#define TOP_NOTE \
    "The canvas is the head from above, laid flat, face below: areas are true everywhere, lengths nearly so on top. Hairs are the openings " \
    "that still grow; put the client's own in their place. "
#define BACK_NOTE \
    "The canvas is the back of the head laid flat, from ear to ear, the nape below: lengths along it are true. Hairs are the openings that " \
    "still grow; put the client's own in their place. "
#define EDGE_NOTE "Reaches some mm past the hairline, which decides where dots begin; behind, it fades into the hair that is left."
#define CROWN_NOTE "The whorl and what is bare around it. The feather hides where the work ends."
#define TEMPLE_NOTE "As one looks at the picture. The work fades into the hair behind."

#define FRONT(note, ...) {"front", note, FOL__OUTLINE_BEHIND, 6, __VA_ARGS__, BALD, 12, 0.06, 11, NULL}
#define TEMPLES(...) {"temple", TEMPLE_NOTE, FOL__OUTLINE_TEMPLE, 2, __VA_ARGS__, BALD, 10, 0.06, 10, NULL}
#define CROWN(left, ...) {"crown", CROWN_NOTE, FOL__OUTLINE_CLOSED, 0, __VA_ARGS__, BALD, 12, left, 12, NULL}
#define THIN(name, note, density, left, ...) {name, note, FOL__OUTLINE_CLOSED, 0, __VA_ARGS__, density, 20, left, 24, NULL}
#define SCALP(left, density) \
    {"scalp", "Everywhere, so that new patches do not show. " EDGE_NOTE, FOL__OUTLINE_SCALP, 0, {{0, 0}}, density, 6, left, 6, NULL}

#define T(...) {__VA_ARGS__}
static const fol__plan plans[] = {
    {{"hairline", "Hairline and temples of a man who keeps his hair shaved", {20, 60}},
     TOP_NOTE "Choose the hairline's shape, style and height first: `follicle new hairline --shape m-shape --style soft --height 85`.",
     FOL__USUAL, FOL__HAS_HAIRLINE, "rounded", NULL, 80, NATIVE,
     {{"front", "A band behind the hairline; it fades into the hair behind it.", FOL__OUTLINE_BEHIND, 6,
       T({74, 48}, {62, 30}, {48, 18}, {30, 30}, {14, 38}, {0, 40}), BALD, 14, 0.25, 16, NULL}}},
    {{"norwood-2", "Norwood II: small triangles at both temples", {10, 25}}, TOP_NOTE, FOL__USUAL, FOL__HAS_HAIRLINE, "rounded", NULL, 80, NATIVE,
     {{"temple", TEMPLE_NOTE, FOL__OUTLINE_TEMPLE, 3, T({62, 40}, {57, 25}, {44, 20}, {32, 34}, {22, 52}), BALD, 4, 0.04, 6, NULL}}},
    {{"norwood-2a", "Norwood IIa: the whole front edge has moved back a little", {10, 25}}, TOP_NOTE, FOL__USUAL, FOL__HAS_HAIRLINE, "rounded",
     NULL, 80, NATIVE, {FRONT(EDGE_NOTE, T({62, 42}, {52, 31}, {36, 38}, {18, 54}, {0, 58}))}},
    {{"norwood-3", "Norwood III: deep temples", {30, 50}}, TOP_NOTE, FOL__USUAL, FOL__HAS_HAIRLINE, "rounded", NULL, 80, NATIVE,
     {TEMPLES(T({65, 40}, {61, 17}, {48, 0}, {32, 11}, {19, 34}, {10, 56}))}},
    {{"norwood-3a", "Norwood IIIa: the whole front has moved back, towards a line between the ears", {30, 50}}, TOP_NOTE, FOL__USUAL,
     FOL__HAS_HAIRLINE, "rounded", NULL, 80, NATIVE, {FRONT(EDGE_NOTE, T({62, 40}, {57, 26}, {44, 19}, {24, 27}, {0, 33}))}},
    {{"norwood-3-vertex", "Norwood III vertex: deep temples and a thin crown", {40, 90}}, TOP_NOTE, FOL__USUAL, FOL__HAS_HAIRLINE, "rounded",
     NULL, 80, NATIVE,
     {TEMPLES(T({63, 40}, {60, 20}, {46, 6}, {31, 18}, {20, 38}, {12, 56})),
      CROWN(0.18, T({0, -34}, {15, -38}, {25, -50}, {26, -66}, {16, -80}, {0, -85}))}},
    {{"norwood-4", "Norwood IV: deep front and a bare crown, a band of hair between", {70, 120}}, TOP_NOTE, FOL__USUAL, FOL__HAS_HAIRLINE,
     "rounded", NULL, 80, NATIVE,
     {FRONT(EDGE_NOTE, T({66, 38}, {61, 14}, {45, 0}, {22, 10}, {0, 18})),
      CROWN(0.06, T({0, -32}, {18, -36}, {30, -50}, {31, -68}, {19, -86}, {0, -91}))}},
    {{"norwood-4a", "Norwood IVa: the front has moved back past a line between the ears", {70, 120}}, TOP_NOTE, FOL__USUAL, FOL__HAS_HAIRLINE,
     "rounded", NULL, 80, NATIVE, {FRONT(EDGE_NOTE, T({66, 36}, {66, 10}, {54, -11}, {28, -20}, {0, -22}))}},
    {{"norwood-5", "Norwood V: front and crown are large, the band between is narrow and sparse", {120, 170}}, TOP_NOTE, FOL__USUAL,
     FOL__HAS_HAIRLINE, "rounded", NULL, 80, NATIVE,
     {FRONT(EDGE_NOTE, T({68, 36}, {68, 8}, {54, -10}, {28, -8}, {0, -6})),
      CROWN(0.05, T({0, -28}, {24, -32}, {39, -48}, {40, -70}, {25, -92}, {0, -99})),
      {"band", "Sparse hair between front and crown: dots between the hairs.", FOL__OUTLINE_CLOSED, 0,
       T({0, -1}, {31, -3}, {46, -14}, {42, -32}, {26, -35}, {0, -33}), 92, 3, 0.42, 2, NULL}}},
    {{"norwood-5a", "Norwood Va: front and top are bare, without a band", {120, 170}}, TOP_NOTE, FOL__USUAL, FOL__HAS_HAIRLINE, "rounded", NULL, 80,
     NATIVE, {FRONT(EDGE_NOTE, T({68, 36}, {71, 6}, {66, -26}, {52, -50}, {27, -62}, {0, -65}))}},
    {{"norwood-6", "Norwood VI: front and crown are one", {180, 220}}, TOP_NOTE, FOL__USUAL, FOL__HAS_HAIRLINE, "rounded", NULL, 80, NATIVE,
     {FRONT(EDGE_NOTE, T({70, 34}, {74, 5}, {72, -26}, {63, -58}, {46, -84}, {23, -98}, {0, -102}))}},
    {{"norwood-7", "Norwood VII: a low horseshoe of hair above the ears and behind", {220, 300}}, TOP_NOTE, FOL__USUAL, FOL__HAS_HAIRLINE,
     "rounded", NULL, 80, NATIVE,
     {FRONT(EDGE_NOTE, T({80, 40}, {90, 8}, {92, -26}, {84, -64}, {64, -97}, {33, -115}, {0, -120}))}},
    {{"ludwig-1", "Ludwig I: thinning of the top behind an intact hairline", {40, 75}},
     TOP_NOTE "Dots lie between the hairs and stay 10 to 30 mm behind the hairline, which is left alone.", FOL__USUAL, 0, "straight", NULL, 68, NATIVE,
     {THIN("part", "Centred on the part. Its soft edge ends nowhere.", 86, 0.6, T({0, 46}, {18, 40}, {29, 15}, {31, -12}, {26, -40}, {14, -58}, {0, -62}))}},
    {{"ludwig-2", "Ludwig II: obvious thinning of the top", {70, 110}},
     TOP_NOTE "Dots lie between the hairs and stay 10 to 30 mm behind the hairline, which is left alone.", FOL__USUAL, 0, "straight", NULL, 68, NATIVE,
     {THIN("part", "Centred on the part. Its soft edge ends nowhere.", 90, 0.38, T({0, 52}, {26, 45}, {40, 16}, {42, -14}, {36, -46}, {20, -66}, {0, -71}))}},
    {{"ludwig-3", "Ludwig III: the top is nearly bare, the hairline is kept", {110, 160}},
     TOP_NOTE "Dots lie between the hairs and stay 10 mm behind the hairline, which is left alone.", FOL__USUAL, 0, "straight", NULL, 68, NATIVE,
     {THIN("part", "Centred on the part. Its soft edge ends nowhere.", 97, 0.15, T({0, 57}, {34, 50}, {51, 18}, {54, -15}, {46, -52}, {26, -76}, {0, -82}))}},
    {{"christmas-tree", "Female pattern: a part that widens towards the front", {15, 45}},
     TOP_NOTE "Dots lie between the hairs along the part and stay behind the hairline.", FOL__USUAL, 0, "straight", NULL, 68, NATIVE,
     {{"part", "Widest in front, as a fir tree.", FOL__OUTLINE_CLOSED, 0, T({0, 60}, {20, 57}, {27, 50}, {19, 28}, {12, 4}, {7, -22}, {4, -46}, {0, -56}),
       92, 10, 0.3, 14, NULL}}},
    {{"areata", "Alopecia areata: round patches, with a margin for their growth", {0, 0}},
     TOP_NOTE "A patch may regrow or move: treat it when it has been still for a year, or the whole scalp (template chemotherapy or totalis).",
     FOL__USUAL, FOL__HAS_PATCHES, "rounded", NULL, 72, NATIVE,
     {{"patch", "Bare skin. Round or oval, 20 to 30 mm is usual.", FOL__OUTLINE_PATCHES, 0, {{0, 0}}, BALD, 4, 0.03, 3, NULL},
      {"around patch", "Prepared for the patch's growth: dots between the hairs, fewer with distance.", FOL__OUTLINE_PATCHES, 1, {{0, 0}}, 90, 10, 1, 1, NULL}}},
    {{"ophiasis", "Ophiasis: a bare band along the lower edge, from ear to ear", {100, 180}},
     TOP_NOTE "The band is drawn stretched along the rim, as the chart is there; its area is true.", FOL__USUAL, 0, "rounded", NULL, 72, NATIVE,
     {{"band", "Reaches the neck: let it fade out before the skin of the neck begins.", FOL__OUTLINE_MARGIN, 0, {{0, 44}}, BALD, 8, 0.04, 6, NULL}}},
    {{"totalis", "Alopecia totalis: no hair on the whole scalp", {420, 600}}, TOP_NOTE "Sides and back are worked as densely as the top.", FOL__USUAL,
     FOL__HAS_HAIRLINE, "rounded", NULL, 75, NATIVE, {SCALP(0, 110)}},
    {{"fut-scar", "Strip scar of a transplant, with a band into the hair beside it", {0, 0}},
     BACK_NOTE "Wait until the scar is 9 to 12 months old, and test a small place first.", FOL__SCAR,
     FOL__HAS_LENGTH | FOL__HAS_WIDTH | FOL__AT_BACK, NULL, NULL, 0, NATIVE,
     {{"scar", "Scar tissue keeps about four fifths of its pigment: so a quarter more is placed than is to stay, less of it at first, and two visits "
               "more than elsewhere make it up. Dots run 4 mm past the border, fewer and fewer between the hairs, so that no line is left.",
       FOL__OUTLINE_STRIP, 0, {{0, 0}}, 95, 1, 0, 0.6, &strip_care}}},
    {{"fue-scars", "Round scars of a transplant, in a field at the back", {0, 0}},
     BACK_NOTE "A hair is missing at every scar: one or two small dots each, and a light blend over the field. The engine puts dots where openings are missing.",
     FOL__SCAR, FOL__HAS_LENGTH | FOL__HAS_WIDTH | FOL__HAS_COUNT | FOL__HAS_SIZE | FOL__AT_BACK, NULL, NULL, 0, NATIVE,
     {{"field", "Scar tissue takes pigment unevenly; the shares rise slowly.", FOL__OUTLINE_FIELD, 0, {{0, 0}}, 85, 12, 1, 1, &field_care}}},
    {{"density", "Density work: dots between thinning hair or transplanted grafts", {100, 160}},
     TOP_NOTE "Each hair counts as a dot. Place the client's own hairs or grafts (45 per cm2 is usual after a transplant). Dots stay behind the hairline.",
     FOL__USUAL, 0, "rounded", NULL, 75, NATIVE,
     {THIN("top", "As dense as shaved hair, hairs and dots together.", 87, 0.55, T({0, 54}, {30, 46}, {49, 16}, {53, -18}, {45, -56}, {25, -78}, {0, -84}))}},
    {{"chemotherapy", "Full scalp after chemotherapy, a low first session", {420, 600}},
     TOP_NOTE "Wait 6 to 12 months after the treatment and ask the doctor. Hair may come back: the first session is low, so that the work can stop at any visit.",
     FOL__CAREFUL, FOL__HAS_HAIRLINE, "rounded", "soft", 75, NATIVE, {SCALP(0.12, 95)}},
};

const fol__plan *fol__plan_at(size_t i) {
    return i < sizeof plans / sizeof plans[0] ? &plans[i] : NULL;
}

const fol_template_info *fol_template_at(size_t i) {
    const fol__plan *plan = fol__plan_at(i);
    return plan ? &plan->info : NULL;
}
