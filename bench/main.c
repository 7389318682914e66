/* SPDX-License-Identifier: MIT */
/* follicle-bench: times the scenes on this machine, one thread, and prints a table, JSON or CSV. A scene's ratio is its
 * dots a second over those of bridson in the same run, so that it can be compared between machines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <follicle/io.h>

#include "scenes.h"

typedef enum format { TABLE, JSON, CSV } format;

typedef struct options {
    format format;
    const char *design; /* timed too; NULL for none */
    measure_options measure;
    const char *const *names; /* only these scenes; all when there are none */
    int name_count;
} options;

typedef struct result {
    char name[64];
    measurement took;
} result;

enum { MOST_RESULTS = 32 };

typedef struct results {
    result list[MOST_RESULTS];
    int count;
    double yardstick; /* dots a second of bridson; 0 when it was not run */
} results;

static const char usage[] =
    "Usage: follicle-bench [OPTION]... [SCENE]...\n"
    "Times the engine, one thread. Without SCENE: all of them.\n"
    "  --json, --csv    print that instead of a table\n"
    "  --design FILE    time FILE too, the same way as the scalp\n"
    "  --seconds S      spend at most S seconds on a scene (default 3)\n"
    "  --once           one run of each scene: does it work?\n"
    "  --list           name the scenes\n"
    "  --help           this text\n";

/* ------------------------------------------------------------------ output */

static double dots_per_second(const result *r) {
    return r->took.seconds > 0 ? (double)r->took.dots / r->took.seconds : 0;
}

static double ratio(const results *all, const result *r) {
    return all->yardstick > 0 ? dots_per_second(r) / all->yardstick : 0;
}

static void print_table(const results *all) {
    printf("%-18s %10s %12s %12s %10s %8s %9s %6s\n", "scene", "dots", "ms", "dots/s", "ns/dot", "spread", "ratio", "runs");
    for (int i = 0; i < all->count; i++) {
        const result *r = &all->list[i];
        const double each = r->took.dots > 0 ? r->took.seconds * 1e9 / (double)r->took.dots : 0;
        printf("%-18s %10lld %12.3f %12.4g %10.2f %7.1f%% %9.3g %6d\n", r->name, (long long)r->took.dots,
               r->took.seconds * 1e3, dots_per_second(r), each, r->took.spread * 100, ratio(all, r), r->took.runs);
    }
}

static void print_json(const results *all) {
    printf("{\"scenes\":[");
    for (int i = 0; i < all->count; i++) {
        const result *r = &all->list[i];
        printf("%s\n {\"name\":\"%s\",\"dots\":%lld,\"seconds\":%.9g,\"dots_per_second\":%.9g,\"ratio\":%.6g}", i ? "," : "",
               r->name, (long long)r->took.dots, r->took.seconds, dots_per_second(r), ratio(all, r));
    }
    printf("\n]}\n");
}

static void print_csv(const results *all) {
    printf("name,dots,seconds,dots_per_second,ratio,spread,runs\n");
    for (int i = 0; i < all->count; i++) {
        const result *r = &all->list[i];
        printf("%s,%lld,%.9g,%.9g,%.6g,%.4g,%d\n", r->name, (long long)r->took.dots, r->took.seconds, dots_per_second(r),
               ratio(all, r), r->took.spread, r->took.runs);
    }
}

/* ------------------------------------------------------------------ running */

static bool wanted(const options *o, const char *name) {
    for (int i = 0; i < o->name_count; i++) {
        if (strcmp(o->names[i], name) == 0)
            return true;
    }
    return o->name_count == 0;
}

static bool run_scene(const bench_scene *scene, const bench_file *file, const char *name, const options *o, results *all) {
    if (all->count == MOST_RESULTS)
        return false;
    if (o->format == TABLE) {
        fprintf(stderr, "%s ...\r", name);
        fflush(stderr);
    }
    measured what = {NULL, NULL, NULL};
    result *r = &all->list[all->count];
    if (!scene->open(file, &what)) {
        fprintf(stderr, "follicle-bench: %s cannot be made ready\n", name);
        return false;
    }
    const bool good = measure(&what, &o->measure, &r->took);
    scene->close(&what);
    if (!good) {
        fprintf(stderr, "follicle-bench: %s fails\n", name);
        return false;
    }
    snprintf(r->name, sizeof r->name, "%s", name);
    all->count++;
    if (strcmp(name, "bridson") == 0)
        all->yardstick = dots_per_second(r);
    return true;
}

/* All scenes of the scalp, then those of a caller's design as file, file-design, file-review ... */
static bool run_all(const bench_file *scalp, const bench_file *design, const options *o, results *all) {
    bool good = true;
    const bench_scene *scene;
    for (size_t i = 0; (scene = bench_scene_at(i)) != NULL; i++) {
        if (wanted(o, scene->name))
            good = run_scene(scene, scalp, scene->name, o, all) && good;
    }
    for (size_t i = 0; design->bytes && (scene = bench_scene_at(i)) != NULL; i++) {
        char name[64];
        if (!scene->of_design || !wanted(o, scene->name))
            continue;
        if (strcmp(scene->name, "scalp") == 0)
            snprintf(name, sizeof name, "file");
        else
            snprintf(name, sizeof name, "file-%s", scene->name);
        good = run_scene(scene, design, name, o, all) && good;
    }
    return good;
}

static bool read_design(const char *path, bench_file *file) {
    fol_error err;
    const fol_limits limits = fol_limits_default();
    file->name = path;
    if (fol_read_file(path, &limits, &file->bytes, &file->size, &err) == FOL_OK)
        return true;
    fprintf(stderr, "follicle-bench: %s: %s\n", path, err.message);
    return false;
}

/* ------------------------------------------------------------------ arguments */

static int list_scenes(void) {
    const bench_scene *scene;
    for (size_t i = 0; (scene = bench_scene_at(i)) != NULL; i++)
        printf("%-10s %s\n", scene->name, scene->text);
    return 0;
}

static bool is_scene(const char *name) {
    const bench_scene *scene;
    for (size_t i = 0; (scene = bench_scene_at(i)) != NULL; i++) {
        if (strcmp(scene->name, name) == 0)
            return true;
    }
    return false;
}

/* One option at argv[*i]; -1 to go on, else the exit code. */
static int take_option(char **argv, int *i, options *o) {
    const char *name = argv[*i];
    if (strcmp(name, "--help") == 0) {
        fputs(usage, stdout);
        return 0;
    }
    if (strcmp(name, "--list") == 0)
        return list_scenes();
    if (strcmp(name, "--json") == 0)
        o->format = JSON;
    else if (strcmp(name, "--csv") == 0)
        o->format = CSV;
    else if (strcmp(name, "--once") == 0)
        o->measure.once = true;
    else if (strcmp(name, "--design") == 0 && argv[*i + 1])
        o->design = argv[++*i];
    else if (strcmp(name, "--seconds") == 0 && argv[*i + 1])
        o->measure.most_seconds = strtod(argv[++*i], NULL);
    else {
        fprintf(stderr, "follicle-bench: %s is no option, or misses its value\n%s", name, usage);
        return 2;
    }
    return -1;
}

/* -1 to go on, else the exit code. */
static int read_arguments(char **argv, options *o) {
    int i = 1;
    for (; argv[i] && argv[i][0] == '-'; i++) {
        const int code = take_option(argv, &i, o);
        if (code >= 0)
            return code;
    }
    o->names = (const char *const *)&argv[i];
    for (; argv[i]; i++, o->name_count++) {
        if (!is_scene(argv[i])) {
            fprintf(stderr, "follicle-bench: there is no scene '%s'; --list names them\n", argv[i]);
            return 2;
        }
    }
    return -1;
}

/* Memory that was freed stays with the process, as in a host that has been running for a while: else every run of a large
 * scene would time the system handing out empty pages. */
static void keep_memory_warm(void) {
#ifdef __GLIBC__
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_TOP_PAD, 1 << 26);
#endif
}

int main(int argc, char **argv) {
    options o = {TABLE, NULL, {3.0, 0.02, false}, NULL, 0};
    bench_file scalp = {NULL, NULL, 0}, design = {NULL, NULL, 0};
    results all = {0};
    (void)argc;
    const int code = read_arguments(argv, &o);
    if (code >= 0)
        return code;
    keep_memory_warm();
    bool good = read_design(SCALP_FILE, &scalp) && (!o.design || read_design(o.design, &design));
    if (!good)
        return 3;
    good = run_all(&scalp, &design, &o, &all);
    if (o.format == JSON)
        print_json(&all);
    else if (o.format == CSV)
        print_csv(&all);
    else
        print_table(&all);
    free(scalp.bytes);
    free(design.bytes);
    return good && fflush(stdout) == 0 ? 0 : 1;
}
