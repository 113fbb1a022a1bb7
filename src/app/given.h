/* SPDX-License-Identifier: ISC */
/*
 * given: a feed that somebody names on the command line: a file, "-" for standard input, or
 * an address of the web.
 *
 *     struct given given;
 *     if (given_open(&run, name, &given)) …          fg_validate_feed(&run, &given.input)
 *     given_close(&given);                           in any case
 */
#ifndef APP_GIVEN_H
#define APP_GIVEN_H

#include <signal.h>
#include <feedgen/feedgen.h>
#include "base/sbuf.h"

struct given {
	struct fg_input input;
	struct fg_fetched fetched;
	struct sbuf text; /* of an address */
};

/* Has name a scheme, as "https://…" has? Then it is no file. */
bool given_is_address(const char *name);
/* False: it cannot be had, and a finding says why. An address is fetched whole; files and
   standard input are not read yet. */
bool given_open(struct fg_run *run, const char *name, struct given *given);
/* To be called before anything is fetched. A server that hangs up must not end us, as standard
   output may: what was done at SIGPIPE is put into *before, to be restored when all is there. */
void given_go_online(struct sigaction *before);
/* Asks the server of an address how it treats who asks again; of a file, nothing. */
void given_ask_manners(struct fg_run *run, struct given *given);
/* Reads the rest of a file or of standard input, so that input.data is all there is. False: a
   finding says why; more than max bytes are refused. */
bool given_load(struct fg_run *run, struct given *given, size_t max);
void given_close(struct given *given);

#endif
