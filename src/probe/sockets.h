/* SPDX-License-Identifier: ISC */
/*
 * Sockets: which are waited for, and which have something to do. However many are idle, a wait
 * costs what the busy ones do.
 *
 *     struct sockets set;
 *     if (!sockets_open(&set)) …
 *     sockets_watch(&set, fd, SOCKETS_IN);
 *     n = sockets_wait(&set, events, ms);
 *     sockets_close(&set);
 */
#ifndef PROBE_SOCKETS_H
#define PROBE_SOCKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

struct sockets {
	int epoll;
};
enum { SOCKETS_IN = 1, SOCKETS_OUT = 2, SOCKETS_BROKEN = 4 }; /* libcurl's own numbers */
struct sockets_event {
	int fd;
	int what;
};
enum { SOCKETS_EVENTS = 64 }; /* as many are told at once */

/* False if this machine has no descriptor left. */
bool sockets_open(struct sockets *set);
void sockets_close(struct sockets *set);

/* What fd is waited for: SOCKETS_IN, bytes that came; SOCKETS_OUT, room for bytes to send.
   Neither: no longer. */
void sockets_watch(struct sockets *set, int fd, int what);
/* Waits for at most ms milliseconds; how many events there are. A signal ends it. */
size_t sockets_wait(
	struct sockets *set, struct sockets_event events[SOCKETS_EVENTS], int ms);

/* How many requests, of live that are wanted, this process has the descriptors for; at least
   one. */
size_t sockets_most(unsigned live);
/* Milliseconds of a clock that nobody sets. */
int64_t sockets_clock(void);

/* Is that an address, or the text of one, that listeners cannot reach? See url.h. */
bool sockets_is_private(const struct sockaddr *addr);
bool sockets_text_is_private(const char *ip);

#endif
