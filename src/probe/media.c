/* SPDX-License-Identifier: ISC */
#include "probe/media.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <taglib/tag_c.h>
#include <time.h>
#include <unistd.h>

enum {
	CPU_S = 20,         /* for all files of one child */
	MEMORY = 256 << 20, /* beside what the process has when it begins */
	FILES_OF_A_CHILD = 1000,
	MAGIC = 0x6d656469,
	RATE_MOST = 1000000,
	SECONDS_MOST = 366 * 24 * 60 * 60,
};

/* ASan and TSan reserve terabytes of addresses. */
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define LIMIT_MEMORY 0
#elif defined __has_feature
#define LIMIT_MEMORY                                                                     \
	!(__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#else
#define LIMIT_MEMORY 1
#endif

struct media {
	int wait_ms; /* for one file */
	pid_t child; /* 0: none */
	int socket, memfd;
	unsigned lost, files; /* children that went down; files of this one */
};

/* What the child answers about a file. */
struct reply {
	uint32_t magic;
	bool missing; /* there is no TagLib on this machine */
	bool known;
	struct media_reading reading;
};

/* ---- in the child ---- */

/* TagLib's C binding. It is loaded here and not linked: with libtag it costs every start of
   the program 1.5 ms, and most runs read no file. */
struct taglib {
	void *library;
	__typeof__(taglib_file_new_type) *file_new;
	__typeof__(taglib_file_is_valid) *file_is_valid;
	__typeof__(taglib_file_free) *file_free;
	__typeof__(taglib_file_audioproperties) *properties;
	__typeof__(taglib_audioproperties_length) *length;
	__typeof__(taglib_audioproperties_bitrate) *bitrate;
	__typeof__(taglib_audioproperties_samplerate) *rate;
	__typeof__(taglib_audioproperties_channels) *channels;
};

/* POSIX wants a function's address to be copied as an object pointer. */
static bool find(const struct taglib *t, const char *name, void *function)
{
	void *symbol = dlsym(t->library, name);
	memcpy(function, &symbol, sizeof symbol);
	return symbol;
}

static bool load(struct taglib *t)
{
	t->library = dlopen("libtag_c.so.0", RTLD_NOW | RTLD_LOCAL);
	return t->library && find(t, "taglib_file_new_type", &t->file_new) &&
	       find(t, "taglib_file_is_valid", &t->file_is_valid) &&
	       find(t, "taglib_file_free", &t->file_free) &&
	       find(t, "taglib_file_audioproperties", &t->properties) &&
	       find(t, "taglib_audioproperties_length", &t->length) &&
	       find(t, "taglib_audioproperties_bitrate", &t->bitrate) &&
	       find(t, "taglib_audioproperties_samplerate", &t->rate) &&
	       find(t, "taglib_audioproperties_channels", &t->channels);
}

/* Bytes of addresses that this process has; 0: not known. */
static rlim_t own_memory(void)
{
	unsigned long pages = 0;
	FILE *f = fopen("/proc/self/statm", "re");
	char text[32] = "";
	if (f && fgets(text, sizeof text, f)) {
		for (const char *c = text; *c >= '0' && *c <= '9'; c++)
			pages = pages * 10 + (unsigned long)(*c - '0');
	}
	if (f)
		fclose(f);
	return pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

/* Takes everything away that reading a file does not need. */
static void confine(int socket, int memfd)
{
	int quiet = open("/dev/null", O_RDWR);
	for (int fd = 0; fd <= 2 && quiet >= 0; fd++)
		dup2(quiet, fd); /* the C++ library has last words */
	int low = socket < memfd ? socket : memfd, high = socket < memfd ? memfd : socket;
	close_range(3, (unsigned)low - 1, 0);
	close_range((unsigned)low + 1, (unsigned)high - 1, 0);
	close_range((unsigned)high + 1, ~0U, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	rlim_t own = own_memory();
	struct rlimit none = {0, 0}, cpu = {CPU_S, CPU_S},
		      memory = {own + MEMORY, own + MEMORY};
	setrlimit(RLIMIT_CORE, &none);
	setrlimit(RLIMIT_FSIZE, &none); /* no tag is ever written */
	setrlimit(RLIMIT_CPU, &cpu);
	if (LIMIT_MEMORY && own > 0)
		setrlimit(RLIMIT_AS, &memory);
}

static void read_file(const struct taglib *t, const char *path, TagLib_File_Type type,
	struct reply *reply)
{
	TagLib_File *file = t->file_new(path, type);
	const TagLib_AudioProperties *p = NULL;
	if (file && t->file_is_valid(file))
		p = t->properties(file);
	if (p) {
		reply->known = true;
		reply->reading = (struct media_reading){
			t->length(p), t->bitrate(p), t->rate(p), t->channels(p)};
	}
	if (file)
		t->file_free(file);
}

/* Reads the memfd for each byte that comes, which is a TagLib_File_Type. Never returns: a
   forked child must not run what the program does at its exit, nor may a room end it. */
static void serve(int socket, int memfd)
{
	struct taglib t = {0};
	char path[64], type;
	confine(socket, memfd);
	snprintf(path, sizeof path, "/proc/self/fd/%d", memfd);
	bool loaded = load(&t);
	while (recv(socket, &type, 1, 0) == 1) {
		struct reply reply = {.magic = MAGIC, .missing = !loaded};
		if (loaded)
			read_file(&t, path, (TagLib_File_Type)type, &reply);
		if (send(socket, &reply, sizeof reply, MSG_NOSIGNAL) < 0)
			break;
	}
	for (;;)
		raise(SIGKILL);
}

/* ---- in the parent ---- */

struct media *media_new(struct arena *a, int wait_ms)
{
	struct media *m = arena_new(a, struct media);
	m->wait_ms = wait_ms;
	m->socket = m->memfd = -1;
	return m;
}

static void stop_child(struct media *m)
{
	if (m->child > 0) {
		kill(m->child, SIGKILL);
		while (waitpid(m->child, NULL, 0) < 0 && errno == EINTR)
			continue;
	}
	if (m->socket >= 0)
		close(m->socket);
	m->child = 0;
	m->socket = -1;
}

void media_free(struct media *m)
{
	if (!m)
		return;
	stop_child(m);
	if (m->memfd >= 0)
		close(m->memfd);
	m->memfd = -1;
}

static bool start_child(struct media *m)
{
	int pair[2];
	if (m->memfd < 0)
		m->memfd = memfd_create("feedgen-media", MFD_CLOEXEC);
	if (m->memfd < 0 || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair))
		return false;
	m->files = 0;
	m->socket = pair[0];
	m->child = fork();
	if (m->child == 0)
		serve(pair[1], m->memfd);
	close(pair[1]);
	if (m->child > 0)
		return true;
	stop_child(m);
	return false;
}

void media_begin(struct media *m)
{
	if (m->child <= 0)
		start_child(m);
}

/* Makes the memfd what the plan knows of its file. */
static bool fill(const struct media *m, const struct pieces *p)
{
	if (ftruncate(m->memfd, 0) != 0 || ftruncate(m->memfd, p->size) != 0)
		return false;
	for (size_t i = 0; i < p->list.len; i++) {
		const struct piece *piece = &p->list.data[i];
		ssize_t n = pwrite(m->memfd, piece->data, piece->len, piece->first);
		if (n != (ssize_t)piece->len)
			return false;
	}
	return true;
}

/* Waits for the reply; a signal does not make it longer. */
static bool wait_reply(const struct media *m)
{
	struct timespec begin, now;
	clock_gettime(CLOCK_MONOTONIC, &begin);
	for (int left = m->wait_ms; left > 0;) {
		struct pollfd f = {.fd = m->socket, .events = POLLIN};
		int n = poll(&f, 1, left);
		if (n >= 0)
			return n > 0;
		if (errno != EINTR)
			return false;
		clock_gettime(CLOCK_MONOTONIC, &now);
		left = m->wait_ms - (int)((now.tv_sec - begin.tv_sec) * 1000 +
					    (now.tv_nsec - begin.tv_nsec) / 1000000);
	}
	return false;
}

static int within(int value, int most)
{
	return value > 0 && value <= most ? value : 0;
}

/* What the child says is as good as the file it read. */
static enum media_result take_reply(int socket, struct media_reading *reading)
{
	struct reply reply;
	ssize_t n = recv(socket, &reply, sizeof reply, MSG_DONTWAIT);
	if (n != (ssize_t)sizeof reply || reply.magic != MAGIC)
		return MEDIA_CRASHED;
	reading->seconds = within(reply.reading.seconds, SECONDS_MOST);
	reading->bitrate = within(reply.reading.bitrate, RATE_MOST);
	reading->rate = within(reply.reading.rate, RATE_MOST);
	reading->channels = within(reply.reading.channels, UINT8_MAX);
	if (reply.missing)
		return MEDIA_UNABLE;
	return reply.known ? MEDIA_READ : MEDIA_UNKNOWN;
}

/* What TagLib calls the file; false: its C binding cannot be told, or does not read it.
   (It goes by the extension else, and our file has no name. There is none for Opus and WAV.) */
static bool type_of(const struct media_facts *facts, char *type)
{
	static const struct {
		enum sniff_kind kind;
		const char *codec;
		TagLib_File_Type type;
	} rows[] = {
		{SNIFF_MPEG, "", TagLib_File_MPEG},
		{SNIFF_MP4, "", TagLib_File_MP4},
		{SNIFF_FLAC, "", TagLib_File_FLAC},
		{SNIFF_OGG, "vorbis", TagLib_File_OggVorbis},
		{SNIFF_OGG, "flac", TagLib_File_OggFlac},
		{SNIFF_OGG, "speex", TagLib_File_Speex},
	};
	const char *codec = facts->codec ? facts->codec : "";
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (facts->kind == rows[i].kind && strcmp(codec, rows[i].codec) == 0) {
			*type = (char)rows[i].type;
			return true;
		}
	}
	return false;
}

enum media_result media_read(
	struct media *m, const struct media_plan *plan, struct media_reading *reading)
{
	char type;
	*reading = (struct media_reading){0};
	if (!type_of(&plan->facts, &type))
		return MEDIA_UNKNOWN;
	if (m->lost >= MEDIA_LIVES)
		return MEDIA_UNABLE;
	if (m->child > 0 && m->files >= FILES_OF_A_CHILD)
		stop_child(m);
	if (m->child <= 0 && !start_child(m))
		return MEDIA_UNABLE;
	m->files++;
	enum media_result result = MEDIA_HUNG;
	if (!fill(m, &plan->pieces))
		return MEDIA_UNABLE;
	if (send(m->socket, &type, 1, MSG_NOSIGNAL) != 1)
		result = MEDIA_CRASHED;
	else if (wait_reply(m))
		result = take_reply(m->socket, reading);
	if (result == MEDIA_CRASHED || result == MEDIA_HUNG) {
		stop_child(m);
		m->lost++;
	}
	return result;
}
