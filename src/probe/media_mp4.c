/* SPDX-License-Identifier: ISC */
/*
 * MPEG-4 and QuickTime (ISO 14496-12): a tree of atoms, each with its size. Only headers are
 * looked at, and the few leaves that tell something: what holds samples, tables of them or
 * pictures is stepped over. The headers that we do not need are walked because TagLib does.
 */
#include "probe/media_walk.h"

enum { ATOM_HEADER = 8, ATOM_LONG = 16, DEPTH_MOST = 8 };

#define ATOM(a, b, c, d)                                                                 \
	((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

#define SOUND ATOM('s', 'o', 'u', 'n')
#define FILM  ATOM('v', 'i', 'd', 'e')

struct walk {
	struct pieces *p;
	struct media_facts *facts;
	int steps;
	int64_t movie_ms, sound_ms;
	int64_t track_ms; /* of the track that is being walked */
	uint32_t handler; /* … and what it is for; 0: neither sound nor film */
	bool film, sound;
};

struct atom {
	uint32_t type;
	int64_t body, end;
};

/* The atom at at in a parent that ends at limit. False: bytes are missing, or it is none. */
static bool read_atom(struct walk *w, int64_t at, int64_t limit, struct atom *atom)
{
	const unsigned char *b = pieces_at(w->p, at, ATOM_HEADER);
	if (!b)
		return false;
	uint64_t size = be32(b);
	*atom = (struct atom){.type = be32(b + 4), .body = at + ATOM_HEADER};
	if (size == 1) {
		if (!(b = pieces_at(w->p, at, ATOM_LONG)))
			return false;
		size = be64(b + ATOM_HEADER);
		atom->body = at + ATOM_LONG;
	} else if (size == 0) {
		size = (uint64_t)(limit - at);
	}
	if (size < (uint64_t)(atom->body - at) || size > (uint64_t)(limit - at))
		return false;
	atom->end = at + (int64_t)size;
	return true;
}

/* mvhd and mdhd: version, flags, two dates, units a second, units. */
static int64_t read_time(struct walk *w, const struct atom *atom)
{
	enum { SHORT_SIZE = 20, LONG_SIZE = 32 };
	const unsigned char *b = pieces_at(w->p, atom->body, SHORT_SIZE);
	if (!b)
		return 0;
	if (b[0] == 0)
		return be32(b + 16) == UINT32_MAX ? 0
						  : walk_ms(be32(b + 16), be32(b + 12));
	b = pieces_at(w->p, atom->body, LONG_SIZE);
	return b ? walk_ms(be64(b + 24), be32(b + 20)) : 0;
}

/* What the first description of samples says of a sound track. */
static void read_sound(struct walk *w, const struct atom *atom)
{
	enum { ENTRY = 8, CHANNELS = ENTRY + 24, RATE = ENTRY + 32, SIZE = RATE + 4 };
	const unsigned char *b = pieces_at(w->p, atom->body, SIZE);
	if (!b || w->handler != SOUND)
		return;
	w->facts->channels = b[CHANNELS] ? 0 : b[CHANNELS + 1];
	w->facts->rate = be32(b + RATE) >> 16;
}

/* QuickTime has more handlers in a track, of how its data is reached. */
static void read_handler(struct walk *w, const struct atom *atom)
{
	const unsigned char *b = pieces_at(w->p, atom->body, 12);
	uint32_t handler = b ? be32(b + 8) : 0;
	if (handler == SOUND || handler == FILM)
		w->handler = handler;
}

static void read_leaf(struct walk *w, const struct atom *atom)
{
	switch (atom->type) {
	case ATOM('m', 'v', 'h', 'd'):
		w->movie_ms = read_time(w, atom);
		break;
	case ATOM('m', 'd', 'h', 'd'):
		w->track_ms = read_time(w, atom);
		break;
	case ATOM('h', 'd', 'l', 'r'):
		read_handler(w, atom);
		break;
	case ATOM('s', 't', 's', 'd'):
		read_sound(w, atom);
		break;
	case ATOM('c', 'h', 'p', 'l'):
		w->facts->chapters = (struct pieces_range){
			atom->body, (size_t)(atom->end - atom->body)};
		break;
	case ATOM('m', 'd', 'a', 't'):
		w->facts->audio_bytes += atom->end - atom->body;
		break;
	default:
		break;
	}
}

/* How far into an atom's body its children begin; -1: it has none. */
static int children_at(uint32_t type)
{
	switch (type) {
	case ATOM('m', 'o', 'o', 'v'):
	case ATOM('t', 'r', 'a', 'k'):
	case ATOM('m', 'd', 'i', 'a'):
	case ATOM('m', 'i', 'n', 'f'):
	case ATOM('s', 't', 'b', 'l'):
	case ATOM('u', 'd', 't', 'a'):
	case ATOM('i', 'l', 's', 't'):
		return 0;
	case ATOM('m', 'e', 't', 'a'):
		return 4;
	default:
		return -1;
	}
}

static void end_track(struct walk *w)
{
	w->film = w->film || w->handler == FILM;
	if (w->handler == SOUND) {
		w->sound = true;
		w->sound_ms = w->track_ms;
	}
}

static void walk_atoms(struct walk *w, int64_t at, int64_t limit, int depth)
{
	struct atom atom;
	while (limit - at >= ATOM_HEADER && w->steps-- > 0) {
		if (!read_atom(w, at, limit, &atom))
			return;
		int children = children_at(atom.type);
		if (atom.type == ATOM('t', 'r', 'a', 'k'))
			w->handler = 0;
		if (children >= 0 && depth < DEPTH_MOST)
			walk_atoms(w, atom.body + children, atom.end, depth + 1);
		else
			read_leaf(w, &atom);
		if (atom.type == ATOM('t', 'r', 'a', 'k'))
			end_track(w);
		if (w->p->wanted.len > 0)
			return;
		at = atom.end;
	}
}

void walk_mp4(struct pieces *p, struct media_facts *facts)
{
	struct walk w = {.p = p, .facts = facts, .steps = WALK_STEPS};
	walk_atoms(&w, 0, p->size, 0);
	facts->duration_ms = w.movie_ms > 0 ? w.movie_ms : w.sound_ms;
	if (!facts->format && (w.film || w.sound))
		facts->format = w.film ? "video/mp4" : "audio/x-m4a";
}
