/* SPDX-License-Identifier: MIT */
/* Arguments of one command, and its help, from one description. */
#ifndef FOLLICLE_CLI_ARGS_H
#define FOLLICLE_CLI_ARGS_H

#include <follicle/values.h>

#define ARGS_MAX_OPTIONS 16
#define ARGS_GO_ON (-1)

typedef struct cli_option {
    const char *name;  /* without dashes */
    char letter;       /* 0: none */
    const char *value; /* what help calls it; NULL: the option takes none */
    const char *help;  /* may hold line feeds */
    const char **text; /* where the value goes */
    bool *given;       /* where it is noted that the option stood there; may be NULL */
} cli_option;

/* The one option of a command that may be given again and again. */
typedef struct cli_repeated {
    const char *name; /* NULL: none may */
    const char **values;
    size_t *count;
    size_t most;
} cli_repeated;

typedef struct cli_syntax {
    const char *command;
    const char *usage; /* what follows the command's name: "DESIGN -o DIR" */
    const char *about; /* one paragraph or more, with line feeds */
    const cli_option *options;
    size_t option_count; /* at most ARGS_MAX_OPTIONS; --help is added to them */
    size_t least_operands, most_operands;
    cli_repeated repeated;
} cli_syntax;

/* Reads argv[1] on: --name value, --name=value, -o value, -- before operands that begin with a dash. A missing operand
 * is NULL. ARGS_GO_ON, or the exit code after help was printed or the mistake was said. */
int args_parse(const cli_syntax *syntax, int argc, char **argv, const char **operands);

/* Says what is wrong and where help is. Returns the exit code for bad usage. */
int bad_usage(const char *command, const char *format, ...) FOL_PRINTF(2, 3);

/* The name that a mistyped word was probably meant to be, or NULL. */
const char *nearest_name(const char *word, const char *const *names, size_t count);

/* Plain decimal numbers, nothing around them; what is outside the range is said and false. */
bool read_number(const cli_syntax *syntax, const char *option, const char *text, double from, double to,
                 double *number);
bool read_whole(const cli_syntax *syntax, const char *option, const char *text, int from, int to, int *number);
/* As many numbers with commas between them; false, and nothing said, when the text is not that. */
bool parse_numbers(const char *text, double *numbers, int count);
/* x,y,width,height in millimetres. */
bool read_rect(const cli_syntax *syntax, const char *option, const char *text, fol_rect *rect);

#endif
