/* SPDX-License-Identifier: MIT */
/* Drawings decide dots, so what is read of them must be the same everywhere: no strtod(), whose point depends on the locale,
 * and no sin() and cos(), whose last bit depends on the machine. */
#include "svg_number.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

void fol__svg_skip(const char **at) {
    bool comma = false;
    while (is_blank(**at) || (**at == ',' && !comma)) {
        comma = comma || **at == ',';
        (*at)++;
    }
}

/* Mantissa times a power of ten: rounded once as long as both are exact, which they are in every file that people make. */
static double scaled(uint64_t mantissa, int exponent) {
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    double value = (double)mantissa;
    for (; exponent > 22 && value > 0 && value < HUGE_VAL; exponent -= 22)
        value *= powers[22];
    for (; exponent < -22 && value > 0; exponent += 22)
        value /= powers[22];
    if (value == 0 || value >= HUGE_VAL)
        return value;
    return exponent < 0 ? value / powers[-exponent] : value * powers[exponent];
}

typedef struct decimal {
    uint64_t mantissa;
    int exponent;
    bool digits;
} decimal;

static void take_digit(decimal *number, char digit, bool fraction) {
    const bool room = number->mantissa < UINT64_C(100000000000000000);
    number->digits = true;
    if (room)
        number->mantissa = number->mantissa * 10 + (uint64_t)(digit - '0');
    if (room && fraction)
        number->exponent--;
    if (!room && !fraction && number->exponent < 10000)
        number->exponent++;
}

static const char *take_exponent(const char *at, int *exponent) {
    if (*at != 'e' && *at != 'E')
        return at;
    const char *digits = at + 1 + (at[1] == '+' || at[1] == '-');
    int size = 0;
    if (!is_digit(*digits))
        return at; /* em and ex are units */
    for (; is_digit(*digits); digits++)
        size = size < 10000 ? size * 10 + (*digits - '0') : size;
    *exponent += at[1] == '-' ? -size : size;
    return digits;
}

bool fol__svg_number(const char **from, double *value) {
    const char *at = *from;
    decimal number = {0, 0, false};
    const bool negative = *at == '-';
    at += *at == '-' || *at == '+';
    for (; is_digit(*at); at++)
        take_digit(&number, *at, false);
    if (*at == '.' && (number.digits || is_digit(at[1]))) {
        for (at++; is_digit(*at); at++)
            take_digit(&number, *at, true);
    }
    if (!number.digits)
        return false;
    *from = take_exponent(at, &number.exponent);
    const double size = scaled(number.mantissa, number.exponent);
    *value = negative ? -size : size;
    return true;
}

int fol__svg_numbers(const char *text, double *values, int most) {
    int count = 0;
    fol__svg_skip(&text);
    for (; *text; fol__svg_skip(&text)) {
        if (count == most || !fol__svg_number(&text, &values[count]))
            return -1;
        count++;
    }
    return count;
}

bool fol__svg_length(const char *text, double *value, fol__svg_unit *unit) {
    static const struct {
        const char *name;
        double mm;
    } physical[] = {{"mm", 1}, {"cm", 10}, {"in", 25.4}, {"pt", 25.4 / 72}, {"pc", 25.4 / 6}, {"Q", 0.25}, {"q", 0.25}, {"m", 1000}};
    while (is_blank(*text))
        text++;
    if (!fol__svg_number(&text, value))
        return false;
    size_t size = strlen(text);
    while (size > 0 && is_blank(text[size - 1]))
        size--;
    *unit = size == 0 || (size == 2 && memcmp(text, "px", 2) == 0) ? FOL__UNIT_NONE
            : size == 1 && *text == '%'                           ? FOL__UNIT_PERCENT
                                                                  : FOL__UNIT_OTHER;
    for (size_t i = 0; i < sizeof physical / sizeof physical[0]; i++) {
        if (size == strlen(physical[i].name) && memcmp(text, physical[i].name, size) == 0) {
            *value *= physical[i].mm;
            *unit = FOL__UNIT_MM;
        }
    }
    return true;
}

/* Taylor's series, for at most an eighth of a turn: the first term left out is below 1e-18. */
static void small_turn(double radians, double *sine, double *cosine) {
    const double square = radians * radians;
    double s = 1, c = 1;
    for (int i = 8; i >= 1; i--) {
        s = 1 - s * square / (2 * i * (2 * i + 1));
        c = 1 - c * square / ((2 * i - 1) * (2 * i));
    }
    *sine = radians * s;
    *cosine = c;
}

bool fol__svg_turn(double degrees, double *sine, double *cosine) {
    if (!(degrees >= -1e9 && degrees <= 1e9))
        return false;
    const int64_t quarters = (int64_t)floor(degrees / 90 + 0.5);
    double s, c;
    small_turn((degrees - 90.0 * (double)quarters) * (3.14159265358979323846 / 180), &s, &c);
    switch (((quarters % 4) + 4) % 4) {
    case 0:
        *sine = s;
        *cosine = c;
        break;
    case 1:
        *sine = c;
        *cosine = -s;
        break;
    case 2:
        *sine = -s;
        *cosine = -c;
        break;
    default:
        *sine = -c;
        *cosine = s;
        break;
    }
    return true;
}
