/* SPDX-License-Identifier: ISC */
#include "base/url.h"

#include <arpa/inet.h>
#include <locale.h>
#include <curl/curl.h>
#include "base/sbuf.h"

enum { HOST_MAX = 253, LABEL_MAX = 63 };

/* What RFC 3986 wants percent-encoded, beside controls, space and all above 0x7f. */
static const char unsafe[] = "\"<>\\^`{|}";

static bool is_control(char c)
{
	return (unsigned char)c < 0x20 || c == 0x7f;
}

static bool is_hex(char c)
{
	char l = ascii_lower(c);
	return ascii_is_digit(c) || (l >= 'a' && l <= 'f');
}

/* Which lanes have a character that is beyond ASCII, no graphic one, '%' or one of unsafe? */
static lanes odd_lanes(lanes v)
{
	return lanes_outside(v, '!', '~') | lanes_in(v, "%\"<>\\^`", 7) |
	       (lanes)((lanes)(v - '{') <= '}' - '{');
}

size_t url_clean_len(struct str s)
{
	size_t i = 0;
	for (; s.len - i >= LANES; i += LANES) {
		size_t first = lanes_first(odd_lanes(lanes_load(s.data + i)));
		if (first < LANES)
			return i + first;
	}
	/* The zeros behind the end are odd. */
	return i + lanes_first(odd_lanes(lanes_load_end(s.data + i, s.len - i)));
}

static bool is_escape(const char *s)
{
	return s[0] == '%' && is_hex(s[1]) && is_hex(s[2]);
}

bool url_has_scheme(const char *text)
{
	if (!text || !ascii_is_alpha(text[0]))
		return false;
	while (ascii_is_alnum(*text) || *text == '+' || *text == '-' || *text == '.')
		text++;
	return *text == ':';
}

/* ---- what may be wrong ---- */

static const char *char_problem(const char *s)
{
	if (is_control(*s))
		return "has a control character";
	if (*s == ' ')
		return "has a space";
	if ((unsigned char)*s > 0x7f)
		return "has a character beyond ASCII that is not percent-encoded";
	if (strchr(unsafe, *s))
		return "has a character that must be percent-encoded, one of \"<>\\^`{|}";
	if (*s == '%' && !is_escape(s))
		return "has a % that no two hexadecimal digits follow";
	return NULL;
}

/* Offset of the first character of s, behind which is more or a NUL, that has a problem; s.len:
   none has. */
static size_t good_len(struct str s)
{
	size_t i = url_clean_len(s);
	while (i < s.len && !char_problem(s.data + i)) {
		i++;
		i += url_clean_len(str_slice(s, i, s.len));
	}
	return i;
}

static const char *scheme_problem(const char *text)
{
	struct str s = str_of(text);
	if (!url_has_scheme(text))
		return "is not absolute: it does not begin with https://";
	bool http = str_case_starts(s, "http:"), https = str_case_starts(s, "https:");
	if (!http && !https)
		return "is not http or https";
	/* libcurl would take http:/host for http://host. */
	if (!str_case_starts(s, http ? "http://" : "https://"))
		return "does not have // after its scheme";
	/* And http:///host, too. */
	return strchr(text, ':')[3] == '/' ? "has no host" : NULL;
}

static const char *curl_problem(CURLUcode code)
{
	switch (code) {
	case CURLUE_OK:
		return NULL;
	case CURLUE_USER_NOT_ALLOWED:
		return "holds a user name or password";
	case CURLUE_NO_HOST:
		return "has no host";
	case CURLUE_BAD_PORT_NUMBER:
		return "has a port that is not a number from 1 to 65535";
	case CURLUE_BAD_HOSTNAME:
	case CURLUE_BAD_IPV6:
		return "has a host name that cannot exist";
	default:
		return "is malformed";
	}
}

static bool label_is_good(struct str label)
{
	if (label.len == 0 || label.len > LABEL_MAX)
		return false;
	/* The underscore is in no host name (RFC 952), but in real ones. */
	for (size_t i = 0; i < label.len; i++) {
		char c = label.data[i];
		if (!ascii_is_alnum(c) && c != '-' && c != '_')
			return false;
	}
	return label.data[0] != '-' && label.data[label.len - 1] != '-';
}

/* Is host, as libcurl gives it, an address or a name that DNS can hold? */
static bool host_is_good(const char *host)
{
	struct in_addr ip;
	struct str rest = str_of(host), label = {0};
	if (host[0] == '[' || inet_pton(AF_INET, host, &ip) == 1)
		return true;
	if (str_ends(rest, "."))
		rest.len--;
	if (rest.len == 0 || rest.len > HOST_MAX)
		return false;
	while (str_cut(&rest, '.', &label)) {
		if (!label_is_good(label))
			return false;
	}
	/* A last label of digits is an IPv4 address gone wrong (WHATWG URL, 3.5). */
	long long number;
	return !str_to_int(label, &number);
}

/* What libcurl makes of a URL; free with parts_free. */
struct curl_parts {
	CURLU *handle;
	char *host, *port, *path, *query, *fragment;
};

static CURLUcode parts_get(struct curl_parts *p, const char *text)
{
	*p = (struct curl_parts){.handle = curl_url()};
	if (!p->handle)
		return CURLUE_OUT_OF_MEMORY;
	CURLUcode code = curl_url_set(
		p->handle, CURLUPART_URL, text, CURLU_DISALLOW_USER | CURLU_PATH_AS_IS);
	if (code)
		return code;
	/* The optional parts: what is not there stays NULL. */
	curl_url_get(p->handle, CURLUPART_PORT, &p->port, 0);
	curl_url_get(p->handle, CURLUPART_QUERY, &p->query, 0);
	curl_url_get(p->handle, CURLUPART_FRAGMENT, &p->fragment, 0);
	code = curl_url_get(p->handle, CURLUPART_PATH, &p->path, 0);
	return code ? code : curl_url_get(p->handle, CURLUPART_HOST, &p->host, 0);
}

static void parts_free(struct curl_parts *p)
{
	curl_free(p->host);
	curl_free(p->port);
	curl_free(p->path);
	curl_free(p->query);
	curl_free(p->fragment);
	curl_url_cleanup(p->handle);
}

/* libcurl decodes percent signs in hosts, so that ex%61mple.com would pass for another. */
static bool authority_has_percent(const char *text)
{
	const char *host = strstr(text, "://") + 3;
	return memchr(host, '%', strcspn(host, "/?#")) != NULL;
}

static const char *structure_problem(const char *text)
{
	struct curl_parts parts;
	const char *problem = curl_problem(parts_get(&parts, text));
	if (!problem && (authority_has_percent(text) || !host_is_good(parts.host)))
		problem = "has a host name that cannot exist";
	if (!problem && parts.port && strcmp(parts.port, "0") == 0)
		problem = curl_problem(CURLUE_BAD_PORT_NUMBER);
	parts_free(&parts);
	return problem;
}

/* ---- those that need no parser ---- */

/* A URL as nearly all are written, in slices. libcurl takes as long for one as a probe's
   whole book-keeping, and would find the same. */
struct plain {
	const char *scheme;
	struct str host, port, path, query, fragment; /* data NULL: none */
};

static bool host_is_plain(struct str host)
{
	struct in_addr ip;
	struct str rest = host, label = {0};
	char text[INET_ADDRSTRLEN] = "";
	if (host.len > HOST_MAX)
		return false;
	for (size_t i = 0; i < host.len; i++) {
		if (host.data[i] != ascii_lower(host.data[i]))
			return false;
	}
	while (str_cut(&rest, '.', &label)) {
		if (!label_is_good(label))
			return false;
	}
	/* No number in any spelling begins with a letter; of numbers, one spelling is plain. */
	if (host.len == 0 || ascii_is_alpha(label.data[0]) || host.len >= sizeof text)
		return host.len > 0 && ascii_is_alpha(label.data[0]);
	memcpy(text, host.data, host.len);
	return inet_pton(AF_INET, text, &ip) == 1;
}

static bool port_is_plain(struct str port)
{
	enum { PORT_MAX = 65535, DIGITS = 5 };
	long long number;
	return !port.data ||
	       (port.len > 0 && port.len <= DIGITS && port.data[0] != '0' &&
		       str_to_int(port, &number) && number > 0 && number <= PORT_MAX);
}

/* Is text, whose characters are all good, plain? Else it may still be a URL. */
static bool plain_cut(const char *text, struct plain *p)
{
	struct str s = str_of(text);
	*p = (struct plain){.scheme = str_starts(s, "https://") ? "https" : "http"};
	if (!str_starts(s, "https://") && !str_starts(s, "http://"))
		return false;
	s = str_slice(s, strlen(p->scheme) + strlen("://"), s.len);
	size_t end = strcspn(s.data, "/?#");
	p->port = str_slice(s, 0, end);
	str_cut(&p->port, ':', &p->host);
	s = str_slice(s, end, s.len);
	p->fragment = s;
	str_cut(&p->fragment, '#', &p->query);
	str_cut(&p->query, '?', &p->path);
	/* What is empty is a question of taste, which libcurl decides. */
	return host_is_plain(p->host) && port_is_plain(p->port) &&
	       (!p->query.data || p->query.len > 0) &&
	       (!p->fragment.data || p->fragment.len > 0);
}

/* ---- all of them ---- */

/* As url_problem; *is_plain: there is none, and *plain is what text is made of. */
static const char *cut_or_problem(const char *text, struct plain *plain, bool *is_plain)
{
	struct str s = str_of(text);
	*is_plain = false;
	if (s.len == 0)
		return "is empty";
	if (s.len > URL_MAX)
		return "is longer than 2,048 bytes";
	size_t good = good_len(s);
	const char *problem = good < s.len ? char_problem(text + good) : NULL;
	*is_plain = !problem && plain_cut(text, plain);
	if (*is_plain)
		return NULL;
	if (!problem)
		problem = scheme_problem(text);
	return problem ? problem : structure_problem(text);
}

const char *url_problem(const char *text)
{
	struct plain plain;
	bool is_plain;
	return cut_or_problem(text, &plain, &is_plain);
}

bool url_is_web(const char *text)
{
	return url_problem(text) == NULL;
}

/* ---- taking apart ---- */

static const char *copy(struct arena *a, const char *s)
{
	return s ? arena_strdup(a, s) : NULL;
}

static const char *copy_slice(struct arena *a, struct str s)
{
	return s.data ? arena_strndup(a, s.data, s.len) : NULL;
}

static const char *copy_lower(struct arena *a, struct str s)
{
	char *text = arena_strndup(a, s.data, s.len);
	for (char *c = text; *c; c++)
		*c = ascii_lower(*c);
	return text;
}

bool url_split(struct arena *a, const char *text, struct url_parts *parts)
{
	struct curl_parts got;
	struct plain plain;
	bool is_plain;
	*parts = (struct url_parts){0};
	if (cut_or_problem(text, &plain, &is_plain))
		return false;
	if (is_plain) {
		*parts = (struct url_parts){
			.scheme = plain.scheme,
			.host = copy_slice(a, plain.host),
			.port = copy_slice(a, plain.port),
			.path = plain.path.len ? copy_slice(a, plain.path) : "/",
			.query = copy_slice(a, plain.query),
			.fragment = copy_slice(a, plain.fragment),
		};
		return true;
	}
	bool ok = parts_get(&got, text) == CURLUE_OK;
	if (ok) {
		struct str host = str_of(got.host);
		if (str_starts(host, "["))
			host = str_slice(host, 1, host.len - 1);
		parts->scheme = str_case_starts(str_of(text), "https") ? "https" : "http";
		parts->host = copy_lower(a, host);
		parts->port = copy(a, got.port);
		parts->path = copy(a, got.path);
		parts->query = copy(a, got.query);
		parts->fragment = copy(a, got.fragment);
	}
	parts_free(&got);
	return ok;
}

/* Where the path of a URL, or of a local path, lies in text. */
static struct str path_of(const char *text)
{
	const char *path = text;
	const char *slashes = url_has_scheme(text) ? strchr(text, ':') + 1 : text;
	if (strncmp(slashes, "//", 2) == 0)
		path = slashes + 2 + strcspn(slashes + 2, "/?#");
	return (struct str){path, strcspn(path, "?#")};
}

struct str url_name(const char *text)
{
	struct str path = path_of(text);
	size_t from = path.len;
	while (from > 0 && path.data[from - 1] != '/')
		from--;
	return str_slice(path, from, path.len);
}

/* Offset of the dot before the extension; the length if there is none. A dot that the
   name begins with does not count. */
static size_t dot_of(struct str name)
{
	size_t at = name.len;
	while (at > 0 && name.data[at - 1] != '.')
		at--;
	return at > 1 ? at - 1 : name.len;
}

struct str url_stem(const char *text)
{
	struct str name = url_name(text);
	return str_slice(name, 0, dot_of(name));
}

struct str url_extension(const char *text)
{
	struct str name = url_name(text);
	size_t dot = dot_of(name);
	return str_slice(name, dot < name.len ? dot + 1 : dot, name.len);
}

/* ---- encoding ---- */

/* https://HOST/ with the ASCII form of an international host name, to be freed with
   curl_free; NULL if libcurl cannot tell it. libcurl takes the name for text of the
   locale's charset, so the thread gets one for a moment; and it leaks when it is asked
   for a host alone that has no ASCII form (7.88 and later). */
static char *ascii_host_url(const char *host)
{
	char *url = NULL;
	locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	CURLU *handle = curl_url();
	if (utf8 && handle &&
		curl_url_set(handle, CURLUPART_HOST, host, 0) == CURLUE_OK &&
		curl_url_set(handle, CURLUPART_SCHEME, "https", 0) == CURLUE_OK) {
		locale_t before = uselocale(utf8);
		if (curl_url_get(handle, CURLUPART_URL, &url, CURLU_PUNYCODE))
			url = NULL;
		uselocale(before);
	}
	curl_url_cleanup(handle);
	if (utf8)
		freelocale(utf8);
	return url;
}

static bool is_ascii(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if ((unsigned char)s.data[i] > 0x7f)
			return false;
	}
	return true;
}

/* Where the host of a web URL lies in text; empty if it has none. */
static struct str host_of(const char *text)
{
	const char *slashes = strstr(text, "://");
	if (!url_has_scheme(text) || !slashes)
		return (struct str){text, 0};
	struct str s = {slashes + 3, strcspn(slashes + 3, "/?#")};
	size_t at = str_find_char(s, '@', 0);
	if (at != STR_NONE)
		s = str_slice(s, at + 1, s.len);
	size_t colon = str_find_char(s, ':', 0);
	return str_starts(s, "[") ? s
				  : str_slice(s, 0, colon == STR_NONE ? s.len : colon);
}

static void encode(struct sbuf *out, struct str s)
{
	static const char digits[] = "0123456789ABCDEF";
	for (;;) {
		size_t good = good_len(s);
		sbuf_add(out, s.data, good);
		if (good == s.len)
			return;
		unsigned char byte = (unsigned char)s.data[good];
		const char encoded[] = {'%', digits[byte / 16], digits[byte % 16]};
		sbuf_add(out, encoded, sizeof encoded);
		s = str_slice(s, good + 1, s.len);
	}
}

/* Appends the host in its ASCII form; one that has none stays: url_problem will tell. */
static void add_host(struct sbuf *out, struct arena *a, struct str host)
{
	char *url = ascii_host_url(arena_strndup(a, host.data, host.len));
	sbuf_slice(out, url ? host_of(url) : host);
	curl_free(url);
}

const char *url_encode(struct arena *a, const char *text)
{
	struct sbuf out;
	struct str host = host_of(text), s = str_of(text);
	sbuf_init(&out, 8 * s.len + HOST_MAX);
	if (!is_ascii(host)) {
		size_t at = (size_t)(host.data - text);
		encode(&out, str_slice(s, 0, at));
		add_host(&out, a, host);
		s = str_slice(s, at + host.len, s.len);
	}
	encode(&out, s);
	sbuf_need_memory(&out, a);
	const char *encoded = arena_strdup(a, out.failed ? text : out.data);
	sbuf_release(&out);
	return encoded;
}
