/* SPDX-License-Identifier: MIT */
/* Files that appear together or not at all, and reading whole files. */
#if !defined(_XOPEN_SOURCE)
#define _XOPEN_SOURCE 700
#endif
#include "runner.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <follicle/io.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];
static fol_outputs *outputs;
static fol_sink sink;
static fol_error err;

/* ------------------------------------------------------------------ a folder for each test */

static const char *in_folder(const char *name) {
    static char paths[4][512];
    static int next;
    char *const path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

static void make_folder(void) {
    snprintf(folder, sizeof folder, "outputs-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(fol_outputs_create(&outputs, &err), FOL_OK);
}

static void remove_folder(void) {
    fol_outputs_free(outputs);
    DIR *const entries = opendir(folder);
    for (struct dirent *entry; (entry = readdir(entries));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            remove(in_folder(entry->d_name));
    closedir(entries);
    rmdir(folder);
}

static int files_in_folder(void) {
    int count = 0;
    DIR *const entries = opendir(folder);
    for (struct dirent *entry; (entry = readdir(entries));)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(entries);
    return count;
}

static void put(const char *path, const char *text) {
    FILE *const file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

static void check_holds(const char *path, const char *text) {
    char *bytes;
    size_t size;
    ck_assert_int_eq(fol_read_file(path, NULL, &bytes, &size, &err), FOL_OK);
    ck_assert_str_eq(bytes, text);
    ck_assert_uint_eq(size, strlen(text));
    free(bytes);
}

static void begin_and_write(const char *path, const char *text) {
    ck_assert_int_eq(fol_outputs_begin(outputs, path, &sink, &err), FOL_OK);
    ck_assert(sink.write(text, strlen(text), sink.user));
}

/* ------------------------------------------------------------------ all or nothing */

START_TEST(nothing_is_there_before_commit_and_all_after_it) {
    put(in_folder("b"), "old");
    begin_and_write(in_folder("a"), "first");
    begin_and_write(in_folder("b"), "second");
    ck_assert_int_ne(access(in_folder("a"), F_OK), 0);
    check_holds(in_folder("b"), "old");
    ck_assert_int_eq(fol_outputs_commit(outputs, &err), FOL_OK);
    check_holds(in_folder("a"), "first");
    check_holds(in_folder("b"), "second");
    ck_assert_int_eq(files_in_folder(), 2);
}
END_TEST

START_TEST(free_without_commit_leaves_the_folder_as_it_was) {
    put(in_folder("b"), "old");
    begin_and_write(in_folder("a"), "first");
    begin_and_write(in_folder("b"), "second");
    ck_assert_int_eq(fol_outputs_remove(outputs, in_folder("b2"), &err), FOL_OK);
    ck_assert_int_eq(files_in_folder(), 3);
    fol_outputs_free(outputs);
    outputs = NULL;
    ck_assert_int_eq(files_in_folder(), 1);
    check_holds(in_folder("b"), "old");
}
END_TEST

START_TEST(temporary_names_tell_whose_they_are) {
    begin_and_write(in_folder("map.csv"), "x");
    DIR *const entries = opendir(folder);
    int found = 0;
    for (struct dirent *entry; (entry = readdir(entries));)
        found += strncmp(entry->d_name, ".map.csv.follicle-", 18) == 0 && strlen(entry->d_name) == 24;
    closedir(entries);
    ck_assert_int_eq(found, 1);
}
END_TEST

START_TEST(two_sets_can_write_the_same_file_at_once) {
    fol_outputs *other;
    fol_sink other_sink;
    ck_assert_int_eq(fol_outputs_create(&other, NULL), FOL_OK);
    begin_and_write(in_folder("a"), "mine");
    ck_assert_int_eq(fol_outputs_begin(other, in_folder("a"), &other_sink, &err), FOL_OK);
    ck_assert(other_sink.write("theirs", 6, other_sink.user));
    ck_assert_int_eq(fol_outputs_commit(outputs, &err), FOL_OK);
    check_holds(in_folder("a"), "mine");
    ck_assert_int_eq(fol_outputs_commit(other, &err), FOL_OK);
    check_holds(in_folder("a"), "theirs");
    fol_outputs_free(other);
    ck_assert_int_eq(files_in_folder(), 1);
}
END_TEST

START_TEST(removals_happen_at_commit_and_a_missing_file_is_fine) {
    put(in_folder("session-4.png"), "stale");
    begin_and_write(in_folder("a"), "x");
    ck_assert_int_eq(fol_outputs_remove(outputs, in_folder("session-4.png"), &err), FOL_OK);
    ck_assert_int_eq(fol_outputs_remove(outputs, in_folder("session-5.png"), &err), FOL_OK);
    check_holds(in_folder("session-4.png"), "stale");
    ck_assert_int_eq(fol_outputs_commit(outputs, &err), FOL_OK);
    ck_assert_int_eq(files_in_folder(), 1);
}
END_TEST

START_TEST(permissions_follow_the_umask) {
    const mode_t before = umask(027);
    begin_and_write(in_folder("a"), "x");
    ck_assert_int_eq(fol_outputs_commit(outputs, &err), FOL_OK);
    umask(before);
    struct stat about;
    ck_assert_int_eq(stat(in_folder("a"), &about), 0);
    ck_assert_int_eq(about.st_mode & 0777, 0640);
}
END_TEST

START_TEST(a_set_can_be_used_again_after_commit) {
    begin_and_write(in_folder("a"), "one");
    ck_assert_int_eq(fol_outputs_commit(outputs, &err), FOL_OK);
    begin_and_write(in_folder("a"), "two");
    ck_assert_int_eq(fol_outputs_commit(outputs, &err), FOL_OK);
    check_holds(in_folder("a"), "two");
}
END_TEST

START_TEST(a_symbolic_link_stays_and_what_it_leads_to_is_replaced) {
    put(in_folder("real"), "old");
    ck_assert_int_eq(symlink("real", in_folder("link")), 0);
    begin_and_write(in_folder("link"), "new");
    ck_assert_int_eq(fol_outputs_commit(outputs, &err), FOL_OK);
    struct stat about;
    ck_assert_int_eq(lstat(in_folder("link"), &about), 0);
    ck_assert(S_ISLNK(about.st_mode));
    check_holds(in_folder("real"), "new");
}
END_TEST

/* ------------------------------------------------------------------ refusals */

START_TEST(a_missing_folder_is_named) {
    ck_assert_int_eq(fol_outputs_begin(outputs, in_folder("no/such/a"), &sink, &err), FOL_ERR_WRITE);
    ck_assert_ptr_nonnull(strstr(err.message, "there is no folder "));
    ck_assert_ptr_nonnull(strstr(err.message, "/no/such"));
    put(in_folder("file"), "x");
    ck_assert_int_eq(fol_outputs_begin(outputs, in_folder("file/a"), &sink, &err), FOL_ERR_WRITE);
    ck_assert_ptr_nonnull(strstr(err.message, "is not a folder"));
}
END_TEST

START_TEST(a_refused_file_leaves_the_others_usable) {
    begin_and_write(in_folder("a"), "x");
    ck_assert_int_eq(fol_outputs_begin(outputs, in_folder("no/a"), &sink, &err), FOL_ERR_WRITE);
    begin_and_write(in_folder("b"), "y");
    ck_assert_int_eq(fol_outputs_commit(outputs, &err), FOL_OK);
    ck_assert_int_eq(files_in_folder(), 2);
}
END_TEST

START_TEST(a_folder_is_not_written_over) {
    ck_assert_int_eq(fol_outputs_begin(outputs, folder, &sink, &err), FOL_ERR_WRITE);
    ck_assert_ptr_nonnull(strstr(err.message, "Is a directory"));
}
END_TEST

START_TEST(a_folder_that_appears_meanwhile_stops_commit_before_any_rename) {
    begin_and_write(in_folder("a"), "x");
    begin_and_write(in_folder("b"), "y");
    ck_assert_int_eq(mkdir(in_folder("b"), 0777), 0);
    ck_assert_int_eq(fol_outputs_commit(outputs, &err), FOL_ERR_WRITE);
    ck_assert_int_ne(access(in_folder("a"), F_OK), 0);
    rmdir(in_folder("b"));
    ck_assert_int_eq(fol_outputs_commit(outputs, &err), FOL_OK);
    check_holds(in_folder("b"), "y");
}
END_TEST

START_TEST(a_file_is_named_once_only) {
    begin_and_write(in_folder("a"), "x");
    ck_assert_int_eq(fol_outputs_begin(outputs, in_folder("a"), &sink, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_outputs_remove(outputs, in_folder("a"), NULL), FOL_ERR_ARG);
}
END_TEST

START_TEST(missing_arguments_are_refused) {
    ck_assert_int_eq(fol_outputs_create(NULL, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_outputs_begin(NULL, "a", &sink, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_outputs_begin(outputs, "", &sink, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_outputs_begin(outputs, "a", NULL, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_outputs_remove(outputs, NULL, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_outputs_commit(NULL, NULL), FOL_ERR_ARG);
    fol_outputs_free(NULL);
}
END_TEST

/* ------------------------------------------------------------------ full disks */

/* Files of this process can grow to `bytes` and no further, as on a full disk. */
static void let_files_grow_to(rlim_t bytes) {
    signal(SIGXFSZ, SIG_IGN);
    const struct rlimit limit = {bytes, RLIM_INFINITY};
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void let_files_grow(void) {
    let_files_grow_to(RLIM_INFINITY);
}

START_TEST(a_full_disk_is_reported_with_file_and_reason) {
    char block[10000];
    memset(block, 'x', sizeof block);
    put(in_folder("a"), "old");
    let_files_grow_to(150000);
    ck_assert_int_eq(fol_outputs_begin(outputs, in_folder("a"), &sink, &err), FOL_OK);
    int written = 0;
    while (written < 100 && sink.write(block, sizeof block, sink.user))
        written++;
    ck_assert_int_lt(written, 100);
    ck_assert(!sink.write(block, 1, sink.user));
    ck_assert_int_eq(fol_outputs_commit(outputs, &err), FOL_ERR_WRITE);
    let_files_grow();
    ck_assert_ptr_nonnull(strstr(err.message, in_folder("a")));
    ck_assert_ptr_nonnull(strstr(err.message, "File too large"));
    fol_outputs_free(outputs);
    outputs = NULL;
    check_holds(in_folder("a"), "old");
    ck_assert_int_eq(files_in_folder(), 1);
}
END_TEST

START_TEST(a_disk_that_is_full_only_at_the_flush_is_reported) {
    char block[2000];
    memset(block, 'x', sizeof block);
    let_files_grow_to(1000);
    for (int kind = 0; kind < 2; kind++) {
        fol_outputs *set;
        ck_assert_int_eq(fol_outputs_create(&set, NULL), FOL_OK);
        ck_assert_int_eq(fol_outputs_begin(set, in_folder("a"), &sink, &err), FOL_OK);
        ck_assert(sink.write(block, sizeof block, sink.user)); /* into the buffer */
        ck_assert_int_eq(kind == 0 ? fol_outputs_commit(set, &err)
                                   : fol_outputs_begin(set, in_folder("b"), &sink, &err),
                         FOL_ERR_WRITE);
        ck_assert_ptr_nonnull(strstr(err.message, in_folder("a")));
        fol_outputs_free(set);
    }
    let_files_grow();
    ck_assert_int_eq(files_in_folder(), 0);
}
END_TEST

START_TEST(a_device_is_written_not_replaced) {
    if (access("/dev/full", W_OK) != 0)
        return;
    begin_and_write(in_folder("a"), "x");
    begin_and_write("/dev/full", "y");
    ck_assert_int_eq(fol_outputs_commit(outputs, &err), FOL_ERR_WRITE);
    ck_assert_str_eq(err.message, "cannot write /dev/full: No space left on device");
    ck_assert_int_ne(access(in_folder("a"), F_OK), 0);
    struct stat about;
    ck_assert_int_eq(stat("/dev/full", &about), 0);
    ck_assert(S_ISCHR(about.st_mode));
}
END_TEST

/* ------------------------------------------------------------------ stdout and stdin */

/* Gives this process a file in place of a standard stream; returns the stream that it had. */
static int replace_stream(int stream, const char *path, int flags) {
    fflush(NULL);
    const int kept = dup(stream), fd = open(path, flags, 0666);
    ck_assert_int_ge(fd, 0);
    dup2(fd, stream);
    close(fd);
    return kept;
}

static void restore_stream(int stream, int kept) {
    fflush(NULL);
    dup2(kept, stream);
    close(kept);
}

START_TEST(a_dash_is_stdout_at_commit) {
    const int kept = replace_stream(STDOUT_FILENO, in_folder("out"), O_WRONLY | O_CREAT);
    begin_and_write("-", "to stdout");
    begin_and_write(in_folder("a"), "to a");
    char *early;
    size_t early_size;
    const fol_status read = fol_read_file(in_folder("out"), NULL, &early, &early_size, NULL);
    const fol_status status = fol_outputs_commit(outputs, &err);
    restore_stream(STDOUT_FILENO, kept);
    ck_assert_int_eq(read, FOL_OK);
    ck_assert_uint_eq(early_size, 0);
    free(early);
    ck_assert_int_eq(status, FOL_OK);
    check_holds(in_folder("out"), "to stdout");
    check_holds(in_folder("a"), "to a");
}
END_TEST

START_TEST(many_small_writes_to_stdout_arrive_in_order) {
    const int kept = replace_stream(STDOUT_FILENO, in_folder("out"), O_WRONLY | O_CREAT);
    fol_status status = fol_outputs_begin(outputs, "-", &sink, &err);
    for (int i = 0; i < 50000 && status == FOL_OK; i++) {
        char line[16];
        const int size = snprintf(line, sizeof line, "%d\n", i);
        status = sink.write(line, (size_t)size, sink.user) ? FOL_OK : FOL_ERR_WRITE;
    }
    if (status == FOL_OK)
        status = fol_outputs_commit(outputs, &err);
    restore_stream(STDOUT_FILENO, kept);
    ck_assert_int_eq(status, FOL_OK);
    char *bytes;
    size_t size;
    ck_assert_int_eq(fol_read_file(in_folder("out"), NULL, &bytes, &size, &err), FOL_OK);
    const char *at = bytes;
    for (int i = 0; i < 50000; i++) {
        char *end;
        ck_assert_int_eq(strtol(at, &end, 10), i);
        at = end + 1;
    }
    ck_assert_ptr_eq(at, bytes + size);
    free(bytes);
}
END_TEST

START_TEST(a_stdout_that_fails_stops_the_commit) {
    if (access("/dev/full", W_OK) != 0)
        return;
    const int kept = replace_stream(STDOUT_FILENO, "/dev/full", O_WRONLY);
    begin_and_write("-", "x");
    begin_and_write(in_folder("a"), "y");
    const fol_status status = fol_outputs_commit(outputs, &err);
    restore_stream(STDOUT_FILENO, kept);
    clearerr(stdout);
    ck_assert_int_eq(status, FOL_ERR_WRITE);
    ck_assert_str_eq(err.message, "cannot write stdout: No space left on device");
    ck_assert_int_ne(access(in_folder("a"), F_OK), 0);
}
END_TEST

START_TEST(a_dash_is_read_from_stdin) {
    put(in_folder("in"), "from stdin");
    const int kept = replace_stream(STDIN_FILENO, in_folder("in"), O_RDONLY);
    char *bytes;
    size_t size;
    const fol_status status = fol_read_file("-", NULL, &bytes, &size, &err);
    restore_stream(STDIN_FILENO, kept);
    ck_assert_int_eq(status, FOL_OK);
    ck_assert_str_eq(bytes, "from stdin");
    free(bytes);
}
END_TEST

/* ------------------------------------------------------------------ reading */

START_TEST(files_of_any_size_are_read_whole) {
    static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 1000003};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        FILE *const file = fopen(in_folder("a"), "wb");
        for (size_t k = 0; k < sizes[i]; k++)
            putc((int)(k * 7 % 251), file);
        fclose(file);
        char *bytes;
        size_t size;
        ck_assert_int_eq(fol_read_file(in_folder("a"), NULL, &bytes, &size, &err), FOL_OK);
        ck_assert_uint_eq(size, sizes[i]);
        ck_assert_int_eq(bytes[size], 0);
        for (size_t k = 0; k < size; k++)
            if ((unsigned char)bytes[k] != k * 7 % 251) /* not an assertion: those are slow for each byte */
                ck_abort_msg("byte %zu of %zu", k, size);
        free(bytes);
    }
}
END_TEST

START_TEST(a_pipe_is_read_to_its_end) {
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(write(ends[1], "piped", 5), 5);
    close(ends[1]);
    char path[32];
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    if (access(path, R_OK) == 0)
        check_holds(path, "piped");
    close(ends[0]);
}
END_TEST

START_TEST(what_cannot_be_read_is_named_with_the_reason) {
    static const struct {
        const char *path, *message;
    } cases[] = {
        {"no/such.json", "cannot read no/such.json: No such file or directory"},
        {"/", "cannot read /: it is a folder"},
        {"/dev/null", "cannot read /dev/null: it is a device"},
        {"/dev/zero", "cannot read /dev/zero: it is a device"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *bytes = folder;
        size_t size;
        ck_assert_int_eq(fol_read_file(cases[i].path, NULL, &bytes, &size, &err), FOL_ERR_READ);
        ck_assert_int_eq(err.status, FOL_ERR_READ);
        ck_assert_str_eq(err.message, cases[i].message);
        ck_assert_ptr_null(bytes);
    }
}
END_TEST

START_TEST(a_long_path_leaves_room_for_the_reason) {
    char path[1000];
    memset(path, 'x', sizeof path);
    for (size_t i = 50; i < sizeof path; i += 50)
        path[i] = '/';
    memcpy(path + sizeof path - 9, "end.json", 9);
    char *bytes;
    size_t size;
    ck_assert_int_eq(fol_read_file(path, NULL, &bytes, &size, &err), FOL_ERR_READ);
    ck_assert_ptr_nonnull(strstr(err.message, "end.json: No such file or directory"));
}
END_TEST

START_TEST(the_size_limit_holds_for_files_and_pipes) {
    put(in_folder("a"), "12345678");
    fol_limits limits = fol_limits_default();
    char *bytes;
    size_t size;
    limits.max_bytes = 8;
    ck_assert_int_eq(fol_read_file(in_folder("a"), &limits, &bytes, &size, &err), FOL_OK);
    free(bytes);
    limits.max_bytes = 7;
    ck_assert_int_eq(fol_read_file(in_folder("a"), &limits, &bytes, &size, &err), FOL_ERR_LIMIT);
    ck_assert_ptr_nonnull(strstr(err.message, "7 bytes"));
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(write(ends[1], "12345678", 8), 8);
    close(ends[1]);
    char path[32];
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    if (access(path, R_OK) == 0)
        ck_assert_int_eq(fol_read_file(path, &limits, &bytes, &size, &err), FOL_ERR_LIMIT);
    close(ends[0]);
}
END_TEST

START_TEST(a_sparse_giant_is_refused_by_its_size) {
    FILE *const file = fopen(in_folder("a"), "wb");
    const int grown = ftruncate(fileno(file), (off_t)1 << 40);
    fclose(file);
    if (grown != 0)
        return;
    char *bytes;
    size_t size;
    ck_assert_int_eq(fol_read_file(in_folder("a"), NULL, &bytes, &size, &err), FOL_ERR_LIMIT);
}
END_TEST

START_TEST(reading_without_arguments_is_refused) {
    char *bytes;
    size_t size;
    fol_limits unfilled = {0};
    ck_assert_int_eq(fol_read_file(NULL, NULL, &bytes, &size, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_read_file("a", NULL, NULL, &size, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_read_file("a", NULL, &bytes, NULL, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(fol_read_file("a", &unfilled, &bytes, &size, NULL), FOL_ERR_ARG);
}
END_TEST

Suite *make_suite(void) {
    Suite *const suite = suite_create("io: files");
    TCase *const together = tcase_create("together");
    tcase_add_checked_fixture(together, make_folder, remove_folder);
    tcase_add_test(together, nothing_is_there_before_commit_and_all_after_it);
    tcase_add_test(together, free_without_commit_leaves_the_folder_as_it_was);
    tcase_add_test(together, temporary_names_tell_whose_they_are);
    tcase_add_test(together, two_sets_can_write_the_same_file_at_once);
    tcase_add_test(together, removals_happen_at_commit_and_a_missing_file_is_fine);
    tcase_add_test(together, permissions_follow_the_umask);
    tcase_add_test(together, a_set_can_be_used_again_after_commit);
    tcase_add_test(together, a_symbolic_link_stays_and_what_it_leads_to_is_replaced);
    suite_add_tcase(suite, together);
    TCase *const refused = tcase_create("refused");
    tcase_add_checked_fixture(refused, make_folder, remove_folder);
    tcase_add_test(refused, a_missing_folder_is_named);
    tcase_add_test(refused, a_refused_file_leaves_the_others_usable);
    tcase_add_test(refused, a_folder_is_not_written_over);
    tcase_add_test(refused, a_folder_that_appears_meanwhile_stops_commit_before_any_rename);
    tcase_add_test(refused, a_file_is_named_once_only);
    tcase_add_test(refused, missing_arguments_are_refused);
    tcase_add_test(refused, a_full_disk_is_reported_with_file_and_reason);
    tcase_add_test(refused, a_disk_that_is_full_only_at_the_flush_is_reported);
    tcase_add_test(refused, a_device_is_written_not_replaced);
    suite_add_tcase(suite, refused);
    TCase *const streams = tcase_create("streams");
    tcase_add_checked_fixture(streams, make_folder, remove_folder);
    tcase_add_test(streams, a_dash_is_stdout_at_commit);
    tcase_add_test(streams, many_small_writes_to_stdout_arrive_in_order);
    tcase_add_test(streams, a_stdout_that_fails_stops_the_commit);
    tcase_add_test(streams, a_dash_is_read_from_stdin);
    suite_add_tcase(suite, streams);
    TCase *const reading = tcase_create("reading");
    tcase_add_checked_fixture(reading, make_folder, remove_folder);
    tcase_add_test(reading, files_of_any_size_are_read_whole);
    tcase_add_test(reading, a_pipe_is_read_to_its_end);
    tcase_add_test(reading, what_cannot_be_read_is_named_with_the_reason);
    tcase_add_test(reading, a_long_path_leaves_room_for_the_reason);
    tcase_add_test(reading, the_size_limit_holds_for_files_and_pipes);
    tcase_add_test(reading, a_sparse_giant_is_refused_by_its_size);
    tcase_add_test(reading, reading_without_arguments_is_refused);
    suite_add_tcase(suite, reading);
    return suite;
}
