/* SPDX-License-Identifier: ISC */
/*
 * local: what the audio file on this machine tells.
 */
#ifndef PROBE_LOCAL_H
#define PROBE_LOCAL_H

#include "probe/listen.h"

struct local_facts {
	int64_t length;   /* bytes; 0: unknown */
	const char *type; /* by the extension; NULL: unknown */
	const char *
		problem; /* why there is no length, in words: "it is empty"; NULL: nothing */
	bool empty;      /* that is why */
	struct heard heard; /* facts.looked: its bytes were read */
};

/* The facts of a file; all is 0 if file is NULL. */
struct local_facts local_look(struct listen *l, const char *file);

#endif
