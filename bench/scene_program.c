/* SPDX-License-Identifier: MIT */
/* The whole program, as a user starts it: design file to CSV of all dots. */
#define _POSIX_C_SOURCE 200809L
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scene_parts.h"

extern char **environ;

#ifdef FOLLICLE_PROGRAM

typedef struct program {
    char *arguments[6];
    posix_spawn_file_actions_t to_nowhere;
    int64_t dots;
} program;

static int64_t run_program(void *state) {
    program *p = state;
    pid_t process;
    int status;
    if (posix_spawn(&process, p->arguments[0], &p->to_nowhere, NULL, p->arguments, environ) != 0)
        return -1;
    if (waitpid(process, &status, 0) != process || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return -1;
    return p->dots;
}

void close_csv(measured *what) {
    program *p = what->state;
    posix_spawn_file_actions_destroy(&p->to_nowhere);
    free(p);
}

/* How many dots the program will write: the library is asked once. */
static int64_t dots_of(const bench_file *file) {
    measured whole = {.state = NULL};
    if (!open_subject(file, &whole, SUBJECT_LAID_OUT))
        return -1;
    const subject *s = whole.state;
    const int64_t dots = (int64_t)fol_layout_count(s->layout);
    close_subject(&whole);
    return dots;
}

bool open_csv(const bench_file *file, measured *what) {
    static char path[] = FOLLICLE_PROGRAM, map[] = "map", csv[] = "--csv", to_stdout[] = "-";
    if (access(path, X_OK) != 0) {
        what->skipped = "the program " FOLLICLE_PROGRAM " is not there";
        return false;
    }
    program *p = calloc(1, sizeof *p);
    if (!p)
        return false;
    char *const arguments[6] = {path, map, (char *)file->path, csv, to_stdout, NULL};
    for (int i = 0; i < 6; i++)
        p->arguments[i] = arguments[i];
    p->dots = dots_of(file);
    what->state = p;
    what->run = run_program;
    what->by_the_wall = true;
    posix_spawn_file_actions_init(&p->to_nowhere);
    const int opened = posix_spawn_file_actions_addopen(&p->to_nowhere, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (opened == 0 && p->dots >= 0)
        return true;
    close_csv(what);
    return false;
}

#else

bool open_csv(const bench_file *file, measured *what) {
    (void)file;
    what->skipped = "the program follicle is not built";
    return false;
}

void close_csv(measured *what) {
    (void)what;
}

#endif
