/* SPDX-License-Identifier: MIT */
/* Gives a fuzz target the files that are named on the command line, or lie in the folders named there: so every
 * compiler can replay the corpus, and `meson test` does. */
#if !defined(_XOPEN_SOURCE)
#define _XOPEN_SOURCE 700
#endif
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int replayed;

static int replay_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        return 1;
    }
    uint8_t *bytes = NULL;
    size_t size = 0, got = 1;
    while (got > 0) {
        uint8_t *grown = realloc(bytes, size + 65536);
        if (!grown)
            abort();
        bytes = grown;
        got = fread(bytes + size, 1, 65536, file);
        size += got;
    }
    fclose(file);
    /* A copy of the exact size, so that a sanitizer sees any byte read past the end. */
    uint8_t *exact = malloc(size ? size : 1);
    if (!exact)
        abort();
    memcpy(exact, bytes, size);
    free(bytes);
    LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    replayed++;
    return 0;
}

static int replay_folder(const char *path, DIR *folder) {
    int failed = 0;
    for (struct dirent *entry; (entry = readdir(folder));) {
        char file[4096];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
        failed |= replay_file(file);
    }
    closedir(folder);
    return failed;
}

int main(int argc, char **argv) {
    int failed = argc < 2;
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        failed |= folder ? replay_folder(argv[i], folder) : replay_file(argv[i]);
    }
    printf("%d inputs replayed\n", replayed);
    return failed || replayed == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
