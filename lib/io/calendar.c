/* SPDX-License-Identifier: MIT */
/* The sessions as whole days of an iCalendar file (RFC 5545): lines end in CRLF and are folded before their 76th byte, never
 * inside a character. Nothing in it tells when it was written: DTSTAMP is the day of the first session. */
#include <follicle/io.h>

#include "problem.h"
#include "specs.h"
#include "text_out.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST_LINE = 75, LINE_ROOM = 1024 };

static bool is_inside_character(char byte) {
    return ((unsigned char)byte & 0xc0) == 0x80;
}

static void put_line(fol__text_out *out, const char *line) {
    size_t left = strlen(line), room = LONGEST_LINE;
    while (left > room) {
        size_t part = room;
        while (part > 1 && is_inside_character(line[part]))
            part--;
        fol__out_bytes(out, line, part);
        fol__out_text(out, "\r\n ");
        line += part;
        left -= part;
        room = LONGEST_LINE - 1;
    }
    fol__out_bytes(out, line, left);
    fol__out_text(out, "\r\n");
}

/* A text value: backslash, semicolon, comma and line feeds are escaped, other control characters left out. Cut where it would
 * not fit. */
static void escape(const char *text, char *out, size_t size) {
    size_t used = 0;
    for (; *text && used + 3 < size; text++) {
        if (strchr("\\;,", *text))
            out[used++] = '\\';
        if ((unsigned char)*text >= 0x20 && *text != 0x7f)
            out[used++] = *text;
    }
    while (used > 0 && *text && is_inside_character(*text) && is_inside_character(out[used - 1]))
        used--;
    out[used] = '\0';
}

/* ------------------------------------------------------------------ texts */

/* What braces in a title stand for. */
typedef struct counted {
    size_t session, sessions;
} counted;

static size_t put_number(const counted *of, const char *at, char *out, size_t room) {
    static const char session[] = "{session}", sessions[] = "{sessions}";
    if (strncmp(at, session, sizeof session - 1) == 0) {
        snprintf(out, room, "%zu", of->session);
        return sizeof session - 1;
    }
    if (strncmp(at, sessions, sizeof sessions - 1) == 0) {
        snprintf(out, room, "%zu", of->sessions);
        return sizeof sessions - 1;
    }
    return 0;
}

/* The title with its numbers, cut where it would not fit. */
static void fill_title(const char *title, const counted *of, char *out, size_t size) {
    enum { NUMBER_ROOM = 21 };
    size_t used = 0;
    while (*title && used + NUMBER_ROOM < size) {
        const size_t length = put_number(of, title, out + used, NUMBER_ROOM);
        if (length) {
            used += strlen(out + used);
            title += length;
        } else {
            out[used++] = *title++;
        }
    }
    while (used > 0 && is_inside_character(*title) && is_inside_character(out[used - 1]))
        used--;
    out[used] = '\0';
}

static void put_summary(fol__text_out *out, const fol_calendar_spec *spec, const counted *of) {
    char title[LINE_ROOM / 4], shown[LINE_ROOM / 2], client[LINE_ROOM / 4], line[LINE_ROOM];
    fill_title(spec->title, of, title, sizeof title);
    escape(title, shown, sizeof shown);
    escape(spec->client ? spec->client : "", client, sizeof client);
    snprintf(line, sizeof line, "SUMMARY:%s%s%s", client, client[0] ? ": " : "", shown);
    put_line(out, line);
}

static void put_uid(fol__text_out *out, const fol_design *design, const fol_calendar_spec *spec, size_t session) {
    const fol_treatment_spec *treatment = fol_design_treatment(design);
    char own[LINE_ROOM / 4], uid[LINE_ROOM / 2], line[LINE_ROOM];
    snprintf(own, sizeof own, "%" PRIu64 "-%s", treatment->seed, treatment->name ? treatment->name : "");
    escape(spec->uid ? spec->uid : own, uid, sizeof uid);
    snprintf(line, sizeof line, "UID:%s-%zu@follicle", uid, session);
    put_line(out, line);
}

/* ------------------------------------------------------------------ events */

static void put_day(fol__text_out *out, const char *key, fol_date date, const char *past) {
    char iso[FOL_DATE_SIZE], line[64];
    fol_date_format(date, iso);
    snprintf(line, sizeof line, "%s:%.4s%.2s%.2s%s", key, iso, iso + 5, iso + 8, past);
    put_line(out, line);
}

static void put_event(fol__text_out *out, const fol_design *design, const fol_calendar_spec *spec, size_t k) {
    const counted of = {k + 1, fol_design_session_count(design)};
    const fol_date date = fol_date_after(spec->first_session, (int32_t)(fol_design_session(design, k)->day + 0.5));
    char line[32];
    put_line(out, "BEGIN:VEVENT");
    put_uid(out, design, spec, k + 1);
    snprintf(line, sizeof line, "SEQUENCE:%" PRId32, spec->sequence);
    put_line(out, line);
    put_day(out, "DTSTAMP", spec->first_session, "T000000Z");
    put_day(out, "DTSTART;VALUE=DATE", date, "");
    put_day(out, "DTEND;VALUE=DATE", fol_date_after(date, 1), "");
    put_summary(out, spec, &of);
    put_line(out, "END:VEVENT");
}

void fol_calendar_spec_init_sized(fol_calendar_spec *spec, size_t struct_size) {
    const fol_calendar_spec defaults = {.struct_size = sizeof defaults, .title = "Scalp micropigmentation, session {session} of {sessions}"};
    fol__io_spec_init(spec, struct_size, &defaults, sizeof defaults);
}

static fol_status read_spec(const fol_design *design, const fol_calendar_spec *given, fol_calendar_spec *own, fol_error *err) {
    *own = fol_calendar_spec_default();
    if (!design)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "design must not be NULL");
    if (!given || !fol__io_spec_read(own, sizeof *own, given))
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "spec is NULL or has a bad struct_size; fill it with fol_calendar_spec_default()");
    const fol_session_spec *last = fol_design_session(design, fol_design_session_count(design) - 1);
    if (!fol_date_exists(fol_date_after(own->first_session, (int32_t)last->day + 1)))
        return fol__io_fail(err, FOL_ERR_VALUE, "first_session", 0, 0, "is no day of the calendar, or the last session lies past the year 9999");
    if (own->sequence < 0)
        return fol__io_fail(err, FOL_ERR_VALUE, "sequence", 0, 0, "is %" PRId32 ", must be 0 or more", own->sequence);
    if (!own->title)
        own->title = fol_calendar_spec_default().title;
    return FOL_OK;
}

fol_status fol_calendar_write_ics(const fol_design *design, const fol_calendar_spec *spec, const fol_sink *sink, fol_error *err) {
    fol__text_out out;
    fol_calendar_spec own;
    fol_status status = read_spec(design, spec, &own, err);
    if (status == FOL_OK)
        status = fol__out_start(&out, sink, err);
    if (status != FOL_OK)
        return status;
    put_line(&out, "BEGIN:VCALENDAR");
    put_line(&out, "VERSION:2.0");
    put_line(&out, "PRODID:-//Follicle//Follicle//EN");
    put_line(&out, "CALSCALE:GREGORIAN");
    for (size_t k = 0; k < fol_design_session_count(design); k++)
        put_event(&out, design, &own, k);
    put_line(&out, "END:VCALENDAR");
    return fol__out_finish(&out, err);
}
