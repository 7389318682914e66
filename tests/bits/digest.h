/* SPDX-License-Identifier: MIT */
/* A 64-bit hash of numbers: FNV-1a (Fowler, Noll, Vo) over their bytes, least significant first whatever the machine's own
 * order is. Doubles go in by their IEEE 754 bits, so that a difference in the last place shows. */
#ifndef FOLLICLE_TESTS_DIGEST_H
#define FOLLICLE_TESTS_DIGEST_H

#include <follicle/values.h>

#include <string.h>

#define DIGEST_START UINT64_C(0xcbf29ce484222325)

static inline uint64_t digest_bytes(uint64_t digest, const void *bytes, size_t size) {
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < size; i++)
        digest = (digest ^ byte[i]) * UINT64_C(0x100000001b3);
    return digest;
}

/* The lowest `size` bytes of a number; negative ones as two's complement. */
static inline uint64_t digest_number(uint64_t digest, uint64_t number, int size) {
    for (int i = 0; i < size; i++)
        digest = (digest ^ (number >> 8 * i & 0xff)) * UINT64_C(0x100000001b3);
    return digest;
}

static inline uint64_t digest_double(uint64_t digest, double number) {
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return digest_number(digest, bits, 8);
}

/* All fields, in the order and size in which fol_dot declares them: 24 bytes a dot. */
static inline uint64_t digest_dots(uint64_t digest, const fol_dot *dots, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const fol_dot *dot = &dots[i];
        digest = digest_number(digest, (uint64_t)dot->id, 8);
        digest = digest_number(digest, (uint32_t)dot->x_um, 4);
        digest = digest_number(digest, (uint32_t)dot->y_um, 4);
        digest = digest_number(digest, dot->diameter_um, 2);
        digest = digest_number(digest, dot->depth_um, 2);
        digest = digest_number(digest, dot->zone, 2);
        digest = digest_number(digest, dot->session, 1);
        digest = digest_number(digest, dot->shade, 1);
    }
    return digest;
}

#endif
