/* SPDX-License-Identifier: MIT */
/* The guard itself: dots never change under a layout version that stays. test_book FILE (written and removed) */
#include "book.h"

#include <stdlib.h>
#include <string.h>

static int failed;

static void demand(bool holds, const char *what) {
    if (!holds) {
        fprintf(stderr, "failed: %s\n", what);
        failed++;
    }
}

static book book_of(int version, uint64_t dots, uint64_t pixels) {
    book b;
    memset(&b, 0, sizeof b);
    b.version = version;
    book_add(&b, "layout", "even", 3, dots);
    book_add(&b, "picture", "soft", 4, pixels);
    return b;
}

typedef bool judge(const book *found, const char *path, FILE *talk);

/* What the judge says of the book, and whether it says the words. */
static bool says(judge *of, const char *path, book found, bool verdict, const char *words) {
    char said[2048] = "";
    FILE *talk = tmpfile();
    if (!talk)
        return false;
    const bool result = of(&found, path, talk);
    rewind(talk);
    said[fread(said, 1, sizeof said - 1, talk)] = '\0';
    fclose(talk);
    return result == verdict && (*words ? strstr(said, words) != NULL : *said == '\0');
}

int main(int argc, char **argv) {
    static const char unmoved[] = "dots changed but FOL_LAYOUT_VERSION did not";
    const char *path = argc == 2 ? argv[1] : "book.txt";
    book more = book_of(1, 10, 21);
    book_add(&more, "layout", "other", 1, 1);
    remove(path);
    demand(says(book_matches, path, book_of(1, 10, 20), false, "cannot be read"), "no file is a failure");
    demand(says(book_renew, path, book_of(1, 10, 20), true, ""), "a first file is written");
    demand(says(book_matches, path, book_of(1, 10, 20), true, ""), "what was written is read");
    demand(says(book_matches, path, book_of(1, 11, 20), false, unmoved), "changed dots are found");
    demand(says(book_renew, path, book_of(1, 11, 20), false, unmoved), "changed dots are not written");
    demand(says(book_matches, path, book_of(1, 10, 20), true, ""), "the file was left alone");
    demand(says(book_matches, path, book_of(1, 10, 21), false, "other results differ"), "changed pixels are found");
    demand(says(book_matches, path, more, false, "layout other: not in the file"), "a layout without a hash is found");
    demand(says(book_renew, path, more, true, "picture soft"), "changed pixels and new layouts are written");
    demand(says(book_matches, path, more, true, ""), "and read");
    demand(says(book_matches, path, book_of(1, 10, 21), false, "layout other: not made any more"), "a lost layout is found");
    demand(says(book_matches, path, book_of(2, 11, 21), false, "FOL_LAYOUT_VERSION is 2"), "a new version asks for new hashes");
    demand(says(book_renew, path, book_of(2, 11, 21), true, ""), "a new version writes new dots");
    demand(says(book_renew, path, book_of(1, 10, 20), false, "layout version 2 already"), "versions do not fall");
    demand(says(book_matches, path, book_of(2, 11, 21), true, ""), "the new hashes stand");
    remove(path);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
