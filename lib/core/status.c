/* SPDX-License-Identifier: MIT */
/* Names and texts of status codes, and the version that is running. docs/errors.md is held against this table. */
#include <follicle/base.h>

typedef struct status_row {
    fol_status status;
    const char *name, *text;
} status_row;

static const status_row rows[] = {
    {FOL_OK, "FOL_OK", "done"},
    {FOL_ERR_ARG, "FOL_ERR_ARG", "the call itself is wrong"},
    {FOL_ERR_NOMEM, "FOL_ERR_NOMEM", "out of memory"},
    {FOL_ERR_CANCELLED, "FOL_ERR_CANCELLED", "stopped by the caller"},
    {FOL_ERR_LIMIT, "FOL_ERR_LIMIT", "over a limit"},
    {FOL_ERR_INTERNAL, "FOL_ERR_INTERNAL", "a defect of the library"},
    {FOL_ERR_VALUE, "FOL_ERR_VALUE", "a number is out of its range"},
    {FOL_ERR_GEOMETRY, "FOL_ERR_GEOMETRY", "an outline or curve cannot be used"},
    {FOL_ERR_CONFLICT, "FOL_ERR_CONFLICT", "values contradict each other"},
    {FOL_ERR_NAME, "FOL_ERR_NAME", "a name is missing, repeated or unknown"},
    {FOL_ERR_SYNTAX, "FOL_ERR_SYNTAX", "the bytes are not of the format"},
    {FOL_ERR_SCHEMA, "FOL_ERR_SCHEMA", "a key is unknown, missing or of the wrong type"},
    {FOL_ERR_VERSION, "FOL_ERR_VERSION", "made for a version that this library cannot honour"},
    {FOL_ERR_READ, "FOL_ERR_READ", "a file cannot be read"},
    {FOL_ERR_WRITE, "FOL_ERR_WRITE", "a file cannot be written"},
};

static const status_row *row_of(fol_status status) {
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].status == status)
            return &rows[i];
    }
    return NULL;
}

const char *fol_status_name(fol_status status) {
    const status_row *row = row_of(status);
    return row ? row->name : "FOL_ERR_UNKNOWN";
}

const char *fol_status_text(fol_status status) {
    const status_row *row = row_of(status);
    return row ? row->text : "an unknown failure";
}

const char *fol_version(void) {
    return FOL_VERSION_STRING;
}

int fol_layout_version(void) {
    return FOL_LAYOUT_VERSION;
}
