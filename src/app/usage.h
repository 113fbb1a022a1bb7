/* SPDX-License-Identifier: ISC */
/* usage: what is said of a command that was not typed as it should be. */
#ifndef APP_USAGE_H
#define APP_USAGE_H

/* One line on stderr, and where to read on. The exit status is EXIT_USAGE. */
void usage_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
