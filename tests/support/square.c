/* SPDX-License-Identifier: MIT */
/* Finds the outline of a square in the picture of a page, knowing nothing of what drew it: square FILE.pgm SIDE SLACK.
 * Two dark horizontal lines of SIDE pixels, one SIDE below the other and as far to the left, joined by dark lines at both ends. */
#include <stdio.h>
#include <stdlib.h>

enum { DARK = 110, MOST_LINES = 4096 };

typedef struct picture {
    int width, height;
    unsigned char *pixels;
} picture;

typedef struct line {
    int x, y, length;
} line;

static int read_picture(const char *path, picture *p) {
    FILE *file = fopen(path, "rb");
    int most;
    if (!file)
        return 0;
    p->pixels = NULL;
    if (fscanf(file, "P5 %d %d %d", &p->width, &p->height, &most) == 3 && most == 255 && fgetc(file) != EOF && p->width > 0 && p->height > 0) {
        const size_t size = (size_t)p->width * (size_t)p->height;
        p->pixels = malloc(size);
        if (p->pixels && fread(p->pixels, 1, size, file) != size) {
            free(p->pixels);
            p->pixels = NULL;
        }
    }
    fclose(file);
    return p->pixels != NULL;
}

static int is_dark(const picture *p, int x, int y) {
    return x >= 0 && y >= 0 && x < p->width && y < p->height && p->pixels[(size_t)y * (size_t)p->width + (size_t)x] < DARK;
}

/* Runs of dark pixels of about the side, row by row. */
static int find_lines(const picture *p, int side, int slack, line *lines) {
    int count = 0;
    for (int y = 0; y < p->height; y++) {
        for (int x = 0, run = 0; x <= p->width; x++) {
            run = is_dark(p, x, y) ? run + 1 : 0;
            if (run == 0 || is_dark(p, x + 1, y) || abs(run - side) > slack || count == MOST_LINES)
                continue;
            lines[count++] = (line){x - run + 1, y, run};
        }
    }
    return count;
}

static int is_joined(const picture *p, int x, int from, int to, int slack) {
    for (int y = from; y <= to; y++) {
        int dark = 0;
        for (int i = -slack; i <= slack; i++)
            dark |= is_dark(p, x + i, y);
        if (!dark)
            return 0;
    }
    return 1;
}

int main(int argc, char **argv) {
    static line lines[MOST_LINES];
    picture p;
    if (argc != 4 || !read_picture(argv[1], &p)) {
        puts("usage: square FILE.pgm SIDE SLACK");
        return 2;
    }
    const int side = atoi(argv[2]), slack = atoi(argv[3]), count = find_lines(&p, side, slack, lines);
    int found = 0;
    for (int i = 0; i < count && !found; i++) {
        for (int j = i + 1; j < count && !found; j++) {
            const line a = lines[i], b = lines[j];
            found = abs(b.y - a.y - side) <= slack && abs(b.x - a.x) <= 1 && is_joined(&p, a.x, a.y, b.y, slack) &&
                    is_joined(&p, a.x + a.length - 1, a.y, b.y, slack);
        }
    }
    free(p.pixels);
    if (!found)
        printf("no square of %d pixels, %d lines of that length\n", side, count);
    return found ? 0 : 1;
}
