/* SPDX-License-Identifier: MIT */
/* Are these the same bits as everywhere else? Needs libfollicle and libc, so that it runs on any target.
 *   hashes FILE          holds what is made here against the file; with FOLLICLE_REGENERATE=1, writes the file anew
 *   hashes --rebuild     builds the built-in pattern again and compares
 *   hashes --dots NAME   prints the dots of one layout, to see with `diff` how two builds differ */
#include "results.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print(const book *found) {
    for (size_t i = 0; i < found->count; i++) {
        const book_entry *e = &found->entries[i];
        printf("%-8s %-22s %9" PRIu64 " %016" PRIx64 "\n", e->kind, e->name, e->count, e->hash);
    }
}

int main(int argc, char **argv) {
    static book found;
    const char *anew = getenv("FOLLICLE_REGENERATE");
    if (argc == 3 && strcmp(argv[1], "--dots") == 0)
        return results_print_dots(argv[2]) ? EXIT_SUCCESS : EXIT_FAILURE;
    if (argc == 2 && strcmp(argv[1], "--rebuild") == 0)
        return results_rebuild_pattern() ? EXIT_SUCCESS : EXIT_FAILURE;
    if (argc != 2) {
        fputs("usage: hashes FILE | hashes --rebuild | hashes --dots NAME\n", stderr);
        return EXIT_FAILURE;
    }
    const int broken = results_make(&found);
    print(&found);
    if (broken)
        return EXIT_FAILURE;
    return (anew && strcmp(anew, "1") == 0 ? book_renew : book_matches)(&found, argv[1], stderr) ? EXIT_SUCCESS : EXIT_FAILURE;
}
