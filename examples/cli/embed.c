/* SPDX-License-Identifier: MIT */
/* Runs while building: turns design files into templates.c, so that `follicle new` needs no file beside the program.
 * Usage: embed OUT.c FIRST.json [SECOND.json ...]. Bytes are written as numbers, since C11 promises only 4,095
 * characters in one string literal. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *file_part(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int embed_file(const char *path, int number, FILE *out) {
    FILE *in = fopen(path, "rb");
    if (!in)
        return -1;
    fprintf(out, "static const unsigned char text_%d[] = {", number);
    int byte;
    for (unsigned at = 0; (byte = getc(in)) != EOF; at++)
        fprintf(out, "%s%d,", at % 24 == 0 ? "\n    " : "", byte);
    fprintf(out, "\n};\n\n");
    const int failed = ferror(in);
    return fclose(in) || failed ? -1 : 0;
}

static void write_table(char *const *paths, int count, FILE *out) {
    fprintf(out, "const design_template design_templates[] = {\n");
    for (int i = 0; i < count; i++) {
        const char *name = file_part(paths[i]);
        fprintf(out, "    {\"%.*s\", text_%d, sizeof text_%d},\n", (int)strcspn(name, "."), name, i, i);
    }
    fprintf(out, "};\nconst size_t design_template_count = %d;\n", count);
}

int main(int argc, char **argv) {
    if (argc < 3)
        return EXIT_FAILURE;
    FILE *out = fopen(argv[1], "wb");
    if (!out) {
        perror(argv[1]);
        return EXIT_FAILURE;
    }
    fprintf(out, "/* SPDX-License-Identifier: MIT */\n#include \"templates.h\"\n\n");
    for (int i = 2; i < argc; i++) {
        if (embed_file(argv[i], i - 2, out)) {
            perror(argv[i]);
            return EXIT_FAILURE;
        }
    }
    write_table(argv + 2, argc - 2, out);
    return fclose(out) ? EXIT_FAILURE : EXIT_SUCCESS;
}
