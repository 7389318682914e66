/* SPDX-License-Identifier: MIT */
/* Days of the Gregorian calendar, for schedules: no clock, no time zone. A treatment's own days are counted from its first
 * session, so a date is only ever added where people read one. */
#ifndef FOLLICLE_DATES_H
#define FOLLICLE_DATES_H

#include <follicle/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Year 1 to 9,999, month 1 to 12, day 1 to 31. All 0: no date. */
typedef struct fol_date {
    int32_t year, month, day;
} fol_date;

/* "2026-12-01" and its NUL. */
#define FOL_DATE_SIZE 11

/* True for a day that the calendar has. */
FOL_API bool fol_date_exists(fol_date date);
/* The day so many days later, or earlier; no date when `date` is none or the result leaves the years 1 to 9,999. */
FOL_API fol_date fol_date_after(fol_date date, int32_t days);
/* Reads 2026-12-01 (ISO 8601, calendar date), nothing around it. False, and *date untouched, when it is none. */
FOL_API bool fol_date_parse(const char *text, fol_date *date);
/* Writes 2026-12-01; an empty text for no date. Returns `text`. */
FOL_API char *fol_date_format(fol_date date, char text[FOL_DATE_SIZE]);

#ifdef __cplusplus
}
#endif
#endif
