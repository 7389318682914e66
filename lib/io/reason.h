/* SPDX-License-Identifier: MIT */
/* What error messages about files are made of: the file's name and the system's reason. */
#ifndef FOLLICLE_IO_REASON_H
#define FOLLICLE_IO_REASON_H

typedef struct fol__short_text {
    char text[208];
} fol__short_text;

/* "No space left on device" for ENOSPC. Safe from any thread, which strerror() is not. */
fol__short_text fol__reason_of(int error_number);

/* The path, or the end of a long one, so that a message has room for the reason. */
fol__short_text fol__path_shown(const char *path);

#endif
