/* SPDX-License-Identifier: MIT */
#include "results.h"

#include <string.h>

void name_result(const bench_scene *scene, bool of_file, char name[64]) {
    if (!of_file || !scene->of_design)
        snprintf(name, 64, "%s", scene->name);
    else if (strncmp(scene->name, "scalp", 5) == 0)
        snprintf(name, 64, "file%s", scene->name + 5);
    else
        snprintf(name, 64, "file-%s", scene->name);
}

/* ------------------------------------------------------------------ ratios and bounds */

double dots_per_second(const result *r) {
    return r->took.seconds > 0 ? (double)r->took.dots / r->took.seconds : 0;
}

static const result *result_of(const results *all, const char *scene, bool of_file) {
    for (int i = 0; i < all->count; i++) {
        const result *r = &all->list[i];
        if (strcmp(r->scene->name, scene) == 0 && (r->of_file == of_file || !r->scene->of_design))
            return r;
    }
    return NULL;
}

double ratio_to_bridson(const results *all, const result *r) {
    const result *bridson = result_of(all, "bridson", false);
    return bridson ? dots_per_second(r) / dots_per_second(bridson) : 0;
}

/* Seconds over those of the bound's yardsticks, in dots a second if that is compared. */
static bool time_verdict(const results *all, const result *r, const bench_bound *bound, verdict *out) {
    const measurement *yardsticks[MOST_YARDSTICKS];
    int count = 0;
    memset(out, 0, sizeof *out);
    for (; count < MOST_YARDSTICKS && bound->yardsticks[count]; count++) {
        const result *yardstick = result_of(all, bound->yardsticks[count], r->of_file);
        if (!yardstick)
            return false;
        const size_t used = strlen(out->than);
        snprintf(out->than + used, sizeof out->than - used, "%s%s", count ? "+" : "", yardstick->name);
        yardsticks[count] = &yardstick->took;
    }
    const double seconds = seconds_over(&r->took, yardsticks, count);
    const double dots = (double)r->took.dots / (double)yardsticks[0]->dots;
    out->of = bound->faster ? "dots_per_second" : "seconds";
    out->limit = bound->limit;
    out->ratio = bound->faster ? dots / seconds : seconds;
    out->holds = bound->limit <= 0 || (bound->faster ? out->ratio >= bound->limit : out->ratio <= bound->limit);
    return true;
}

static void memory_verdict(const result *r, verdict *out) {
    const double allowed = 24 * (double)r->took.dots + 4e6;
    snprintf(out->than, sizeof out->than, "24 bytes a dot + 4 MB");
    out->of = "bytes";
    out->ratio = (double)r->memory.most_bytes / allowed;
    out->limit = 1;
    out->holds = out->ratio <= 1;
}

bool verdict_at(const results *all, const result *r, int i, verdict *out) {
    int seen = 0;
    for (int b = 0; b < MOST_BOUNDS && r->scene->bounds[b].yardsticks[0]; b++) {
        if (time_verdict(all, r, &r->scene->bounds[b], out) && seen++ == i)
            return true;
    }
    if (!r->scene->is_layout || seen != i)
        return false;
    memory_verdict(r, out);
    return true;
}

/* ------------------------------------------------------------------ a table for people */

static double per_dot(double of, const result *r) {
    return r->took.dots > 0 ? of / (double)r->took.dots : 0;
}

static void print_memory(const result *r, FILE *to) {
    if (r->memory.allocations > 0)
        fprintf(to, " %9.1f %8lld", per_dot((double)r->memory.most_bytes, r), (long long)r->memory.allocations);
    else
        fprintf(to, " %9s %8s", "", "");
}

static void print_verdicts(const results *all, FILE *to) {
    verdict v;
    fprintf(to, "\n%-18s %-34s %10s %8s\n", "scene", "compared with", "ratio", "bound");
    for (int i = 0; i < all->count; i++) {
        const result *r = &all->list[i];
        for (int b = 0; verdict_at(all, r, b, &v); b++) {
            const bool faster = strcmp(v.of, "dots_per_second") == 0;
            fprintf(to, "%-18s %-11s %-22s %10.3g", r->name, faster ? "dots/s of" : v.of[0] == 's' ? "seconds of" : "bytes of", v.than,
                    v.ratio);
            if (v.limit > 0)
                fprintf(to, " %s %g%s", faster ? ">=" : "<=", v.limit, v.holds ? "" : "  missed");
            fprintf(to, "\n");
        }
    }
}

void print_table(const results *all, FILE *to) {
    fprintf(to, "%-18s %9s %10s %10s %9s %9s %9s %8s %7s %6s\n", "scene", "dots", "ms", "dots/s", "ns/dot", "x bridson", "bytes/dot",
            "allocs", "spread", "rounds");
    for (int i = 0; i < all->count; i++) {
        const result *r = &all->list[i];
        fprintf(to, "%-18s %9lld %10.3f %10.4g %9.2f %9.3g", r->name, (long long)r->took.dots, r->took.seconds * 1e3,
                dots_per_second(r), per_dot(r->took.seconds * 1e9, r), ratio_to_bridson(all, r));
        print_memory(r, to);
        fprintf(to, " %6.1f%% %6d\n", r->took.spread * 100, r->took.rounds);
    }
    print_verdicts(all, to);
}

/* ------------------------------------------------------------------ JSON and CSV for programs */

static void print_json_verdicts(const results *all, const result *r, FILE *to) {
    verdict v;
    fprintf(to, ",\"bounds\":[");
    for (int b = 0; verdict_at(all, r, b, &v); b++) {
        fprintf(to, "%s{\"than\":\"%s\",\"of\":\"%s\",\"ratio\":%.6g", b ? "," : "", v.than, v.of, v.ratio);
        if (v.limit > 0)
            fprintf(to, ",\"limit\":%g,\"holds\":%s", v.limit, v.holds ? "true" : "false");
        fprintf(to, "}");
    }
    fprintf(to, "]");
}

void print_json(const results *all, FILE *to) {
    fprintf(to, "{\"scenes\":[");
    for (int i = 0; i < all->count; i++) {
        const result *r = &all->list[i];
        fprintf(to, "%s\n {\"name\":\"%s\",\"dots\":%lld,\"seconds\":%.9g,\"dots_per_second\":%.9g,\"ratio\":%.6g", i ? "," : "", r->name,
                (long long)r->took.dots, r->took.seconds, dots_per_second(r), ratio_to_bridson(all, r));
        fprintf(to, ",\"spread\":%.4g,\"rounds\":%d", r->took.spread, r->took.rounds);
        if (r->memory.allocations > 0)
            fprintf(to, ",\"bytes_per_dot\":%.6g,\"allocations\":%lld", per_dot((double)r->memory.most_bytes, r),
                    (long long)r->memory.allocations);
        print_json_verdicts(all, r, to);
        fprintf(to, "}");
    }
    fprintf(to, "\n]}\n");
}

void print_csv(const results *all, FILE *to) {
    fprintf(to, "name,dots,seconds,dots_per_second,ratio,spread,rounds,bytes_per_dot,allocations\n");
    for (int i = 0; i < all->count; i++) {
        const result *r = &all->list[i];
        fprintf(to, "%s,%lld,%.9g,%.9g,%.6g,%.4g,%d,", r->name, (long long)r->took.dots, r->took.seconds, dots_per_second(r),
                ratio_to_bridson(all, r), r->took.spread, r->took.rounds);
        if (r->memory.allocations > 0)
            fprintf(to, "%.6g,%lld\n", per_dot((double)r->memory.most_bytes, r), (long long)r->memory.allocations);
        else
            fprintf(to, ",\n");
    }
}
