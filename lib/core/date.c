/* SPDX-License-Identifier: MIT */
/* Dates as numbers of days. Years begin in March here: the leap day is then the last of a year, and the days before a
 * month are one formula, as months of 31 and 30 days alternate in runs of five (Richards 2013, in the Explanatory Supplement to
 * the Astronomical Almanac, 3rd ed., section 15.11). */
#include <follicle/dates.h>

#include <string.h>

enum { LAST_YEAR = 9999, FOUR_CENTURIES = 146097, FIVE_MONTHS = 153 };

static int32_t days_before_year(int32_t year) {
    return 365 * year + year / 4 - year / 100 + year / 400;
}

static int32_t day_number(fol_date date) {
    const int32_t year = date.month < 3 ? date.year - 1 : date.year, month = (date.month + 9) % 12;
    return days_before_year(year) + (FIVE_MONTHS * month + 2) / 5 + date.day - 1;
}

static fol_date date_of(int32_t number) {
    int32_t year = (int32_t)(((int64_t)number + 1) * 400 / FOUR_CENTURIES) + 1;
    while (days_before_year(year) > number)
        year--;
    const int32_t rest = number - days_before_year(year), month = (5 * rest + 2) / FIVE_MONTHS;
    const int32_t day = rest - (FIVE_MONTHS * month + 2) / 5 + 1;
    return (fol_date){month < 10 ? year : year + 1, month < 10 ? month + 3 : month - 9, day};
}

bool fol_date_exists(fol_date date) {
    static const int8_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (date.year < 1 || date.year > LAST_YEAR || date.month < 1 || date.month > 12 || date.day < 1)
        return false;
    const bool leap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0);
    return date.day <= lengths[date.month - 1] + (leap && date.month == 2);
}

fol_date fol_date_after(fol_date date, int32_t days) {
    const fol_date none = {0, 0, 0};
    if (!fol_date_exists(date))
        return none;
    const int64_t number = (int64_t)day_number(date) + days;
    const int32_t first = day_number((fol_date){1, 1, 1}), last = day_number((fol_date){LAST_YEAR, 12, 31});
    return number < first || number > last ? none : date_of((int32_t)number);
}

static bool read_digits(const char **at, int count, int32_t *value) {
    *value = 0;
    for (int i = 0; i < count; i++, (*at)++) {
        if (**at < '0' || **at > '9')
            return false;
        *value = *value * 10 + (**at - '0');
    }
    return true;
}

bool fol_date_parse(const char *text, fol_date *date) {
    fol_date read;
    if (!text || !date || !read_digits(&text, 4, &read.year) || *text++ != '-' || !read_digits(&text, 2, &read.month) ||
        *text++ != '-' || !read_digits(&text, 2, &read.day) || *text != '\0' || !fol_date_exists(read))
        return false;
    *date = read;
    return true;
}

char *fol_date_format(fol_date date, char text[FOL_DATE_SIZE]) {
    const int32_t parts[] = {date.year / 100, date.year % 100, date.month, date.day};
    static const int8_t places[] = {0, 2, 5, 8};
    memset(text, 0, FOL_DATE_SIZE);
    if (!fol_date_exists(date))
        return text;
    memcpy(text, "0000-00-00", FOL_DATE_SIZE);
    for (int i = 0; i < 4; i++) {
        text[places[i]] = (char)('0' + parts[i] / 10);
        text[places[i] + 1] = (char)('0' + parts[i] % 10);
    }
    return text;
}
