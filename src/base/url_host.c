/* SPDX-License-Identifier: ISC */
/*
 * Which hosts are not the public's: whoever asks them from a server may reach what only
 * that server can reach (SSRF), and no listener can.
 */
#include "base/url.h"

#include <arpa/inet.h>
#include <stdint.h>
#include <sys/socket.h>

/* The first bits of an address, and how many of them count. */
struct block4 {
	uint32_t prefix;
	int bits;
};
struct block6 {
	unsigned char prefix[8];
	int bits;
};

/* IANA IPv4 Special-Purpose Address Registry, multicast, and the reserved class E. */
static const struct block4 private4[] = {
	{0x00000000, 8},  /* 0/8: "this" network; 0.0.0.0 reaches this machine */
	{0x0a000000, 8},  /* 10/8 */
	{0x64400000, 10}, /* 100.64/10: carrier NAT */
	{0x7f000000, 8},  /* 127/8: loopback */
	{0xa9fe0000, 16}, /* 169.254/16: link-local, cloud metadata */
	{0xac100000, 12}, /* 172.16/12 */
	{0xc0000000, 24}, /* 192.0.0/24: protocol assignments */
	{0xc0000200, 24}, /* 192.0.2/24: documentation */
	{0xc0586300, 24}, /* 192.88.99/24: 6to4 relays, which are no more */
	{0xc0a80000, 16}, /* 192.168/16 */
	{0xc6120000, 15}, /* 198.18/15: benchmarks */
	{0xc6336400, 24}, /* 198.51.100/24: documentation */
	{0xcb007100, 24}, /* 203.0.113/24: documentation */
	{0xe0000000, 3},  /* 224/4 multicast and 240/4 reserved */
};

/* Only 2000::/3 has been given to anybody (IANA IPv6 Global Unicast Address Assignments); in
   it, the IANA IPv6 Special-Purpose Address Registry. What carries an IPv4 address and may be
   public (::ffff:0:0/96, 64:ff9b::/96) is unwrapped instead. */
static const struct block6 global6 = {{0x20}, 3};
static const struct block6 private6[] = {
	{{0x20, 0x01, 0x00}, 23}, /* 2001::/23: protocols; Teredo, benchmarks, ORCHID */
	{{0x20, 0x01, 0x0d, 0xb8}, 32}, /* 2001:db8::/32: documentation */
	{{0x20, 0x02}, 16},             /* 2002::/16: 6to4 */
	{{0x3f, 0xff}, 20},             /* 3fff::/20: documentation */
};

static bool private_ipv4(const unsigned char b[4])
{
	uint32_t ip =
		(uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
	for (size_t i = 0; i < sizeof private4 / sizeof *private4; i++) {
		if ((ip ^ private4[i].prefix) >> (32 - private4[i].bits) == 0)
			return true;
	}
	return false;
}

static bool in_block6(const unsigned char *ip, const struct block6 *block)
{
	int whole = block->bits / 8, rest = block->bits % 8;
	if (memcmp(ip, block->prefix, (size_t)whole) != 0)
		return false;
	return rest == 0 || (ip[whole] ^ block->prefix[whole]) >> (8 - rest) == 0;
}

static bool private_ipv6(const unsigned char b[16])
{
	static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
	static const unsigned char nat64[12] = {0x00, 0x64, 0xff, 0x9b};
	if (memcmp(b, mapped, 12) == 0 || memcmp(b, nat64, 12) == 0)
		return private_ipv4(b + 12);
	if (!in_block6(b, &global6))
		return true;
	for (size_t i = 0; i < sizeof private6 / sizeof *private6; i++) {
		if (in_block6(b, &private6[i]))
			return true;
	}
	return false;
}

bool url_address_is_private(int family, const void *addr)
{
	if (family == AF_INET)
		return private_ipv4(addr);
	if (family == AF_INET6)
		return private_ipv6(addr);
	return true;
}

/* ---- names ---- */

/* Domains that live inside one house: RFC 6761, 6762 (with appendix G), 8375, and
   "internal", which ICANN keeps out of the root. */
static const char *const private_domains[] = {"localhost", "local", "internal",
	"intranet", "private", "corp", "home", "lan", "home.arpa"};

/* RFC 2606 and 6761. */
static const char *const reserved_domains[] = {
	"example", "example.com", "example.net", "example.org", "test", "invalid"};

/* Is host domain, or a name in it? */
static bool is_within(struct str host, const char *domain)
{
	size_t n = strlen(domain);
	if (host.len < n || !str_case_is(str_slice(host, host.len - n, host.len), domain))
		return false;
	return host.len == n || host.data[host.len - n - 1] == '.';
}

static bool is_within_any(struct str host, const char *const *domains, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (is_within(host, domains[i]))
			return true;
	}
	return false;
}

/* Without brackets, zone and final dot: "[fe80::1%eth0]" is fe80::1. */
static struct str bare(const char *host)
{
	struct str s = str_of(host);
	if (str_starts(s, "["))
		s = str_slice(s, 1, s.len);
	if (str_ends(s, "]"))
		s.len--;
	if (str_ends(s, "."))
		s.len--;
	size_t zone = str_find_char(s, '%', 0);
	return zone == STR_NONE ? s : str_slice(s, 0, zone);
}

bool url_host_is_private(const char *host)
{
	enum { LONGEST = 253 };
	char text[LONGEST + 1];
	struct in_addr ip4;
	struct in6_addr ip6;
	struct str s = bare(host);
	if (s.len == 0 || s.len > LONGEST)
		return true;
	memcpy(text, s.data, s.len);
	text[s.len] = '\0';
	if (inet_pton(AF_INET6, text, &ip6) == 1)
		return url_address_is_private(AF_INET6, &ip6);
	/* inet_aton knows what connect() knows: 2130706433, 0x7f.1, 0177.0.0.1, 127.1, 0. */
	if (inet_aton(text, &ip4) != 0)
		return url_address_is_private(AF_INET, &ip4);
	/* A name without a dot is looked up in the searcher's own domain. */
	if (str_find_char(s, '.', 0) == STR_NONE)
		return true;
	return is_within_any(
		s, private_domains, sizeof private_domains / sizeof *private_domains);
}

bool url_host_is_reserved(const char *host)
{
	return is_within_any(bare(host), reserved_domains,
		sizeof reserved_domains / sizeof *reserved_domains);
}

/* ---- ports ---- */

static const char *const web_ports[] = {"80", "443", "8080", "8443"};

bool url_port_is_odd(const char *url)
{
	struct str s = str_of(url), port;
	if (!str_case_starts(s, "http:") && !str_case_starts(s, "https:"))
		return false;
	s = str_slice(s, str_find_char(s, ':', 0) + 1, s.len);
	if (!str_starts(s, "//"))
		return false;
	s = str_slice(s, 2, 2 + strcspn(s.data + 2, "/?#"));
	/* In brackets are the colons of an IPv6 address. */
	size_t bracket = str_find_char(s, ']', 0);
	size_t colon = str_find_char(s, ':', bracket == STR_NONE ? 0 : bracket);
	port = colon == STR_NONE ? (struct str){"", 0} : str_slice(s, colon + 1, s.len);
	while (port.len > 1 && port.data[0] == '0')
		port = str_slice(port, 1, port.len);
	for (size_t i = 0; i < sizeof web_ports / sizeof *web_ports; i++) {
		if (str_is(port, web_ports[i]))
			return false;
	}
	return port.len > 0;
}
