/* SPDX-License-Identifier: MIT */
/* Texts and integers put into memory that has room for them, each returning its end. Maps are millions of such pieces:
 * these are inline, and digits come eight at a time without branches. */
#ifndef FOLLICLE_IO_PUT_H
#define FOLLICLE_IO_PUT_H

#include <stdint.h>
#include <string.h>

static inline char *fol__put_text(char *at, const char *text) {
    const size_t size = strlen(text);
    memcpy(at, text, size);
    return at + size;
}

/* The eight digits of a value below 10^8, the first in the lowest byte: halves, then quarters, then digits are divided
 * side by side in one word. Multiply and shift is division here, as every part is small. */
static inline uint64_t fol__eight_digits(uint32_t value) {
    const uint64_t fours = value / 10000 | (uint64_t)(value % 10000) << 32;
    const uint64_t hundreds = (fours * 10486 >> 20) & UINT64_C(0x7f0000007f);
    const uint64_t twos = hundreds | (fours - 100 * hundreds) << 16;
    const uint64_t tens = (twos * 103 >> 10) & UINT64_C(0x000f000f000f000f);
    return (tens | (twos - 10 * tens) << 8) | UINT64_C(0x3030303030303030);
}

/* Eight bytes, the lowest first; compilers know this as one store. */
static inline void fol__put_word(char *at, uint64_t word) {
    for (int i = 0; i < 8; i++)
        at[i] = (char)(word >> 8 * i);
}

/* A value below 10^8 without leading zeros; touches eight bytes however few they are. */
static inline char *fol__put_short(char *at, uint32_t value) {
    if (value < 10) { /* sessions, and the depth that was not given */
        *at = (char)('0' + value);
        return at + 1;
    }
    const int digits = 2 + (value >= 100) + (value >= 1000) + (value >= 10000) + (value >= 100000) +
                       (value >= 1000000) + (value >= 10000000);
    fol__put_word(at, fol__eight_digits(value) >> 8 * (8 - digits));
    return at + digits;
}

/* Touches at most 20 bytes, as many as the longest value has. */
static inline char *fol__put_int(char *at, int64_t value) {
    enum { SHORT = 100000000 };
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    if (value < 0)
        *at++ = '-';
    if (rest < SHORT)
        return fol__put_short(at, (uint32_t)rest);
    const uint64_t high = rest / SHORT;
    if (high >= SHORT) {
        at = fol__put_short(at, (uint32_t)(high / SHORT));
        fol__put_word(at, fol__eight_digits((uint32_t)(high % SHORT)));
        at += 8;
    } else {
        at = fol__put_short(at, (uint32_t)high);
    }
    fol__put_word(at, fol__eight_digits((uint32_t)(rest % SHORT)));
    return at + 8;
}

/* Micrometres as millimetres, three decimals. Touches at most 16 bytes. */
static inline char *fol__put_um_as_mm(char *at, int32_t um) {
    const uint32_t size = um < 0 ? 0 - (uint32_t)um : (uint32_t)um, rest = size % 1000;
    if (um < 0)
        *at++ = '-';
    at = fol__put_short(at, size / 1000);
    *at++ = '.';
    *at++ = (char)('0' + rest / 100);
    *at++ = (char)('0' + rest / 10 % 10);
    *at++ = (char)('0' + rest % 10);
    return at;
}

#endif
