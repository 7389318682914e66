/* SPDX-License-Identifier: MIT */
/* A table of comma-separated values as this project's programs write them: a line of names, no quotes. */
#ifndef FOLLICLE_BENCH_CHART_DATA_H
#define FOLLICLE_BENCH_CHART_DATA_H

#include <stdbool.h>

enum { MOST_ROWS = 128, MOST_COLUMNS = 16, MOST_TEXT = 64 };

typedef struct chart_data {
    char columns[MOST_COLUMNS][MOST_TEXT];
    char cells[MOST_ROWS][MOST_COLUMNS][MOST_TEXT];
    int column_count, row_count;
} chart_data;

/* False, with a line on stderr, when it cannot be read. */
bool read_chart_data(const char *path, chart_data *data);

/* "" and 0 where there is no such column or cell. */
const char *chart_text(const chart_data *data, int row, const char *column);
double chart_number(const chart_data *data, int row, const char *column);

#endif
