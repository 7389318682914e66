/* SPDX-License-Identifier: MIT */
/* follicle-bench: times the scenes on this machine, one thread but for pools, and prints a table, JSON or CSV. A scene's ratio is its
 * dots a second over those of bridson in the same run, so that it can be compared between machines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "commands.h"

typedef struct options {
    void (*print)(const results *all, FILE *to);
    const char *design;
    const char *save; /* CSV goes there, too; NULL for nowhere */
    int64_t most_dots;
    run_plan plan;
} options;

static const char usage[] =
    "Usage: follicle-bench [OPTION]... [SCENE]...\n"
    "Times the engine on one thread, the pool scenes on two. Without SCENE: all scenes; with it: that scene and what it is compared with.\n"
    "  --json, --csv    print that instead of a table\n"
    "  --save FILE      write the CSV to FILE, too\n"
    "  --design FILE    time FILE too, the same way as the scalp\n"
    "  --seconds S      spend about S seconds on a scene (default 2)\n"
    "  --once           one run of each scene: does it work?\n"
    "  --list           name the scenes\n"
    "  --help           this text\n"
    "follicle-bench [OPTION]... growth      time per dot by number of dots, as CSV; --most N: up to N dots (default 100000000)\n"
    "follicle-bench memory                  bytes and allocations, judged\n"
    "follicle-bench [OPTION]... profile SCENE N    one scene N times, no clock: what bench/profile.sh watches\n"
    "follicle-bench compare BEFORE AFTER    the ratios of two files that --json wrote\n"
    "follicle-bench points ENGINE           50,000 points of square, bridson or darts on 500 cm2\n";

/* ------------------------------------------------------------------ arguments */

static int list_scenes(void) {
    const bench_scene *scene;
    for (size_t i = 0; (scene = bench_scene_at(i)) != NULL; i++)
        printf("%-15s %s\n", scene->name, scene->text);
    return 0;
}

static int bad_option(const char *name) {
    fprintf(stderr, "follicle-bench: %s is no option, or misses its value\n%s", name, usage);
    return 2;
}

/* One option at argv[*i]; -1 to go on, else the exit code. */
static int take_option(char **argv, int *i, options *o) {
    const char *name = argv[*i], *value = argv[*i + 1];
    if (strcmp(name, "--help") == 0)
        return fputs(usage, stdout) < 0;
    if (strcmp(name, "--list") == 0)
        return list_scenes();
    if (strcmp(name, "--json") == 0)
        o->print = print_json;
    else if (strcmp(name, "--csv") == 0)
        o->print = print_csv;
    else if (strcmp(name, "--once") == 0)
        o->plan.measure.once = true;
    else if (!value)
        return bad_option(name);
    else if (strcmp(name, "--design") == 0)
        o->design = argv[++*i];
    else if (strcmp(name, "--save") == 0)
        o->save = argv[++*i];
    else if (strcmp(name, "--seconds") == 0)
        o->plan.measure.most_seconds = strtod(argv[++*i], NULL);
    else if (strcmp(name, "--most") == 0)
        o->most_dots = strtoll(argv[++*i], NULL, 10);
    else
        return bad_option(name);
    return -1;
}

/* The options at the front; -1 to go on with argv[*i], else the exit code. */
static int read_options(char **argv, int *i, options *o) {
    for (*i = 1; argv[*i] && argv[*i][0] == '-'; ++*i) {
        const int code = take_option(argv, i, o);
        if (code >= 0)
            return code;
    }
    return -1;
}

/* ------------------------------------------------------------------ what is done */

/* Memory that was freed stays with the process, as in a host that has been running for a while: else every run of a large
 * scene would time the system handing out empty pages. */
static void keep_memory_warm(void) {
#ifdef __GLIBC__
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, -1); /* never */
    mallopt(M_TOP_PAD, 1 << 26);
    mallopt(M_ARENA_MAX, 1); /* what a pool's threads free, too */
#endif
}

static bool save_csv(const results *all, const char *path) {
    FILE *file = fopen(path, "w");
    if (file)
        print_csv(all, file);
    const bool good = file && fclose(file) == 0;
    if (!good)
        fprintf(stderr, "follicle-bench: %s cannot be written\n", path);
    return good;
}

static int time_scenes(options *o, char **names) {
    static results all;
    o->plan.names = (const char *const *)names;
    for (; names[o->plan.name_count]; o->plan.name_count++) {
        if (!bench_scene_named(names[o->plan.name_count])) {
            fprintf(stderr, "follicle-bench: there is no scene '%s'; --list names them\n", names[o->plan.name_count]);
            return 2;
        }
    }
    bool good = run_scenes(&o->plan, &all);
    o->print(&all, stdout);
    if (o->save)
        good = save_csv(&all, o->save) && good;
    return good && fflush(stdout) == 0 ? 0 : 1;
}

static int run_command(options *o, char **words) {
    const char *first = words[0];
    if (first && strcmp(first, "compare") == 0)
        return words[1] && words[2] ? compare_runs(words[1], words[2]) : bad_option(first);
    if (first && strcmp(first, "points") == 0)
        return words[1] ? print_points(words[1]) : bad_option(first);
    keep_memory_warm();
    if (first && strcmp(first, "growth") == 0)
        return show_growth(o->most_dots, o->plan.measure.once);
    if (!read_bench_file(SCALP_FILE, &o->plan.scalp) || (o->design && !read_bench_file(o->design, &o->plan.design)))
        return 3;
    if (first && strcmp(first, "profile") == 0)
        return words[1] && words[2] ? run_for_profiler(&o->plan, words[1], words[2]) : bad_option(first);
    if (first && strcmp(first, "memory") == 0)
        return check_memory(&o->plan);
    return time_scenes(o, words);
}

int main(int argc, char **argv) {
    static options o = {print_table, NULL, NULL, 100000000, {.measure = {2.0, 0.02, false}}};
    int i;
    (void)argc;
    int code = read_options(argv, &i, &o);
    if (code < 0)
        code = run_command(&o, &argv[i]);
    free(o.plan.scalp.bytes);
    free(o.plan.design.bytes);
    return code;
}
