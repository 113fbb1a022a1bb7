/* SPDX-License-Identifier: ISC */
#ifndef APP_PROGRAM_H
#define APP_PROGRAM_H

#include "base/sbuf.h"

/* Appends what tells this program from every other, and from itself after an upgrade: its
   version, its file and those of the libraries that it runs with. */
void program_identity(struct sbuf *out);

#endif
