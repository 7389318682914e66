/* SPDX-License-Identifier: MIT */
/* Coordinate maps: exact bytes out, generous reading in, and reviews as JSON. */
#include "runner.h"

#include "hash.h"
#include "text_out.h"

#include <follicle/io.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const zone_names[] = {"Front",        "left temple", "a,b",   "say \"hi\"",
                                         "S\xC3\xA9<&>", "two\nlines",  " blank"};
enum { ZONES = 7 };

static fol_error err;
static fol_design *design;
static fol_map *map;
static fol__memory_out text;

static void make_design(void) {
    static const fol_point corners[4] = {{0, 0}, {50, 0}, {50, 40}, {0, 40}};
    fol_zone_spec zones[ZONES];
    for (int i = 0; i < ZONES; i++) {
        zones[i] = fol_zone_spec_default();
        zones[i].name = zone_names[i];
        zones[i].outline = (fol_ring){corners, 4};
        zones[i].density_per_cm2 = 40;
    }
    fol_treatment_spec treatment = fol_treatment_spec_default();
    treatment.seed = 42;
    fol_chart_spec chart = fol_chart_spec_default();
    chart.canvas_width_mm = 50.5;
    chart.canvas_height_mm = 40;
    chart.zones = zones;
    chart.zone_count = ZONES;
    memset(&text, 0, sizeof text);
    map = NULL;
    ck_assert_msg(fol_design_create(&treatment, &chart, NULL, NULL, &design, &err) == FOL_OK, "%s: %s", err.path,
                  err.message);
}

static void free_design(void) {
    fol_design_free(design);
    fol_map_free(map);
    free(text.bytes);
}

static const fol_dot some_dots[] = {
    {8, 1500, 2001, 125, 0, 0, 1, 24},      {16, -70, 39999, 100, 900, 2, 1, 24},         {24, 0, 5, 101, 0, 0, 1, 24},
    {8000, 12345, 23456, 150, 0, 4, 2, 18}, {FOL_HAND_PLACED_ID, 7, 8, 99, 1, 3, 2, 255},
};
enum { SOME = sizeof some_dots / sizeof some_dots[0] };

static fol_sink to_text(void) {
    free(text.bytes);
    memset(&text, 0, sizeof text);
    return fol__memory_sink(&text);
}

static fol_status parse_bytes(const char *bytes, size_t size, const fol_limits *limits) {
    char *exact = malloc(size ? size : 1); /* so that a sanitizer sees any byte read past the end */
    ck_assert_ptr_nonnull(exact);
    memcpy(exact, bytes, size);
    fol_map_free(map);
    map = NULL;
    const fol_status status = fol_map_parse_csv(exact, size, design, limits, &map, &err);
    free(exact);
    ck_assert((status == FOL_OK) == (map != NULL));
    return status;
}

static const fol_dot *parse_well(const char *csv, size_t wanted) {
    size_t count = 99;
    ck_assert_msg(parse_bytes(csv, strlen(csv), NULL) == FOL_OK, "%d:%d %s in %s", (int)err.line, (int)err.column,
                  err.message, csv);
    const fol_dot *dots = fol_map_dots(map, &count);
    ck_assert_uint_eq(count, wanted);
    return dots;
}

static void same_dot(const fol_dot *a, const fol_dot *b) {
    ck_assert_int_eq(a->id, b->id);
    ck_assert_int_eq(a->x_um, b->x_um);
    ck_assert_int_eq(a->y_um, b->y_um);
    ck_assert_int_eq(a->diameter_um, b->diameter_um);
    ck_assert_int_eq(a->depth_um, b->depth_um);
    ck_assert_int_eq(a->session, b->session);
    ck_assert_int_eq(a->zone, b->zone);
    ck_assert_int_eq(a->shade, b->shade);
}

/* ------------------------------------------------------------------ CSV out */

START_TEST(csv_is_written_to_the_byte) {
    const fol_sink sink = to_text();
    ck_assert_int_eq(fol_map_write_csv(design, some_dots, SOME, &sink, &err), FOL_OK);
    ck_assert_str_eq(text.bytes, "id,x_um,y_um,diameter_um,depth_um,session,zone,shade\n"
                                 "8,1500,2001,125,0,1,Front,24\n"
                                 "16,-70,39999,100,900,1,\"a,b\",24\n"
                                 "24,0,5,101,0,1,Front,24\n"
                                 "8000,12345,23456,150,0,2,S\xC3\xA9<&>,18\n"
                                 "4503599627370496,7,8,99,1,2,\"say \"\"hi\"\"\",255\n");
    ck_assert_uint_eq(text.size, strlen(text.bytes));
}
END_TEST

START_TEST(a_map_without_dots_is_its_header) {
    fol_sink sink = to_text();
    ck_assert_int_eq(fol_map_write_csv(design, NULL, 0, &sink, &err), FOL_OK);
    ck_assert_str_eq(text.bytes, "id,x_um,y_um,diameter_um,depth_um,session,zone,shade\n");
    parse_well(text.bytes, 0);
    sink = to_text();
    ck_assert_int_eq(fol_map_write_svg(design, NULL, 0, FOL_SVG_STROKES, &sink, &err), FOL_OK);
    ck_assert_ptr_null(strstr(text.bytes, "<g"));
    sink = to_text();
    ck_assert_int_eq(fol_map_write_json(design, NULL, 0, &sink, &err), FOL_OK);
    ck_assert_ptr_nonnull(strstr(text.bytes, "\"dots\": []"));
}
END_TEST

/* Values at both ends of every field and anywhere between. */
static fol_dot any_dot(uint64_t *state) {
    const uint64_t bits = fol__next(state);
    const fol_dot dot = {
        .id = bits & 1 ? (int64_t)(fol__next(state) >> 11) : (int64_t)fol__next_below(state, 100),
        .x_um = (int32_t)fol__next_below(state, 2000000001) - 1000000000,
        .y_um = bits & 2 ? 1000000000 : -1000000000,
        .diameter_um = (uint16_t)(bits >> 8),
        .depth_um = bits & 4 ? 65535 : 0,
        .zone = (uint16_t)fol__next_below(state, ZONES),
        .session = (uint8_t)(bits >> 24),
        .shade = (uint8_t)(bits >> 32),
    };
    return dot;
}

START_TEST(reading_csv_gives_what_was_written) {
    enum { MANY = 400 };
    fol_dot dots[MANY];
    uint64_t state = (uint64_t)_i;
    for (int i = 0; i < MANY; i++)
        dots[i] = any_dot(&state);
    const fol_sink sink = to_text();
    ck_assert_int_eq(fol_map_write_csv(design, dots, MANY, &sink, &err), FOL_OK);
    const fol_dot *read = parse_well(text.bytes, MANY);
    for (int i = 0; i < MANY; i++)
        same_dot(&read[i], &dots[i]);
}
END_TEST

/* ------------------------------------------------------------------ CSV in */

#define HEAD "id,x_um,y_um,diameter_um,depth_um,session,zone,shade\n"

START_TEST(the_same_dot_may_be_written_in_many_ways) {
    static const char *const ways[] = {
        HEAD "8,10,-20,125,0,1,left temple,24\n",
        HEAD "8,10,-20,125,0,1,left temple,24",
        "\xEF\xBB\xBF" HEAD "8,10,-20,125,0,1,left temple,24\n",
        "id,x_um,y_um,diameter_um,depth_um,session,zone,shade\r\n8,10,-20,125,0,1,left temple,24\r\n",
        "id,x_um,y_um,diameter_um,depth_um,session,zone,shade\r8,10,-20,125,0,1,left temple,24\r",
        HEAD "\"8\",\"10\",\"-20\",\"125\",\"0\",\"1\",\"left temple\",\"24\"\n",
        HEAD " 8 , +10,-20.0,125.,0.00,01,left temple,\t24\n",
        "zone,shade,session,y_um,x_um,id\nleft temple,24,1,-20,10,8\n",
        " id , \"x_um\",y_um,session,zone,shade\n8,10,-20,1,left temple,24\n",
        "note,id,x_um,y_um,colour,session,zone,shade,\n\"a,\n\"\"b\"\"\",8,10,-20,,1,left temple,24,\n",
        HEAD "8,10,-20,,,1,left temple,24,,,\n\n,,,,,,,\n\n",
    };
    static const fol_dot wanted = {8, 10, -20, 125, 0, 1, 1, 24};
    same_dot(parse_well(ways[_i], 1), &wanted);
}
END_TEST
enum { WAYS = 11 };

START_TEST(zones_are_found_by_their_exact_name) {
    const fol_dot *dots = parse_well("id,x_um,y_um,session,zone\n1,0,0,1,\"say \"\"hi\"\"\"\n2,0,0,1,\"two\nlines\"\n"
                                     "3,0,0,1, blank\n4,0,0,1,front\n5,0,0,1,\n6,0,0,1,Front \n7,0,0,1,\"\"\"\"\n"
                                     "8,0,0,1,\"a,b\"\n9,0,0,0,Front\n10,0,0,255,S\xC3\xA9<&>\n",
                                     10);
    static const uint16_t zones[] = {3, 5, 6, 65535, 65535, 65535, 65535, 2, 0, 4};
    for (int i = 0; i < 10; i++)
        ck_assert_uint_eq(dots[i].zone, zones[i]);
    ck_assert_uint_eq(dots[8].session, 0);
    ck_assert_uint_eq(dots[9].session, 255);
    ck_assert_uint_eq(dots[0].shade, 0);
}
END_TEST

START_TEST(dots_without_an_id_count_on_from_those_placed_by_hand) {
    const int64_t hand = FOL_HAND_PLACED_ID;
    const fol_dot *dots = parse_well("id,x_um,y_um,session,zone\n,0,0,1,\n8,0,0,1,\n ,0,0,1,\n", 3);
    ck_assert(dots[0].id == hand && dots[1].id == 8 && dots[2].id == hand + 1);
    dots = parse_well("id,x_um,y_um,session,zone\n,0,0,1,\n4503599627370500,0,0,1,\n,0,0,1,\n", 3);
    ck_assert(dots[0].id == hand + 5 && dots[1].id == hand + 4 && dots[2].id == hand + 6);
    static const char full[] = "id,x_um,y_um,session,zone\n9007199254740991,0,0,1,\n,0,0,1,\n";
    ck_assert_int_eq(parse_bytes(full, sizeof full - 1, NULL), FOL_ERR_VALUE);
}
END_TEST

typedef struct bad_map {
    const char *csv;
    fol_status status;
    int line, column;
    const char *says;
} bad_map;

static const bad_map bad_maps[] = {
    {"", FOL_ERR_SYNTAX, 1, 1, "no column \"id\""},
    {"id,x_um,y_um,session\n", FOL_ERR_SYNTAX, 1, 1, "no column \"zone\""},
    {"id;x_um;y_um;session;zone\n", FOL_ERR_SYNTAX, 1, 1, "semicolons"},
    {"ID,X,Y\n", FOL_ERR_SYNTAX, 1, 1, "the first line names the columns"},
    {"id,x_um,id,y_um,session,zone\n", FOL_ERR_SYNTAX, 1, 9, "\"id\" is there twice"},
    {"\xFF\xFEi", FOL_ERR_SYNTAX, 1, 1, "UTF-16"},
    {HEAD "8,12a,0,1,0,1,,1\n", FOL_ERR_VALUE, 2, 3, "x_um is \"12a\", must be a whole number of micrometres"},
    {HEAD "8,1,\"1,5\",1,0,1,,1\n", FOL_ERR_VALUE, 2, 6, "y_um is \"1,5\""},
    {HEAD "8,1.5,0,1,0,1,,1\n", FOL_ERR_VALUE, 2, 3, "x_um is \"1.5\""},
    {HEAD "8,1e3,0,1,0,1,,1\n", FOL_ERR_VALUE, 2, 3, "x_um is \"1e3\""},
    {HEAD "8,,0,1,0,1,,1\n", FOL_ERR_VALUE, 2, 3, "x_um is \"\""},
    {HEAD "8,-,0,1,0,1,,1\n", FOL_ERR_VALUE, 2, 3, "x_um is \"-\""},
    {HEAD "8,nan,0,1,0,1,,1\n", FOL_ERR_VALUE, 2, 3, "x_um is \"nan\""},
    {HEAD "8,1 2,0,1,0,1,,1\n", FOL_ERR_VALUE, 2, 3, "x_um is \"1 2\""},
    {HEAD "8,1000000001,0,1,0,1,,1\n", FOL_ERR_VALUE, 2, 3, "to 1000000000"},
    {HEAD "8,99999999999999999999999,0,1,0,1,,1\n", FOL_ERR_VALUE, 2, 3, "to 1000000000"},
    {HEAD "-8,0,0,1,0,1,,1\n", FOL_ERR_VALUE, 2, 1, "id is \"-8\", must be a whole number from 0 to 9007199254740991"},
    {HEAD "9007199254740992,0,0,1,0,1,,1\n", FOL_ERR_VALUE, 2, 1, "id is"},
    {HEAD "8,0,0,65536,0,1,,1\n", FOL_ERR_VALUE, 2, 7, "diameter_um is \"65536\""},
    {HEAD "8,0,0,1,-1,1,,1\n", FOL_ERR_VALUE, 2, 9, "depth_um is \"-1\""},
    {HEAD "8,0,0,1,0,256,,1\n", FOL_ERR_VALUE, 2, 11, "session is \"256\""},
    {HEAD "8,0,0,1,0,,,1\n", FOL_ERR_VALUE, 2, 11, "session is \"\""},
    {HEAD "8,0,0,1,0,1,,256\n", FOL_ERR_VALUE, 2, 14, "shade is \"256\""},
    {HEAD "8,0,0\n", FOL_ERR_VALUE, 2, 6, "session is \"\""},
    {HEAD "8,0,0,1,0,1,\xC3\xA9\xC3\xA9,x\n", FOL_ERR_VALUE, 2, 16, "shade is \"x\""},
    {HEAD "8,0,0,1,0,1,,1,surplus\n", FOL_ERR_SYNTAX, 2, 16, "\"surplus\" is past the last column"},
    {HEAD "8,0,0,1,0,1,\"a\nb\nc,1\n", FOL_ERR_SYNTAX, 2, 13, "never closed"},
    {HEAD "8,0,0,1,0,1,\"a\nb\" c,1\n", FOL_ERR_SYNTAX, 2, 13, "after the closing quote"},
    {HEAD "8,0,0,1,0,1,a \"b\",1\n", FOL_ERR_SYNTAX, 2, 13, "a quote inside"},
    {HEAD "8,0,0,1,0,1,\"two\nlines\",1\n9,z,0,1,0,1,,1\n", FOL_ERR_VALUE, 4, 3, "x_um is \"z\""},
    {HEAD "8,0,0,1,0,1,\"two\nlines\",z\n", FOL_ERR_VALUE, 3, 8, "shade is \"z\""},
    {HEAD "8,\x1b[31m\xFF,0,1,0,1,,1\n", FOL_ERR_VALUE, 2, 3, "x_um is \"?[31m?\""},
    {HEAD "8,01234567890123456789012345678901234567,0,1,0,1,,1\n", FOL_ERR_VALUE, 2, 3,
     "\"0123456789012345678901234567890...\""},
};

START_TEST(rows_that_cannot_be_read_are_refused_with_their_place) {
    const bad_map *bad = &bad_maps[_i];
    ck_assert_msg(parse_bytes(bad->csv, strlen(bad->csv), NULL) == bad->status, "%s: %s", bad->csv, err.message);
    ck_assert_msg(err.line == bad->line && err.column == bad->column, "%s: %d:%d %s", bad->csv, (int)err.line,
                  (int)err.column, err.message);
    ck_assert_msg(strstr(err.message, bad->says), "%s: \"%s\" does not say \"%s\"", bad->csv, err.message, bad->says);
    ck_assert_str_eq(err.path, "");
}
END_TEST

START_TEST(no_bytes_do_harm) {
    static const char csv[] = HEAD "8,10,-20,125,0,1,\"say \"\"hi\"\"\",24\r\n9,1.0,2,,,1,Front,\n";
    static const char bytes[] = "\",\n\r0-. \x80\xEF";
    char changed[sizeof csv];
    for (size_t i = 0; i < sizeof csv; i++) {
        parse_bytes(csv, i, NULL);
        for (size_t k = 0; k < sizeof bytes && i + 1 < sizeof csv; k++) {
            memcpy(changed, csv, sizeof csv);
            changed[i] = bytes[k];
            parse_bytes(changed, sizeof csv - 1, NULL);
        }
    }
}
END_TEST

START_TEST(maps_are_limited) {
    static const char csv[] = "id,x_um,y_um,session,zone\n1,0,0,1,\n2,0,0,1,\n";
    fol_limits limits = fol_limits_default();
    limits.max_dots = 2;
    ck_assert_int_eq(parse_bytes(csv, sizeof csv - 1, &limits), FOL_OK);
    limits.max_dots = 1;
    ck_assert_int_eq(parse_bytes(csv, sizeof csv - 1, &limits), FOL_ERR_LIMIT);
    ck_assert_int_eq(err.line, 3);
    limits.max_dots = 2;
    limits.max_bytes = sizeof csv - 2;
    ck_assert_int_eq(parse_bytes(csv, sizeof csv - 1, &limits), FOL_ERR_LIMIT);
    char *wide = calloc(1, 1100);
    ck_assert_ptr_nonnull(wide);
    memset(wide, ',', 1000);
    ck_assert_int_eq(parse_bytes(wide, 1000, NULL), FOL_ERR_LIMIT);
    free(wide);
}
END_TEST

/* ------------------------------------------------------------------ JSON */

START_TEST(the_json_map_holds_the_same_fields_and_the_four_identifiers) {
    const fol_sink sink = to_text();
    ck_assert_int_eq(fol_map_write_json(design, some_dots, SOME, &sink, &err), FOL_OK);
    json_t *root = json_loads(text.bytes, JSON_REJECT_DUPLICATES, NULL);
    ck_assert_ptr_nonnull(root);
    char fingerprint[17];
    snprintf(fingerprint, sizeof fingerprint, "%016llx", (unsigned long long)fol_design_fingerprint(design));
    ck_assert_int_eq(json_integer_value(json_object_get(root, "follicle")), 1);
    ck_assert_int_eq(json_integer_value(json_object_get(root, "layout_version")), FOL_LAYOUT_VERSION);
    ck_assert_str_eq(json_string_value(json_object_get(root, "library")), FOL_VERSION_STRING);
    ck_assert_str_eq(json_string_value(json_object_get(root, "fingerprint")), fingerprint);
    ck_assert_int_eq(json_integer_value(json_object_get(root, "seed")), 42);
    const json_t *dots = json_object_get(root, "dots");
    ck_assert_uint_eq(json_array_size(dots), SOME);
    for (size_t i = 0; i < SOME; i++) {
        const json_t *dot = json_array_get(dots, i);
        const fol_dot read = {
            .id = json_integer_value(json_object_get(dot, "id")),
            .x_um = (int32_t)json_integer_value(json_object_get(dot, "x_um")),
            .y_um = (int32_t)json_integer_value(json_object_get(dot, "y_um")),
            .diameter_um = (uint16_t)json_integer_value(json_object_get(dot, "diameter_um")),
            .depth_um = (uint16_t)json_integer_value(json_object_get(dot, "depth_um")),
            .zone = some_dots[i].zone,
            .session = (uint8_t)json_integer_value(json_object_get(dot, "session")),
            .shade = (uint8_t)json_integer_value(json_object_get(dot, "shade")),
        };
        same_dot(&read, &some_dots[i]);
        ck_assert_uint_eq(json_object_size(dot), 8);
        ck_assert_str_eq(json_string_value(json_object_get(dot, "zone")), zone_names[some_dots[i].zone]);
    }
    json_decref(root);
}
END_TEST

/* ------------------------------------------------------------------ SVG */

START_TEST(svg_is_written_to_the_byte) {
    static const char *const bodies[] = {
        "<g id=\"session-1\" inkscape:groupmode=\"layer\" inkscape:label=\"Session 1\" fill=\"none\" "
        "stroke-linecap=\"round\" stroke=\"#3a312a\">\n"
        "<g id=\"session-1-zone-1-Front\" inkscape:groupmode=\"layer\" inkscape:label=\"Front\">\n"
        "<path id=\"d8\" d=\"M1.500 2.001h0\" stroke-width=\"0.125\"/>\n"
        "<path id=\"d24\" d=\"M0.000 0.005h0\" stroke-width=\"0.101\"/>\n"
        "</g>\n"
        "<g id=\"session-1-zone-3-a-b\" inkscape:groupmode=\"layer\" inkscape:label=\"a,b\">\n"
        "<path id=\"d16\" d=\"M-0.070 39.999h0\" stroke-width=\"0.100\"/>\n"
        "</g>\n"
        "</g>\n"
        "<g id=\"session-2\" inkscape:groupmode=\"layer\" inkscape:label=\"Session 2\" fill=\"none\" "
        "stroke-linecap=\"round\" stroke=\"#3a312a\">\n"
        "<g id=\"session-2-zone-4-say-hi\" inkscape:groupmode=\"layer\" inkscape:label=\"say &quot;hi&quot;\">\n"
        "<path id=\"d4503599627370496\" d=\"M0.007 0.008h0\" stroke-width=\"0.099\"/>\n"
        "</g>\n"
        "<g id=\"session-2-zone-5-S\" inkscape:groupmode=\"layer\" inkscape:label=\"S\xC3\xA9&lt;&amp;&gt;\">\n"
        "<path id=\"d8000\" d=\"M12.345 23.456h0\" stroke-width=\"0.150\"/>\n"
        "</g>\n"
        "</g>\n",
        "<g id=\"session-1\" inkscape:groupmode=\"layer\" inkscape:label=\"Session 1\" stroke=\"none\" "
        "fill=\"#3a312a\">\n"
        "<g id=\"session-1-zone-1-Front\" inkscape:groupmode=\"layer\" inkscape:label=\"Front\">\n"
        "<circle id=\"d8\" cx=\"1.500\" cy=\"2.001\" r=\"0.0625\"/>\n"
        "<circle id=\"d24\" cx=\"0.000\" cy=\"0.005\" r=\"0.0505\"/>\n"
        "</g>\n"
        "<g id=\"session-1-zone-3-a-b\" inkscape:groupmode=\"layer\" inkscape:label=\"a,b\">\n"
        "<circle id=\"d16\" cx=\"-0.070\" cy=\"39.999\" r=\"0.050\"/>\n"
        "</g>\n"
        "</g>\n"
        "<g id=\"session-2\" inkscape:groupmode=\"layer\" inkscape:label=\"Session 2\" stroke=\"none\" "
        "fill=\"#3a312a\">\n"
        "<g id=\"session-2-zone-4-say-hi\" inkscape:groupmode=\"layer\" inkscape:label=\"say &quot;hi&quot;\">\n"
        "<circle id=\"d4503599627370496\" cx=\"0.007\" cy=\"0.008\" r=\"0.0495\"/>\n"
        "</g>\n"
        "<g id=\"session-2-zone-5-S\" inkscape:groupmode=\"layer\" inkscape:label=\"S\xC3\xA9&lt;&amp;&gt;\">\n"
        "<circle id=\"d8000\" cx=\"12.345\" cy=\"23.456\" r=\"0.075\"/>\n"
        "</g>\n"
        "</g>\n",
    };
    char wanted[4000];
    snprintf(wanted, sizeof wanted,
             "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
             "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" "
             "width=\"50.5mm\" height=\"40mm\" viewBox=\"0 0 50.5 40\">\n"
             "<metadata><plan xmlns=\"urn:follicle:plan\" layout_version=\"%d\" library=\"%s\" fingerprint=\"%016llx\" "
             "seed=\"42\"/></metadata>\n%s</svg>\n",
             FOL_LAYOUT_VERSION, FOL_VERSION_STRING, (unsigned long long)fol_design_fingerprint(design), bodies[_i]);
    const fol_sink sink = to_text();
    ck_assert_int_eq(fol_map_write_svg(design, some_dots, SOME, (fol_svg_dots)_i, &sink, &err), FOL_OK);
    ck_assert_str_eq(text.bytes, wanted);
}
END_TEST

START_TEST(names_never_break_the_format) {
    fol__text_out out;
    const fol_sink sink = to_text();
    fol__out_start(&out, &sink, NULL);
    fol__out_xml_text(&out, "a\t\n\r\x01\xFF\xEF\xBF\xBF'\"&<>");
    fol__out_char(&out, ' ');
    fol__out_json_text(&out, "a\t\n\r\b\f\x01\xFF\xED\xA0\x80'\"\\/");
    fol__out_fixed(&out, -1.25, 4);
    fol__out_fixed(&out, (double)NAN, 4);
    ck_assert_int_eq(fol__out_finish(&out, NULL), FOL_OK);
    ck_assert_str_eq(text.bytes, "a&#9;&#10;&#13;\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD'&quot;&amp;&lt;&gt; "
                                 "\"a\\t\\n\\r\\b\\f\\u0001\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD'\\\"\\\\/\""
                                 "-1.2500null");
}
END_TEST

/* ------------------------------------------------------------------ wrong calls, broken sinks */

static bool take_until(const void *bytes, size_t size, void *user) {
    int64_t *left = user;
    (void)bytes;
    *left -= (int64_t)size;
    return *left >= 0;
}

static fol_status write_kind(int kind, const fol_dot *dots, size_t count, const fol_sink *sink) {
    return kind == 0   ? fol_map_write_csv(design, dots, count, sink, &err)
           : kind == 1 ? fol_map_write_json(design, dots, count, sink, &err)
                       : fol_map_write_svg(design, dots, count, FOL_SVG_STROKES, sink, &err);
}

START_TEST(writers_refuse_what_they_cannot_write) {
    fol_sink sink = to_text();
    const fol_sink none = {NULL, NULL};
    fol_dot stray = some_dots[0];
    stray.zone = ZONES;
    ck_assert_int_eq(write_kind(_i, &stray, 1, &sink), FOL_ERR_ARG);
    ck_assert_int_eq(write_kind(_i, NULL, 1, &sink), FOL_ERR_ARG);
    ck_assert_int_eq(write_kind(_i, some_dots, SOME, NULL), FOL_ERR_ARG);
    ck_assert_int_eq(write_kind(_i, some_dots, SOME, &none), FOL_ERR_ARG);
    ck_assert_uint_eq(text.size, 0);
    ck_assert_int_eq(write_kind(_i, some_dots, SOME, &sink), FOL_OK);
    const int64_t size = (int64_t)text.size;
    int64_t left = size - 1;
    sink = (fol_sink){take_until, &left};
    ck_assert_int_eq(write_kind(_i, some_dots, SOME, &sink), FOL_ERR_WRITE);
    left = size;
    ck_assert_int_eq(write_kind(_i, some_dots, SOME, &sink), FOL_OK);
}
END_TEST

START_TEST(svg_wants_map_order) {
    const fol_sink sink = to_text();
    const fol_dot back[2] = {some_dots[3], some_dots[0]}, twice[2] = {some_dots[0], some_dots[0]};
    ck_assert_int_eq(fol_map_write_svg(design, back, 2, FOL_SVG_STROKES, &sink, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_map_write_svg(design, twice, 2, FOL_SVG_STROKES, &sink, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_map_write_svg(design, some_dots, 2, (fol_svg_dots)2, &sink, &err), FOL_ERR_ARG);
}
END_TEST

START_TEST(wrong_calls_of_the_reader_are_refused) {
    fol_map *none = (fol_map *)&err;
    size_t count = 5;
    ck_assert_int_eq(fol_map_parse_csv(HEAD, strlen(HEAD), NULL, NULL, &none, &err), FOL_ERR_ARG);
    ck_assert_ptr_null(none);
    ck_assert_int_eq(fol_map_parse_csv(NULL, 0, design, NULL, &none, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_map_parse_csv(HEAD, strlen(HEAD), design, NULL, NULL, &err), FOL_ERR_ARG);
    ck_assert_int_eq(fol_map_parse_csv("x", 1, design, NULL, &none, NULL), FOL_ERR_SYNTAX);
    ck_assert_ptr_null(fol_map_dots(NULL, &count));
    ck_assert_uint_eq(count, 0);
    fol_map_free(NULL);
}
END_TEST

/* ------------------------------------------------------------------ reviews */

static void even_density(int32_t x_um, int32_t y_um, fol_density *out, void *user) {
    (void)user;
    const bool inside = x_um >= 0 && x_um < 20000 && y_um >= 0 && y_um < 20000;
    for (int k = 0; k < FOL_MAX_SESSIONS; k++)
        out->running_per_cm2[k] = inside ? 10 : 0;
    out->zone = inside ? 0 : FOL_NO_ZONE;
}

START_TEST(a_review_holds_what_the_library_measured) {
    const fol_dot dots[3] = {
        {8, 5000, 5000, 125, 0, 0, 1, 24}, {16, 5000, 5100, 125, 0, 0, 2, 24}, {24, 90000, 5000, 125, 0, 0, 2, 24}};
    fol_review_spec spec = fol_review_spec_default();
    spec.dots = dots;
    spec.dot_count = 3;
    spec.session_count = 2;
    spec.zone_count = 1;
    spec.density = even_density;
    spec.bounds = (fol_rect){0, 0, 20, 20};
    fol_review *review = NULL;
    ck_assert_msg(fol_review_create(&spec, NULL, &review, &err) == FOL_OK, "%s", err.message);
    const fol_sink sink = to_text();
    ck_assert_int_eq(fol_review_write_json(review, _i ? design : NULL, &sink, &err), FOL_OK);
    json_t *root = json_loads(text.bytes, JSON_REJECT_DUPLICATES, NULL);
    ck_assert_msg(root != NULL, "%s", text.bytes);
    ck_assert(json_is_false(json_object_get(root, "ok")));
    ck_assert_uint_eq(json_array_size(json_object_get(root, "sessions")), 2);
    ck_assert_uint_eq(json_array_size(json_object_get(root, "totals")), 2);
    const json_t *first = json_array_get(json_object_get(root, "sessions"), 0);
    ck_assert_int_eq(json_integer_value(json_object_get(first, "session")), 1);
    ck_assert_int_eq(json_integer_value(json_object_get(first, "dots")), 1);
    ck_assert(json_is_null(json_object_get(first, "least_pair")));
    const json_t *total = json_array_get(json_object_get(root, "totals"), 1);
    ck_assert_int_eq(json_integer_value(json_object_get(total, "session")), 2);
    ck_assert_int_eq(json_integer_value(json_object_get(total, "dots")), fol_review_total(review, 2).dots);
    ck_assert(json_real_value(json_object_get(total, "least_mm")) == 0.1);
    ck_assert_uint_eq(json_array_size(json_object_get(total, "least_pair")), 2);
    ck_assert(json_is_real(json_object_get(total, "clark_evans")) && json_is_real(json_object_get(total, "nn_cv")));
    ck_assert_uint_eq(json_object_size(total), 6);
    const json_t *zone = json_array_get(json_object_get(root, "zones"), 0);
    ck_assert_str_eq(json_string_value(json_object_get(zone, "name")), _i ? "Front" : "1");
    ck_assert(json_is_real(json_object_get(zone, "asked")) && json_is_integer(json_object_get(zone, "found")));
    const json_t *findings = json_object_get(root, "findings");
    ck_assert_uint_eq(json_array_size(findings), fol_review_finding_count(review));
    for (size_t i = 0; i < json_array_size(findings); i++) {
        const json_t *finding = json_array_get(findings, i);
        const fol_finding *wanted = fol_review_finding(review, i);
        ck_assert_str_eq(json_string_value(json_object_get(finding, "kind")), fol_finding_kind_name(wanted->kind));
        ck_assert_str_eq(json_string_value(json_object_get(finding, "text")), wanted->text);
        ck_assert_int_eq(json_integer_value(json_object_get(finding, "x_um")), wanted->x_um);
        ck_assert_uint_eq(json_array_size(json_object_get(finding, "ids")),
                          (size_t)(wanted->ids[0] >= 0) + (size_t)(wanted->ids[1] >= 0));
        ck_assert_uint_eq(json_object_size(finding), 5);
    }
    ck_assert_int_eq(fol_review_write_json(NULL, design, &sink, &err), FOL_ERR_ARG);
    json_decref(root);
    fol_review_free(review);
}
END_TEST

Suite *make_suite(void) {
    Suite *suite = suite_create("io map");
    TCase *tcase = tcase_create("map");
    tcase_add_checked_fixture(tcase, make_design, free_design);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, csv_is_written_to_the_byte);
    tcase_add_test(tcase, a_map_without_dots_is_its_header);
    tcase_add_loop_test(tcase, reading_csv_gives_what_was_written, 0, rounds(50));
    tcase_add_loop_test(tcase, the_same_dot_may_be_written_in_many_ways, 0, WAYS);
    tcase_add_test(tcase, zones_are_found_by_their_exact_name);
    tcase_add_test(tcase, dots_without_an_id_count_on_from_those_placed_by_hand);
    tcase_add_loop_test(tcase, rows_that_cannot_be_read_are_refused_with_their_place, 0,
                        (int)(sizeof bad_maps / sizeof bad_maps[0]));
    tcase_add_test(tcase, no_bytes_do_harm);
    tcase_add_test(tcase, maps_are_limited);
    tcase_add_test(tcase, the_json_map_holds_the_same_fields_and_the_four_identifiers);
    tcase_add_loop_test(tcase, svg_is_written_to_the_byte, 0, 2);
    tcase_add_test(tcase, names_never_break_the_format);
    tcase_add_loop_test(tcase, writers_refuse_what_they_cannot_write, 0, 3);
    tcase_add_test(tcase, svg_wants_map_order);
    tcase_add_test(tcase, wrong_calls_of_the_reader_are_refused);
    tcase_add_loop_test(tcase, a_review_holds_what_the_library_measured, 0, 2);
    suite_add_tcase(suite, tcase);
    return suite;
}
