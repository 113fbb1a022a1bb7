/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <arpa/inet.h>
#include "base/url.h"

static void schemes(void **state)
{
	(void)state;
	assert_true(url_has_scheme("https://a.org"));
	assert_true(url_has_scheme("mailto:a@b.org"));
	assert_true(url_has_scheme("geo:1,2"));
	assert_true(url_has_scheme("a+b-c.9:x"));
	const char *none[] = {
		"", "a.org/x", "//a.org", "/x", "1a:b", ":x", "a/b:c", "?a:b", "#a:b"};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_false(url_has_scheme(none[i]));
	assert_false(url_has_scheme(NULL));
}

static void good_urls(void **state)
{
	(void)state;
	const char *good[] = {"https://a.org", "http://a.org/", "HTTPS://A.ORG/x",
		"https://a.org:8443/x", "https://a.org/a%20b.mp3?x=1&y=[2]#t=30",
		"https://a.org./", "https://a.org?x", "https://xn--bcher-kva.example/",
		"http://192.168.1.1/x", "http://[2001:db8::1]:80/", "https://a_b.org/",
		"https://a.org/~x/(y)!*';:@&=+$,"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		if (url_problem(good[i]))
			fail_msg("%s %s", good[i], url_problem(good[i]));
		assert_true(url_is_web(good[i]));
	}
}

/* Each character, wherever it stands. */
static void clean_characters(void **state)
{
	(void)state;
	for (size_t i = 0; i < 256 * 40; i++) {
		char text[41] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		     c = (char)(i / 40);
		bool clean = c > ' ' && c < 0x7f && !strchr("%\"<>\\^`{|}", c);
		text[i % 40] = c;
		assert_int_equal(
			url_clean_len((struct str){text, 40}), clean ? 40 : i % 40);
	}
}

#define ENCODE_PROBLEM   "has a character that must be percent-encoded, one of \"<>\\^`{|}"
#define HOST_PROBLEM     "has a host name that cannot exist"
#define ABSOLUTE_PROBLEM "is not absolute: it does not begin with https://"
#define PORT_PROBLEM     "has a port that is not a number from 1 to 65535"

static const struct {
	const char *url, *problem;
} bad_urls[] = {
	{"", "is empty"},
	{"https://a.org/a b.mp3", "has a space"},
	{" https://a.org/", "has a space"},
	{"https://a.org/a\r\nHost: b", "has a control character"},
	{"https://a.org/\x7f", "has a control character"},
	{"https://a.org/\t", "has a control character"},
	{"https://a.org/\xc3\xa9",
		"has a character beyond ASCII that is not percent-encoded"},
	{"https://b\xc3\xbc.org/",
		"has a character beyond ASCII that is not percent-encoded"},
	{"https://a.org/{x}", ENCODE_PROBLEM},
	{"https://a.org/<x>", ENCODE_PROBLEM},
	{"https://a.org\\@b.org/", ENCODE_PROBLEM},
	{"https://a.org/%", "has a % that no two hexadecimal digits follow"},
	{"https://a.org/%4", "has a % that no two hexadecimal digits follow"},
	{"https://a.org/%zz", "has a % that no two hexadecimal digits follow"},
	{"a.org/x.mp3", ABSOLUTE_PROBLEM},
	{"//a.org/x.mp3", ABSOLUTE_PROBLEM},
	{"/x.mp3", ABSOLUTE_PROBLEM},
	{"x.mp3", ABSOLUTE_PROBLEM},
	{"ftp://a.org/x", "is not http or https"},
	{"file:///etc/passwd", "is not http or https"},
	{"javascript:alert(1)", "is not http or https"},
	{"httpx://a.org", "is not http or https"},
	{"http:a.org", "does not have // after its scheme"},
	{"http:/a.org/x", "does not have // after its scheme"},
	{"https://", "has no host"},
	{"https:///x", "has no host"},
	{"https://:80/", "has no host"},
	{"https://user:pass@a.org/", "holds a user name or password"},
	{"https://user@a.org/", "holds a user name or password"},
	{"https://a.org@127.0.0.1/", "holds a user name or password"},
	{"https://a.org:0/", PORT_PROBLEM},
	{"https://a.org:65536/", PORT_PROBLEM},
	{"https://a.org:http/", PORT_PROBLEM},
	{"https://a..org/", HOST_PROBLEM},
	{"https://./", HOST_PROBLEM},
	{"https://-a.org/", HOST_PROBLEM},
	{"https://a-.org/", HOST_PROBLEM},
	{"https://ex%61mple.org/", HOST_PROBLEM},
	{"https://[::1/", HOST_PROBLEM},
	{"https://[::g]/", HOST_PROBLEM},
	{"https://256.256.256.256/", HOST_PROBLEM},
	{"https://1.2.3.4.5/", HOST_PROBLEM},
	{"https://a!b.org/", HOST_PROBLEM},
};

static void bad_urls_and_why(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bad_urls / sizeof *bad_urls; i++) {
		const char *problem = url_problem(bad_urls[i].url);
		if (!problem)
			fail_msg("taken: %s", bad_urls[i].url);
		if (strcmp(problem, bad_urls[i].problem) != 0)
			fail_msg("%s: %s, not: %s", bad_urls[i].url, problem,
				bad_urls[i].problem);
		assert_false(url_is_web(bad_urls[i].url));
	}
	assert_string_equal(url_problem(NULL), "is empty");
}

static void the_longest_url(void **state)
{
	(void)state;
	char url[URL_MAX + 2] = "https://a.org/";
	memset(url + 14, 'x', URL_MAX - 14);
	assert_null(url_problem(url));
	url[URL_MAX] = 'x';
	assert_string_equal(url_problem(url), "is longer than 2,048 bytes");
	char label[80] = "https://";
	memset(label + 8, 'a', 64);
	memcpy(label + 72, ".org", 5);
	assert_string_equal(url_problem(label), "has a host name that cannot exist");
}

static void splitting(void **state)
{
	(void)state;
	struct unit u;
	struct url_parts p;
	unit_open(&u);
	assert_true(
		url_split(&u.arena, "HTTPS://Media.A.org:8443/A/../b%2Fc?q=1#frag", &p));
	assert_string_equal(p.scheme, "https");
	assert_string_equal(p.host, "media.a.org");
	assert_string_equal(p.port, "8443");
	assert_string_equal(p.path, "/A/../b%2Fc");
	assert_string_equal(p.query, "q=1");
	assert_string_equal(p.fragment, "frag");
	assert_true(url_split(&u.arena, "http://[2001:DB8::1]", &p));
	assert_string_equal(p.scheme, "http");
	assert_string_equal(p.host, "2001:db8::1");
	assert_string_equal(p.path, "/");
	assert_null(p.port);
	assert_null(p.query);
	assert_null(p.fragment);
	assert_false(url_split(&u.arena, "mailto:a@b.org", &p));
	assert_null(p.host);
	unit_close(&u);
}

static void assert_same_text(const char *a, const char *b, const char *url)
{
	if ((a == NULL) != (b == NULL) || (a && strcmp(a, b) != 0))
		fail_msg("%s: %s, but in capitals: %s", url, a ? a : "-", b ? b : "-");
}

/* What nearly all URLs look like is cut by hand; with its scheme in capitals libcurl does it.
   Both must say the same. */
static void assert_same_both_ways(struct arena *a, const char *rest)
{
	struct url_parts quick, slow;
	const char *plain = arena_printf(a, "http://%s", rest);
	const char *capital = arena_printf(a, "HTTP://%s", rest);
	assert_same_text(url_problem(plain), url_problem(capital), plain);
	assert_int_equal(url_split(a, plain, &quick), url_split(a, capital, &slow));
	assert_same_text(quick.scheme, slow.scheme, plain);
	assert_same_text(quick.host, slow.host, plain);
	assert_same_text(quick.port, slow.port, plain);
	assert_same_text(quick.path, slow.path, plain);
	assert_same_text(quick.query, slow.query, plain);
	assert_same_text(quick.fragment, slow.fragment, plain);
}

static void by_hand_as_by_libcurl(void **state)
{
	(void)state;
	struct unit u;
	unit_open(&u);
	const char *some[] = {"", "a", "a.org", "a.org/", "a.org:80",
		"a.org:", "a.org:0/", "a.org:00080/", "a.org:65535/", "a.org:65536/",
		"a.org:+80/", "a.org?", "a.org?q", "a.org#", "a.org#f", "a.org/?#",
		"a.org/p?q#f?g#h", "a.org?a#b?c", "a.org//p", "a.org/.", "a.org/../b/./c",
		"a.org/%2f?%41#%7e", "a..org/", ".a.org/", "a.org./", "a.-b.org",
		"a_b.org", "u@a.org", "u:p@a.org", "a.org/@:80", "1.2.3.4",
		"1.2.3.4:8080/a", "1.2.3", "01.2.3.4", "1.2.3.256", "1.2.3.4.5", "0x7f.1",
		"2130706433", "a.1", "1.a", "a.0x1", "[::1]:80/", "%61.org",
		"a.org:80:90/", "a.org;b", "a.org/a;b=c,d", "a.org\\@b.org/"};
	for (size_t i = 0; i < sizeof some / sizeof *some; i++)
		assert_same_both_ways(&u.arena, some[i]);
	static const char signs[] = "aab.org109.:-/?#@%[]&=+~_x0.";
	uint32_t state_of = 1;
	char text[24];
	for (int round = 0; round < 20000; round++) {
		size_t n = 0, len = (state_of >> 8) % (sizeof text - 1);
		for (; n < len; n++) {
			state_of = state_of * 1664525 + 1013904223;
			text[n] = signs[(state_of >> 16) % (sizeof signs - 1)];
		}
		state_of = state_of * 1664525 + 1013904223;
		text[n] = '\0';
		assert_same_both_ways(&u.arena, text);
	}
	unit_close(&u);
}

static const struct {
	const char *ref, *result;
} references[] = {
	{"g:h", "g:h"},
	{"g", "http://a.org/b/c/g"},
	{"./g", "http://a.org/b/c/g"},
	{"g/", "http://a.org/b/c/g/"},
	{"/g", "http://a.org/g"},
	{"//g.org", "http://g.org"},
	{"?y", "http://a.org/b/c/d;p?y"},
	{"g?y", "http://a.org/b/c/g?y"},
	{"#s", "http://a.org/b/c/d;p?q#s"},
	{"g#s", "http://a.org/b/c/g#s"},
	{"g?y#s", "http://a.org/b/c/g?y#s"},
	{";x", "http://a.org/b/c/;x"},
	{"g;x", "http://a.org/b/c/g;x"},
	{"g;x?y#s", "http://a.org/b/c/g;x?y#s"},
	{"", "http://a.org/b/c/d;p?q"},
	{".", "http://a.org/b/c/"},
	{"./", "http://a.org/b/c/"},
	{"..", "http://a.org/b/"},
	{"../", "http://a.org/b/"},
	{"../g", "http://a.org/b/g"},
	{"../..", "http://a.org/"},
	{"../../", "http://a.org/"},
	{"../../g", "http://a.org/g"},
	{"../../../g", "http://a.org/g"},
	{"../../../../g", "http://a.org/g"},
	{"/./g", "http://a.org/g"},
	{"/../g", "http://a.org/g"},
	{"g.", "http://a.org/b/c/g."},
	{".g", "http://a.org/b/c/.g"},
	{"g..", "http://a.org/b/c/g.."},
	{"..g", "http://a.org/b/c/..g"},
	{"./../g", "http://a.org/b/g"},
	{"./g/.", "http://a.org/b/c/g/"},
	{"g/./h", "http://a.org/b/c/g/h"},
	{"g/../h", "http://a.org/b/c/h"},
	{"g;x=1/./y", "http://a.org/b/c/g;x=1/y"},
	{"g;x=1/../y", "http://a.org/b/c/y"},
	{"g?y/./x", "http://a.org/b/c/g?y/./x"},
	{"g?y/../x", "http://a.org/b/c/g?y/../x"},
	{"g#s/../x", "http://a.org/b/c/g#s/../x"},
	{"a//b", "http://a.org/b/c/a//b"},
};

static void references_of_the_standard(void **state)
{
	(void)state;
	/* RFC 3986 5.4, with a base that is http. */
	static const char base[] = "http://a.org/b/c/d;p?q";
	struct unit u;
	unit_open(&u);
	for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
		const char *result = url_resolve(&u.arena, base, references[i].ref);
		assert_non_null(result);
		assert_string_equal(result, references[i].result);
	}
	assert_string_equal(
		url_resolve(&u.arena, "https://a.org", "x.mp3"), "https://a.org/x.mp3");
	assert_string_equal(
		url_resolve(&u.arena, "https://a.org", "?x"), "https://a.org?x");
	assert_string_equal(
		url_resolve(&u.arena, "https://a.org?q", "x"), "https://a.org/x");
	assert_string_equal(
		url_resolve(&u.arena, "HTTPS://a.org/", "x"), "HTTPS://a.org/x");
	unit_close(&u);
}

static void what_does_not_resolve(void **state)
{
	(void)state;
	struct unit u;
	unit_open(&u);
	assert_string_equal(
		url_base(&u.arena, "https://a.org/b/", "c d/"), "https://a.org/b/c%20d/");
	assert_string_equal(url_base(&u.arena, NULL, "https://a.org/"), "https://a.org/");
	assert_null(url_base(&u.arena, NULL, "c/"));
	assert_string_equal(url_complete(&u.arena, "https://a.org/b/", " c d\n"),
		"https://a.org/b/c%20d");
	assert_string_equal(url_complete(&u.arena, NULL, " c"), " c");
	assert_string_equal(url_complete(&u.arena, "https://a.org/", "mailto:a@b.org"),
		"mailto:a@b.org");
	assert_null(url_resolve(&u.arena, "a.org", "x"));
	assert_null(url_resolve(&u.arena, "file:///etc/", "passwd"));
	assert_null(url_resolve(&u.arena, "https://a.org/", "a b"));
	assert_null(url_resolve(&u.arena, "https://a.org/", "//user@b.org/"));
	assert_null(url_resolve(&u.arena, "https://a.org/", "//"));
	char *deep = arena_alloc(&u.arena, 100001);
	for (size_t i = 0; i < 100000; i++)
		deep[i] = "../"[i % 3];
	assert_null(url_resolve(&u.arena, "https://a.org/", deep));
	unit_close(&u);
}

static void encoding(void **state)
{
	(void)state;
	static const struct {
		const char *text, *encoded;
	} rows[] = {
		{"https://a.org/a b.mp3", "https://a.org/a%20b.mp3"},
		{"https://a.org/a%20b.mp3", "https://a.org/a%20b.mp3"},
		{"https://a.org/100%", "https://a.org/100%25"},
		{"https://a.org/%zz%2", "https://a.org/%25zz%252"},
		{"https://a.org/\"<>\\^`{|}",
			"https://a.org/%22%3C%3E%5C%5E%60%7B%7C%7D"},
		{"https://a.org/caf\xc3\xa9", "https://a.org/caf%C3%A9"},
		{"https://a.org/\x01\n", "https://a.org/%01%0A"},
		{"https://a.org/?q=a+b&c=[d]#e", "https://a.org/?q=a+b&c=[d]#e"},
		{"audio/my show.mp3", "audio/my%20show.mp3"},
		{"", ""},
		{"https://B\xc3\xbc"
		 "cher.example:8080/\xc3\xa9",
			"https://xn--bcher-kva.example:8080/%C3%A9"},
	};
	struct unit u;
	unit_open(&u);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(url_encode(&u.arena, rows[i].text), rows[i].encoded);
	/* A host that has no ASCII form stays as it is, and is no URL. */
	const char *bad = url_encode(&u.arena, "https://a\xff.org/ x");
	assert_string_equal(bad, "https://a\xff.org/%20x");
	assert_false(url_is_web(bad));
	unit_close(&u);
}

static void names_stems_extensions(void **state)
{
	(void)state;
	static const struct {
		const char *text, *name, *stem, *extension;
	} rows[] = {
		{"https://a.org/x/Ep 1.final.MP3?y=/z.wav#/w", "Ep 1.final.MP3",
			"Ep 1.final", "MP3"},
		{"https://a.org/x/", "", "", ""},
		{"https://a.org", "", "", ""},
		{"https://a.org?x.mp3", "", "", ""},
		{"//a.org/b.mp3", "b.mp3", "b", "mp3"},
		{"audio/b.mp3", "b.mp3", "b", "mp3"},
		{"b", "b", "b", ""},
		{".mp3", ".mp3", ".mp3", ""},
		{"b.", "b.", "b", ""},
		{"", "", "", ""},
		{"a:b/c.ogg", "c.ogg", "c", "ogg"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_true(str_is(url_name(rows[i].text), rows[i].name));
		assert_true(str_is(url_stem(rows[i].text), rows[i].stem));
		assert_true(str_is(url_extension(rows[i].text), rows[i].extension));
	}
}

static void private_hosts(void **state)
{
	(void)state;
	const char *private[] = {"", "localhost", "LocalHost", "localhost.",
		"a.localhost", "nas.local", "NAS.Local.", "x.internal",
		"metadata.google.internal", "router.lan", "x.home.arpa", "intranet",
		"127.0.0.1", "127.1", "127.0.0.1.", "2130706433", "0x7f000001", "0x7f.1",
		"0x7F.0.0.1", "0177.0.0.1", "017700000001", "0", "0.0.0.0", "10.1.2.3",
		"10.256", "172.16.0.1", "172.31.255.255", "192.168.0.1",
		"169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.1",
		"192.0.2.1", "198.18.0.1", "198.19.255.255", "198.51.100.7",
		"203.0.113.7", "224.0.0.1", "255.255.255.255", "240.0.0.1", "::", "::1",
		"[::1]", "0:0:0:0:0:0:0:1", "[::ffff:127.0.0.1]", "::ffff:7f00:1",
		"::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::1",
		"2002:7f00:1::", "2001::1", "2001:db8::1", "3fff::1", "100::1", "fc00::1",
		"fdff::1", "fe80::1", "[fe80::1%25eth0]", "fe80::1%eth0", "febf::1",
		"fec0::1", "ff02::1", "fb00::1", "::ffff:0:127.0.0.1", "192.88.99.1",
		"::ffff:100.64.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b::198.18.0.1",
		"2001:10::1", "2001:2::1", "2001:1ff::1", "5f00::1", "4000::1", "1fff::1",
		"[::ffff:0:7f00:1]", "100:0:0:1::1"};
	const char *public[] = {"a.org", "mylocalhost.org", "local.org", "internal.org",
		"notlocal.example", "1.1.1.1", "9.255.255.255", "11.0.0.1",
		"100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.1",
		"169.253.255.255", "172.15.255.255", "172.32.0.0", "192.0.1.0",
		"192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
		"223.255.255.255", "16843009", "2606:4700::1111", "[2606:4700::1111]",
		"::ffff:1.1.1.1", "64:ff9b::1.1.1.1", "2001:4860::8888", "2003::1",
		"2001:200::1", "2000::1", "3ffe::1", "3fff:1000::1", "192.88.98.1",
		"192.88.100.1", "[64:ff9b::808:808]"};
	for (size_t i = 0; i < sizeof private / sizeof *private; i++) {
		if (!url_host_is_private(private[i]))
			fail_msg("public: %s", private[i]);
	}
	for (size_t i = 0; i < sizeof public / sizeof *public; i++) {
		if (url_host_is_private(public[i]))
			fail_msg("private: %s", public[i]);
	}
	char longest[300];
	memset(longest, 'a', sizeof longest);
	longest[100] = '.';
	longest[sizeof longest - 1] = '\0';
	assert_true(url_host_is_private(longest));
}

static void odd_ports(void **state)
{
	(void)state;
	const char *odd[] = {"http://a.org:81/", "https://a.org:8000",
		"HTTP://a.org:22?x", "http://[2606:4700::1]:8081/a",
		"https://a.org:65535#x", "http://a.org:0/", "https://a.org:00081/"};
	const char *usual[] = {"http://a.org/", "http://a.org:80/", "https://a.org:443",
		"http://a.org:8080/a:81", "https://a.org:8443?b=:81", "https://a.org:/",
		"http://[2606:4700::81]/", "http://[2606:4700::81]:80/",
		"ftp://a.org:21/", "mailto:a@a.org", "//a.org:81/", "http:", "",
		"https://a.org:0443/", "geo:1.0,2.0"};
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		if (!url_port_is_odd(odd[i]))
			fail_msg("usual: %s", odd[i]);
	}
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
		if (url_port_is_odd(usual[i]))
			fail_msg("odd: %s", usual[i]);
	}
}

static void private_addresses(void **state)
{
	(void)state;
	struct in_addr ip4;
	struct in6_addr ip6;
	assert_int_equal(inet_pton(AF_INET, "169.254.169.254", &ip4), 1);
	assert_true(url_address_is_private(AF_INET, &ip4));
	assert_int_equal(inet_pton(AF_INET, "8.8.8.8", &ip4), 1);
	assert_false(url_address_is_private(AF_INET, &ip4));
	assert_int_equal(inet_pton(AF_INET6, "::ffff:192.168.0.1", &ip6), 1);
	assert_true(url_address_is_private(AF_INET6, &ip6));
	assert_int_equal(inet_pton(AF_INET6, "2606:4700::1", &ip6), 1);
	assert_false(url_address_is_private(AF_INET6, &ip6));
	assert_true(url_address_is_private(AF_UNIX, ""));
}

static void reserved_hosts(void **state)
{
	(void)state;
	const char *reserved[] = {"example", "example.com", "EXAMPLE.ORG",
		"media.example.net", "a.example", "a.test", "a.invalid", "example.com."};
	const char *free_[] = {
		"example.de", "myexample.com", "example.com.au", "test.org", "a.org", ""};
	for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
		assert_true(url_host_is_reserved(reserved[i]));
	for (size_t i = 0; i < sizeof free_ / sizeof *free_; i++)
		assert_false(url_host_is_reserved(free_[i]));
}

static void parts(void **state)
{
	(void)state;
	struct arena a;
	arena_init(&a, abort);
	static const char *const rows[][2] = {{"feed-1.xml", "feed-1.xml"},
		{"my feed/1?.xml", "my%20feed%2F1%3F.xml"},
		{"\xc3\xa9%41", "%C3%A9%2541"}, {"", ""}, {"-._~", "-._~"}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_string_equal(url_encode_part(&a, rows[i][0]), rows[i][1]);
		assert_string_equal(url_decode_part(&a, str_of(rows[i][1])), rows[i][0]);
	}
	assert_string_equal(url_decode_part(&a, str_of("%c3%A9%zz%4")), "\xc3\xa9%zz%4");
	assert_null(url_decode_part(&a, str_of("a%00b")));
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts),
		cmocka_unit_test(schemes),
		cmocka_unit_test(clean_characters),
		cmocka_unit_test(good_urls),
		cmocka_unit_test(bad_urls_and_why),
		cmocka_unit_test(the_longest_url),
		cmocka_unit_test(splitting),
		cmocka_unit_test(by_hand_as_by_libcurl),
		cmocka_unit_test(references_of_the_standard),
		cmocka_unit_test(what_does_not_resolve),
		cmocka_unit_test(encoding),
		cmocka_unit_test(names_stems_extensions),
		cmocka_unit_test(private_hosts),
		cmocka_unit_test(odd_ports),
		cmocka_unit_test(private_addresses),
		cmocka_unit_test(reserved_hosts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
