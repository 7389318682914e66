/* SPDX-License-Identifier: MIT */
/* The file of hashes: its first line is "layout version N", each other one "KIND NAME COUNT HASH". Hashes of dots and of
 * what decides them (pattern, density, layout, update) may change only when the layout version rises; others (design, scene,
 * picture, figures) when they are meant to. */
#ifndef FOLLICLE_TESTS_BITS_BOOK_H
#define FOLLICLE_TESTS_BITS_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { MOST_ENTRIES = 80 };

typedef struct book_entry {
    char kind[16], name[40];
    uint64_t count, hash;
} book_entry;

typedef struct book {
    int version;
    size_t count;
    book_entry entries[MOST_ENTRIES];
} book;

void book_add(book *b, const char *kind, const char *name, uint64_t count, uint64_t hash);
/* Says how the file and what was found differ; true when they do not. */
bool book_matches(const book *found, const char *path, FILE *talk);
/* Writes the file anew unless that would change dots under the same layout version; says so then. */
bool book_renew(const book *found, const char *path, FILE *talk);

#endif
