/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <unistd.h>
#include "probe/sockets.h"

struct pair {
	struct sockets set;
	int ours, theirs;
	struct sockets_event events[SOCKETS_EVENTS];
};

static void begin(struct pair *p)
{
	int fds[2];
	assert_true(sockets_open(&p->set));
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	p->ours = fds[0];
	p->theirs = fds[1];
}

static void end(struct pair *p)
{
	close(p->ours);
	close(p->theirs);
	sockets_close(&p->set);
}

static void test_tells_what_came(void **state)
{
	struct pair p;
	(void)state;
	begin(&p);
	sockets_watch(&p.set, p.ours, SOCKETS_IN);
	assert_int_equal(sockets_wait(&p.set, p.events, 0), 0);
	assert_int_equal(write(p.theirs, "x", 1), 1);
	assert_int_equal(sockets_wait(&p.set, p.events, 1000), 1);
	assert_int_equal(p.events[0].fd, p.ours);
	assert_int_equal(p.events[0].what, SOCKETS_IN);
	end(&p);
}

static void test_tells_of_the_end(void **state)
{
	struct pair p;
	(void)state;
	begin(&p);
	sockets_watch(&p.set, p.ours, SOCKETS_IN);
	shutdown(p.theirs, SHUT_RDWR);
	assert_int_equal(sockets_wait(&p.set, p.events, 1000), 1);
	assert_true(p.events[0].what & SOCKETS_IN);
	end(&p);
}

static void test_changes_its_mind(void **state)
{
	struct pair p;
	(void)state;
	begin(&p);
	sockets_watch(&p.set, p.ours, SOCKETS_OUT);
	assert_int_equal(sockets_wait(&p.set, p.events, 1000), 1);
	assert_int_equal(p.events[0].what, SOCKETS_OUT);
	sockets_watch(&p.set, p.ours, SOCKETS_IN);
	assert_int_equal(sockets_wait(&p.set, p.events, 0), 0);
	sockets_watch(&p.set, p.ours, SOCKETS_IN | SOCKETS_OUT);
	assert_int_equal(sockets_wait(&p.set, p.events, 1000), 1);
	sockets_watch(&p.set, p.ours, 0);
	assert_int_equal(sockets_wait(&p.set, p.events, 0), 0);
	end(&p);
}

/* libcurl closes one socket and opens the next, which gets the same number. */
static void test_knows_a_number_that_comes_again(void **state)
{
	struct pair p;
	int fds[2];
	(void)state;
	begin(&p);
	sockets_watch(&p.set, p.ours, SOCKETS_OUT);
	assert_int_equal(sockets_wait(&p.set, p.events, 1000), 1);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	assert_int_equal(dup2(fds[0], p.ours), p.ours);
	close(fds[0]);
	sockets_watch(&p.set, p.ours, SOCKETS_OUT);
	assert_int_equal(sockets_wait(&p.set, p.events, 1000), 1);
	assert_int_equal(p.events[0].fd, p.ours);
	close(fds[1]);
	end(&p);
}

static bool is_private4(const char *text)
{
	struct sockaddr_in at = {.sin_family = AF_INET};
	assert_int_equal(inet_pton(AF_INET, text, &at.sin_addr), 1);
	assert_int_equal(sockets_text_is_private(text),
		sockets_is_private((struct sockaddr *)&at));
	return sockets_text_is_private(text);
}

static bool is_private6(const char *text)
{
	struct sockaddr_in6 at = {.sin6_family = AF_INET6};
	assert_int_equal(inet_pton(AF_INET6, text, &at.sin6_addr), 1);
	assert_int_equal(sockets_text_is_private(text),
		sockets_is_private((struct sockaddr *)&at));
	return sockets_text_is_private(text);
}

static void test_addresses(void **state)
{
	struct sockaddr other = {.sa_family = AF_UNIX};
	(void)state;
	assert_true(is_private4("127.0.0.1"));
	assert_true(is_private4("0.0.0.0"));
	assert_false(is_private4("198.41.0.4"));
	assert_true(is_private6("::1"));
	assert_true(is_private6("::ffff:10.0.0.1"));
	assert_false(is_private6("2606:4700::1111"));
	assert_true(sockets_is_private(&other));
	assert_true(sockets_text_is_private("no address"));
	assert_true(sockets_text_is_private(""));
}

static void test_most(void **state)
{
	struct rlimit was, few;
	(void)state;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &was), 0);
	few = was;
	few.rlim_cur = 36;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
	assert_int_equal(sockets_most(64), 5);
	assert_int_equal(sockets_most(3), 3);
	assert_int_equal(sockets_most(0), 1);
	few.rlim_cur = 8;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
	assert_int_equal(sockets_most(64), 1);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &was), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tells_what_came),
		cmocka_unit_test(test_tells_of_the_end),
		cmocka_unit_test(test_changes_its_mind),
		cmocka_unit_test(test_knows_a_number_that_comes_again),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_most),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
