/* SPDX-License-Identifier: ISC */
#include "base/handoff.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

struct handoff {
	pthread_mutex_t mutex;
	pthread_cond_t moved; /* given or ended has changed */
	size_t most, given, taken;
	bool ended;
	size_t numbers[];
};

struct handoff *handoff_new(size_t most)
{
	if (most > SIZE_MAX / sizeof(size_t) / 2)
		return NULL;
	struct handoff *h = calloc(1, sizeof *h + most * sizeof *h->numbers);
	if (!h)
		return NULL;
	h->most = most;
	if (pthread_mutex_init(&h->mutex, NULL) != 0) {
		free(h);
		return NULL;
	}
	if (pthread_cond_init(&h->moved, NULL) != 0) {
		pthread_mutex_destroy(&h->mutex);
		free(h);
		return NULL;
	}
	return h;
}

void handoff_give(struct handoff *h, size_t i)
{
	pthread_mutex_lock(&h->mutex);
	if (h->given < h->most)
		h->numbers[h->given++] = i;
	pthread_cond_signal(&h->moved);
	pthread_mutex_unlock(&h->mutex);
}

void handoff_end(struct handoff *h)
{
	pthread_mutex_lock(&h->mutex);
	h->ended = true;
	pthread_cond_broadcast(&h->moved);
	pthread_mutex_unlock(&h->mutex);
}

bool handoff_take(struct handoff *h, size_t *i)
{
	pthread_mutex_lock(&h->mutex);
	while (h->taken == h->given && !h->ended)
		pthread_cond_wait(&h->moved, &h->mutex);
	bool is_there = h->taken < h->given;
	if (is_there)
		*i = h->numbers[h->taken++];
	pthread_mutex_unlock(&h->mutex);
	return is_there;
}

void handoff_free(struct handoff *h)
{
	if (!h)
		return;
	pthread_cond_destroy(&h->moved);
	pthread_mutex_destroy(&h->mutex);
	free(h);
}
