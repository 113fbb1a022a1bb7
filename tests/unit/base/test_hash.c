/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>
#include "base/hash.h"

/* The namespace of podcast:guid. */
static const char podcast[] = "ead4c236-bf58-58c6-a2c6-a6b28d128cb6";

static void uuids_are_those_of_the_standard(void **state)
{
	(void)state;
	const struct {
		const char *space, *name, *uuid;
	} rows[] = {
		{podcast, "podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"},
		{podcast, "mp3s.nashownotes.com/pc20rss.xml",
			"917393e3-1b1e-5cef-ace4-edaa54e1f810"},
		{podcast, "https://podnews.net/rss",
			"caa2fbfc-09c6-5b08-82b5-c2217fca3a5e"},
		/* RFC 9562, appendix A.4 */
		{"6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com",
			"2ed6657d-e927-568b-95e1-2665a8aea6a2"},
		{"6BA7B810-9DAD-11D1-80B4-00C04FD430C8", "www.example.com",
			"2ed6657d-e927-568b-95e1-2665a8aea6a2"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char out[UUID_TEXT_SIZE];
		assert_true(uuid_v5(rows[i].space, rows[i].name, out));
		assert_string_equal(out, rows[i].uuid);
	}
}

static void what_is_no_uuid(void **state)
{
	(void)state;
	const char *bad[] = {"", "podcast", "ead4c236bf5858c6a2c6a6b28d128cb6",
		"ead4c236-bf58-58c6-a2c6-a6b28d128cb",
		"ead4c236-bf58-58c6-a2c6-a6b28d128cb66",
		"ead4c236-bf58-58c6-a2c6-a6b28d128cbg",
		"ead4c236-bf58-58c6-a2c6a-6b28d128cb6",
		"{ead4c236-bf58-58c6-a2c6-a6b28d128cb6}",
		"ead4c236_bf58_58c6_a2c6_a6b28d128cb6",
		"e-d4c236-bf58-58c6-a2c6-a6b28d128cb6"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char out[UUID_TEXT_SIZE];
		assert_false(uuid_is(bad[i]));
		assert_false(uuid_v5(bad[i], "x", out));
	}
	assert_false(uuid_is(NULL));
	assert_true(uuid_is(podcast));
	assert_true(uuid_is("EAD4C236-BF58-58C6-A2C6-A6B28D128CB6"));
}

static void sha256_vectors(void **state)
{
	(void)state;
	char out[SHA256_TEXT_SIZE];
	/* FIPS 180-2, appendix B.1, and the empty message. */
	assert_true(sha256_text("abc", 3, out));
	assert_string_equal(
		out, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_true(sha256_text("", 0, out));
	assert_string_equal(
		out, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void sri_of_files(void **state)
{
	char out[SRI_TEXT_SIZE], name[] = "/tmp/feedgen-sri-XXXXXX";
	struct fs_facts facts;
	(void)state;
	int fd = mkstemp(name);
	assert_true(fd >= 0);
	assert_int_equal(sri_of_file(name, out, &facts), FS_OK);
	assert_string_equal(out, "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/"
				 "529l+9Ua0vFImLlb");
	assert_true(fs_write_all(fd, "abc", 3));
	assert_int_equal(sri_of_file(name, out, &facts), FS_OK);
	assert_string_equal(out, "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/"
				 "W+2AhgcroefMI1i67KE0yCWn");
	assert_int_equal(facts.size, 3);
	close(fd);
	assert_int_equal(unlink(name), 0);
	assert_int_equal(sri_of_file(name, out, &facts), FS_FAILED);
	assert_int_equal(sri_of_file("/", out, &facts), FS_NOT_FILE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(uuids_are_those_of_the_standard),
		cmocka_unit_test(what_is_no_uuid),
		cmocka_unit_test(sha256_vectors),
		cmocka_unit_test(sri_of_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
