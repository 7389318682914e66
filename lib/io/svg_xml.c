/* SPDX-License-Identifier: MIT */
/* Expat calls, a tree grows. Everything that hostile XML is known for is stopped before it costs memory: entities that
 * multiply, elements without end, nesting without end. */
#include "svg_xml.h"

#include "problem.h"

#include <expat.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Expat puts a blank between a name's namespace and the name itself. */
#define SVG_SPACE "http://www.w3.org/2000/svg"
#define XLINK_SPACE "http://www.w3.org/1999/xlink"
#define INKSCAPE_SPACE "http://www.inkscape.org/namespaces/inkscape"
#define SERIF_SPACE "http://www.serif.com/"

enum {
    PIECE = 1 << 20,        /* bytes a call: expat counts in int */
    LONGEST_ENTITY = 100,   /* a web address */
    MOST_ATTRIBUTES = 256,  /* of an element; editors write tens */
    MOST_STYLE = 1 << 20    /* bytes of text that are kept of one element */
};

typedef struct growing_text {
    char *bytes;
    size_t size, capacity;
} growing_text;

typedef struct building {
    XML_Parser parser;
    fol__io_arena *arena;
    fol__xml *xml;
    fol__xml_element *open;
    size_t most_elements;
    int depth;
    growing_text text; /* of the element that is open, where its text is wanted */
    fol_status status; /* of what stopped the parser from inside */
    fol_error *err;
} building;

static int line_of(const building *b) {
    const XML_Size line = XML_GetCurrentLineNumber(b->parser);
    return line < INT_MAX ? (int)line : INT_MAX;
}

static int column_of(const building *b) {
    const XML_Size column = XML_GetCurrentColumnNumber(b->parser);
    return column < INT_MAX ? (int)column + 1 : INT_MAX;
}

static void stop(building *b, fol_status status, const char *message) {
    if (b->status != FOL_OK)
        return;
    b->status = status == FOL_ERR_NOMEM
                    ? fol__io_fail_nomem(b->err)
                    : fol__io_fail(b->err, status, NULL, line_of(b), column_of(b), "%s", message);
    XML_StopParser(b->parser, XML_FALSE);
}

/* ------------------------------------------------------------------ names */

/* The name behind its namespace, and which one that is; its whole length is `space_size` when there is none. */
static const char *split_name(const char *name, size_t *space_size) {
    const char *blank = strrchr(name, ' ');
    *space_size = blank ? (size_t)(blank - name) : 0;
    return blank ? blank + 1 : name;
}

static bool in_space(const char *name, size_t size, const char *space) {
    return size == strlen(space) && memcmp(name, space, size) == 0;
}

/* NULL: an attribute that nobody asks for. */
static const char *attribute_name(const char *name) {
    size_t space;
    const char *own = split_name(name, &space);
    if (space == 0)
        return own;
    if (in_space(name, space, XLINK_SPACE))
        return strcmp(own, "href") == 0 ? "href" : NULL;
    if (in_space(name, space, INKSCAPE_SPACE)) {
        static const char *const kept[] = {"label", "groupmode", "version"};
        static const char *const as[] = {"inkscape:label", "inkscape:groupmode", "inkscape:version"};
        for (size_t i = 0; i < 3; i++) {
            if (strcmp(own, kept[i]) == 0)
                return as[i];
        }
    }
    return in_space(name, space, SERIF_SPACE) && strcmp(own, "id") == 0 ? "serif:id" : NULL;
}

/* A twin of an attribute that is there already, such as href beside xlink:href: the first one stays. */
static bool there_already(const fol__xml_attribute *attributes, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(attributes[i].name, name) == 0)
            return true;
    }
    return false;
}

/* ------------------------------------------------------------------ what expat calls */

static void take_attributes(building *b, fol__xml_element *element, const char **given) {
    size_t count = 0;
    while (given[2 * count])
        count++;
    if (count > MOST_ATTRIBUTES) {
        stop(b, FOL_ERR_LIMIT, "more than 256 attributes in one element");
        return;
    }
    fol__xml_attribute *attributes = fol__io_arena_take(b->arena, count, sizeof *attributes);
    if (!attributes) {
        stop(b, FOL_ERR_NOMEM, "");
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const char *name = attribute_name(given[2 * i]);
        if (!name || (name != given[2 * i] && there_already(attributes, element->attribute_count, name)))
            continue;
        fol__xml_attribute *own = &attributes[element->attribute_count++];
        own->name = fol__io_arena_text(b->arena, name);
        own->value = fol__io_arena_text(b->arena, given[2 * i + 1]);
        if (!own->name || !own->value)
            stop(b, FOL_ERR_NOMEM, "");
        else
            element->attribute_bytes += strlen(own->value);
    }
    element->attributes = attributes;
}

static bool wants_text(const fol__xml_element *element) {
    return element && (strcmp(element->name, "style") == 0 || strcmp(element->name, "title") == 0);
}

static void XMLCALL start_element(void *user, const char *name, const char **attributes) {
    building *b = user;
    size_t space;
    const char *own = split_name(name, &space);
    if (b->status != FOL_OK)
        return;
    if (++b->depth > FOL__XML_DEPTH) {
        stop(b, FOL_ERR_LIMIT, "more than 256 elements inside each other");
        return;
    }
    if (++b->xml->elements > b->most_elements) {
        stop(b, FOL_ERR_LIMIT, "more elements than a drawing within the limits has");
        return;
    }
    fol__xml_element *element = fol__io_arena_take(b->arena, 1, sizeof *element);
    if (!element) {
        stop(b, FOL_ERR_NOMEM, "");
        return;
    }
    const bool known = space == 0 || in_space(name, space, SVG_SPACE);
    element->name = known ? fol__io_arena_text(b->arena, own) : "";
    element->line = line_of(b);
    element->column = column_of(b);
    element->parent = b->open;
    if (!element->name) {
        element->name = "";
        stop(b, FOL_ERR_NOMEM, "");
    }
    take_attributes(b, element, attributes);
    if (!b->open)
        b->xml->root = element;
    else if (b->open->last)
        b->open->last->next = element;
    else
        b->open->first = element;
    if (b->open)
        b->open->last = element;
    b->open = element;
    b->text.size = 0;
}

static void XMLCALL end_element(void *user, const char *name) {
    building *b = user;
    (void)name;
    if (b->status != FOL_OK || !b->open)
        return;
    if (wants_text(b->open) && b->text.size) {
        b->text.bytes[b->text.size] = '\0';
        b->open->text = fol__io_arena_text(b->arena, b->text.bytes);
        if (!b->open->text)
            stop(b, FOL_ERR_NOMEM, "");
    }
    b->text.size = 0;
    b->open = b->open->parent;
    b->depth--;
}

static void XMLCALL take_text(void *user, const char *bytes, int size) {
    building *b = user;
    growing_text *text = &b->text;
    if (b->status != FOL_OK || size <= 0 || !wants_text(b->open) || text->size + (size_t)size > MOST_STYLE)
        return;
    if (text->size + (size_t)size + 1 > text->capacity) {
        const size_t capacity = 2 * (text->size + (size_t)size + 1);
        char *grown = realloc(text->bytes, capacity);
        if (!grown) {
            stop(b, FOL_ERR_NOMEM, "");
            return;
        }
        text->bytes = grown;
        text->capacity = capacity;
    }
    memcpy(text->bytes + text->size, bytes, (size_t)size);
    text->size += (size_t)size;
}

static void XMLCALL take_comment(void *user, const char *comment) {
    building *b = user;
    if (!b->xml->root && strstr(comment, "Adobe Illustrator"))
        b->xml->maker = FOL__MAKER_ILLUSTRATOR;
}

/* Illustrator declares its namespaces as entities. They cannot multiply: nothing in them is an entity again. */
static void XMLCALL declare_entity(void *user, const char *name, int parameter, const char *value, int size,
                                   const char *base, const char *system, const char *public, const char *notation) {
    building *b = user;
    (void)name;
    (void)base;
    (void)system;
    (void)public;
    (void)notation;
    const bool harmless = !parameter && value && size >= 7 && size <= LONGEST_ENTITY &&
                          memcmp(value, "http://", 7) == 0 && !memchr(value, '&', (size_t)size);
    if (!harmless)
        stop(b, FOL_ERR_SYNTAX, "declares an entity, which can make a small file a huge one; save it as plain SVG");
}

/* ------------------------------------------------------------------ all of it */

static const char *hint_for(enum XML_Error code, bool at_end) {
    switch (code) {
    case XML_ERROR_NO_ELEMENTS:
    case XML_ERROR_UNCLOSED_TOKEN:
    case XML_ERROR_UNCLOSED_CDATA_SECTION:
    case XML_ERROR_PARTIAL_CHAR:
        return at_end ? "; the text ends too early" : "";
    case XML_ERROR_INVALID_TOKEN:
        return "; a character is not what the encoding says (UTF-8 where none is named), or stands where none may";
    case XML_ERROR_UNKNOWN_ENCODING:
    case XML_ERROR_INCORRECT_ENCODING:
        return "; save it as UTF-8";
    case XML_ERROR_UNDEFINED_ENTITY:
        return "; only &amp; &lt; &gt; &quot; &apos; and numbers are known";
    default:
        return "";
    }
}

static fol_status fail_xml(building *b, bool at_end) {
    const enum XML_Error code = XML_GetErrorCode(b->parser);
    if (b->status != FOL_OK)
        return b->status;
    if (code == XML_ERROR_NO_MEMORY)
        return fol__io_fail_nomem(b->err);
    return fol__io_fail(b->err, FOL_ERR_SYNTAX, NULL, line_of(b), column_of(b), "not XML: %s%s", XML_ErrorString(code),
                        hint_for(code, at_end));
}

static fol_status feed(building *b, const char *bytes, size_t size) {
    bool last = false;
    while (!last) {
        const size_t piece = size < PIECE ? size : PIECE;
        last = piece == size;
        if (XML_Parse(b->parser, bytes, (int)piece, last) != XML_STATUS_OK)
            return fail_xml(b, last);
        bytes += piece;
        size -= piece;
    }
    return b->status;
}

static fol_status check_start(const char *bytes, size_t size, const fol_limits *limits, fol_error *err) {
    if (limits->max_bytes < 0 || size > (uint64_t)limits->max_bytes)
        return fol__io_fail(err, FOL_ERR_LIMIT, NULL, 0, 0, "%zu bytes; at most %lld are read", size,
                            (long long)limits->max_bytes);
    if (size == 0)
        return fol__io_fail(err, FOL_ERR_SYNTAX, NULL, 1, 1, "the file is empty; a drawing is SVG");
    if (size >= 2 && memcmp(bytes, "\x1f\x8b", 2) == 0)
        return fol__io_fail(err, FOL_ERR_SYNTAX, NULL, 0, 0,
                            "is compressed (.svgz); save it as plain SVG, or unpack it: gunzip -S .svgz");
    return FOL_OK;
}

/* Dots of a map, hairs, and what an editor puts around them. */
static size_t most_elements(const fol_limits *limits) {
    const int64_t most = 100000 + 2 * limits->max_dots + 2 * (int64_t)limits->max_hairs;
    return most > 0 ? (size_t)most : 0;
}

fol_status fol__xml_parse(const char *bytes, size_t size, const fol_limits *limits, fol__io_arena *arena, fol__xml *out,
                          fol_error *err) {
    memset(out, 0, sizeof *out);
    fol_status status = check_start(bytes, size, limits, err);
    if (status != FOL_OK)
        return status;
    building b = {.parser = XML_ParserCreateNS(NULL, ' '), .arena = arena, .xml = out, .err = err};
    if (!b.parser)
        return fol__io_fail_nomem(err);
    b.most_elements = most_elements(limits);
    XML_SetUserData(b.parser, &b);
    XML_SetElementHandler(b.parser, start_element, end_element);
    XML_SetCharacterDataHandler(b.parser, take_text);
    XML_SetCommentHandler(b.parser, take_comment);
    XML_SetEntityDeclHandler(b.parser, declare_entity);
    status = feed(&b, bytes, size);
    XML_ParserFree(b.parser);
    free(b.text.bytes);
    if (status == FOL_OK && strcmp(out->root->name, "svg") != 0)
        status = fol__io_fail(err, FOL_ERR_SYNTAX, NULL, out->root->line, out->root->column,
                              "the outermost element is <%s>, must be <svg>", out->root->name);
    return status;
}

const char *fol__xml_get(const fol__xml_element *element, const char *name) {
    for (size_t i = 0; i < element->attribute_count; i++) {
        if (strcmp(element->attributes[i].name, name) == 0)
            return element->attributes[i].value;
    }
    return NULL;
}
