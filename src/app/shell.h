/* SPDX-License-Identifier: ISC */
#ifndef APP_SHELL_H
#define APP_SHELL_H

#include <stdio.h>

/* Writes a path as a shell takes it: quoted where it must be, and never as an option. */
void shell_put(const char *path, FILE *stream);

#endif
