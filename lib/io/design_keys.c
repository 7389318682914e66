/* SPDX-License-Identifier: MIT */
/* The tables of design_keys.h, in the order in which keys are written. `note`, and keys that begin with x-, are allowed
 * in every object and have no rows: they go to the object's fol_remarks. */
#include "design_keys.h"

#include <string.h>

#define ROWS(keys) keys, sizeof keys / sizeof keys[0]
#define TREATMENT(field) offsetof(fol__draft, treatment.field)
#define CHART(field) offsetof(fol__draft, chart.field)
#define ZONE(field) offsetof(fol_zone_spec, field)
#define HAIRLINE(field) offsetof(fol_hairline_spec, field)
#define KEEP_OUT(field) offsetof(fol_keep_out_spec, field)
#define SESSION(field) offsetof(fol_session_spec, field)
#define MASK(field) CHART(mask_file.field)

static void init_design(void *spec, size_t index) {
    (void)index;
    fol__draft *draft = spec;
    draft->treatment = fol_treatment_spec_default();
    draft->chart = fol_chart_spec_default();
}

static void init_zone(void *spec, size_t index) {
    (void)index;
    *(fol_zone_spec *)spec = fol_zone_spec_default();
}

static void init_hairline(void *spec, size_t index) {
    (void)index;
    *(fol_hairline_spec *)spec = fol_hairline_spec_default();
}

static void init_keep_out(void *spec, size_t index) {
    (void)index;
    *(fol_keep_out_spec *)spec = fol_keep_out_spec_default();
}

/* Shades go from light to dark over the visits. */
static void init_session(void *spec, size_t index) {
    static const double shades[] = {24, 18, 14};
    fol_session_spec *session = spec;
    *session = fol_session_spec_default();
    session->shade = shades[index < 3 ? index : 2];
}

static const fol__key canvas_keys[] = {
    {"width_mm", FOL__KEY_NUMBER, true, CHART(canvas_width_mm), 0, NULL},
    {"height_mm", FOL__KEY_NUMBER, true, CHART(canvas_height_mm), 0, NULL},
};
static const fol__shape canvas_shape = {"the canvas", ROWS(canvas_keys), CHART(canvas_remarks), 0, NULL, 0, 0, true};

static const fol__key scale_keys[] = {
    {"a", FOL__KEY_POINT, true, CHART(photo.scale_a), 0, NULL},
    {"b", FOL__KEY_POINT, true, CHART(photo.scale_b), 0, NULL},
    {"mm", FOL__KEY_NUMBER, true, CHART(photo.scale_mm), 0, NULL},
};
static const fol__shape scale_shape = {"a scale", ROWS(scale_keys), CHART(photo.scale_remarks), 0, NULL, 0, 0, true};

static const fol__key photo_keys[] = {
    {"file", FOL__KEY_TEXT, true, CHART(photo.file), 0, NULL},
    {"at", FOL__KEY_POINT, false, CHART(photo_at), 0, NULL},
    {"mm_per_px", FOL__KEY_NUMBER, false, CHART(photo.mm_per_px), 0, NULL},
    {"scale", FOL__KEY_OBJECT, false, 0, 0, &scale_shape},
};
static const fol__shape photo_shape = {"a photo", ROWS(photo_keys), CHART(photo.remarks), 0, NULL, 0, 0, true};

static const fol__key mask_keys[] = {
    {"file", FOL__KEY_TEXT, true, MASK(file), 0, NULL},
    {"mm_per_px", FOL__KEY_NUMBER, true, MASK(mm_per_px), 0, NULL},
    {"x_mm", FOL__KEY_NUMBER, false, MASK(x_mm), 0, NULL},
    {"y_mm", FOL__KEY_NUMBER, false, MASK(y_mm), 0, NULL},
    {"invert", FOL__KEY_FLAG, false, MASK(invert), 0, NULL},
};
static const fol__shape mask_shape = {"a mask", ROWS(mask_keys), MASK(remarks), 0, NULL, 0, 0, true};

static const fol__key in_skin_keys[] = {
    {"file", FOL__KEY_TEXT, false, CHART(in_skin_file), 0, NULL},
    {"sessions_done", FOL__KEY_COUNT, true, CHART(sessions_done), 0, NULL},
};
static const fol__shape in_skin_shape = {"what is in the skin", ROWS(in_skin_keys), CHART(in_skin_remarks), 0, NULL, 0, 0, true};

static const fol__key pigment_keys[] = {
    {"color", FOL__KEY_COLOR, false, TREATMENT(pigment), 0, NULL},
    {"opacity", FOL__KEY_NUMBER, false, TREATMENT(pigment_opacity), 0, NULL},
    {"name", FOL__KEY_TEXT, false, TREATMENT(pigment_name), 0, NULL},
    {"undertone", FOL__KEY_TEXT, false, TREATMENT(pigment_undertone), 0, NULL},
    {"strength", FOL__KEY_NUMBER, false, TREATMENT(pigment_strength), 0, NULL},
};
static const fol__shape pigment_shape = {"a pigment", ROWS(pigment_keys), TREATMENT(pigment_remarks), 0, NULL, 0, 0,
                                         true};

static const fol__key healing_keys[] = {
    {"fade", FOL__KEY_NUMBER, false, TREATMENT(healing.fade), 0, NULL},
    {"healed_days", FOL__KEY_NUMBER, false, TREATMENT(healing.healed_days), 0, NULL},
    {"settling", FOL__KEY_NUMBER, false, TREATMENT(healing.settling), 0, NULL},
    {"settled_days", FOL__KEY_NUMBER, false, TREATMENT(healing.settled_days), 0, NULL},
    {"touch_up_share", FOL__KEY_NUMBER, false, TREATMENT(healing.touch_up_share), 0, NULL},
    {"touch_up_years", FOL__KEY_NUMBER, false, TREATMENT(healing.touch_up_years), 0, NULL},
    {"spread_per_year", FOL__KEY_NUMBER, false, TREATMENT(healing.spread_per_year), 0, NULL},
    {"most_width", FOL__KEY_NUMBER, false, TREATMENT(healing.most_width), 0, NULL},
    {"sun", FOL__KEY_NUMBER, false, TREATMENT(healing.sun), 0, NULL},
    {"skin_type", FOL__KEY_COUNT, false, TREATMENT(healing.skin_type), 0, NULL},
    {"skin_step", FOL__KEY_NUMBER, false, TREATMENT(healing.skin_step), 0, NULL},
    {"scar", FOL__KEY_NUMBER, false, TREATMENT(healing.scar), 0, NULL},
    {"shallow_mm", FOL__KEY_NUMBER, false, TREATMENT(healing.shallow_mm), 0, NULL},
    {"shallow", FOL__KEY_NUMBER, false, TREATMENT(healing.shallow), 0, NULL},
    {"deep_mm", FOL__KEY_NUMBER, false, TREATMENT(healing.deep_mm), 0, NULL},
    {"deep", FOL__KEY_NUMBER, false, TREATMENT(healing.deep), 0, NULL},
    {"scab_width", FOL__KEY_NUMBER, false, TREATMENT(healing.scab_width), 0, NULL},
    {"scab_days", FOL__KEY_NUMBER, false, TREATMENT(healing.scab_days), 0, NULL},
};
static const fol__shape healing_shape = {"the healing", ROWS(healing_keys), TREATMENT(healing_remarks), 0, NULL, 0, 0, true};

static const fol__key zone_keys[] = {
    {"name", FOL__KEY_TEXT, true, ZONE(name), 0, NULL},
    {"outline", FOL__KEY_RING, true, ZONE(outline.points), ZONE(outline.count), NULL},
    {"holes", FOL__KEY_RINGS, false, ZONE(holes), ZONE(hole_count), NULL},
    {"density_per_cm2", FOL__KEY_NUMBER, true, ZONE(density_per_cm2), 0, NULL},
    {"hold_total", FOL__KEY_COUNT, false, ZONE(hold_total), 0, NULL},
    {"feather_mm", FOL__KEY_NUMBER, false, ZONE(feather_mm), 0, NULL},
    {"overlap_mm", FOL__KEY_NUMBER_OR_SAME, false, ZONE(overlap_mm), 0, NULL},
    {"blend", FOL__KEY_FLAG, false, ZONE(blend), 0, NULL},
    {"native_per_cm2", FOL__KEY_NUMBER, false, ZONE(native_per_cm2), 0, NULL},
    {"retention", FOL__KEY_NUMBER, false, ZONE(retention), 0, NULL},
    {"cumulative", FOL__KEY_NUMBERS, false, ZONE(cumulative), ZONE(cumulative_count), NULL},
    {"first_share", FOL__KEY_NUMBER_OR_SAME, false, ZONE(first_share), 0, NULL},
    {"extra_sessions", FOL__KEY_COUNT, false, ZONE(extra_sessions), 0, NULL},
    {"scar", FOL__KEY_FLAG, false, ZONE(scar), 0, NULL},
};
static const fol__shape zone_shape = {"a zone", ROWS(zone_keys), ZONE(remarks), sizeof(fol_zone_spec), init_zone, 0, 1,
                                      false};

static const fol__key undulation_keys[] = {
    {"large_mm", FOL__KEY_NUMBER_OR_SAME, false, HAIRLINE(large_mm), 0, NULL},
    {"large_wave_mm", FOL__KEY_NUMBER_OR_SAME, false, HAIRLINE(large_wave_mm), 0, NULL},
    {"small_mm", FOL__KEY_NUMBER_OR_SAME, false, HAIRLINE(small_mm), 0, NULL},
    {"small_wave_mm", FOL__KEY_NUMBER_OR_SAME, false, HAIRLINE(small_wave_mm), 0, NULL},
};
static const fol__shape undulation_shape = {
    "an undulation", ROWS(undulation_keys), HAIRLINE(undulation_remarks), 0, NULL, 0, 0, true};

static const fol__key hairline_keys[] = {
    {"points", FOL__KEY_RING, true, HAIRLINE(points.points), HAIRLINE(points.count), NULL},
    {"style", FOL__KEY_TEXT, false, HAIRLINE(style), 0, NULL},
    {"behind", FOL__KEY_POINT, false, HAIRLINE(behind), HAIRLINE(has_behind), NULL},
    {"zones", FOL__KEY_TEXTS, false, HAIRLINE(zones), HAIRLINE(zone_count), NULL},
    {"transition_mm", FOL__KEY_NUMBER_OR_SAME, false, HAIRLINE(transition_mm), 0, NULL},
    {"edge_density", FOL__KEY_NUMBER_OR_SAME, false, HAIRLINE(edge_density), 0, NULL},
    {"undulation", FOL__KEY_OBJECT, false, 0, 0, &undulation_shape},
    {"sentinels_per_cm", FOL__KEY_NUMBER_OR_SAME, false, HAIRLINE(sentinels_per_cm), 0, NULL},
    {"edge_size", FOL__KEY_NUMBER_OR_SAME, false, HAIRLINE(edge_size), 0, NULL},
    {"size_transition_mm", FOL__KEY_NUMBER_OR_SAME, false, HAIRLINE(size_transition_mm), 0, NULL},
    {"edge_shade", FOL__KEY_NUMBER_OR_SAME, false, HAIRLINE(edge_shade), 0, NULL},
    {"shade_transition_mm", FOL__KEY_NUMBER_OR_SAME, false, HAIRLINE(shade_transition_mm), 0, NULL},
    {"edge_scatter_mm", FOL__KEY_NUMBER_OR_SAME, false, HAIRLINE(edge_scatter_mm), 0, NULL},
};
static const fol__shape hairline_shape = {
    "a hairline", ROWS(hairline_keys), HAIRLINE(remarks), sizeof(fol_hairline_spec), init_hairline, 0, 0, false};

static const fol__key keep_out_keys[] = {
    {"name", FOL__KEY_TEXT, false, KEEP_OUT(name), 0, NULL},
    {"outline", FOL__KEY_RING, true, KEEP_OUT(outline.points), KEEP_OUT(outline.count), NULL},
    {"margin_mm", FOL__KEY_NUMBER, false, KEEP_OUT(margin_mm), 0, NULL},
};
static const fol__shape keep_out_shape = {
    "a keep-out", ROWS(keep_out_keys), KEEP_OUT(remarks), sizeof(fol_keep_out_spec), init_keep_out, 0, 0, false};

static const fol__key session_keys[] = {
    {"day", FOL__KEY_NUMBER, true, SESSION(day), 0, NULL},
    {"cumulative", FOL__KEY_NUMBER, true, SESSION(cumulative), 0, NULL},
    {"hairline_cumulative", FOL__KEY_NUMBER_OR_SAME, false, SESSION(hairline_cumulative), 0, NULL},
    {"shade", FOL__KEY_NUMBER, false, SESSION(shade), 0, NULL},
};
static const fol__shape session_shape = {
    "a session", ROWS(session_keys), SESSION(remarks), sizeof(fol_session_spec), init_session, FOL_MAX_SESSIONS, 1,
    true};

static const fol__key units_keys[] = {
    {"mix", FOL__KEY_MIX, true, TREATMENT(units.mix), 0, NULL},
    {"apart_mm", FOL__KEY_SPAN, false, TREATMENT(units.apart_from_mm), TREATMENT(units.apart_to_mm), NULL},
};
static const fol__shape units_shape = {"units", ROWS(units_keys), TREATMENT(units_remarks), 0, NULL, 0, 0, true};

static const fol__key dots_keys[] = {
    {"diameter_mm", FOL__KEY_SPAN, false, TREATMENT(diameter_from_mm), TREATMENT(diameter_to_mm), NULL},
    {"depth_mm", FOL__KEY_SPAN, false, TREATMENT(depth_from_mm), TREATMENT(depth_to_mm), NULL},
    {"irregularity_mm", FOL__KEY_NUMBER, false, TREATMENT(irregularity_mm), 0, NULL},
    {"min_distance_mm", FOL__KEY_NUMBER, false, TREATMENT(min_distance_mm), 0, NULL},
    {"units", FOL__KEY_UNITS, false, TREATMENT(units), 0, &units_shape},
};
static const fol__shape dots_shape = {"the dots", ROWS(dots_keys), TREATMENT(dots_remarks), 0, NULL, 0, 0, true};

static const fol__shape landmarks_shape = {"the landmarks", NULL, 0, CHART(landmark_remarks), 0, NULL, 0, 0, false};

/* `hairline` comes before `hairlines`: the writer takes the first when there is one. */
static const fol__key design_keys[] = {
    {"follicle", FOL__KEY_FORMAT, true, 0, 0, NULL},
    {"layout_version", FOL__KEY_LAYOUT_VERSION, false, 0, 0, NULL},
    {"name", FOL__KEY_TEXT, false, TREATMENT(name), 0, NULL},
    {"seed", FOL__KEY_SEED, false, TREATMENT(seed), 0, NULL},
    {"canvas", FOL__KEY_OBJECT, true, 0, 0, &canvas_shape},
    {"photo", FOL__KEY_OBJECT, false, 0, 0, &photo_shape},
    {"skin", FOL__KEY_SKIN, false, TREATMENT(skin), TREATMENT(skin_tone), NULL},
    {"hair", FOL__KEY_TEXT, false, TREATMENT(hair), 0, NULL},
    {"pigment", FOL__KEY_OBJECT, false, 0, 0, &pigment_shape},
    {"zones", FOL__KEY_OBJECTS, true, CHART(zones), CHART(zone_count), &zone_shape},
    {"hairline", FOL__KEY_LONE_OBJECT, false, CHART(hairlines), CHART(hairline_count), &hairline_shape},
    {"hairlines", FOL__KEY_OBJECTS, false, CHART(hairlines), CHART(hairline_count), &hairline_shape},
    {"keep_outs", FOL__KEY_OBJECTS, false, CHART(keep_outs), CHART(keep_out_count), &keep_out_shape},
    {"hairs", FOL__KEY_HAIRS, false, CHART(hairs), CHART(hair_count), NULL},
    {"in_skin", FOL__KEY_OBJECT, false, 0, 0, &in_skin_shape},
    {"hairs_file", FOL__KEY_TEXT, false, CHART(hairs_file), 0, NULL},
    {"mask", FOL__KEY_OBJECT, false, 0, 0, &mask_shape},
    {"landmarks", FOL__KEY_LANDMARKS, false, CHART(landmarks), CHART(landmark_count), &landmarks_shape},
    {"sessions", FOL__KEY_OBJECTS, false, TREATMENT(sessions), TREATMENT(session_count), &session_shape},
    {"dots", FOL__KEY_OBJECT, false, 0, 0, &dots_shape},
    {"healing", FOL__KEY_OBJECT, false, 0, 0, &healing_shape},
    {"exact_counts", FOL__KEY_FLAG, false, TREATMENT(exact_counts), 0, NULL},
};
const fol__shape fol__design_shape = {
    "a design", ROWS(design_keys), TREATMENT(remarks), sizeof(fol__draft), init_design, 1, 0, false};

const fol__key *fol__key_named(const fol__shape *shape, const char *name) {
    for (size_t i = 0; i < shape->key_count; i++) {
        if (strcmp(shape->keys[i].name, name) == 0)
            return &shape->keys[i];
    }
    return NULL;
}

/* ------------------------------------------------------------------ did you mean */

enum { LONGEST = 24 };

/* Lower case letters and digits alone, so that keepOuts and KEEP-OUTS are near keep_outs. False when it is too long. */
static bool simplified(const char *name, char simple[LONGEST + 1]) {
    size_t n = 0;
    for (; *name; name++) {
        const bool upper = *name >= 'A' && *name <= 'Z';
        const bool kept = upper || (*name >= 'a' && *name <= 'z') || (*name >= '0' && *name <= '9');
        if (kept && n == LONGEST)
            return false;
        if (kept)
            simple[n++] = (char)(upper ? *name - 'A' + 'a' : *name);
    }
    simple[n] = '\0';
    return true;
}

static int least(int a, int b, int c) {
    const int ab = a < b ? a : b;
    return ab < c ? ab : c;
}

/* Letters to add, drop, change or swap with their neighbour to turn one into the other. */
static int edits(const char *a, const char *b) {
    int rows[LONGEST + 1][LONGEST + 1];
    const size_t na = strlen(a), nb = strlen(b);
    for (size_t i = 0; i <= na; i++) {
        for (size_t j = 0; j <= nb; j++) {
            if (i == 0 || j == 0) {
                rows[i][j] = (int)(i + j);
                continue;
            }
            const int change = a[i - 1] == b[j - 1] ? 0 : 1;
            rows[i][j] = least(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + change);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && rows[i - 2][j - 2] + 1 < rows[i][j])
                rows[i][j] = rows[i - 2][j - 2] + 1;
        }
    }
    return rows[na][nb];
}

/* Far apart is 100; a unit that was left out (width for width_mm) costs as much as one letter. */
static int distance(const char *written, const char *key) {
    const size_t n = strlen(written), longer = strlen(key);
    const int cost = edits(written, key);
    if (n >= 3 && n < longer && strncmp(written, key, n) == 0)
        return 1;
    return cost <= 2 && (size_t)cost * 2 < longer ? cost : 100;
}

const char *fol__key_like(const fol__shape *shape, const char *name) {
    char written[LONGEST + 1], key[LONGEST + 1];
    const char *best = NULL;
    int best_distance = 100;
    if (!simplified(name, written))
        return NULL;
    for (size_t i = 0; i < shape->key_count; i++) {
        if (!simplified(shape->keys[i].name, key))
            continue;
        const int d = distance(written, key);
        if (d < best_distance) {
            best = shape->keys[i].name;
            best_distance = d;
        }
    }
    return best;
}
