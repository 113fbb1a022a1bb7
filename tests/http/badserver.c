/* SPDX-License-Identifier: ISC */
/*
 * badserver: a web server that misbehaves in the way that the path asks for.
 *
 *     badserver [-l LOG] [-a ADDRESS] [-n ADDRESSES] [-d FOLDER]
 *     badserver -f                       prints a port that was free a moment ago
 *
 * Listens on ADDRESS (127.0.0.1; with -n on so many from there on, at most 250) at a port
 * that the system chooses, and prints that port when it is ready. The first segment of a
 * path names what is done: `canned` (canned.h) or `computed` (computed.h). In the query,
 * size=BYTES and type=MIME say what the audio claims to be (type=none: it does not),
 * gzip=1 that a file of FOLDER (the current one) is packed, undated=1 that it comes without
 * the ETag that it has, always=1 that it comes also to who has it, headless=1 that HEAD is not
 * answered, whole=1 that it has no parts; delay=MS holds the answer back.
 *
 * The log has a line for each request, written before it is answered, and one for each
 * connection that ends while a body is being sent:
 *
 *     METHOD PATH RANGE ADDRESS MS LIVE AGENT     MS: a steady clock; LIVE: requests at ADDRESS
 *                                     now; AGENT: who asks, in words
 *     sent BYTES PATH
 *     posted TEXT                     the body of a POST, before its line
 *
 * Ends when its parent does.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include "computed.h"

enum { MOST_CONNS = 512, MOST_ADDRESSES = 250, MOST_PATHS = 256 };

struct server {
	FILE *log;
	const char *dir;
	in_addr_t first; /* in host order */
	int listeners[MOST_ADDRESSES];
	size_t n_listeners;
	struct conn *conns[MOST_CONNS];
	size_t n_conns;
	struct {
		char path[PATH_SIZE];
		int count;
	} seen[MOST_PATHS];
};

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void serve_can(struct conn *c, const struct request *r, const struct canned *can)
{
	const char *said = r->head ? can->head : can->get;
	c->ending = can->ending;
	if (!said) {
		audio(c, r);
		return;
	}
	sbuf_str(&c->out, said);
	c->text = can->text;
	c->repeats = can->repeats;
	c->gap_ms = can->gap_ms;
	c->body = r->head ? 0 : can->body;
}

static void answer(struct conn *c, const struct request *r)
{
	struct str name = {r->path + 1, strcspn(r->path + 1, "/?")};
	for (size_t i = 0; i < sizeof canned / sizeof *canned; i++) {
		if (str_is(name, canned[i].name)) {
			serve_can(c, r, &canned[i]);
			return;
		}
	}
	for (size_t i = 0; i < sizeof computed / sizeof *computed; i++) {
		if (str_is(name, computed[i].name)) {
			computed[i].answer(c, r);
			return;
		}
	}
	status(c, "404");
}

/* ---- requests ---- */

/* The value of a header or of a part of the query, up to one of stops. */
static void value_of(
	const char *text, const char *name, const char *stops, char *out, size_t size)
{
	const char *at = strcasestr(text, name);
	if (!at)
		return;
	at += strlen(name);
	snprintf(out, size, "%.*s", (int)strcspn(at, stops), at);
}

static int times_seen(struct server *s, const char *path)
{
	for (size_t i = 0; i < MOST_PATHS; i++) {
		if (s->seen[i].count == 0)
			snprintf(s->seen[i].path, PATH_SIZE, "%s", path);
		if (strcmp(s->seen[i].path, path) == 0)
			return s->seen[i].count++;
	}
	return 0;
}

static void write_log(struct server *s, struct conn *c, const struct request *r)
{
	unsigned live = 0;
	for (size_t i = 0; i < s->n_conns; i++)
		live += s->conns[i]->answering &&
			s->conns[i]->address.s_addr == c->address.s_addr;
	char agent[256] = "";
	value_of(c->in, "\nUser-Agent: ", "\r\n", agent, sizeof agent);
	fprintf(s->log, "%s %s %s %s %lld %u %s\n", r->method, r->path,
		r->range[0] ? r->range : "-", inet_ntoa(c->address), (long long)now_ms(),
		live, agent);
	fflush(s->log);
}

/* One complete request is in c->in. */
static void take_request(struct server *s, struct conn *c)
{
	struct request r = {.type = "audio/mpeg"};
	char size[32] = "123456", delay[32] = "", version[32] = "";
	value_of(c->in, "", " ", r.method, sizeof r.method);
	value_of(c->in, " ", " ", r.path, sizeof r.path);
	value_of(c->in, "\nRange: ", "\r\n", r.range, sizeof r.range);
	value_of(r.path, "type=", "&", r.type, sizeof r.type);
	if (strcmp(r.type, "none") == 0)
		r.type[0] = '\0';
	value_of(r.path, "size=", "&", size, sizeof size);
	value_of(r.path, "delay=", "&", delay, sizeof delay);
	r.size = strtoll(size, NULL, 10);
	r.dir = s->dir;
	r.packed = strstr(r.path, "gzip=1") != NULL;
	r.undated = strstr(r.path, "undated=1") != NULL;
	value_of(c->in, "\nIf-None-Match: ", "\r\n", version, sizeof version);
	r.same = strcmp(version, "\"1\"") == 0 && !strstr(r.path, "always=1");
	r.head = strcmp(r.method, "HEAD") == 0;
	r.rest = r.path + 1 + strcspn(r.path + 1, "/");
	r.rest += *r.rest == '/';
	r.seen = times_seen(s, r.path);
	snprintf(c->path, sizeof c->path, "%s", r.path);
	c->in_len = 0;
	c->answering = true;
	c->due = now_ms() + strtoll(delay, NULL, 10);
	write_log(s, c, &r);
	answer(c, &r);
}

/* Are the headers there, and what is posted behind them? */
static bool is_whole(struct server *s, struct conn *c)
{
	char length[32] = "0";
	const char *end = strstr(c->in, "\r\n\r\n");
	if (!end)
		return false;
	value_of(c->in, "\nContent-Length: ", "\r\n", length, sizeof length);
	const char *body = end + strlen("\r\n\r\n");
	size_t wanted = strtoul(length, NULL, 10);
	if (strlen(body) < wanted)
		return false;
	if (wanted > 0)
		fprintf(s->log, "posted %s\n", body);
	return true;
}

static bool receive(struct server *s, struct conn *c)
{
	ssize_t n = recv(c->fd, c->in + c->in_len, sizeof c->in - 1 - c->in_len, 0);
	if (n < 0)
		return errno == EAGAIN;
	if (n == 0)
		return false;
	c->in_len += (size_t)n;
	c->in[c->in_len] = '\0';
	if (is_whole(s, c))
		take_request(s, c);
	return c->in_len < sizeof c->in - 1;
}

/* ---- sending ---- */

/* Puts more of the answer into out; false if that was all. */
static bool refill(struct conn *c)
{
	static const char body[CHUNK];
	sbuf_reset(&c->out);
	c->out_sent = 0;
	if (c->repeats > 0) {
		for (int i = 0; i < (c->gap_ms ? 1 : 100) && c->repeats > 0;
			i++, c->repeats--)
			sbuf_str(&c->out, c->text);
		c->due = now_ms() + c->gap_ms;
		return true;
	}
	size_t n = c->body < CHUNK ? (size_t)c->body : CHUNK;
	sbuf_add(&c->out, body, n);
	c->body -= (long long)n;
	return n > 0;
}

/* All has been sent. False: the connection is to be closed. */
static bool end_answer(struct conn *c)
{
	struct linger now = {.l_onoff = 1, .l_linger = 0};
	if (c->ending == HANG) {
		c->due = INT64_MAX;
		return true;
	}
	if (c->ending == RESET)
		setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
	c->answering = false;
	c->sent = 0;
	return c->ending == KEEP;
}

static bool transmit(struct conn *c)
{
	for (;;) {
		size_t left = c->out.len - c->out_sent;
		if (left == 0) {
			if (!refill(c))
				return end_answer(c);
			if (c->gap_ms)
				return true;
			continue;
		}
		ssize_t n = send(c->fd, c->out.data + c->out_sent, left, MSG_NOSIGNAL);
		if (n < 0)
			return errno == EAGAIN;
		c->out_sent += (size_t)n;
		c->sent += n;
	}
}

/* ---- connections ---- */

static void drop(struct server *s, size_t i)
{
	struct conn *c = s->conns[i];
	if (c->answering && (c->body > 0 || c->repeats > 0)) {
		fprintf(s->log, "sent %lld %s\n", c->sent, c->path);
		fflush(s->log);
	}
	close(c->fd);
	sbuf_release(&c->out);
	free(c);
	s->conns[i] = s->conns[--s->n_conns];
}

static void accept_all(struct server *s, int listener)
{
	struct sockaddr_in own;
	socklen_t size = sizeof own;
	int fd;
	while (s->n_conns < MOST_CONNS &&
		(fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
		struct conn *c = calloc(1, sizeof *c);
		if (!c || getsockname(fd, (struct sockaddr *)&own, &size) != 0)
			err(1, "connection");
		c->fd = fd;
		c->address = own.sin_addr;
		sbuf_init(&c->out, 4 * CHUNK);
		s->conns[s->n_conns++] = c;
	}
}

/* What is done with a connection on which something may be going on. */
static bool serve(struct server *s, struct conn *c, short events)
{
	if (events & (POLLERR | POLLHUP))
		return false;
	if ((events & POLLIN) && !receive(s, c))
		return false;
	return !c->answering || c->due > now_ms() || transmit(c);
}

static void turn(struct server *s)
{
	struct pollfd fds[MOST_ADDRESSES + MOST_CONNS];
	size_t n = 0, conns = s->n_conns;
	int64_t wait = 1000, now = now_ms();
	for (size_t i = 0; i < s->n_listeners; i++)
		fds[n++] = (struct pollfd){s->listeners[i], POLLIN, 0};
	for (size_t i = 0; i < conns; i++) {
		struct conn *c = s->conns[i];
		bool late = c->answering && c->due > now;
		if (late && c->due - now < wait)
			wait = c->due - now;
		fds[n++] = (struct pollfd){c->fd,
			(short)(POLLIN | (c->answering && !late ? POLLOUT : 0)), 0};
	}
	if (poll(fds, n, (int)wait) < 0 && errno != EINTR)
		err(1, "poll");
	/* From the end: drop() puts the last one in the place of the dropped. */
	for (size_t i = conns; i-- > 0;) {
		if (!serve(s, s->conns[i], fds[s->n_listeners + i].revents))
			drop(s, i);
	}
	for (size_t i = 0; i < s->n_listeners; i++) {
		if (fds[i].revents)
			accept_all(s, s->listeners[i]);
	}
}

/* ---- start ---- */

/* Listens at port (0: any) of the nth address and returns the port; 0 if it is taken. */
static in_port_t listen_at(struct server *s, unsigned n, in_port_t port)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(s->first + n),
		.sin_port = port};
	socklen_t size = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		err(1, "socket");
	s->listeners[s->n_listeners++] = fd;
	if (bind(fd, (struct sockaddr *)&at, sizeof at) != 0 || listen(fd, 512) != 0 ||
		getsockname(fd, (struct sockaddr *)&at, &size) != 0)
		return 0;
	return at.sin_port;
}

/* The same port at so many addresses. */
static in_port_t listen_all(struct server *s, unsigned addresses)
{
	for (int tries = 0; tries < 50; tries++) {
		in_port_t port = listen_at(s, 0, 0);
		unsigned n = 1;
		while (port && n < addresses && listen_at(s, n, port))
			n++;
		if (port && n == addresses)
			return port;
		while (s->n_listeners > 0)
			close(s->listeners[--s->n_listeners]);
	}
	err(1, "no port");
}

int main(int argc, char **argv)
{
	static struct server s = {.first = INADDR_LOOPBACK, .dir = "."};
	long addresses = 1;
	bool only_port = false;
	const char *log = "/dev/null";
	for (int option; (option = getopt(argc, argv, "fl:a:n:d:")) != -1;) {
		if (option == 'f')
			only_port = true;
		else if (option == 'l')
			log = optarg;
		else if (option == 'd')
			s.dir = optarg;
		else if (option == 'a')
			s.first = ntohl(inet_addr(optarg));
		else if (option == 'n')
			addresses = strtol(optarg, NULL, 10);
		else
			return 2;
	}
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	s.log = fopen(log, "a");
	if (!s.log || addresses < 1 || addresses > MOST_ADDRESSES)
		err(1, "options");
	printf("%d\n", ntohs(listen_all(&s, (unsigned)addresses)));
	fclose(stdout);
	while (!only_port)
		turn(&s);
	return 0;
}
