/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "probe/artwork_rules.h"

#define COVER "https://show.test/cover.jpg"

static const struct artwork_use good = {
	.at = {"feed.yaml", 7, 8},
	.name = COVER,
	.facts = {.looked = true,
		.format = "image/jpeg",
		.width = 3000,
		.height = 3000,
		.colour = PROBE_RGB},
	.served = "image/jpeg",
	.size = 500000,
};

/* Says use, as the show's and as an episode's picture, what is expected; NULL: nothing? */
static void expect(
	struct artwork_use use, int of_show, int of_episode, const char *message)
{
	for (int i = 0; i < 2; i++) {
		struct unit u;
		unit_open(&u);
		use.of_show = i;
		int rule = i ? of_show : of_episode;
		artwork_judge(&u.run, &use);
		if (message) {
			assert_int_equal(u.diags.len, 1);
			assert_string_equal(unit_diag(&u, rule)->message, message);
			assert_int_equal(u.diags.data[0].at.line, 7);
		} else {
			assert_int_equal(u.diags.len, 0);
		}
		bool grave = message && fg_rule_at((size_t)rule)->severity > FG_HINT;
		assert_int_equal(artwork_is_wrong(&u.arena, &use), grave);
		unit_close(&u);
	}
}

static void expect_nothing(struct artwork_use use)
{
	expect(use, 0, 0, NULL);
}

static void test_good(void **state)
{
	(void)state;
	struct artwork_use use = good;
	expect_nothing(use);
	use.facts.width = use.facts.height = 1400;
	expect_nothing(use);
	use.facts.format = "image/png";
	use.facts.colour = PROBE_PALETTE;
	use.name = "covers/a.PNG";
	use.served = NULL;
	expect_nothing(use);
}

static void test_not_looked_at(void **state)
{
	(void)state;
	struct artwork_use use = good;
	use.facts = (struct probe_facts){0};
	use.served = "text/plain";
	use.size = 5000000;
	expect_nothing(use);
}

/* A picture whose size lies behind more metadata than is fetched. */
static void test_not_seen_far_enough(void **state)
{
	(void)state;
	struct artwork_use use = good;
	use.facts = (struct probe_facts){.looked = true, .format = "image/jpeg"};
	expect_nothing(use);
}

static void test_format(void **state)
{
	(void)state;
	struct artwork_use use = good;
	use.facts = (struct probe_facts){.looked = true, .format = "image/webp"};
	expect(use, FG_RULE_SHOW_IMAGE_FORMAT, FG_RULE_IMAGE_FORMAT,
		"the image " COVER " is WebP, neither JPEG nor PNG");
	use.facts.format = NULL;
	expect(use, FG_RULE_SHOW_IMAGE_FORMAT, FG_RULE_IMAGE_FORMAT,
		"the image " COVER " is neither JPEG nor PNG, or is damaged");
	use.facts.format = "text/html";
	expect(use, FG_RULE_SHOW_IMAGE_NOT_FOUND, FG_RULE_IMAGE_NOT_FOUND,
		COVER " is a web page, not an image");
}

static void test_square(void **state)
{
	(void)state;
	struct artwork_use use = good;
	use.facts.width = 1200;
	use.facts.height = 630;
	expect(use, FG_RULE_SHOW_IMAGE_SQUARE, FG_RULE_IMAGE_SQUARE,
		"the image " COVER " is not square: 1200 x 630 pixels");
	use.facts.width = 3000;
	use.facts.height = 2999;
	expect(use, FG_RULE_SHOW_IMAGE_SQUARE, FG_RULE_IMAGE_SQUARE,
		"the image " COVER " is not square: 3000 x 2999 pixels");
}

static void test_size(void **state)
{
	(void)state;
	struct artwork_use use = good;
	use.facts.width = use.facts.height = 1399;
	expect(use, FG_RULE_SHOW_IMAGE_SIZE, FG_RULE_IMAGE_SIZE,
		"the image " COVER " has 1399 x 1399 pixels, less than 1400 x 1400");
	use.facts.width = use.facts.height = 3001;
	use.others = 1;
	expect(use, FG_RULE_SHOW_IMAGE_SIZE, FG_RULE_IMAGE_SIZE,
		"the image " COVER " has 3001 x 3001 pixels, more than 3000 x 3000"
		" (so with 1 more episode)");
	use.others = 999;
	expect(use, FG_RULE_SHOW_IMAGE_SIZE, FG_RULE_IMAGE_SIZE,
		"the image " COVER " has 3001 x 3001 pixels, more than 3000 x 3000"
		" (so with 999 more episodes)");
}

static void test_colour(void **state)
{
	(void)state;
	struct artwork_use use = good;
	use.facts.colour = PROBE_CMYK;
	expect(use, FG_RULE_SHOW_IMAGE_COLOUR, FG_RULE_IMAGE_COLOUR,
		"the image " COVER " is in CMYK, the colours of printing, not in RGB");
	use.facts.colour = PROBE_GREY;
	expect(use, FG_RULE_SHOW_IMAGE_COLOUR, FG_RULE_IMAGE_COLOUR,
		"the image " COVER " is in shades of grey, not in RGB");
}

static void test_alpha(void **state)
{
	(void)state;
	struct artwork_use use = good;
	use.facts.alpha = true;
	expect(use, FG_RULE_SHOW_IMAGE_ALPHA, FG_RULE_IMAGE_ALPHA,
		"the image " COVER " has transparency");
}

static void test_name(void **state)
{
	(void)state;
	struct artwork_use use = good;
	use.facts.format = "image/png";
	expect(use, FG_RULE_SHOW_IMAGE_NAME, FG_RULE_IMAGE_NAME,
		"the image " COVER " is PNG, not JPEG");
	use.name = "https://show.test/cover.webp?v=2";
	expect(use, FG_RULE_SHOW_IMAGE_NAME, FG_RULE_IMAGE_NAME,
		"the image https://show.test/cover.webp?v=2 is PNG, not WebP");
}

/* Content delivery networks give pictures names of all sorts: what comes decides. */
static void test_names_that_say_nothing(void **state)
{
	static const char *const names[] = {"https://cdn.test/w_3000,h_3000/v12/cover",
		"https://cdn.test/cover.jpeg?fm=webp&w=3000#x",
		"https://cdn.test/image.php?id=7", "https://cdn.test/",
		"https://cdn.test/cover.v2"};
	(void)state;
	struct artwork_use use = good;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		use.name = names[i];
		expect_nothing(use);
	}
}

static void test_served_type(void **state)
{
	(void)state;
	struct artwork_use use = good;
	use.served = "application/octet-stream";
	expect(use, FG_RULE_IMAGE_TYPE, FG_RULE_IMAGE_TYPE,
		"the server says application/octet-stream of the image " COVER
		", which is JPEG");
	use.served = "image/jpg";
	expect_nothing(use);
}

static void test_large(void **state)
{
	(void)state;
	struct artwork_use use = good;
	use.size = ARTWORK_LARGE;
	expect_nothing(use);
	use.size = 4650000;
	expect(use, FG_RULE_IMAGE_LARGE, FG_RULE_IMAGE_LARGE,
		"the image " COVER " has 4.7 MB");
}

static void test_depth(void **state)
{
	(void)state;
	struct artwork_use use = good;
	use.facts.depth = 8;
	expect_nothing(use);
	use.facts.depth = 16;
	expect(use, FG_RULE_IMAGE_DEPTH, FG_RULE_IMAGE_DEPTH,
		"the image " COVER " has 16 bits for each colour");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_not_looked_at),
		cmocka_unit_test(test_not_seen_far_enough),
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_square),
		cmocka_unit_test(test_size),
		cmocka_unit_test(test_colour),
		cmocka_unit_test(test_alpha),
		cmocka_unit_test(test_name),
		cmocka_unit_test(test_names_that_say_nothing),
		cmocka_unit_test(test_served_type),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_depth),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
