/* SPDX-License-Identifier: ISC */
/*
 * Apple's categories, those that it had before 2019, and what a person meant who wrote
 * neither.
 */
#include "model/check.h"

struct category {
	const char *path, *top, *sub;
};

#define TOP(name)         .path = name, .top = name
#define SUB(parent, name) .path = parent " > " name, .top = parent, .sub = name

static const struct category categories[] = {
	{TOP("Arts")},
	{SUB("Arts", "Books")},
	{SUB("Arts", "Design")},
	{SUB("Arts", "Fashion & Beauty")},
	{SUB("Arts", "Food")},
	{SUB("Arts", "Performing Arts")},
	{SUB("Arts", "Visual Arts")},
	{TOP("Business")},
	{SUB("Business", "Careers")},
	{SUB("Business", "Entrepreneurship")},
	{SUB("Business", "Investing")},
	{SUB("Business", "Management")},
	{SUB("Business", "Marketing")},
	{SUB("Business", "Non-Profit")},
	{TOP("Comedy")},
	{SUB("Comedy", "Comedy Interviews")},
	{SUB("Comedy", "Improv")},
	{SUB("Comedy", "Stand-Up")},
	{TOP("Education")},
	{SUB("Education", "Courses")},
	{SUB("Education", "How To")},
	{SUB("Education", "Language Learning")},
	{SUB("Education", "Self-Improvement")},
	{TOP("Fiction")},
	{SUB("Fiction", "Comedy Fiction")},
	{SUB("Fiction", "Drama")},
	{SUB("Fiction", "Science Fiction")},
	{TOP("Government")},
	{TOP("History")},
	{TOP("Health & Fitness")},
	{SUB("Health & Fitness", "Alternative Health")},
	{SUB("Health & Fitness", "Fitness")},
	{SUB("Health & Fitness", "Medicine")},
	{SUB("Health & Fitness", "Mental Health")},
	{SUB("Health & Fitness", "Nutrition")},
	{SUB("Health & Fitness", "Sexuality")},
	{TOP("Kids & Family")},
	{SUB("Kids & Family", "Education for Kids")},
	{SUB("Kids & Family", "Parenting")},
	{SUB("Kids & Family", "Pets & Animals")},
	{SUB("Kids & Family", "Stories for Kids")},
	{TOP("Leisure")},
	{SUB("Leisure", "Animation & Manga")},
	{SUB("Leisure", "Automotive")},
	{SUB("Leisure", "Aviation")},
	{SUB("Leisure", "Crafts")},
	{SUB("Leisure", "Games")},
	{SUB("Leisure", "Hobbies")},
	{SUB("Leisure", "Home & Garden")},
	{SUB("Leisure", "Video Games")},
	{TOP("Music")},
	{SUB("Music", "Music Commentary")},
	{SUB("Music", "Music History")},
	{SUB("Music", "Music Interviews")},
	{TOP("News")},
	{SUB("News", "Business News")},
	{SUB("News", "Daily News")},
	{SUB("News", "Entertainment News")},
	{SUB("News", "News Commentary")},
	{SUB("News", "Politics")},
	{SUB("News", "Sports News")},
	{SUB("News", "Tech News")},
	{TOP("Religion & Spirituality")},
	{SUB("Religion & Spirituality", "Buddhism")},
	{SUB("Religion & Spirituality", "Christianity")},
	{SUB("Religion & Spirituality", "Hinduism")},
	{SUB("Religion & Spirituality", "Islam")},
	{SUB("Religion & Spirituality", "Judaism")},
	{SUB("Religion & Spirituality", "Religion")},
	{SUB("Religion & Spirituality", "Spirituality")},
	{TOP("Science")},
	{SUB("Science", "Astronomy")},
	{SUB("Science", "Chemistry")},
	{SUB("Science", "Earth Sciences")},
	{SUB("Science", "Life Sciences")},
	{SUB("Science", "Mathematics")},
	{SUB("Science", "Natural Sciences")},
	{SUB("Science", "Nature")},
	{SUB("Science", "Physics")},
	{SUB("Science", "Social Sciences")},
	{TOP("Society & Culture")},
	{SUB("Society & Culture", "Documentary")},
	{SUB("Society & Culture", "Personal Journals")},
	{SUB("Society & Culture", "Philosophy")},
	{SUB("Society & Culture", "Places & Travel")},
	{SUB("Society & Culture", "Relationships")},
	{TOP("Sports")},
	{SUB("Sports", "Baseball")},
	{SUB("Sports", "Basketball")},
	{SUB("Sports", "Cricket")},
	{SUB("Sports", "Fantasy Sports")},
	{SUB("Sports", "Football")},
	{SUB("Sports", "Golf")},
	{SUB("Sports", "Hockey")},
	{SUB("Sports", "Rugby")},
	{SUB("Sports", "Running")},
	{SUB("Sports", "Soccer")},
	{SUB("Sports", "Swimming")},
	{SUB("Sports", "Tennis")},
	{SUB("Sports", "Volleyball")},
	{SUB("Sports", "Wilderness")},
	{SUB("Sports", "Wrestling")},
	{TOP("Technology")},
	{TOP("True Crime")},
	{TOP("TV & Film")},
	{SUB("TV & Film", "After Shows")},
	{SUB("TV & Film", "Film History")},
	{SUB("TV & Film", "Film Interviews")},
	{SUB("TV & Film", "Film Reviews")},
	{SUB("TV & Film", "TV Reviews")},
};
enum { N_CATEGORIES = sizeof categories / sizeof *categories };

/* What was dropped in 2019, and before. A top category stands for all that was in it, but for the
   rows before it. */
static const struct {
	const char *old, *path;
} obsolete[] = {
	{"Arts > Literature", "Arts > Books"},
	{"Business > Business News", "News > Business News"},
	{"Business > Management & Marketing", "Business > Management"},
	{"Business > Shopping", "Business"},
	{"Education > Education Technology", "Education > Courses"},
	{"Education > Educational Technology", "Education > Courses"},
	{"Education > Higher Education", "Education > Courses"},
	{"Education > K-12", "Education > Courses"},
	{"Education > Training", "Education > Courses"},
	{"Games & Hobbies > Automotive", "Leisure > Automotive"},
	{"Games & Hobbies > Aviation", "Leisure > Aviation"},
	{"Games & Hobbies > Hobbies", "Leisure > Hobbies"},
	{"Games & Hobbies > Other Games", "Leisure > Games"},
	{"Games & Hobbies > Video Games", "Leisure > Video Games"},
	{"Games & Hobbies", "Leisure"},
	{"Government & Organizations > Non-Profit", "Business > Non-Profit"},
	{"Government & Organizations", "Government"},
	{"Health > Alternative Health", "Health & Fitness > Alternative Health"},
	{"Health > Fitness & Nutrition", "Health & Fitness > Fitness"},
	{"Health > Self-Help", "Education > Self-Improvement"},
	{"Health > Sexuality", "Health & Fitness > Sexuality"},
	{"Health", "Health & Fitness"},
	{"News & Politics", "News > Politics"},
	{"Religion & Spirituality > Other", "Religion & Spirituality > Religion"},
	{"Science & Medicine > Medicine", "Health & Fitness > Medicine"},
	{"Science & Medicine > Natural Sciences", "Science > Natural Sciences"},
	{"Science & Medicine > Social Sciences", "Science > Social Sciences"},
	{"Science & Medicine", "Science"},
	{"Society & Culture > History", "History"},
	{"Sports & Recreation > Outdoor", "Sports > Wilderness"},
	{"Sports & Recreation", "Sports"},
	{"Technology > Gadgets", "Technology"},
	{"Technology > IT News", "News > Tech News"},
	{"Technology > Podcasting", "Technology"},
	{"Technology > Software How-To", "Technology"},
	{"Technology > Tech News", "News > Tech News"},
	/* of 2005 */
	{"Arts & Entertainment", "Arts"},
	{"Audio Blogs", "Society & Culture > Personal Journals"},
	{"Business > Finance", "Business > Investing"},
	{"Family", "Kids & Family"},
	{"Food", "Arts > Food"},
	{"International", "Society & Culture"},
	{"Movies & Television", "TV & Film"},
	{"Politics", "News > Politics"},
	{"Public Radio", "News"},
	{"Talk Radio", "Society & Culture"},
	{"Technology > Computers", "Technology"},
	{"Technology > Developers", "Technology"},
	{"Technology > Information Technology", "Technology"},
	{"Technology > News", "News > Tech News"},
	{"Technology > Operating Systems", "Technology"},
	{"Technology > Smart Phones", "Technology"},
	{"Technology > Text/Speech", "Technology"},
	{"Transportation > Automotive", "Leisure > Automotive"},
	{"Transportation > Aviation", "Leisure > Aviation"},
	{"Transportation", "Leisure"},
	{"Travel", "Society & Culture > Places & Travel"},
};
enum { N_OBSOLETE = sizeof obsolete / sizeof *obsolete };

/* ---- likeness ---- */

/* A category with all taken out in which spellings differ. */
enum { FOLD_SIZE = 64 };
struct fold {
	char text[FOLD_SIZE];
};

/* Length of what stands for "and" at the beginning of s; 0: nothing does. */
static size_t and_length(struct str s)
{
	static const char *const forms[] = {"&amp;", "&", " and "};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		if (s.data[0] == forms[i][0] && str_case_starts(s, forms[i]))
			return strlen(forms[i]);
	}
	return 0;
}

/* Takes what comes next off *s: a letter or digit in lower case, '&' for "and", '>' between
   top and sub; NUL at the end. */
static char next_folded(struct str *s)
{
	while (s->len) {
		size_t and = and_length(*s);
		char c = and? '&' : s->data[0] == '/' ? '>' : ascii_lower(s->data[0]);
		*s = str_slice(*s, and? and : 1, s->len);
		if (c == '&' || c == '>' || ascii_is_alnum(c))
			return c;
	}
	return '\0';
}

static struct fold fold_of(struct str s)
{
	struct fold f = {""};
	for (size_t n = 0; n + 1 < FOLD_SIZE && (f.text[n] = next_folded(&s));)
		n++;
	return f;
}

/* Folds no more of text than it has to: most texts differ at once. */
static bool folds_equal(const struct fold *f, const char *text)
{
	struct str rest = str_of(text);
	for (size_t n = 0; n + 1 < FOLD_SIZE; n++) {
		char c = next_folded(&rest);
		if (c != f->text[n])
			return false;
		if (!c)
			return true;
	}
	return true;
}

/* Does what text folds to begin with f? */
static bool fold_begins(const struct fold *f, const char *text)
{
	struct str rest = str_of(text);
	for (size_t n = 0; f->text[n]; n++) {
		if (next_folded(&rest) != f->text[n])
			return false;
	}
	return true;
}

/* What differs in case, spaces or the spelling of "and" alone. */
static const char *same_but_spelling(const struct fold *f)
{
	for (size_t i = 0; i < N_CATEGORIES; i++) {
		if (folds_equal(f, categories[i].path))
			return categories[i].path;
	}
	return NULL;
}

static const char *formerly(const struct fold *f)
{
	struct str all = str_of(f->text);
	size_t top = str_find_char(all, '>', 0);
	struct fold of_top = fold_of(top == STR_NONE ? all : str_slice(all, 0, top));
	for (size_t i = 0; i < N_OBSOLETE; i++) {
		if (folds_equal(f, obsolete[i].old) ||
			folds_equal(&of_top, obsolete[i].old))
			return obsolete[i].path;
	}
	return NULL;
}

/* A subcategory alone, or in the wrong category. */
static const char *misplaced(const struct fold *f)
{
	struct str all = str_of(f->text);
	size_t top = str_find_char(all, '>', 0);
	struct fold sub =
		fold_of(top == STR_NONE ? all : str_slice(all, top + 1, all.len));
	for (size_t i = 0; i < N_CATEGORIES; i++) {
		const char *own =
			categories[i].sub ? categories[i].sub : categories[i].top;
		if (folds_equal(&sub, own))
			return categories[i].path;
	}
	return NULL;
}

/* "Tech", "News > Tech" */
static const char *begun(const struct fold *f)
{
	size_t n = strlen(f->text);
	if (n < 2 || f->text[n - 1] == '>')
		return NULL;
	for (size_t i = 0; i < N_CATEGORIES; i++) {
		if (fold_begins(f, categories[i].path))
			return categories[i].path;
	}
	return NULL;
}

/* The category that a few letters make of this. */
static const char *closest(const struct fold *f)
{
	const char *best = NULL;
	size_t least = SIZE_MAX;
	for (size_t i = 0; i < N_CATEGORIES; i++) {
		struct fold path = fold_of(str_of(categories[i].path));
		struct fold sub =
			fold_of(str_of(categories[i].sub ? categories[i].sub : ""));
		const char *like = str_resembles(f->text, path.text)  ? path.text
				   : str_resembles(f->text, sub.text) ? sub.text
								      : NULL;
		size_t distance = like ? str_distance(f->text, like) : SIZE_MAX;
		if (distance >= least)
			continue;
		least = distance;
		best = categories[i].path;
	}
	return best;
}

/* The top category, if the rest makes no sense. */
static const char *only_top(const struct fold *f)
{
	struct str all = str_of(f->text);
	size_t end = str_find_char(all, '>', 0);
	struct fold top = fold_of(end == STR_NONE ? all : str_slice(all, 0, end));
	return same_but_spelling(&top);
}

static const char *meant(struct str text)
{
	static const char *(*const guesses[])(const struct fold *) = {
		same_but_spelling, formerly, misplaced, begun, closest, only_top};
	struct fold f = fold_of(text);
	const char *path = NULL;
	for (size_t i = 0; i < sizeof guesses / sizeof *guesses && !path; i++)
		path = guesses[i](&f);
	return path;
}

/* ---- the look-up ---- */

/* Splits "Top > Sub" or "Top/Sub"; sub is empty, with data NULL, for a top alone. */
static void split(struct str text, struct str *top, struct str *sub)
{
	size_t at = str_find_char(text, '>', 0);
	if (at == STR_NONE)
		at = str_find_char(text, '/', 0);
	*top = str_trim(at == STR_NONE ? text : str_slice(text, 0, at));
	*sub = (struct str){NULL, 0};
	if (at != STR_NONE)
		*sub = str_trim(str_slice(text, at + 1, text.len));
}

bool check_category(const char *text, struct fg_category *out, const char **nearest)
{
	struct str top, sub;
	split(str_of(text), &top, &sub);
	if (nearest)
		*nearest = NULL;
	for (size_t i = 0; i < N_CATEGORIES; i++) {
		const struct category *c = &categories[i];
		if (!str_is(top, c->top) || !sub.data != !c->sub)
			continue;
		if (c->sub && !str_is(sub, c->sub))
			continue;
		out->top = c->top;
		out->sub = c->sub;
		return true;
	}
	if (nearest)
		*nearest = meant(str_of(text));
	return false;
}

bool check_category_obsolete(const char *text, const char **now)
{
	struct fold f = fold_of(str_of(text));
	*now = same_but_spelling(&f) ? NULL : formerly(&f);
	return *now != NULL;
}

bool category_at(size_t i, const char **top, const char **sub)
{
	if (i >= N_CATEGORIES)
		return false;
	*top = categories[i].top;
	*sub = categories[i].sub;
	return true;
}
