/* SPDX-License-Identifier: MIT */
/* Reads a command's arguments by its table of options, and prints help from the same table, so that the two cannot
 * differ. An option given twice is refused: which of the two was meant is not ours to guess. */
#include "args.h"
#include "exits.h"
#include "talk.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST_WORD 31

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Levenshtein's distance (1966): how many letters to insert, delete or change. */
static size_t edit_distance(const char *a, const char *b) {
    size_t row[LONGEST_WORD + 1];
    const size_t length = strlen(b);
    for (size_t j = 0; j <= length; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= length; j++) {
            const size_t changed = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = least(changed, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[length];
}

const char *nearest_name(const char *word, const char *const *names, size_t count) {
    const size_t length = strlen(word);
    if (length == 0 || length > LONGEST_WORD)
        return NULL;
    const char *nearest = NULL;
    size_t best = least(length / 3 + 1, 3) + 1;
    for (size_t i = 0; i < count; i++) {
        if (strlen(names[i]) > LONGEST_WORD)
            continue;
        const bool begun = length >= 2 && strncmp(word, names[i], length) == 0;
        const size_t distance = begun ? 1 : edit_distance(word, names[i]);
        if (distance < best) {
            best = distance;
            nearest = names[i];
        }
    }
    return nearest;
}

int bad_usage(const char *command, const char *format, ...) {
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    say("%s", text);
    say("'follicle %s%s--help' tells how it is used", command, *command ? " " : "");
    return CLI_BAD_USAGE;
}

/* Lines of a text, each after the same indent but the first. */
static void print_indented(const char *text, int indent) {
    for (; *text; text++) {
        putchar(*text);
        if (*text == '\n')
            printf("%*s", indent, "");
    }
    putchar('\n');
}

static void print_option(const cli_option *option) {
    char left[48];
    const int used = option->letter ? snprintf(left, sizeof left, "-%c, --%s", option->letter, option->name)
                                    : snprintf(left, sizeof left, "    --%s", option->name);
    if (option->value)
        snprintf(left + used, sizeof left - (size_t)used, " %s", option->value);
    printf("  %-26s ", left);
    print_indented(option->help, 29);
}

static void print_help(const cli_syntax *syntax) {
    static const cli_option help = {"help", 'h', NULL, "print this and stop", NULL, NULL};
    printf("Usage: follicle %s%s%s\n\n%s\n\nOptions:\n", syntax->command, *syntax->usage ? " " : "", syntax->usage,
           syntax->about);
    for (size_t i = 0; i < syntax->option_count; i++)
        print_option(&syntax->options[i]);
    print_option(&help);
}

static int unknown_option(const cli_syntax *syntax, const char *name, size_t length) {
    const char *names[ARGS_MAX_OPTIONS + 1];
    char word[LONGEST_WORD + 1] = "";
    if (length <= LONGEST_WORD)
        memcpy(word, name, length);
    for (size_t i = 0; i < syntax->option_count; i++)
        names[i] = syntax->options[i].name;
    names[syntax->option_count] = "help";
    const char *nearest = nearest_name(word, names, syntax->option_count + 1);
    if (nearest)
        return bad_usage(syntax->command, "%s has no option '--%.*s'; did you mean '--%s'?", syntax->command,
                         (int)length, name, nearest);
    return bad_usage(syntax->command, "%s has no option '--%.*s'", syntax->command, (int)length, name);
}

/* Notes one option. `value` is what stood behind '=' or the letter; NULL: it is the next argument. */
static int take_option(const cli_syntax *syntax, const cli_option *option, const char *value, int argc, char **argv,
                       int *at, unsigned *seen) {
    const unsigned bit = 1u << (option - syntax->options);
    const bool again = syntax->repeated.name && strcmp(syntax->repeated.name, option->name) == 0;
    if ((*seen & bit) && !again)
        return bad_usage(syntax->command, "--%s is given twice", option->name);
    *seen |= bit;
    if (!option->value && value)
        return bad_usage(syntax->command, "--%s takes no value", option->name);
    if (option->value && !value) {
        if (*at + 1 >= argc)
            return bad_usage(syntax->command, "--%s needs a value: %s", option->name, option->value);
        value = argv[++*at];
    }
    if (option->value && !*value)
        return bad_usage(syntax->command, "--%s needs a value: %s", option->name, option->value);
    if (again && *syntax->repeated.count == syntax->repeated.most)
        return bad_usage(syntax->command, "--%s is given more than %zu times", option->name, syntax->repeated.most);
    if (again)
        syntax->repeated.values[(*syntax->repeated.count)++] = value;
    if (option->text)
        *option->text = value;
    if (option->given)
        *option->given = true;
    return ARGS_GO_ON;
}

static int parse_long(const cli_syntax *syntax, int argc, char **argv, int *at, unsigned *seen) {
    const char *name = argv[*at] + 2;
    const size_t length = strcspn(name, "=");
    for (size_t i = 0; i < syntax->option_count; i++) {
        const cli_option *option = &syntax->options[i];
        if (strlen(option->name) == length && strncmp(option->name, name, length) == 0)
            return take_option(syntax, option, name[length] ? name + length + 1 : NULL, argc, argv, at, seen);
    }
    return unknown_option(syntax, name, length);
}

static int parse_letter(const cli_syntax *syntax, int argc, char **argv, int *at, unsigned *seen) {
    const char *argument = argv[*at];
    for (size_t i = 0; i < syntax->option_count; i++) {
        const cli_option *option = &syntax->options[i];
        if (option->letter && option->letter == argument[1])
            return take_option(syntax, option, argument[2] ? argument + 2 : NULL, argc, argv, at, seen);
    }
    return bad_usage(syntax->command, "%s has no option '%s'", syntax->command, argument);
}

int args_parse(const cli_syntax *syntax, int argc, char **argv, const char **operands) {
    size_t count = 0;
    unsigned seen = 0;
    bool only_operands = false;
    for (size_t i = 0; i < syntax->most_operands; i++)
        operands[i] = NULL;
    for (int at = 1; at < argc; at++) {
        const char *argument = argv[at];
        int code = ARGS_GO_ON;
        if (only_operands || argument[0] != '-' || argument[1] == '\0') {
            if (count == syntax->most_operands)
                return bad_usage(syntax->command, "'%s' is one argument too many for %s", argument, syntax->command);
            operands[count++] = argument;
        } else if (strcmp(argument, "--") == 0) {
            only_operands = true;
        } else if (strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0) {
            print_help(syntax);
            return CLI_DONE;
        } else {
            code = argument[1] == '-' ? parse_long(syntax, argc, argv, &at, &seen)
                                      : parse_letter(syntax, argc, argv, &at, &seen);
        }
        if (code != ARGS_GO_ON)
            return code;
    }
    if (count < syntax->least_operands)
        return bad_usage(syntax->command, "something is missing: follicle %s %s", syntax->command, syntax->usage);
    return ARGS_GO_ON;
}

/* A decimal number at the start of text; *end behind it, or NULL. strtod() would also take hexadecimal, inf and nan. */
static double decimal(const char *text, const char **end) {
    const size_t length = strspn(text, "+-.0123456789eE");
    char *stop = NULL;
    const double number = strtod(text, &stop);
    *end = stop == text + length && length > 0 ? stop : NULL;
    return number;
}

bool read_number(const cli_syntax *syntax, const char *option, const char *text, double from, double to,
                 double *number) {
    const char *end = NULL;
    *number = decimal(text, &end);
    if (end && *end == '\0' && *number >= from && *number <= to)
        return true;
    bad_usage(syntax->command, "--%s is '%s'; it is a number from %g to %g", option, text, from, to);
    return false;
}

bool read_whole(const cli_syntax *syntax, const char *option, const char *text, int from, int to, int *number) {
    const char *end = NULL;
    const double value = decimal(text, &end);
    if (end && *end == '\0' && value >= from && value <= to && value == (int)value) {
        *number = (int)value;
        return true;
    }
    bad_usage(syntax->command, "--%s is '%s'; it is a whole number from %d to %d", option, text, from, to);
    return false;
}

bool parse_numbers(const char *text, double *numbers, int count) {
    for (int i = 0; i < count; i++) {
        const char *end = NULL;
        numbers[i] = decimal(text, &end);
        if (!end || *end != (i < count - 1 ? ',' : '\0') || !(numbers[i] >= -1e6 && numbers[i] <= 1e6))
            return false;
        text = end + 1;
    }
    return true;
}

bool read_rect(const cli_syntax *syntax, const char *option, const char *text, fol_rect *rect) {
    double numbers[4] = {0, 0, 0, 0};
    if (parse_numbers(text, numbers, 4) && numbers[2] > 0.0 && numbers[3] > 0.0) {
        *rect = (fol_rect){numbers[0], numbers[1], numbers[2], numbers[3]};
        return true;
    }
    bad_usage(syntax->command, "--%s is '%s'; it is x,y,width,height in mm, as 40,25,30,20", option, text);
    return false;
}
