/* SPDX-License-Identifier: ISC */
#include "probe/http.h"

#include <curl/curl.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "base/sbuf.h"
#include "probe/body.h"
#include "probe/certificate.h"
#include "probe/header.h"
#include "probe/sockets.h"

enum { BODY_MAX = HTTP_KEEP_MAX, HEADERS_MAX = 256 * 1024, REST_MS = 1000 };
#define NEVER INT64_MAX

/* An easy handle, used for one request after the other. */
struct slot {
	CURL *easy;
	bool taken;
	bool allow_private;
	bool denied; /* a socket to a private address was asked for, and refused */
	struct http_request request;
	struct probe_answer answer;
	size_t header_bytes, body_bytes;
	int64_t rest_since;   /* all that is wanted of the body has come; 0: not yet */
	struct sbuf kept;     /* of the body */
	struct body document; /* all of it, instead */
	struct slot *next_free;
	struct certificate certificate;
	char error[CURL_ERROR_SIZE];
};

struct http {
	struct arena *arena;
	struct http_settings settings;
	CURLM *multi;
	struct sockets sockets; /* that libcurl waits for */
	int64_t due;    /* when it must be called though nothing happens there; NEVER */
	CURLSH *shared; /* TLS sessions: a host's second connection is made with less work */
	/* The header that asks for bytes as they are, or packed: of documents alone, as lengths
	   would be of something else. */
	struct curl_slist *identity, *gzip, *page; /* page: as a script of one asks */
	struct slot *slots, *free;                 /* free: those behind it are, too */
	size_t n_slots, live;
};

/* ---- callbacks of libcurl ---- */

static size_t on_header(char *data, size_t size, size_t n, void *arg)
{
	struct slot *slot = arg;
	slot->header_bytes += size * n;
	if (slot->header_bytes > HEADERS_MAX)
		return 0;
	header_line(&slot->answer, (struct str){data, size * n});
	return size * n;
}

static bool is_document(const struct slot *slot)
{
	return slot->request.into && slot->answer.status == 200;
}

/* Small bodies are read, so that the connection can be used again, if they end soon; of large
   ones nothing is wanted. A server that ignores Range sends the whole episode, or drips it. */
static size_t on_body(char *data, size_t size, size_t n, void *arg)
{
	struct slot *slot = arg;
	if (is_document(slot))
		return body_add(&slot->document, &slot->answer, data, size * n) ? size * n
										: 0;
	size_t room = slot->request.keep - slot->kept.len;
	sbuf_add(&slot->kept, data, size * n < room ? size * n : room);
	slot->body_bytes += size * n;
	bool enough = slot->kept.len == slot->request.keep;
	if (enough && slot->rest_since == 0)
		slot->rest_since = sockets_clock();
	bool slow = enough && sockets_clock() - slot->rest_since > REST_MS;
	return slow || slot->body_bytes > BODY_MAX ? 0 : size * n;
}

/* The deny list stands here, behind the name look-up: however an address was spelt, and
   whatever a name means the second time, it ends as an address. */
static curl_socket_t on_socket(
	void *arg, curlsocktype purpose, struct curl_sockaddr *addr)
{
	struct slot *slot = arg;
	(void)purpose;
	if (!slot->allow_private && sockets_is_private(&addr->addr)) {
		slot->denied = true;
		return CURL_SOCKET_BAD;
	}
	return socket(addr->family, addr->socktype | SOCK_CLOEXEC, addr->protocol);
}

/* Once more for the connection in use: it may be an old one. */
static int on_request(void *arg, char *ip, char *local_ip, int port, int local_port)
{
	struct slot *slot = arg;
	(void)local_ip, (void)port, (void)local_port;
	if (slot->allow_private || !sockets_text_is_private(ip))
		return CURL_PREREQFUNC_OK;
	slot->denied = true;
	return CURL_PREREQFUNC_ABORT;
}

static int on_timer(CURLM *multi, long ms, void *arg)
{
	struct http *h = arg;
	(void)multi;
	h->due = ms < 0 ? NEVER : sockets_clock() + ms;
	return 0;
}

_Static_assert(CURL_POLL_IN == SOCKETS_IN && CURL_POLL_OUT == SOCKETS_OUT &&
		       CURL_CSELECT_IN == SOCKETS_IN && CURL_CSELECT_OUT == SOCKETS_OUT &&
		       CURL_CSELECT_ERR == SOCKETS_BROKEN,
	"libcurl's own numbers");

static int on_watch(CURL *easy, curl_socket_t fd, int what, void *arg, void *of_socket)
{
	struct http *h = arg;
	(void)easy, (void)of_socket;
	sockets_watch(&h->sockets, fd, what & CURL_POLL_INOUT);
	return 0;
}

static CURLcode on_tls(CURL *easy, void *ssl_ctx, void *arg)
{
	struct slot *slot = arg;
	(void)easy;
	certificate_watch(ssl_ctx, &slot->certificate);
	return CURLE_OK;
}

/* ---- handles ---- */

struct number {
	CURLoption option;
	long value;
};
static const struct number numbers[] = {
	{CURLOPT_NOSIGNAL, 1},
	{CURLOPT_FOLLOWLOCATION, 0}, /* ask.c's queues do */
	{CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1},
	{CURLOPT_HTTP09_ALLOWED, 0},
	{CURLOPT_SSL_VERIFYPEER, 1},
	{CURLOPT_SSL_VERIFYHOST, 2},
	{CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2},
	{CURLOPT_NETRC, CURL_NETRC_IGNORED},
	{CURLOPT_UNRESTRICTED_AUTH, 0},
	{CURLOPT_DISALLOW_USERNAME_IN_URL, 1},
	{CURLOPT_DNS_CACHE_TIMEOUT, 300},
	{CURLOPT_LOW_SPEED_LIMIT, 1},
};
static const struct {
	CURLoption option;
	const char *value;
} texts[] = {
	{CURLOPT_PROTOCOLS_STR, "http,https"},
	{CURLOPT_PROXY, ""},
};

/* An option that libcurl refuses is one that our safety may hang on: no handle then. */
static bool set_numbers(CURL *easy, const struct number *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (curl_easy_setopt(easy, rows[i].option, rows[i].value))
			return false;
	}
	return true;
}

static bool set_constants(CURL *easy)
{
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (curl_easy_setopt(easy, texts[i].option, texts[i].value))
			return false;
	}
	return set_numbers(easy, numbers, sizeof numbers / sizeof *numbers);
}

/* Whom to trust. libcurl reads the certificates once for all handles, but only if they come
   from one file and from no folder beside it: Debian's cost 25 ms, for every connection. */
static bool set_trust(CURL *easy, const char *file)
{
	if (!file)
		curl_easy_getinfo(easy, CURLINFO_CAINFO, &file);
	return !file || /* there is just a folder */
	       (!curl_easy_setopt(easy, CURLOPT_CAINFO, file) &&
		       !curl_easy_setopt(easy, CURLOPT_CAPATH, NULL));
}

static bool set_limits(CURL *easy, const struct http *h)
{
	const struct probe_limits *l = h->settings.limits;
	const struct number rows[] = {{CURLOPT_CONNECTTIMEOUT_MS, (long)l->connect_ms},
		{CURLOPT_TIMEOUT_MS, (long)l->total_ms},
		{CURLOPT_LOW_SPEED_TIME, (long)l->stall_s}};
	return set_numbers(easy, rows, sizeof rows / sizeof *rows) &&
	       !curl_easy_setopt(easy, CURLOPT_USERAGENT, h->settings.agent) &&
	       !curl_easy_setopt(easy, CURLOPT_SHARE, h->shared) &&
	       set_trust(easy, h->settings.ca_file);
}

/* Only then what libcurl hands to on_tls is OpenSSL's. */
static bool is_openssl(void)
{
	const char *tls = curl_version_info(CURLVERSION_NOW)->ssl_version;
	return tls && strncmp(tls, "OpenSSL/", strlen("OpenSSL/")) == 0;
}

/* What each callback gets. */
static const CURLoption with_slot[] = {CURLOPT_PRIVATE, CURLOPT_HEADERDATA,
	CURLOPT_WRITEDATA, CURLOPT_OPENSOCKETDATA, CURLOPT_PREREQDATA};

static bool set_callbacks(CURL *easy, struct slot *slot)
{
	for (size_t i = 0; i < sizeof with_slot / sizeof *with_slot; i++) {
		if (curl_easy_setopt(easy, with_slot[i], slot))
			return false;
	}
	if (curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, slot->error) ||
		curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header) ||
		curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body) ||
		curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_socket) ||
		curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_request))
		return false;
	return !is_openssl() ||
	       (!curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, on_tls) &&
		       !curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, slot));
}

static bool open_slot(struct http *h, struct slot *slot)
{
	CURL *easy = curl_easy_init();
	if (!easy || !set_constants(easy) || !set_limits(easy, h) ||
		!set_callbacks(easy, slot)) {
		curl_easy_cleanup(easy);
		return false;
	}
	slot->easy = easy;
	slot->allow_private = h->settings.allow_private;
	return true;
}

struct http *http_new(
	struct arena *a, const struct http_settings *settings, const char **problem)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		*problem = "libcurl cannot be initialised";
		return NULL;
	}
	struct http *h = arena_new(a, struct http);
	*h = (struct http){.arena = a, .settings = *settings, .due = NEVER};
	h->n_slots = sockets_most(settings->limits->live);
	h->slots = arena_array(a, h->n_slots, sizeof *h->slots);
	for (size_t i = h->n_slots; i-- > 0;) {
		h->slots[i].next_free = h->free;
		h->free = &h->slots[i];
	}
	h->multi = curl_multi_init();
	h->shared = curl_share_init();
	curl_share_setopt(h->shared, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
	h->page = curl_slist_append(NULL, "Origin: null");
	h->identity = curl_slist_append(h->page, "Accept-Encoding: identity");
	h->identity = h->identity ? h->identity->next : NULL; /* the rest of page */
	h->gzip = settings->unless ? curl_slist_append(NULL, settings->unless) : NULL;
	h->gzip = curl_slist_append(h->gzip, "Accept-Encoding: gzip");
	if (!sockets_open(&h->sockets) || !h->multi || !h->shared || !h->identity ||
		!h->gzip || !h->page || !open_slot(h, &h->slots[0])) {
		http_free(h);
		*problem = "libcurl lacks memory, or an option that feedgen relies on";
		return NULL;
	}
	curl_multi_setopt(h->multi, CURLMOPT_SOCKETFUNCTION, on_watch);
	curl_multi_setopt(h->multi, CURLMOPT_SOCKETDATA, h);
	curl_multi_setopt(h->multi, CURLMOPT_TIMERFUNCTION, on_timer);
	curl_multi_setopt(h->multi, CURLMOPT_TIMERDATA, h);
	/* Beside our own counting, which should keep these from ever being reached. */
	curl_multi_setopt(h->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, (long)h->n_slots);
	curl_multi_setopt(h->multi, CURLMOPT_MAX_HOST_CONNECTIONS,
		(long)settings->limits->per_host);
	curl_multi_setopt(h->multi, CURLMOPT_MAXCONNECTS, (long)h->n_slots);
	curl_multi_setopt(h->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_NOTHING);
	return h;
}

void http_free(struct http *h)
{
	for (size_t i = 0; i < h->n_slots; i++) {
		struct slot *slot = &h->slots[i];
		if (slot->taken)
			curl_multi_remove_handle(h->multi, slot->easy);
		body_end(&slot->document);
		curl_easy_cleanup(slot->easy);
		sbuf_release(&slot->kept);
	}
	curl_multi_cleanup(h->multi);
	sockets_close(&h->sockets);
	curl_share_cleanup(h->shared);
	curl_slist_free_all(h->page);
	curl_slist_free_all(h->gzip);
	curl_global_cleanup();
}

void http_keep(struct http *h, size_t connections)
{
	size_t most = connections < h->n_slots ? connections : h->n_slots;
	curl_multi_setopt(h->multi, CURLMOPT_MAXCONNECTS, (long)(most > 0 ? most : 1));
}

bool http_has_room(const struct http *h)
{
	return h->live < h->n_slots;
}

/* ---- requests ---- */

/* GET of a range or of all, POST of a form, HEAD. Each undoes what the one before set. */
static bool set_method(CURL *easy, const struct http_request *r)
{
	if (r->post)
		return !curl_easy_setopt(easy, CURLOPT_POST, 1L) &&
		       !curl_easy_setopt(easy, CURLOPT_POSTFIELDS, r->post);
	if (r->get || r->into)
		return !curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
	return !curl_easy_setopt(easy, CURLOPT_NOBODY, 1L); /* else a body is due */
}

static bool set_request(CURL *easy, const struct http *h, const struct http_request *r)
{
	char text[64], *range = r->get && !r->into ? text : NULL;
	struct curl_slist *headers = r->page ? h->page : r->into ? h->gzip : h->identity;
	snprintf(text, sizeof text, "%" PRId64 "-%" PRId64, r->first, r->last);
	return !curl_easy_setopt(easy, CURLOPT_URL, r->url) && set_method(easy, r) &&
	       !curl_easy_setopt(easy, CURLOPT_RANGE, range) &&
	       !curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers) &&
	       !curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, r->fresh ? 1L : 0L);
}

bool http_start(struct http *h, const struct http_request *request)
{
	struct slot *slot = h->free;
	if (!slot || (!slot->easy && !open_slot(h, slot)) ||
		!set_request(slot->easy, h, request))
		return false;
	slot->request = *request;
	slot->denied = false;
	body_begin(&slot->document, request->into);
	slot->header_bytes = slot->body_bytes = 0;
	slot->rest_since = 0;
	slot->error[0] = slot->certificate.words[0] = '\0';
	sbuf_init(&slot->kept, HTTP_KEEP_MAX);
	header_begin(&slot->answer);
	if (curl_multi_add_handle(h->multi, slot->easy) != CURLM_OK)
		return false;
	slot->taken = true;
	h->free = slot->next_free;
	h->live++;
	return true;
}

/* ---- answers ---- */

static const struct {
	CURLcode code;
	enum probe_verdict verdict;
} failures[] = {
	{CURLE_OK, PROBE_GOOD},
	{CURLE_COULDNT_RESOLVE_HOST, PROBE_UNRESOLVED},
	{CURLE_COULDNT_CONNECT, PROBE_UNCONNECTED},
	{CURLE_OPERATION_TIMEDOUT, PROBE_TIMEOUT},
	{CURLE_PEER_FAILED_VERIFICATION, PROBE_CERTIFICATE},
	{CURLE_SSL_CONNECT_ERROR, PROBE_TLS},
	{CURLE_SSL_CIPHER, PROBE_TLS},
	{CURLE_SSL_CACERT_BADFILE, PROBE_UNABLE},
	{CURLE_FAILED_INIT, PROBE_UNABLE},
};

/* How far a request came that ran out of time. The time of connecting would not tell: with
   TLS it counts the handshake. */
static enum probe_verdict timed_out(CURL *easy)
{
	curl_off_t looked_up = 0;
	const char *ip = NULL;
	curl_easy_getinfo(easy, CURLINFO_NAMELOOKUP_TIME_T, &looked_up);
	curl_easy_getinfo(easy, CURLINFO_PRIMARY_IP, &ip);
	if (looked_up == 0)
		return PROBE_UNRESOLVED;
	return ip && ip[0] ? PROBE_TIMEOUT : PROBE_UNCONNECTED;
}

static int os_error(const struct slot *slot)
{
	long number = 0;
	curl_easy_getinfo(slot->easy, CURLINFO_OS_ERRNO, &number);
	return (int)number;
}

static enum probe_verdict failure_of(const struct slot *slot, CURLcode code)
{
	const struct probe_answer *a = &slot->answer;
	/* What goes wrong behind the headers is only the body's affair: most often we have
	   stopped reading it. */
	if (a->headers_complete && !is_document(slot))
		return PROBE_GOOD;
	if (slot->document.verdict)
		return slot->document.verdict;
	if (slot->denied &&
		(code == CURLE_COULDNT_CONNECT || code == CURLE_ABORTED_BY_CALLBACK))
		return PROBE_PRIVATE;
	if (code == CURLE_OPERATION_TIMEDOUT)
		return timed_out(slot->easy);
	if (code == CURLE_COULDNT_CONNECT && os_error(slot) == ECONNREFUSED)
		return PROBE_REFUSED;
	for (size_t i = 0; i < sizeof failures / sizeof *failures; i++) {
		if (failures[i].code == code)
			return failures[i].verdict;
	}
	return PROBE_BROKEN;
}

/* Words about a failure that are the same each time: libcurl's own count milliseconds when a
   connection fails, and call a header that is too long a lack of memory. */
static const char *detail_of(const struct slot *slot, CURLcode code)
{
	if (slot->header_bytes > HEADERS_MAX || code == CURLE_OUT_OF_MEMORY)
		return "its headers are too long";
	if (code == CURLE_LOGIN_DENIED)
		return "it redirects to an address with a user name or a password";
	if (code == CURLE_URL_MALFORMAT)
		return POLICY_NO_ADDRESS;
	if (slot->document.verdict)
		return slot->document.detail;
	if (code == CURLE_PEER_FAILED_VERIFICATION && slot->certificate.words[0])
		return slot->certificate.words;
	if (code == CURLE_PARTIAL_FILE)
		return "the connection ended before all of it had come";
	if (code == CURLE_OPERATION_TIMEDOUT)
		return NULL;
	if (code == CURLE_COULDNT_CONNECT)
		return os_error(slot) ? strerror(os_error(slot)) : NULL;
	return slot->error[0] ? slot->error : curl_easy_strerror(code);
}

static void finish(
	struct http *h, struct slot *slot, CURLcode code, http_done *done, void *ctx)
{
	struct probe_answer *a = &slot->answer;
	char *location = NULL;
	curl_easy_getinfo(slot->easy, CURLINFO_REDIRECT_URL, &location);
	a->location = location;
	/* Cut off by the connection, it ends early as well: that is the better word. */
	if (body_end(&slot->document) == PROBE_BROKEN && code == CURLE_PARTIAL_FILE)
		slot->document.verdict = PROBE_GOOD;
	a->failure = failure_of(slot, code);
	a->detail = a->failure ? detail_of(slot, code) : NULL;
	a->no_ranges = a->no_ranges || (slot->request.get && a->status == 200);
	sbuf_need_memory(&slot->kept, h->arena); /* not a file that is cut off there */
	a->body = slot->kept.data;
	a->body_len = slot->kept.len;
	done(ctx, slot->request.tag, a);
	curl_multi_remove_handle(h->multi, slot->easy);
	sbuf_release(&slot->kept);
	slot->taken = false;
	slot->next_free = h->free;
	h->free = slot;
	h->live--;
}

/* Whatever has something to do, does it. */
static void work(struct http *h, int wait_ms)
{
	struct sockets_event events[SOCKETS_EVENTS];
	int running;
	int64_t left = h->due == NEVER ? wait_ms : h->due - sockets_clock();
	left = left < 0 ? 0 : left < wait_ms ? left : wait_ms;
	size_t n = sockets_wait(&h->sockets, events, (int)left);
	for (size_t i = 0; i < n; i++)
		curl_multi_socket_action(
			h->multi, events[i].fd, events[i].what, &running);
	if (h->due != NEVER && h->due <= sockets_clock())
		curl_multi_socket_action(h->multi, CURL_SOCKET_TIMEOUT, 0, &running);
}

void http_run(struct http *h, int wait_ms, http_done *done, void *ctx)
{
	CURLMsg *message;
	int left;
	work(h, wait_ms);
	while ((message = curl_multi_info_read(h->multi, &left))) {
		struct slot *slot = NULL;
		CURLcode code = message->data.result;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &slot);
		if (message->msg == CURLMSG_DONE)
			finish(h, slot, code, done, ctx);
	}
}
