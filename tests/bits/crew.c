/* SPDX-License-Identifier: MIT */
#include "crew.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct crew {
    pthread_mutex_t lock;
    size_t next, count;
    void (*task)(size_t i, void *state);
    void *state;
} crew;

static size_t take(crew *c) {
    pthread_mutex_lock(&c->lock);
    const size_t taken = c->next < c->count ? c->next++ : c->count;
    pthread_mutex_unlock(&c->lock);
    return taken;
}

static void *work(void *user) {
    crew *c = user;
    for (size_t i = take(c); i < c->count; i = take(c))
        c->task(i, c->state);
    return NULL;
}

void crew_run(size_t threads, size_t count, void (*task)(size_t i, void *state), void *state) {
    crew c = {.next = 0, .count = count, .task = task, .state = state};
    pthread_t others[MOST_THREADS];
    pthread_mutex_init(&c.lock, NULL);
    for (size_t i = 1; i < threads; i++) {
        if (pthread_create(&others[i], NULL, work, &c) != 0) {
            fputs("a thread cannot be started\n", stderr);
            exit(EXIT_FAILURE);
        }
    }
    work(&c);
    for (size_t i = 1; i < threads; i++)
        pthread_join(others[i], NULL);
    pthread_mutex_destroy(&c.lock);
}
