/* SPDX-License-Identifier: MIT */
#include "runner.h"

#include <stdlib.h>

int rounds(int count) {
    const char *percent = getenv("FOLLICLE_TEST_ROUNDS");
    const int share = percent ? atoi(percent) : 100;
    return share <= 0 ? 1 : (count * share + 99) / 100;
}

int main(void) {
    SRunner *runner = srunner_create(make_suite());
    srunner_run_all(runner, CK_ENV);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
