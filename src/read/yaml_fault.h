/* SPDX-License-Identifier: ISC */
/*
 * What libyaml finds fault with, in words that people can act on: libyaml speaks of
 * tokens, people of quotes, tabs and colons.
 */
#ifndef READ_YAML_FAULT_H
#define READ_YAML_FAULT_H

#include <feedgen/feedgen.h>
#include "read/passage.h"

struct yaml_fault {
	const char *problem, *context; /* libyaml's words; context NULL: none */
	struct point at, context_at;
};

void yaml_fault_tell(
	struct fg_run *run, const struct passage *in, const struct yaml_fault *fault);
/* A map or list stands where a name should. */
void yaml_fault_key(struct fg_run *run, const struct passage *in, struct point at);
/* The whole is not a map. */
void yaml_fault_top(
	struct fg_run *run, const struct passage *in, const struct node *root);

#endif
