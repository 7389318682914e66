/* SPDX-License-Identifier: MIT */
#include "chart_data.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int split(char *line, char cells[MOST_COLUMNS][MOST_TEXT]) {
    int count = 0;
    line[strcspn(line, "\r\n")] = '\0';
    for (char *cell = line; cell && count < MOST_COLUMNS; count++) {
        char *end = strchr(cell, ',');
        if (end)
            *end++ = '\0';
        snprintf(cells[count], MOST_TEXT, "%.*s", MOST_TEXT - 1, cell);
        cell = end;
    }
    return count;
}

bool read_chart_data(const char *path, chart_data *data) {
    char line[1024];
    FILE *file = fopen(path, "r");
    memset(data, 0, sizeof *data);
    if (file && fgets(line, sizeof line, file))
        data->column_count = split(line, data->columns);
    while (file && data->row_count < MOST_ROWS && fgets(line, sizeof line, file))
        split(line, data->cells[data->row_count++]);
    if (file)
        fclose(file);
    if (data->row_count == 0)
        fprintf(stderr, "follicle-chart: %s has no rows\n", path);
    return data->row_count > 0;
}

const char *chart_text(const chart_data *data, int row, const char *column) {
    for (int i = 0; i < data->column_count; i++) {
        if (strcmp(data->columns[i], column) == 0)
            return data->cells[row][i];
    }
    return "";
}

double chart_number(const chart_data *data, int row, const char *column) {
    return strtod(chart_text(data, row, column), NULL);
}
