/* SPDX-License-Identifier: MIT */
/* Names of skin, hair and pigment are numbers, not code: a new one is a new row. Monk's swatches as published with the scale; Fitzpatrick types
 * as the middle of the ranges that are usually painted for them; hair and pigment as they look shaved and healed, chosen by eye. */
#include <follicle/colors.h>

#include <string.h>

static const fol_named_color tones[] = {
    {"monk 1", {0xf6, 0xed, 0xe4}}, {"monk 2", {0xf3, 0xe7, 0xdb}}, {"monk 3", {0xf7, 0xea, 0xd0}},
    {"monk 4", {0xea, 0xda, 0xba}}, {"monk 5", {0xd7, 0xbd, 0x96}}, {"monk 6", {0xa0, 0x7e, 0x56}},
    {"monk 7", {0x82, 0x5c, 0x43}}, {"monk 8", {0x60, 0x41, 0x34}}, {"monk 9", {0x3a, 0x31, 0x2a}},
    {"monk 10", {0x29, 0x24, 0x20}},
    {"fitzpatrick I", {0xff, 0xe0, 0xc1}}, {"fitzpatrick II", {0xec, 0xce, 0xaf}}, {"fitzpatrick III", {0xd5, 0x9e, 0x74}},
    {"fitzpatrick IV", {0xae, 0x74, 0x51}}, {"fitzpatrick V", {0x88, 0x56, 0x31}}, {"fitzpatrick VI", {0x4d, 0x2f, 0x19}},
};
enum { TONES = sizeof tones / sizeof tones[0], MONK_TONES = 10 };

static const fol_named_color hair[] = {
    {"black", {0x1b, 0x18, 0x17}}, {"dark brown", {0x2e, 0x23, 0x1c}}, {"brown", {0x4a, 0x36, 0x28}},
    {"light brown", {0x6b, 0x4f, 0x39}}, {"blond", {0x96, 0x78, 0x50}}, {"red", {0x7a, 0x3f, 0x24}},
    {"grey", {0x8b, 0x88, 0x86}}, {"white", {0xd6, 0xd3, 0xcf}},
};
enum { HAIR = sizeof hair / sizeof hair[0] };

static const fol_pigment pigments[] = {
    {"carbon black", {0x2f, 0x2f, 0x31}, "CI 77266"},
    {"charcoal", {0x3b, 0x3a, 0x3b}, "CI 77266"},
    {"dark brown", {0x3a, 0x31, 0x2a}, "CI 77266, 77491, 77499"},
    {"brown", {0x4c, 0x3c, 0x31}, "CI 77491, 77492, 77499"},
    {"light brown", {0x62, 0x4e, 0x3f}, "CI 77491, 77492, 77499"},
    {"grey", {0x62, 0x62, 0x63}, "CI 77266, 77891"},
};
enum { PIGMENTS = sizeof pigments / sizeof pigments[0] };

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_name(const char *a, const char *b) {
    while (*a && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return lower(*a) == lower(*b);
}

static const fol_named_color *find(const fol_named_color *rows, size_t count, const char *name) {
    for (size_t i = 0; name && i < count; i++)
        if (same_name(rows[i].name, name))
            return &rows[i];
    return NULL;
}

const fol_named_color *fol_skin_tone_at(size_t i) {
    return i < TONES ? &tones[i] : NULL;
}

const fol_named_color *fol_skin_tone_named(const char *name) {
    return find(tones, TONES, name);
}

int32_t fol_skin_type_of(const char *tone) {
    const fol_named_color *found = fol_skin_tone_named(tone);
    return found && found >= tones + MONK_TONES ? (int32_t)(found - tones) - MONK_TONES + 1 : 0;
}

const fol_named_color *fol_hair_color_at(size_t i) {
    return i < HAIR ? &hair[i] : NULL;
}

static int hex_digit(char c) {
    const char l = lower(c);
    return l >= '0' && l <= '9' ? l - '0' : l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

static bool read_hex(const char *text, fol_color *color) {
    uint8_t channels[3] = {0, 0, 0};
    if (text[0] != '#' || strlen(text) != 7)
        return false;
    for (int i = 0; i < 6; i++) {
        const int digit = hex_digit(text[1 + i]);
        if (digit < 0)
            return false;
        channels[i / 2] = (uint8_t)(channels[i / 2] * 16 + digit);
    }
    *color = (fol_color){channels[0], channels[1], channels[2]};
    return true;
}

bool fol_hair_color_named(const char *name, fol_color *color) {
    const fol_named_color *found = find(hair, HAIR, name);
    if (found)
        *color = found->color;
    return found || (name && read_hex(name, color));
}

const fol_pigment *fol_pigment_at(size_t i) {
    return i < PIGMENTS ? &pigments[i] : NULL;
}

const fol_pigment *fol_pigment_named(const char *name) {
    for (size_t i = 0; name && i < PIGMENTS; i++)
        if (same_name(pigments[i].name, name))
            return &pigments[i];
    return NULL;
}

bool fol_pigment_color(const char *name, const char *undertone, fol_color *color) {
    static const struct {
        const char *name;
        int red, blue; /* added to the neutral colour */
    } undertones[] = {{"neutral", 0, 0}, {"cool", -6, 6}, {"warm", 7, -6}};
    const fol_pigment *pigment = fol_pigment_named(name);
    for (size_t i = 0; pigment && i < sizeof undertones / sizeof undertones[0]; i++) {
        if (!same_name(undertones[i].name, undertone ? undertone : "neutral"))
            continue;
        *color = (fol_color){(uint8_t)(pigment->color.r + undertones[i].red), pigment->color.g,
                             (uint8_t)(pigment->color.b + undertones[i].blue)};
        return true;
    }
    return false;
}

/* ------------------------------------------------------------------ dilution */

static const double SOLIDS = 0.15;
static const double LEAST_SHADE = 1, MOST_SHADE = 255;

/* exp(-x), x from 0: the quotient of two cubics is exact to 1e-12 for a 64th of a small x, and is then squared six times. */
static double decay(double x) {
    if (x > 40)
        return 0;
    const double u = x / 64, even = 1 + u * u / 10, odd = u / 2 + u * u * u / 120;
    double value = (even - odd) / (even + odd);
    for (int i = 0; i < 6; i++)
        value *= value;
    return value;
}

double fol_opacity_from_shade(double strength, double shade) {
    return strength > 0 && shade >= 0 ? 1 - decay(strength * SOLIDS / (1 + shade)) : 0;
}

/* Opacity falls as the shade rises, so halving finds it. */
double fol_shade_from_opacity(double strength, double opacity) {
    double from = LEAST_SHADE, to = MOST_SHADE;
    for (int i = 0; i < 50; i++) {
        const double middle = (from + to) / 2;
        if (fol_opacity_from_shade(strength, middle) > opacity)
            from = middle;
        else
            to = middle;
    }
    return (from + to) / 2;
}
