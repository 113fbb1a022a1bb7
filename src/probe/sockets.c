/* SPDX-License-Identifier: ISC */
#include "probe/sockets.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>
#include "base/url.h"

/* Descriptors that others need; and how many a request may need: its socket, a second one
   while IPv4 and IPv6 race, and two of the thread that looks the name up. */
enum { FILES_RESERVED = 16, FILES_EACH = 4 };

bool sockets_open(struct sockets *set)
{
	set->epoll = epoll_create1(EPOLL_CLOEXEC);
	return set->epoll >= 0;
}

void sockets_close(struct sockets *set)
{
	if (set->epoll >= 0)
		close(set->epoll);
	set->epoll = -1;
}

void sockets_watch(struct sockets *set, int fd, int what)
{
	struct epoll_event event = {.data.fd = fd};
	event.events =
		(what & SOCKETS_IN ? EPOLLIN : 0U) | (what & SOCKETS_OUT ? EPOLLOUT : 0U);
	if (!event.events)
		epoll_ctl(set->epoll, EPOLL_CTL_DEL, fd, NULL);
	/* A descriptor that was closed is no longer known, and its number may come again. */
	else if (epoll_ctl(set->epoll, EPOLL_CTL_MOD, fd, &event) != 0)
		epoll_ctl(set->epoll, EPOLL_CTL_ADD, fd, &event);
}

size_t sockets_wait(
	struct sockets *set, struct sockets_event events[SOCKETS_EVENTS], int ms)
{
	struct epoll_event found[SOCKETS_EVENTS];
	int n = epoll_wait(set->epoll, found, SOCKETS_EVENTS, ms);
	for (int i = 0; i < n; i++) {
		unsigned happened = found[i].events;
		events[i].fd = found[i].data.fd;
		events[i].what = (happened & (EPOLLIN | EPOLLHUP) ? SOCKETS_IN : 0) |
				 (happened & EPOLLOUT ? SOCKETS_OUT : 0) |
				 (happened & EPOLLERR ? SOCKETS_BROKEN : 0);
	}
	return n > 0 ? (size_t)n : 0;
}

size_t sockets_most(unsigned live)
{
	struct rlimit files;
	size_t most = live > 0 ? live : 1;
	if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY)
		return most;
	size_t room = files.rlim_cur > FILES_RESERVED + FILES_EACH
			      ? (files.rlim_cur - FILES_RESERVED) / FILES_EACH
			      : 1;
	return room < most ? room : most;
}

int64_t sockets_clock(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

bool sockets_is_private(const struct sockaddr *addr)
{
	struct sockaddr_in ip4;
	struct sockaddr_in6 ip6;
	if (addr->sa_family == AF_INET) {
		memcpy(&ip4, addr, sizeof ip4);
		return url_address_is_private(AF_INET, &ip4.sin_addr);
	}
	if (addr->sa_family == AF_INET6) {
		memcpy(&ip6, addr, sizeof ip6);
		return url_address_is_private(AF_INET6, &ip6.sin6_addr);
	}
	return true;
}

bool sockets_text_is_private(const char *ip)
{
	unsigned char bytes[sizeof(struct in6_addr)];
	int family = strchr(ip, ':') ? AF_INET6 : AF_INET;
	return inet_pton(family, ip, bytes) != 1 || url_address_is_private(family, bytes);
}
