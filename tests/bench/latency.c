/* SPDX-License-Identifier: ISC */
/*
 * latency: a web server that is always right and always late, for measuring who asks it.
 *
 *     latency [-d MS] [-c CERTIFICATE -k KEY]
 *
 * Listens on all addresses of the loopback interface (127.0.0.0/8: as many hosts as wanted) at
 * a port that the system chooses, and prints that port when it is ready. Every HEAD and GET is
 * answered after MS milliseconds (50), on connections that are kept, as a million bytes of
 * audio; ranges get their zeros. GET /count is answered at once with the number of requests
 * since the last one. One thread, epoll; it holds no state of a connection but what has come
 * of a request. Ends when its parent does.
 */
#include <arpa/inet.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST_FILES = 4096, MOST_LATE = 8192, REQUEST_MAX = 4096, EVENTS = 256 };
enum { SIZE = 1000000, BODY_MAX = 65536 };

struct conn {
	int fd; /* its place among the connections; 0: none */
	SSL *ssl;
	char in[REQUEST_MAX];
	size_t len;
	unsigned serial; /* tells one from the next with the same descriptor */
};

/* An answer that is not due yet. All wait equally long: a ring is in order. */
struct late {
	int64_t due;
	int fd;
	unsigned serial;
	char head[320];
	size_t body;
};

struct server {
	int epoll, listener;
	SSL_CTX *tls;
	int64_t delay;
	unsigned long count;
	unsigned serial;
	struct conn *conns;
	struct late *late;
	size_t first, n_late;
};

static int64_t clock_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- connections ---- */

static void end(struct conn *c)
{
	SSL_free(c->ssl);
	close(c->fd);
	c->ssl = NULL;
	c->fd = 0;
}

static void begin(struct server *s)
{
	int one = 1;
	int fd = accept4(s->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd < 0)
		return;
	if (fd >= MOST_FILES)
		errx(1, "more than %d connections", MOST_FILES);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	struct conn *c = &s->conns[fd];
	c->fd = fd;
	c->len = 0;
	c->serial = ++s->serial;
	if (s->tls) {
		c->ssl = SSL_new(s->tls);
		SSL_set_fd(c->ssl, fd);
		SSL_set_accept_state(c->ssl);
	}
	struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
	if (epoll_ctl(s->epoll, EPOLL_CTL_ADD, fd, &event) != 0)
		err(1, "epoll_ctl");
}

/* More bytes; 0: none now; -1: the end. */
static int take(struct conn *c)
{
	int n;
	char *to = c->in + c->len;
	int room = (int)(sizeof c->in - 1 - c->len);
	if (c->ssl) {
		n = SSL_read(c->ssl, to, room);
		if (n <= 0)
			return SSL_get_error(c->ssl, n) == SSL_ERROR_WANT_READ ? 0 : -1;
		return n;
	}
	n = (int)recv(c->fd, to, (size_t)room, 0);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	return n > 0 ? n : -1;
}

static void give(struct conn *c, const char *data, size_t len)
{
	bool sent = c->ssl ? SSL_write(c->ssl, data, (int)len) == (int)len
			   : send(c->fd, data, len, MSG_NOSIGNAL) == (ssize_t)len;
	if (!sent)
		end(c);
}

/* ---- requests ---- */

/* The range asked for, at most BODY_MAX of it. */
static bool range_of(const char *request, long *first, long *last)
{
	const char *at = strcasestr(request, "\nRange: bytes=");
	char *dash;
	if (!at)
		return false;
	*first = strtol(at + strlen("\nRange: bytes="), &dash, 10);
	*last = *dash == '-' && dash[1] >= '0' && dash[1] <= '9'
			? strtol(dash + 1, NULL, 10)
			: SIZE - 1;
	if (*last > SIZE - 1)
		*last = SIZE - 1;
	if (*last - *first >= BODY_MAX)
		*last = *first + BODY_MAX - 1;
	return *first >= 0 && *first <= *last;
}

static void write_head(struct late *l, const char *request)
{
	long first, last;
	bool get = strncmp(request, "GET ", 4) == 0;
	if (get && range_of(request, &first, &last)) {
		l->body = (size_t)(last - first + 1);
		snprintf(l->head, sizeof l->head,
			"HTTP/1.1 206 Partial Content\r\nContent-Type: audio/mpeg\r\n"
			"Content-Range: bytes %ld-%ld/%d\r\nContent-Length: %zu\r\n\r\n",
			first, last, SIZE, l->body);
		return;
	}
	l->body = get ? BODY_MAX : 0;
	snprintf(l->head, sizeof l->head,
		"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nAccept-Ranges: bytes\r\n"
		"Content-Length: %d\r\n\r\n",
		get ? BODY_MAX : SIZE);
}

static void tell_count(struct server *s, struct conn *c)
{
	char text[128], number[24];
	int n = snprintf(number, sizeof number, "%lu\n", s->count);
	int len = snprintf(text, sizeof text,
		"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s", n, number);
	s->count = 0;
	give(c, text, (size_t)len);
}

static void take_request(struct server *s, struct conn *c)
{
	if (strncmp(c->in, "GET /count ", 11) == 0) {
		tell_count(s, c);
		return;
	}
	if (s->n_late == MOST_LATE)
		errx(1, "more than %d requests at once", MOST_LATE);
	struct late *l = &s->late[(s->first + s->n_late++) % MOST_LATE];
	l->due = clock_ms() + s->delay;
	l->fd = c->fd;
	l->serial = c->serial;
	s->count++;
	write_head(l, c->in);
}

static void work(struct server *s, struct conn *c)
{
	int n;
	while (c->fd && (n = take(c)) != 0) {
		if (n < 0) {
			end(c);
			return;
		}
		c->len += (size_t)n;
		c->in[c->len] = '\0';
		if (strstr(c->in, "\r\n\r\n")) { /* nobody here sends two at once */
			c->len = 0;
			take_request(s, c);
		} else if (c->len == sizeof c->in - 1) {
			end(c);
		}
	}
}

/* Answers what is due; returns the milliseconds until there is more, -1: none. */
static int answer(struct server *s)
{
	static const char zeros[BODY_MAX];
	int64_t now = clock_ms();
	for (; s->n_late; s->n_late--, s->first = (s->first + 1) % MOST_LATE) {
		struct late *l = &s->late[s->first];
		struct conn *c = &s->conns[l->fd];
		if (l->due > now)
			return (int)(l->due - now);
		if (c->fd && c->serial == l->serial)
			give(c, l->head, strlen(l->head));
		if (c->fd && c->serial == l->serial && l->body)
			give(c, zeros, l->body);
	}
	return -1;
}

/* ---- the server ---- */

static void listen_on_loopback(struct server *s)
{
	struct sockaddr_in at = {.sin_family = AF_INET};
	socklen_t len = sizeof at;
	s->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	/* Any address, but of that interface alone: nobody else can come in. */
	if (s->listener < 0 ||
		setsockopt(s->listener, SOL_SOCKET, SO_BINDTODEVICE, "lo", sizeof "lo") ||
		bind(s->listener, (struct sockaddr *)&at, sizeof at) ||
		listen(s->listener, SOMAXCONN) ||
		getsockname(s->listener, (struct sockaddr *)&at, &len))
		err(1, "socket");
	struct epoll_event event = {.events = EPOLLIN, .data.fd = s->listener};
	s->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (s->epoll < 0 || epoll_ctl(s->epoll, EPOLL_CTL_ADD, s->listener, &event) != 0)
		err(1, "epoll");
	printf("%d\n", ntohs(at.sin_port));
	fflush(stdout);
}

static void use_tls(struct server *s, const char *certificate, const char *key)
{
	s->tls = SSL_CTX_new(TLS_server_method());
	if (!s->tls ||
		SSL_CTX_use_certificate_file(s->tls, certificate, SSL_FILETYPE_PEM) !=
			1 ||
		SSL_CTX_use_PrivateKey_file(s->tls, key, SSL_FILETYPE_PEM) != 1)
		errx(1, "the certificate %s or the key %s cannot be used", certificate,
			key);
	SSL_CTX_set_mode(s->tls, SSL_MODE_AUTO_RETRY | SSL_MODE_RELEASE_BUFFERS);
}

static void serve(struct server *s)
{
	struct epoll_event events[EVENTS];
	for (;;) {
		int n = epoll_wait(s->epoll, events, EVENTS, answer(s));
		for (int i = 0; i < n; i++) {
			int fd = events[i].data.fd;
			if (fd == s->listener)
				begin(s);
			else
				work(s, &s->conns[fd]);
		}
	}
}

int main(int argc, char **argv)
{
	struct server s = {.delay = 50};
	const char *certificate = NULL, *key = NULL;
	for (int option; (option = getopt(argc, argv, "d:c:k:")) != -1;) {
		if (option == 'd')
			s.delay = strtol(optarg, NULL, 10);
		else if (option == 'c')
			certificate = optarg;
		else if (option == 'k')
			key = optarg;
		else
			return 2;
	}
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	signal(SIGPIPE, SIG_IGN);
	s.conns = calloc(MOST_FILES, sizeof *s.conns);
	s.late = calloc(MOST_LATE, sizeof *s.late);
	if (!s.conns || !s.late)
		err(1, "memory");
	if (certificate && key)
		use_tls(&s, certificate, key);
	listen_on_loopback(&s);
	serve(&s);
}
