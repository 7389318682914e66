/* SPDX-License-Identifier: MIT */
/* `next`: from a design and a record of what was done to the design for the next session. Nothing that is there is written over. */
#include "args.h"
#include "commands.h"
#include "load.h"
#include "maps.h"
#include "marked.h"
#include "output.h"
#include "stops.h"
#include "talk.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define NAME_WIDTH 20
#define MAP_PX_PER_MM 8.0

typedef struct next_job {
    loaded_design loaded;
    const char *record, *output, *held, *map; /* NULL where not given */
    double day;                               /* below 0: as the design has it */
    double record_day;                        /* that the record says last; below 0: none */
    fol_record_row *rows;
    size_t row_count;
    fol_next *next;
    char skin[4096];  /* path of the CSV */
    fol_treatment_spec treatment;  /* of the design to come */
    fol_chart_spec chart;
    fol_session_spec sessions[FOL_MAX_SESSIONS];
    fol_zone_spec *zones;          /* where shares of their own have grown */
    double (*shares)[FOL_MAX_SESSIONS];
    fol_design *design;
    fol_layout *layout;
} next_job;

/* ---------------------------------------------------------------- what was done */

static bool add_rows(next_job *job, const fol_record_row *rows, size_t count) {
    fol_record_row *grown = realloc(job->rows, (job->row_count + count + 1) * sizeof *grown);
    if (!grown)
        return false;
    memcpy(grown + job->row_count, rows, count * sizeof *rows);
    job->rows = grown;
    job->row_count += count;
    return true;
}

/* A record names its columns id, state ...; a coordinate map has no state. Lines of comment stand before either. */
static bool is_record(const char *bytes) {
    while (*bytes == '#' || *bytes == '\n' || *bytes == '\r') {
        const char *end = strchr(bytes, '\n');
        if (!end)
            return true;
        bytes = end + 1;
    }
    const char *state = strstr(bytes, "state"), *end = strpbrk(bytes, "\r\n");
    return !strstr(bytes, "x_um") || (state && (!end || state < end));
}

static int add_record(next_job *job, const char *bytes, size_t size, const char *shown) {
    fol_record *record = NULL;
    fol_error err = {0};
    size_t count = 0;
    if (fol_record_parse_csv(bytes, size, job->loaded.design, &job->loaded.limits, &record, &err) != FOL_OK)
        return say_error(shown, &err, NULL);
    const fol_record_row *rows = fol_record_rows(record, &count);
    const bool ok = add_rows(job, rows, count);
    job->record_day = fol_record_day(record);
    fol_record_free(record);
    return ok ? CLI_DONE : say_no_memory();
}

/* A map of what was done, edited in whatever program. */
static int add_map(next_job *job, const char *bytes, size_t size) {
    fol_map *map = NULL;
    fol_error err = {0};
    size_t map_count = 0, count = 0;
    const int code = parse_map(&job->loaded, job->record, bytes, size, &map);
    if (code != CLI_DONE)
        return code;
    const fol_dot *dots = fol_map_dots(map, &map_count);
    const int32_t session = (int32_t)fol_design_chart(job->loaded.design)->sessions_done + 1;
    const size_t most = map_count + fol_layout_session_dots(job->loaded.layout, (size_t)session);
    fol_record_row *rows = malloc((most + 1) * sizeof *rows);
    fol_status status = rows ? fol_record_of_map(job->loaded.layout, dots, map_count, session, NULL, rows, most, &count, &err) : FOL_ERR_NOMEM;
    const bool ok = status == FOL_OK && add_rows(job, rows, count);
    free(rows);
    fol_map_free(map);
    return ok ? CLI_DONE : say_no_memory();
}

static int read_record(next_job *job) {
    char *bytes = NULL;
    size_t size = 0;
    fol_error err = {0};
    const char *shown = strcmp(job->record, "-") == 0 ? "stdin" : job->record;
    if (fol_read_file(job->record, &job->loaded.limits, &bytes, &size, &err) != FOL_OK)
        return say_error(NULL, &err, NULL);
    const bool map = is_svg_map(job->record, bytes, size) || !is_record(bytes);
    const int code = map ? add_map(job, bytes, size) : add_record(job, bytes, size, shown);
    free(bytes);
    return code;
}

/* front left=0.6; crown=0.8 */
static int read_held(next_job *job, const cli_syntax *syntax) {
    const char *at = job->held;
    while (at && *at) {
        char part[256], *equals;
        size_t size = strcspn(at, ";");
        double share = 0;
        const size_t kept = size < sizeof part - 1 ? size : sizeof part - 1;
        memcpy(part, at, kept);
        part[kept] = '\0';
        at += size + (at[size] == ';');
        char *name = part + strspn(part, " ");
        if (!*name)
            continue;
        equals = strrchr(name, '=');
        if (!equals)
            return bad_usage("next", "--held is '%s'; it is a zone and a share, as 'front left=0.6'", name);
        *equals = '\0';
        const int32_t zone = fol_design_zone_named(job->loaded.design, name);
        if (zone == FOL_NO_ZONE) {
            say("%s: --held names zone \"%s\", which the design does not have", job->loaded.shown, name);
            return CLI_BAD_INPUT;
        }
        if (!read_number(syntax, "held", equals + 1, 0, 1, &share))
            return CLI_BAD_USAGE;
        const fol_record_row row = {.id = FOL_NO_ID, .zone = zone, .held = (float)share, .state = FOL_DOT_DONE, .confidence = 1};
        if (!add_rows(job, &row, 1))
            return say_no_memory();
    }
    return CLI_DONE;
}

/* ---------------------------------------------------------------- where it goes */

static bool is_there(const char *path) {
    struct stat unused;
    return stat(path, &unused) == 0;
}

static int name_outputs(next_job *job) {
    const size_t length = strlen(job->output), stem = length > 5 && strcmp(job->output + length - 5, ".json") == 0 ? length - 5 : length;
    if (strcmp(job->output, "-") == 0)
        return bad_usage("next", "the next design needs a name: what is in the skin goes into a file beside it");
    if (stem + sizeof "-skin.csv" > sizeof job->skin)
        return bad_usage("next", "the name %s is too long", job->output);
    memcpy(job->skin, job->output, stem);
    strcpy(job->skin + stem, "-skin.csv");
    const char *const paths[] = {job->output, job->skin};
    for (int i = 0; i < 2; i++) {
        if (is_there(paths[i])) {
            say("%s is there already: designs of sessions that are done are kept; choose another name", paths[i]);
            return CLI_BAD_USAGE;
        }
    }
    return CLI_DONE;
}

static size_t folder_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) : 0;
}

/* Files that the design names are found from where it lies. */
static int check_folder(const next_job *job) {
    const fol_chart_spec *chart = &job->chart;
    const char *design = job->loaded.path;
    const size_t from = folder_of(design), to = folder_of(job->output);
    const bool same = from == to && memcmp(design, job->output, from) == 0;
    if (same || !(chart->photo.file || chart->hairs_file || chart->mask_file.file))
        return CLI_DONE;
    say("%s names files beside it: write the next design into the same folder", job->loaded.shown);
    return CLI_BAD_USAGE;
}

/* ---------------------------------------------------------------- the design to come */

/* One more session, that asks for as much as the last one: what has gone by then comes again. */
static int add_touch_up(next_job *job) {
    const size_t last = job->treatment.session_count - 1;
    if (last + 1 == FOL_MAX_SESSIONS) {
        say("%s: there are %d sessions already, and no more are planned", job->loaded.shown, FOL_MAX_SESSIONS);
        return CLI_BAD_INPUT;
    }
    job->zones = malloc(job->chart.zone_count * sizeof *job->zones);
    job->shares = malloc(job->chart.zone_count * sizeof *job->shares);
    if (!job->zones || !job->shares)
        return say_no_memory();
    job->sessions[last + 1] = job->sessions[last];
    job->sessions[last + 1].day = job->day;
    job->sessions[last + 1].remarks = (fol_remarks){0};
    job->treatment.session_count++;
    for (size_t i = 0; i < job->chart.zone_count; i++) {
        fol_zone_spec *zone = &job->zones[i];
        *zone = job->chart.zones[i];
        if (!zone->cumulative_count)
            continue;
        memcpy(job->shares[i], zone->cumulative, zone->cumulative_count * sizeof(double));
        job->shares[i][last + 1] = zone->cumulative[last];
        zone->cumulative = job->shares[i];
        zone->cumulative_count++;
    }
    job->chart.zones = job->zones;
    return CLI_DONE;
}

static int set_day(next_job *job) {
    const size_t done = (size_t)fol_next_sessions_done(job->next), count = job->treatment.session_count;
    if (job->day < 0 && done == count)
        say("%s: no session is left; with --day N a touch-up is planned", job->loaded.shown);
    const double next = job->day >= 0 || done == count ? job->day : job->sessions[done].day;
    if (next >= 0 && next < job->record_day) {
        say("%s: it was written on day %g, and session %zu is on day %g: say with --day N when it is", job->record, job->record_day, done + 1,
            next);
        return CLI_BAD_INPUT;
    }
    if (job->day < 0)
        return CLI_DONE;
    if (job->day <= job->sessions[done - 1].day) {
        say("%s: --day %g does not come after day %g of session %zu, which is done: days run forwards", job->loaded.shown, job->day,
            job->sessions[done - 1].day, done);
        return CLI_BAD_INPUT;
    }
    if (done == count)
        return add_touch_up(job);
    const double later = job->day - job->sessions[done].day;
    for (size_t i = done; i < count; i++)
        job->sessions[i].day += later;
    return CLI_DONE;
}

static int make_next_design(next_job *job) {
    const fol_treatment_spec *filled = fol_design_treatment(job->loaded.design);
    const char *name = strrchr(job->skin, '/');
    job->treatment = *fol_design_file_treatment(job->loaded.file);
    job->chart = *fol_design_file_chart(job->loaded.file);
    memcpy(job->sessions, filled->sessions, filled->session_count * sizeof *job->sessions);
    job->treatment.sessions = job->sessions;
    job->treatment.session_count = filled->session_count;
    job->chart.in_skin = fol_next_in_skin(job->next, &job->chart.in_skin_count);
    job->chart.in_skin_file = job->chart.in_skin_count ? (name ? name + 1 : job->skin) : NULL;
    job->chart.sessions_done = fol_next_sessions_done(job->next);
    const int code = check_folder(job);
    return code == CLI_DONE ? set_day(job) : code;
}

/* Laid out before anything is written, so that what is written can be. */
static int lay_out(next_job *job) {
    const fol_chart_spec *read = fol_design_chart(job->loaded.design);
    fol_chart_spec chart = job->chart;
    fol_design_options options = fol_design_options_default();
    fol_error err = {0};
    chart.hairs = read->hairs;
    chart.hair_count = read->hair_count;
    chart.hair_confidence = read->hair_confidence;
    chart.mask = read->mask;
    options.spacing = fol_pattern_spacing(fol_pattern_builtin());
    options.limits = &job->loaded.limits;
    if (fol_design_create(&job->treatment, &chart, &options, NULL, &job->design, &err) != FOL_OK ||
        fol_skin_fits(job->design, NULL, &err) != FOL_OK)
        return say_error(job->loaded.shown, &err, &chart);
    if (fol_layout_create(job->design, NULL, NULL, &job->layout, &err) != FOL_OK)
        return say_error(job->loaded.shown, &err, &chart);
    return CLI_DONE;
}

/* ---------------------------------------------------------------- writing */

static fol_status write_design(const void *what, const fol_sink *sink, fol_error *err) {
    const next_job *job = what;
    return fol_design_file_write(&job->treatment, &job->chart, sink, err);
}

static fol_status write_skin(const void *what, const fol_sink *sink, fol_error *err) {
    const next_job *job = what;
    return fol_skin_write_csv(job->loaded.design, job->chart.in_skin, job->chart.in_skin_count, sink, err);
}

static double value_at(const fol_mask_spec *map, double x_mm, double y_mm) {
    const double u = fmin(fmax(x_mm / map->mm_per_value - 0.5, 0), map->width - 1), v = fmin(fmax(y_mm / map->mm_per_value - 0.5, 0), map->height - 1);
    const int32_t column = (int32_t)u, row = (int32_t)v, right = column + 1 < map->width, below = row + 1 < map->height ? map->width : 0;
    const float *at = &map->values[(size_t)row * (size_t)map->width + (size_t)column];
    const double above = (double)at[0] + ((double)at[right] - (double)at[0]) * (u - column);
    const double under = (double)at[below] + ((double)at[below + right] - (double)at[below]) * (u - column);
    return above + (under - above) * (v - row);
}

/* White held, red did not; drawn through what is there. */
static void put_held(const marked_picture *picture, int32_t column, int32_t row, double held) {
    unsigned char *at = (unsigned char *)picture->canvas.data + (size_t)row * picture->canvas.stride + 4 * (size_t)column;
    uint32_t pixel;
    memcpy(&pixel, at, sizeof pixel);
    const uint32_t r = (uint32_t)(190 + 65 * held), gb = (uint32_t)(30 + 225 * held);
    pixel = (pixel >> 16 & 255) * r / 255 << 16 | (pixel >> 8 & 255) * gb / 255 << 8 | (pixel & 255) * gb / 255;
    memcpy(at, &pixel, sizeof pixel);
}

static void put_retention(const next_job *job, const marked_picture *picture) {
    const fol_mask_spec *map = fol_next_retention(job->next);
    for (int32_t row = 0; row < picture->canvas.height; row++) {
        for (int32_t column = 0; column < picture->canvas.width; column++) {
            const double x = (column + 0.5) / picture->px_per_mm, y = (row + 0.5) / picture->px_per_mm;
            fol_density density;
            fol_design_density_at(job->loaded.design, (int32_t)(x * 1000), (int32_t)(y * 1000), &density);
            if (density.zone != FOL_NO_ZONE)
                put_held(picture, column, row, value_at(map, x, y));
        }
    }
}

static fol_status write_map(const void *what, const fol_sink *sink, fol_error *err) {
    static const legend_entry entries[] = {
        {{255, 255, 255}, "all held"}, {{222, 142, 142}, "half of it"}, {{190, 30, 30}, "nothing"}};
    const next_job *job = what;
    marked_picture picture;
    fol_status status = marked_begin(&picture, &job->loaded, MAP_PX_PER_MM, entries, 3, err);
    if (status == FOL_OK) {
        put_retention(job, &picture);
        status = fol_png_write(&picture.whole, picture.px_per_mm, NULL, sink, err);
    }
    marked_free(&picture);
    return status;
}

static int write_all(const next_job *job) {
    fol_error err = {0};
    fol_outputs *outputs = NULL;
    stops_hold();
    fol_status status = fol_outputs_create(&outputs, &err);
    if (status == FOL_OK && job->chart.in_skin_count)
        status = add_output(outputs, job->skin, write_skin, job, &err);
    if (status == FOL_OK && job->map)
        status = add_output(outputs, job->map, write_map, job, &err);
    if (status == FOL_OK)
        status = add_output(outputs, job->output, write_design, job, &err);
    if (status == FOL_OK)
        status = commit_outputs(outputs, &err);
    fol_outputs_free(outputs);
    stops_release();
    return status == FOL_OK ? CLI_DONE : say_error(job->loaded.shown, &err, NULL);
}

/* ---------------------------------------------------------------- telling */

static int64_t new_dots(const next_job *job, size_t zone, size_t session) {
    const size_t count = fol_layout_session_dots(job->layout, session);
    fol_dot *dots = malloc((count + 1) * sizeof *dots);
    int64_t found = 0;
    if (!dots)
        return 0;
    fol_layout_copy(job->layout, session, dots, count);
    for (size_t i = 0; i < count; i++)
        found += dots[i].zone == zone;
    free(dots);
    return found;
}

static void tell(const next_job *job) {
    const size_t done = (size_t)fol_next_sessions_done(job->next);
    const bool more = done < job->treatment.session_count;
    printf("after session %zu of %zu\n\n%-*s%9s%7s%9s%7s%7s%7s%11s%9s%9s\n", done, job->treatment.session_count, NAME_WIDTH, "zone", "planned",
           "held", "skipped", "lost", "faint", "blown", "in skin", "asked", "new dots");
    for (size_t zone = 0; zone < job->chart.zone_count; zone++) {
        const fol_next_figures f = fol_next_zone(job->next, zone);
        put_padded(stdout, job->chart.zones[zone].name, NAME_WIDTH);
        put_count(stdout, f.planned, 9);
        printf("%5.0f %%", 100 * f.held);
        put_count(stdout, f.states[FOL_DOT_SKIPPED], 9);
        put_count(stdout, f.states[FOL_DOT_LOST], 7);
        put_count(stdout, f.states[FOL_DOT_FAINT], 7);
        put_count(stdout, f.states[FOL_DOT_BLOWN_OUT], 7);
        printf("%11.1f%9.1f", f.in_skin, f.asked_next);
        put_count(stdout, more ? new_dots(job, zone, done + 1) : 0, 9);
        putchar('\n');
    }
    printf("\n%s: what is in the skin, in %s\n", job->output, job->chart.in_skin_count ? job->skin : "no file, as nothing is");
}

/* ---------------------------------------------------------------- all of it */

static int carry_on(next_job *job) {
    fol_next_spec spec = fol_next_spec_default();
    fol_error err = {0};
    spec.design = job->loaded.design;
    spec.layout = job->loaded.layout;
    spec.rows = job->rows;
    spec.row_count = job->row_count;
    if (fol_next_create(&spec, NULL, &job->next, &err) == FOL_OK)
        return CLI_DONE;
    return say_error(err.line && job->record ? job->record : job->loaded.shown, &err, fol_design_chart(job->loaded.design));
}

static int run_job(next_job *job, const cli_syntax *syntax, const char *design) {
    int code = load_design(&job->loaded, design, NULL, true);
    if (code == CLI_DONE)
        code = name_outputs(job);
    if (code == CLI_DONE && job->map)
        code = refuse_input(&job->loaded, job->map);
    if (code == CLI_DONE)
        code = load_layout(&job->loaded);
    if (code == CLI_DONE && job->record)
        code = read_record(job);
    if (code == CLI_DONE)
        code = read_held(job, syntax);
    if (code == CLI_DONE)
        code = carry_on(job);
    if (code == CLI_DONE)
        code = make_next_design(job);
    if (code == CLI_DONE)
        code = lay_out(job);
    if (code == CLI_DONE)
        code = write_all(job);
    if (code == CLI_DONE)
        tell(job);
    fol_layout_free(job->layout);
    fol_design_free(job->design);
    fol_next_free(job->next);
    free(job->rows);
    free(job->zones);
    free(job->shares);
    unload_design(&job->loaded);
    return code;
}

int run_next(int argc, char **argv) {
    next_job job = {.day = -1, .record_day = -1};
    const char *day = NULL, *paths[2] = {NULL, NULL};
    const cli_option options[] = {
        {"output", 'o', "DESIGN2", "the next design; what is in the skin goes beside it, into\nDESIGN2-skin.csv", &job.output, NULL},
        {"held", 0, "ZONE=SHARE", "what held in a zone, where there is no record of its dots;\nseveral with ; between", &job.held, NULL},
        {"day", 0, "N", "when the next session is; adds one where none is left", &day, NULL},
        {"retention", 0, "FILE.png", "a map of what held: white all, red nothing", &job.map, NULL},
    };
    const cli_syntax syntax = {
        .command = "next",
        .usage = "DESIGN [RECORD.csv|MAP.csv|MAP.svg] -o DESIGN2",
        .about = "Carries a plan on by one session: from a record of what was done and what healed of it, or a map, CSV or\n"
                 "SVG, that was edited to what was done, to the design for the next session. What is in the skin stays as it is; new\n"
                 "dots come where it did not hold. Dots that no record speaks of were done as planned.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
        .least_operands = 1,
        .most_operands = 2,
    };
    const int code = args_parse(&syntax, argc, argv, paths);
    if (code != ARGS_GO_ON)
        return code;
    job.record = paths[1];
    if (!job.output)
        return bad_usage("next", "-o is missing: where the next design goes");
    if (strcmp(paths[0], "-") == 0 && job.record && strcmp(job.record, "-") == 0)
        return bad_usage("next", "only one of the two can come from standard input");
    if (day && !read_number(&syntax, "day", day, 0, 36500, &job.day))
        return CLI_BAD_USAGE;
    return run_job(&job, &syntax, paths[0]);
}
