/* SPDX-License-Identifier: MIT */
/* Reads one tag, Orientation (0x0112), from an EXIF block by hand: a photograph must not stand on its head, and nothing
 * else of the metadata is wanted. Every offset comes from the file, so each is checked against the block before it is
 * used. Format: TIFF 6.0 sections 2 and 8; Exif 2.32 (CIPA DC-008) section 4.6. */
#include "image.h"

enum { TAG_ORIENTATION = 0x0112, TYPE_SHORT = 3, TYPE_LONG = 4, ENTRY_BYTES = 12 };

typedef struct tiff {
    const unsigned char *bytes;
    size_t size;
    bool big_endian;
} tiff;

static uint32_t read16(const tiff *block, size_t at) {
    const unsigned char *const p = block->bytes + at;
    return block->big_endian ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

static uint32_t read32(const tiff *block, size_t at) {
    const uint32_t first = read16(block, at), second = read16(block, at + 2);
    return block->big_endian ? first << 16 | second : second << 16 | first;
}

static bool has(const tiff *block, size_t at, size_t count) {
    return at <= block->size && count <= block->size - at;
}

/* 1 unless the entry holds a number from 1 to 8. */
static int orientation_of_entry(const tiff *block, size_t entry) {
    const uint32_t type = read16(block, entry + 2);
    const uint32_t value = type == TYPE_SHORT  ? read16(block, entry + 8)
                           : type == TYPE_LONG ? read32(block, entry + 8)
                                               : 0;
    return value >= 1 && value <= 8 ? (int)value : 1;
}

int fol__exif_orientation(const unsigned char *bytes, size_t size) {
    tiff block = {bytes, size, false};
    if (size < 8 || bytes[0] != bytes[1] || (bytes[0] != 'I' && bytes[0] != 'M'))
        return 1;
    block.big_endian = bytes[0] == 'M';
    const size_t directory = read32(&block, 4);
    if (read16(&block, 2) != 42 || !has(&block, directory, 2))
        return 1;
    const size_t count = read16(&block, directory);
    for (size_t i = 0; i < count; i++) {
        const size_t entry = directory + 2 + i * ENTRY_BYTES;
        if (!has(&block, entry, ENTRY_BYTES))
            return 1;
        if (read16(&block, entry) == TAG_ORIENTATION)
            return orientation_of_entry(&block, entry);
    }
    return 1;
}
