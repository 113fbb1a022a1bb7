/* SPDX-License-Identifier: ISC */
/*
 * Stands for libcurl until somebody needs it.
 *
 * libcurl brings some thirty libraries along. To load them takes as long as the whole of a
 * build without changes, and 4 MB; and most builds ask no server, be it that nothing has
 * changed, that the cache knows all, or --offline. So the program is not linked with libcurl,
 * but with this file, which has the functions of that name that src/ calls: the first call
 * loads it. Rooms know nothing of this, and who links libfeedgen.a links with libcurl itself.
 */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "app/cli.h"
#include "app/memory.h"

#define LIBRARY "libcurl.so.4"

#if LIBCURL_VERSION_NUM < 0x080000
typedef CURLU url_read;
#else
typedef const CURLU url_read;
#endif

/* For who makes packages of programs (ELF dlopen metadata, uapi-group.org): what it needs
   beside the libraries that it is linked with. */
#define NOTE                                                                             \
	"[{\"feature\":\"http\",\"description\":\"asks servers\","                       \
	"\"priority\":\"required\",\"soname\":[\"" LIBRARY "\"]}]"
static const struct {
	uint32_t owner_size, size, type;
	char owner[4], text[sizeof NOTE];
} note __attribute__((section(".note.dlopen"), aligned(4), used)) = {
	sizeof "FDO", sizeof NOTE, 0x407c0c0a, "FDO", NOTE};

/* What a function gives, its name, what it takes, and that handed on. */
#define FUNCTIONS(ROW)                                                                   \
	ROW(CURL *, easy_init, (void), ())                                               \
	ROW(void, easy_cleanup, (CURL * easy), (easy))                                   \
	ROW(const char *, easy_strerror, (CURLcode code), (code))                        \
	ROW(CURLM *, multi_init, (void), ())                                             \
	ROW(CURLMcode, multi_cleanup, (CURLM * multi), (multi))                          \
	ROW(CURLMcode, multi_add_handle, (CURLM * multi, CURL * easy), (multi, easy))    \
	ROW(CURLMcode, multi_remove_handle, (CURLM * multi, CURL * easy), (multi, easy)) \
	ROW(CURLMsg *, multi_info_read, (CURLM * multi, int *left), (multi, left))       \
	ROW(CURLMcode, multi_socket_action,                                              \
		(CURLM * multi, curl_socket_t fd, int what, int *running),               \
		(multi, fd, what, running))                                              \
	ROW(CURLSH *, share_init, (void), ())                                            \
	ROW(CURLSHcode, share_cleanup, (CURLSH * share), (share))                        \
	ROW(struct curl_slist *, slist_append,                                           \
		(struct curl_slist * list, const char *text), (list, text))              \
	ROW(void, slist_free_all, (struct curl_slist * list), (list))                    \
	ROW(CURLU *, url, (void), ())                                                    \
	ROW(void, url_cleanup, (CURLU * url), (url))                                     \
	ROW(CURLUcode, url_get,                                                          \
		(url_read * url, CURLUPart part, char **text, unsigned flags),           \
		(url, part, text, flags))                                                \
	ROW(CURLUcode, url_set,                                                          \
		(CURLU * url, CURLUPart part, const char *text, unsigned flags),         \
		(url, part, text, flags))                                                \
	ROW(void, free, (void *p), (p))                                                  \
	ROW(curl_version_info_data *, version_info, (CURLversion age), (age))            \
	ROW(CURLcode, global_init, (long flags), (flags))                                \
	ROW(void, global_cleanup, (void), ())

/* Those that take a value of any type, behind a handle and the number of an option. */
#define SETTERS(ROW)                                                                     \
	ROW(CURLcode, easy_setopt, CURL, CURLoption)                                     \
	ROW(CURLcode, easy_getinfo, CURL, CURLINFO)                                      \
	ROW(CURLMcode, multi_setopt, CURLM, CURLMoption)                                 \
	ROW(CURLSHcode, share_setopt, CURLSH, CURLSHoption)

struct late_curl {
#define ROW(type, name, ...) __typeof__(curl_##name) *name;
	FUNCTIONS(ROW)
	SETTERS(ROW)
#undef ROW
	__typeof__(curl_global_init_mem) *global_init_mem;
};

static struct late_curl loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Who has no libcurl has half a feedgen. */
static void fail(void)
{
	fprintf(stderr, "feedgen: %s; a published feed stays whole\n", dlerror());
	_exit(EXIT_SYSTEM);
}

static void find(void *library, const char *name, void *function)
{
	void *symbol = dlsym(library, name);
	if (!symbol)
		fail();
	memcpy(function, &symbol, sizeof symbol);
}

static void load(void)
{
	const struct memory_calls *m = &memory_calls;
	void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (!library)
		fail();
#define ROW(type, name, ...) find(library, "curl_" #name, &loaded.name);
	FUNCTIONS(ROW)
	SETTERS(ROW)
#undef ROW
	find(library, "curl_global_init_mem", &loaded.global_init_mem);
	if (loaded.global_init_mem(CURL_GLOBAL_DEFAULT, m->make, m->free, m->resize,
		    m->copy, m->make_zeroed))
		memory_exhausted();
}

static const struct late_curl *late(void)
{
	pthread_once(&once, load);
	return &loaded;
}

#define ROW(type, name, takes, hands_on)                                                 \
	type curl_##name takes                                                           \
	{                                                                                \
		return late()->name hands_on;                                            \
	}
FUNCTIONS(ROW)
#undef ROW

/* Numbers and pointers come the same way, as one machine word. */
_Static_assert(sizeof(long) == sizeof(void *), "the value of an option is a word");
#define ROW(type, name, handle, option)                                                  \
	type(curl_##name)(handle * of, option what, ...)                                 \
	{                                                                                \
		va_list ap;                                                              \
		va_start(ap, what);                                                      \
		void *value = va_arg(ap, void *);                                        \
		va_end(ap);                                                              \
		return late()->name(of, what, value);                                    \
	}
SETTERS(ROW)
#undef ROW
