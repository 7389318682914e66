/* SPDX-License-Identifier: MIT */
#include "book.h"

#include <inttypes.h>
#include <string.h>

/* What dots are, or what decides them. */
static bool tells_dots(const char *kind) {
    static const char *const kinds[] = {"pattern", "density", "layout", "update"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kind, kinds[i]) == 0)
            return true;
    }
    return false;
}

void book_add(book *b, const char *kind, const char *name, uint64_t count, uint64_t hash) {
    if (b->count == MOST_ENTRIES)
        return; /* shows as one that is missing */
    book_entry *entry = &b->entries[b->count++];
    snprintf(entry->kind, sizeof entry->kind, "%s", kind);
    snprintf(entry->name, sizeof entry->name, "%s", name);
    entry->count = count;
    entry->hash = hash;
}

static const book_entry *entry_of(const book *b, const book_entry *like) {
    for (size_t i = 0; i < b->count; i++) {
        if (strcmp(b->entries[i].kind, like->kind) == 0 && strcmp(b->entries[i].name, like->name) == 0)
            return &b->entries[i];
    }
    return NULL;
}

static bool same(const book_entry *a, const book_entry *b) {
    return a->count == b->count && a->hash == b->hash;
}

static bool book_read(book *b, const char *path) {
    FILE *file = fopen(path, "r");
    book_entry e;
    memset(b, 0, sizeof *b);
    if (!file)
        return false;
    bool good = fscanf(file, "layout version %d", &b->version) == 1;
    while (good && fscanf(file, "%15s %39s %" SCNu64 " %" SCNx64, e.kind, e.name, &e.count, &e.hash) == 4)
        book_add(b, e.kind, e.name, e.count, e.hash);
    good = good && feof(file);
    fclose(file);
    return good;
}

static bool book_write(const book *b, const char *path) {
    FILE *file = fopen(path, "w");
    if (!file)
        return false;
    fprintf(file, "layout version %d\n", b->version);
    for (size_t i = 0; i < b->count; i++) {
        const book_entry *e = &b->entries[i];
        fprintf(file, "%s %s %" PRIu64 " %016" PRIx64 "\n", e->kind, e->name, e->count, e->hash);
    }
    const bool written = !ferror(file);
    return fclose(file) == 0 && written;
}

/* How many entries that both have differ, in dots and in the rest; says which. */
static void compare(const book *found, const book *kept, int *dots, int *others, FILE *talk) {
    for (size_t i = 0; i < found->count; i++) {
        const book_entry *now = &found->entries[i], *then = entry_of(kept, now);
        if (!then || same(now, then))
            continue;
        fprintf(talk, "%s %s: %" PRIu64 " %016" PRIx64 ", in the file %" PRIu64 " %016" PRIx64 "\n", now->kind, now->name,
                now->count, now->hash, then->count, then->hash);
        *(tells_dots(now->kind) ? dots : others) += 1;
    }
}

/* Entries of a that b does not have. */
static int missing(const book *a, const book *b, const char *where, FILE *talk) {
    int count = 0;
    for (size_t i = 0; i < a->count; i++) {
        if (entry_of(b, &a->entries[i]))
            continue;
        fprintf(talk, "%s %s: not %s\n", a->entries[i].kind, a->entries[i].name, where);
        count++;
    }
    return count;
}

static void say_unmoved(int version, FILE *talk) {
    fprintf(talk, "dots changed but FOL_LAYOUT_VERSION did not: it is still %d; docs/determinism.md tells what to do\n", version);
}

bool book_matches(const book *found, const char *path, FILE *talk) {
    book kept;
    int dots = 0, others = 0;
    if (!book_read(&kept, path)) {
        fprintf(talk, "%s cannot be read; FOLLICLE_REGENERATE=1 writes it\n", path);
        return false;
    }
    if (kept.version != found->version) {
        fprintf(talk, "%s is of layout version %d, FOL_LAYOUT_VERSION is %d: FOLLICLE_REGENERATE=1 writes it anew\n", path,
                kept.version, found->version);
        return false;
    }
    compare(found, &kept, &dots, &others, talk);
    others += missing(found, &kept, "in the file", talk) + missing(&kept, found, "made any more", talk);
    if (dots)
        say_unmoved(found->version, talk);
    if (others)
        fputs("other results differ; if they should, FOLLICLE_REGENERATE=1 writes the file anew\n", talk);
    return dots == 0 && others == 0;
}

bool book_renew(const book *found, const char *path, FILE *talk) {
    book kept;
    int dots = 0, others = 0;
    if (book_read(&kept, path) && kept.version >= found->version) {
        compare(found, &kept, &dots, &others, talk);
        if (kept.version > found->version)
            fprintf(talk, "%s is of layout version %d already, FOL_LAYOUT_VERSION is %d\n", path, kept.version, found->version);
        else if (dots)
            say_unmoved(found->version, talk);
        if (dots || kept.version > found->version)
            return false;
    }
    return book_write(found, path);
}
