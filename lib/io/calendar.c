/* SPDX-License-Identifier: MIT */
/* The sessions as whole days of an iCalendar file (RFC 5545): lines end in CRLF and are folded before their 76th byte, never
 * inside a character. Nothing in it tells when it was written: DTSTAMP is the day of the first session. */
#include <follicle/io.h>

#include "problem.h"
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

static void format_day(fol_date date, char text[9]) {
    char iso[FOL_DATE_SIZE];
    fol_date_format(date, iso);
    snprintf(text, 9, "%.4s%.2s%.2s", iso, iso + 5, iso + 8);
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

static void put_event(fol__text_out *out, const fol_design *design, fol_date first, size_t session, size_t sessions, double day) {
    const char *const name = fol_design_treatment(design)->name;
    const fol_date date = fol_date_after(first, (int32_t)(day + 0.5));
    char line[LINE_ROOM], shown[LINE_ROOM / 2], on[9], next[9], stamp[9];
    format_day(first, stamp);
    format_day(date, on);
    format_day(fol_date_after(date, 1), next);
    escape(name ? name : "", shown, sizeof shown);
    put_line(out, "BEGIN:VEVENT");
    snprintf(line, sizeof line, "UID:%016" PRIx64 "-%zu@follicle", fol_design_fingerprint(design), session);
    put_line(out, line);
    snprintf(line, sizeof line, "DTSTAMP:%sT000000Z", stamp);
    put_line(out, line);
    snprintf(line, sizeof line, "DTSTART;VALUE=DATE:%s", on);
    put_line(out, line);
    snprintf(line, sizeof line, "DTEND;VALUE=DATE:%s", next);
    put_line(out, line);
    snprintf(line, sizeof line, "SUMMARY:%s%sScalp micropigmentation\\, session %zu of %zu", shown, shown[0] ? ": " : "", session, sessions);
    put_line(out, line);
    put_line(out, "END:VEVENT");
}

fol_status fol_calendar_write_ics(const fol_design *design, fol_date first_session, const fol_sink *sink, fol_error *err) {
    fol__text_out out;
    if (!design)
        return fol__io_fail(err, FOL_ERR_ARG, NULL, 0, 0, "design must not be NULL");
    const fol_treatment_spec *const treatment = fol_design_treatment(design);
    const size_t sessions = fol_design_session_count(design);
    const fol_session_spec *const last = (const fol_session_spec *)((const char *)treatment->sessions + (sessions - 1) * treatment->sessions->struct_size);
    if (!fol_date_exists(fol_date_after(first_session, (int32_t)last->day + 1)))
        return fol__io_fail(err, FOL_ERR_VALUE, NULL, 0, 0, "the first session's date is no day of the calendar, or the last session lies past the year 9999");
    const fol_status status = fol__out_start(&out, sink, err);
    if (status != FOL_OK)
        return status;
    put_line(&out, "BEGIN:VCALENDAR");
    put_line(&out, "VERSION:2.0");
    put_line(&out, "PRODID:-//Follicle//Follicle//EN");
    put_line(&out, "CALSCALE:GREGORIAN");
    for (size_t k = 0; k < sessions; k++) {
        const fol_session_spec *const session = (const fol_session_spec *)((const char *)treatment->sessions + k * treatment->sessions->struct_size);
        put_event(&out, design, first_session, k + 1, sessions, session->day);
    }
    put_line(&out, "END:VCALENDAR");
    return fol__out_finish(&out, err);
}
