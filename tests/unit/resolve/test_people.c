/* SPDX-License-Identifier: ISC */
#include "resolve/bench.h"

static void add(struct bench *b, struct fg_people *people, struct fg_person person)
{
	*vec_push(&b->unit.arena, people) = person;
}

/* One and Two are the hosts, Three produces. Two goes by "B." and "Second". */
static void set_usual(struct bench *b)
{
	struct fg_person bo = {
		.name = "Host Two", .role = "Host", .href = "https://two.test"};
	*vec_push(&b->unit.arena, &bo.aka) = "B.";
	*vec_push(&b->unit.arena, &bo.aka) = "Second";
	add(b, &b->show.people,
		(struct fg_person){.name = "Host One", .img = "https://a.test/a.png"});
	add(b, &b->show.people, bo);
	add(b, &b->show.people,
		(struct fg_person){.name = "Producer Three",
			.role = "Producer",
			.group = "Creative Direction"});
}

static void stand(struct fg_episode *ep, const char *expected)
{
	struct sbuf line;
	sbuf_init(&line, 4096);
	for (size_t i = 0; i < ep->people.len; i++) {
		const struct fg_person *p = &ep->people.data[i];
		sbuf_printf(&line, "%s%s/%s", i ? ", " : "", p->name,
			p->role ? p->role : "-");
	}
	assert_string_equal(line.data, expected);
	sbuf_release(&line);
}

static void test_none_stays_none(void **state)
{
	struct bench *b = *state;
	set_usual(b);
	struct fg_episode *ep = bench_episode(b, "one");
	bench_resolve(b, 0);
	assert_int_equal(ep->people.len, 0);
}

static void test_roles_are_lower_case(void **state)
{
	struct bench *b = *state;
	set_usual(b);
	bench_resolve(b, 0);
	assert_null(b->show.people.data[0].role);
	assert_string_equal(b->show.people.data[1].role, "host");
	assert_string_equal(b->show.people.data[2].role, "producer");
	assert_string_equal(b->show.people.data[2].group, "creative direction");
}

static void test_guest_does_not_displace_the_usual(void **state)
{
	struct bench *b = *state;
	set_usual(b);
	struct fg_episode *ep = bench_episode(b, "one");
	add(b, &ep->people,
		(struct fg_person){
			.name = "Guest Four", .role = "Guest", .at = bench_pos(7)});
	bench_resolve(b, 0);
	stand(ep, "Host One/-, Host Two/host, Producer Three/producer, Guest Four/guest");
	assert_int_equal(ep->people.data[0].at.origin, FG_INHERITED);
	assert_int_equal(ep->people.data[3].at.origin, FG_WRITTEN);
	assert_int_equal(ep->people.data[3].at.line, 7);
}

static void test_own_host_is_the_only_one(void **state)
{
	struct bench *b = *state;
	set_usual(b);
	struct fg_episode *ep = bench_episode(b, "one");
	add(b, &ep->people, (struct fg_person){.name = "Host Two"});
	bench_resolve(b, 0);
	stand(ep, "Producer Three/producer, Host Two/host");
}

static void test_aka_takes_what_is_known(void **state)
{
	struct bench *b = *state;
	set_usual(b);
	struct fg_episode *ep = bench_episode(b, "one");
	add(b, &ep->people, (struct fg_person){.name = " second "});
	add(b, &ep->people,
		(struct fg_person){.name = "HOST ONE", .img = "https://own.test/i.png"});
	bench_resolve(b, 0);
	stand(ep, "Producer Three/producer, Host Two/host, Host One/-");
	assert_string_equal(ep->people.data[1].href, "https://two.test");
	assert_string_equal(ep->people.data[2].img, "https://own.test/i.png");
	assert_null(ep->people.data[2].href);
}

static void test_own_role_stands(void **state)
{
	struct bench *b = *state;
	set_usual(b);
	struct fg_episode *ep = bench_episode(b, "one");
	add(b, &ep->people, (struct fg_person){.name = "B.", .role = "Guest"});
	bench_resolve(b, 0);
	stand(ep, "Host One/-, Producer Three/producer, Host Two/guest");
	assert_string_equal(ep->people.data[2].group, "cast");
}

static void test_near_names_are_other_people(void **state)
{
	struct bench *b = *state;
	set_usual(b);
	struct fg_episode *ep = bench_episode(b, "one");
	add(b, &ep->people, (struct fg_person){.name = "Host", .role = "guest"});
	bench_resolve(b, 0);
	stand(ep, "Host One/-, Host Two/host, Producer Three/producer, Host/guest");
}

static void test_a_role_gets_its_group(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "one");
	add(b, &ep->people, (struct fg_person){.name = "One", .role = "audio_engineer"});
	add(b, &ep->people, (struct fg_person){.name = "Two", .role = "cohost"});
	add(b, &ep->people,
		(struct fg_person){.name = "Three", .role = "Guest", .group = "Writing"});
	add(b, &ep->people, (struct fg_person){.name = "Four", .role = "Sleeper"});
	bench_resolve(b, 0);
	stand(ep, "One/audio engineer, Two/co-host, Three/guest, Four/sleeper");
	assert_string_equal(ep->people.data[0].group, "audio production");
	assert_string_equal(ep->people.data[1].group, "cast");
	assert_string_equal(ep->people.data[2].group, "writing");
	assert_null(ep->people.data[3].group);
}

static void test_contributors_are_guests_where_hosts_are_known(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "one");
	add(b, &ep->people, (struct fg_person){.name = "B.", .is_contributor = true});
	add(b, &ep->people, (struct fg_person){.name = "Five", .is_contributor = true});
	bench_resolve(b, 0);
	stand(ep, "B./-, Five/-");
	set_usual(b);
	ep = bench_episode(b, "two");
	add(b, &ep->people, (struct fg_person){.name = "B.", .is_contributor = true});
	add(b, &ep->people, (struct fg_person){.name = "Five", .is_contributor = true});
	bench_resolve(b, 0);
	stand(ep, "Producer Three/producer, Host Two/host, Five/guest");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BENCH_TEST(test_none_stays_none),
		BENCH_TEST(test_roles_are_lower_case),
		BENCH_TEST(test_guest_does_not_displace_the_usual),
		BENCH_TEST(test_own_host_is_the_only_one),
		BENCH_TEST(test_aka_takes_what_is_known),
		BENCH_TEST(test_own_role_stands),
		BENCH_TEST(test_near_names_are_other_people),
		BENCH_TEST(test_a_role_gets_its_group),
		BENCH_TEST(test_contributors_are_guests_where_hosts_are_known),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
