/* SPDX-License-Identifier: MIT */
/* The folder of a plan: made with its parents, and taken away again when the plan fails: a failure leaves no trace. */
#include "folders.h"
#include "talk.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_folder(const char *path) {
    struct stat found;
    return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

/* One step of the path, which ends at `length`. Notes in folder->kept what was there already. */
static bool make_step(made_folder *folder, size_t length) {
    const char after = folder->path[length];
    folder->path[length] = '\0';
    bool good = true;
    if (mkdir(folder->path, 0777) != 0) {
        const int reason = errno;
        good = is_folder(folder->path);
        if (good)
            folder->kept = length;
        else
            say("cannot make the folder %s: %s", folder->path, strerror(reason == EEXIST ? ENOTDIR : reason));
    }
    folder->path[length] = after;
    return good;
}

bool make_folder(made_folder *folder, const char *path) {
    const size_t length = strlen(path);
    folder->kept = 0;
    if (length + sizeof "/session-8.png" > sizeof folder->path) {
        say("cannot make the folder %.60s...: its path is too long", path);
        return false;
    }
    memcpy(folder->path, path, length + 1);
    for (size_t at = 1; at <= length; at++) {
        const bool step = (path[at] == '/' || path[at] == '\0') && path[at - 1] != '/';
        if (step && !make_step(folder, at)) {
            folder->path[at] = '\0';
            unmake_folder(folder);
            return false;
        }
    }
    return true;
}

void unmake_folder(made_folder *folder) {
    for (size_t at = strlen(folder->path); at > folder->kept; at--) {
        if (folder->path[at] != '/' && folder->path[at] != '\0')
            continue;
        folder->path[at] = '\0';
        rmdir(folder->path); /* fails, rightly, where something else has come to lie there */
    }
}

/* The number of a picture whose name is `start`, at least so many digits with no more zeros before them than that needs, and .png; -1 for any
 * other name. */
static long picture_number(const char *name, const char *start, size_t least_digits) {
    const size_t before = strlen(start);
    if (strncmp(name, start, before) != 0)
        return -1;
    const char *digits = name + before;
    const size_t length = strspn(digits, "0123456789");
    if (length < least_digits || length > 6 || (length > least_digits && digits[0] == '0') || strcmp(digits + length, ".png") != 0)
        return -1;
    return strtol(digits, NULL, 10);
}

/* K of session-K.png as a plan writes it; 0 or less for any other name. */
static long session_of(const char *name) {
    return picture_number(name, "session-", 1);
}

/* N of day-N.png; -1 for any other name. */
static long day_of(const char *name) {
    return picture_number(name, "day-", 4);
}

bool is_plan_name(const char *name) {
    static const char *const names[] = {"map.csv", "map.json", "map.svg", "map.pdf", "overview.png", "report.pdf", "calendar.ics", "review.json"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(name, names[i]) == 0)
            return true;
    }
    return session_of(name) > 0 || day_of(name) >= 0;
}

static fol_status remove_file(fol_outputs *outputs, const char *folder, const char *name, fol_error *err) {
    char path[LONGEST_PATH + 32];
    struct stat found;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (lstat(path, &found) != 0 || S_ISDIR(found.st_mode))
        return FOL_OK;
    return fol_outputs_remove(outputs, path, err);
}

/* Dates of a plan that is gone would mislead as much as its pictures. */
static bool is_stale(const char *name, const kept_pictures *kept) {
    const long day = day_of(name);
    bool known = day < 0;
    for (size_t i = 0; i < kept->day_count; i++)
        known = known || kept->days[i] == day;
    return !known || session_of(name) > (long)kept->sessions || (!kept->calendar && strcmp(name, "calendar.ics") == 0);
}

fol_status remove_stale(fol_outputs *outputs, const char *folder, const kept_pictures *kept, fol_error *err) {
    DIR *entries = opendir(folder);
    if (!entries)
        return FOL_OK; /* cannot be listed: whether it can be written, the outputs will tell */
    fol_status status = FOL_OK;
    const struct dirent *entry;
    while (status == FOL_OK && (entry = readdir(entries)) != NULL) {
        if (is_stale(entry->d_name, kept))
            status = remove_file(outputs, folder, entry->d_name, err);
    }
    closedir(entries);
    return status;
}
