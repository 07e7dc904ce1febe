<?php
/**
 * Plugin Name:       Khulasa
 * Description:       Tells Khulasa which posts to fetch again, and hands the site's feeds over to it.
 * Version:           1.0.0
 * Requires at least: 6.0
 * Requires PHP:      7.4
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       khulasa
 *
 * Khulasa itself is under the MIT licence. This file alone is free software under the GNU General
 * Public License as published by the Free Software Foundation, version 2 or any later version, as
 * plugins of WordPress are; it comes without any warranty.
 *
 * Four parts: settings, what Khulasa is told, links in the head, and the addresses of WordPress's
 * own feeds. The README beside this file says how to install it.
 *
 * @package Khulasa
 */

defined( 'ABSPATH' ) || exit;

const KHULASA_SECRET_LENGTH = 20;

// Seconds after which what could not be told is told again; then it is given up.
const KHULASA_PATIENCE = array( 60, 600, 3600, 21600 );

// Answers that another attempt does not change: the article is killed; the post makes none.
const KHULASA_FINAL = array( 409, 422 );

// Posts of one request that are told at once; WP-Cron tells the others. As many feeds wait for WP-Cron
// to ask for them.
const KHULASA_AT_ONCE = 20;

// Seconds for which it is known that Khulasa has a feed, and that it has none or does not answer.
const KHULASA_SURE   = 86400;
const KHULASA_UNSURE = 300;

/*
 * Settings: constants of wp-config.php, else Settings → Khulasa.
 */

/** The public address of Khulasa, without a slash at its end; '' where there is none that will do. */
function khulasa_address(): string {
	$given = defined( 'KHULASA_ADDRESS' ) ? KHULASA_ADDRESS : get_option( 'khulasa_address', '' );
	return khulasa_valid_address( $given );
}

/** The secret that signs; '' where there is none that will do. */
function khulasa_secret(): string {
	$given  = defined( 'KHULASA_SECRET' ) ? KHULASA_SECRET : get_option( 'khulasa_secret', '' );
	$secret = is_string( $given ) ? $given : '';
	return khulasa_length( $secret ) >= KHULASA_SECRET_LENGTH ? $secret : '';
}

/** Characters, as the other side counts them. */
function khulasa_length( string $text ): int {
	return preg_match_all( '/./us', $text );
}

/**
 * An address as it is used: https, or http on this machine.
 *
 * @param mixed $given What somebody wrote.
 */
function khulasa_valid_address( $given ): string {
	$address = is_string( $given ) ? untrailingslashit( trim( $given ) ) : '';
	$parts   = wp_parse_url( $address );
	if ( ! is_array( $parts ) || empty( $parts['host'] ) || esc_url_raw( $address ) !== $address ) {
		return '';
	}
	if ( isset( $parts['query'] ) || isset( $parts['fragment'] ) || isset( $parts['user'] ) ) {
		return '';
	}
	$scheme   = $parts['scheme'] ?? '';
	$loopback = in_array( $parts['host'], array( '127.0.0.1', 'localhost', '[::1]' ), true );
	return 'https' === $scheme || ( 'http' === $scheme && $loopback ) ? $address : '';
}

/** What is wrong with the settings, for who may change them; '' where nothing is. */
function khulasa_complaint(): string {
	if ( '' === khulasa_address() ) {
		return __( 'Khulasa does nothing yet: it needs its address, one that begins with https://.', 'khulasa' );
	}
	if ( '' === khulasa_secret() ) {
		return sprintf(
			/* translators: %d: number of characters. */
			__( 'Khulasa is not told about posts yet: it needs the secret, %d characters or more, the same as WORDPRESS_SECRET of Khulasa.', 'khulasa' ),
			KHULASA_SECRET_LENGTH
		);
	}
	return '';
}

/** Says on every page of the dashboard what is wrong. */
function khulasa_notices() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	$complaint = khulasa_complaint();
	if ( '' !== $complaint ) {
		khulasa_notice( 'warning', $complaint );
		return;
	}
	$trouble = get_option( 'khulasa_trouble' );
	if ( is_array( $trouble ) ) {
		khulasa_notice(
			'error',
			sprintf(
				/* translators: 1: number of a post, 2: time, 3: reason. */
				__( 'Khulasa could not be told about post %1$d (%2$s): %3$s', 'khulasa' ),
				$trouble['post'],
				wp_date( 'Y-m-d H:i', $trouble['time'] ),
				$trouble['reason']
			)
		);
	}
}

/** One notice, with a link to the settings. */
function khulasa_notice( string $kind, string $text ) {
	printf(
		'<div class="notice notice-%1$s"><p>%2$s <a href="%3$s">%4$s</a></p></div>',
		esc_attr( $kind ),
		esc_html( $text ),
		esc_url( admin_url( 'options-general.php?page=khulasa' ) ),
		esc_html__( 'Settings', 'khulasa' )
	);
}

/** The two settings. WordPress checks capability and nonce where a form says settings_fields(). */
function khulasa_register_settings() {
	register_setting( 'khulasa', 'khulasa_address', array( 'sanitize_callback' => 'khulasa_sanitize_address' ) );
	register_setting( 'khulasa', 'khulasa_secret', array( 'sanitize_callback' => 'khulasa_sanitize_secret' ) );
	add_settings_section( 'khulasa', '', '__return_null', 'khulasa' );
	add_settings_field( 'khulasa_address', __( 'Address', 'khulasa' ), 'khulasa_address_field', 'khulasa', 'khulasa', array( 'label_for' => 'khulasa_address' ) );
	add_settings_field( 'khulasa_secret', __( 'Secret', 'khulasa' ), 'khulasa_secret_field', 'khulasa', 'khulasa', array( 'label_for' => 'khulasa_secret' ) );
}

/**
 * Keeps the address that there was where the new one will not do; '' takes it away.
 *
 * @param mixed $given What the form sent; null where a constant decides.
 */
function khulasa_sanitize_address( $given ): string {
	if ( null === $given ) {
		return get_option( 'khulasa_address', '' );
	}
	$address = khulasa_valid_address( $given );
	if ( '' === $address && '' !== $given ) {
		add_settings_error( 'khulasa_address', 'khulasa_address', __( 'The address was not changed: it has to begin with https://, and has no question mark.', 'khulasa' ) );
		return get_option( 'khulasa_address', '' );
	}
	return $address;
}

/**
 * Keeps the secret that there was where none is given or the new one will not do.
 *
 * @param mixed $given What the form sent; null where a constant decides.
 */
function khulasa_sanitize_secret( $given ): string {
	$secret = is_string( $given ) ? trim( $given ) : '';
	if ( khulasa_length( $secret ) >= KHULASA_SECRET_LENGTH ) {
		return $secret;
	}
	if ( '' !== $secret ) {
		add_settings_error( 'khulasa_secret', 'khulasa_secret', __( 'The secret was not changed: it has to have 20 characters or more.', 'khulasa' ) );
	}
	return get_option( 'khulasa_secret', '' );
}

/** Where the address is written. */
function khulasa_address_field() {
	if ( defined( 'KHULASA_ADDRESS' ) ) {
		khulasa_constant_says( 'KHULASA_ADDRESS' );
		return;
	}
	printf(
		'<input type="url" dir="ltr" class="regular-text code" id="khulasa_address" name="khulasa_address" value="%s" placeholder="https://feeds.news.example">',
		esc_attr( get_option( 'khulasa_address', '' ) )
	);
}

/** Where the secret is written; the one that there is never shows. */
function khulasa_secret_field() {
	if ( defined( 'KHULASA_SECRET' ) ) {
		khulasa_constant_says( 'KHULASA_SECRET' );
		return;
	}
	printf(
		'<input type="password" dir="ltr" class="regular-text code" id="khulasa_secret" name="khulasa_secret" value="" autocomplete="new-password"><p class="description">%s</p>',
		'' === khulasa_secret()
			? esc_html__( 'The same as WORDPRESS_SECRET of Khulasa.', 'khulasa' )
			: esc_html__( 'There is one. Leave this empty to keep it.', 'khulasa' )
	);
}

/** Why there is no field. */
function khulasa_constant_says( string $name ) {
	/* translators: %s: name of a constant. */
	printf( esc_html__( '%s in wp-config.php says it.', 'khulasa' ), '<code>' . esc_html( $name ) . '</code>' );
}

/** Settings → Khulasa. */
function khulasa_add_page() {
	add_options_page( 'Khulasa', 'Khulasa', 'manage_options', 'khulasa', 'khulasa_page' );
}

/** What is on that page. */
function khulasa_page() {
	echo '<div class="wrap"><h1>Khulasa</h1><form action="options.php" method="post">';
	settings_fields( 'khulasa' );
	do_settings_sections( 'khulasa' );
	submit_button();
	echo '</form></div>';
}

/** Leaves nothing behind when the plugin is deleted. */
function khulasa_uninstall() {
	delete_option( 'khulasa_address' );
	delete_option( 'khulasa_secret' );
	delete_option( 'khulasa_trouble' );
	wp_unschedule_hook( 'khulasa_tell' );
	wp_unschedule_hook( 'khulasa_ask' );
}

/*
 * What Khulasa is told: which post to look at again, once a request.
 */

/** Whether everybody may read a post. */
function khulasa_is_public( WP_Post $post ): bool {
	return 'post' === $post->post_type && 'publish' === $post->post_status && '' === $post->post_password;
}

/**
 * The posts that this request touches, each with what it was before the first touch.
 *
 * @param WP_Post|null $post       One more of them.
 * @param bool         $was_public Whether everybody could read it until now.
 * @return array[] By number: guid, was_public.
 */
function khulasa_touched( $post = null, bool $was_public = false ): array {
	static $touched = array();
	// Whoever imports ten thousand posts has Khulasa import them, not hear of each.
	$importing = defined( 'WP_IMPORTING' ) && WP_IMPORTING;
	if ( $post && 'post' === $post->post_type && ! $importing && ! isset( $touched[ $post->ID ] ) ) {
		$touched[ $post->ID ] = array(
			'guid'       => $post->guid,
			'was_public' => $was_public,
		);
	}
	return $touched;
}

/** Before a post is changed or deleted: what it still is. */
function khulasa_before_change( $post_id ) {
	$post = get_post( $post_id );
	if ( $post ) {
		khulasa_touched( $post, khulasa_is_public( $post ) );
	}
}

/** A new post, and one whose time has come: nothing was changed before. */
function khulasa_on_transition( $new_status, $old_status, $post ) {
	khulasa_touched( $post, 'publish' === $old_status && '' === $post->post_password );
}

/** What has become of a post since it was touched; '' where nobody could or can read it. */
function khulasa_event( bool $was_public, bool $is_public ): string {
	if ( $is_public ) {
		return $was_public ? 'update' : 'publish';
	}
	return $was_public ? 'remove' : '';
}

/** At the end of the request, when categories, picture and all are in the database. */
function khulasa_tell_all() {
	$messages = array();
	foreach ( khulasa_touched() as $id => $before ) {
		$post  = get_post( $id );
		$event = khulasa_event( $before['was_public'], $post && khulasa_is_public( $post ) );
		if ( '' !== $event ) {
			// A new post has its guid only after it was touched.
			$messages[] = array( $event, $id, $post ? $post->guid : $before['guid'], 0 );
		}
	}
	if ( array() === $messages || '' !== khulasa_complaint() ) {
		return;
	}
	$at_once = khulasa_nobody_waits() ? array_splice( $messages, 0, KHULASA_AT_ONCE ) : array();
	foreach ( $messages as $message ) {
		khulasa_tell_later( time(), $message );
	}
	if ( array() !== $messages ) {
		spawn_cron();
	}
	foreach ( $at_once as $message ) {
		khulasa_tell( ...$message );
	}
}

/** Ends the answer to the editor where the server can; whether nobody waits for it any more. */
function khulasa_nobody_waits(): bool {
	if ( wp_doing_cron() || 'cli' === PHP_SAPI ) {
		return true;
	}
	if ( function_exists( 'fastcgi_finish_request' ) ) {
		return fastcgi_finish_request();
	}
	return function_exists( 'litespeed_finish_request' ) && litespeed_finish_request();
}

/** Has WP-Cron tell it. */
function khulasa_tell_later( int $when, array $message ) {
	wp_schedule_single_event( $when, 'khulasa_tell', $message );
}

/**
 * Tells Khulasa about a post; again later where that fails, and says so in the dashboard.
 *
 * @param string $event   publish, update or remove.
 * @param int    $post    Its number.
 * @param string $guid    As in the database.
 * @param int    $attempt How often it was tried before.
 */
function khulasa_tell( $event, $post, $guid, $attempt ) {
	if ( '' !== khulasa_complaint() ) {
		return;
	}
	$answer  = khulasa_send( compact( 'event', 'post', 'guid' ) );
	$failure = khulasa_failure( $answer );
	if ( '' === $failure ) {
		$trouble = get_option( 'khulasa_trouble' );
		if ( is_array( $trouble ) && $post === $trouble['post'] ) {
			delete_option( 'khulasa_trouble' );
		}
		return;
	}
	$is_final = in_array( wp_remote_retrieve_response_code( $answer ), KHULASA_FINAL, true );
	if ( ! $is_final && isset( KHULASA_PATIENCE[ $attempt ] ) ) {
		khulasa_tell_later( time() + KHULASA_PATIENCE[ $attempt ], array( $event, $post, $guid, $attempt + 1 ) );
	}
	update_option(
		'khulasa_trouble',
		array(
			'post'   => $post,
			'time'   => time(),
			'reason' => $failure,
		)
	);
}

/**
 * Sends a message, signed.
 *
 * @param array $message event, post, guid.
 * @return array|WP_Error The answer.
 */
function khulasa_send( array $message ) {
	$body      = wp_json_encode( $message, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE );
	$timestamp = (string) time();
	$signature = hash_hmac( 'sha256', $timestamp . '.' . $body, khulasa_secret() );
	return wp_remote_post(
		khulasa_address() . '/hooks/wordpress',
		array(
			'timeout'     => 10,
			// A POST that is redirected becomes a GET.
			'redirection' => 0,
			'headers'     => array(
				'Content-Type'        => 'application/json',
				'X-Khulasa-Timestamp' => $timestamp,
				'X-Khulasa-Signature' => 'sha256=' . $signature,
			),
			'body'        => $body,
		)
	);
}

/**
 * Why a message did not arrive; '' where it did.
 *
 * @param array|WP_Error $answer Of Khulasa.
 */
function khulasa_failure( $answer ): string {
	if ( is_wp_error( $answer ) ) {
		return $answer->get_error_message();
	}
	$status = wp_remote_retrieve_response_code( $answer );
	if ( 200 <= $status && $status < 300 ) {
		return '';
	}
	$problem = json_decode( wp_remote_retrieve_body( $answer ), true );
	$detail  = is_array( $problem ) && is_string( $problem['detail'] ?? null ) ? $problem['detail'] : '';
	return trim( $status . ' ' . $detail );
}

/*
 * Links in the head.
 */

/** Takes WordPress's own links to feeds out of the head. */
function khulasa_replace_links() {
	if ( '' === khulasa_address() ) {
		return;
	}
	remove_action( 'wp_head', 'feed_links', 2 );
	remove_action( 'wp_head', 'feed_links_extra', 3 );
	add_action( 'wp_head', 'khulasa_links', 2 );
}

/** Everything; on the page of a category, a tag or an author that feed too, where it is known by now. */
function khulasa_links() {
	khulasa_links_to( khulasa_address(), get_bloginfo( 'name', 'raw' ) );
	$archive = khulasa_archive( $GLOBALS['wp_query'] );
	if ( null === $archive || '' === $archive ) {
		return;
	}
	$folder = khulasa_known_folder( $archive );
	if ( null === $folder ) {
		khulasa_ask_later( $archive );
	} elseif ( '' !== $folder ) {
		$name = is_author() ? get_queried_object()->display_name : get_queried_object()->name;
		khulasa_links_to( $folder, get_bloginfo( 'name', 'raw' ) . ' · ' . $name );
	}
}

/**
 * The three formats of one feed.
 *
 * @param string $folder Its address without the file.
 * @param string $title  Of the feed.
 */
function khulasa_links_to( string $folder, string $title ) {
	$formats = array(
		'RSS'       => array( 'application/rss+xml', 'rss.xml' ),
		'Atom'      => array( 'application/atom+xml', 'atom.xml' ),
		'JSON Feed' => array( 'application/feed+json', 'feed.json' ),
	);
	foreach ( $formats as $format => list( $type, $file ) ) {
		printf(
			'<link rel="alternate" type="%1$s" hreflang="%2$s" title="%3$s" href="%4$s">' . "\n",
			esc_attr( $type ),
			esc_attr( get_bloginfo( 'language' ) ),
			esc_attr( wp_specialchars_decode( $title, ENT_QUOTES ) . " ($format)" ),
			esc_url( $folder . '/' . $file )
		);
	}
}

/*
 * The addresses of WordPress's own feeds.
 */

/**
 * What WordPress was asked for, as Khulasa knows the addresses of WordPress.
 *
 * @return string|null '' for everything; null where Khulasa can have no such feed.
 */
function khulasa_archive( WP_Query $query ) {
	$kinds = array_filter( array( $query->is_category, $query->is_tag, $query->is_author ) );
	$other = $query->is_search || $query->is_date || $query->is_tax || $query->is_post_type_archive || $query->is_singular || $query->is_404;
	if ( $other || count( $kinds ) > 1 || ! khulasa_asks_for_posts( $query ) ) {
		return null;
	}
	if ( array() === $kinds ) {
		return $query->is_archive ? null : '';
	}
	$object = $query->get_queried_object();
	if ( $object instanceof WP_User ) {
		return '/author/' . khulasa_segment( $object->display_name );
	}
	if ( ! $object instanceof WP_Term || khulasa_terms_asked( $query ) !== 1 ) {
		return null;
	}
	// Khulasa finds sections by the slugs of categories, tags by their names.
	return $query->is_category
		? '/category/' . khulasa_segment( rawurldecode( $object->slug ) )
		: '/tag/' . khulasa_segment( $object->name );
}

/**
 * The address under which the feeds of a category, a tag or an author stand; '' where Khulasa has none,
 * because they are new or their section is missing there, or does not answer.
 *
 * @param string $archive As of khulasa_archive().
 */
function khulasa_folder( string $archive ): string {
	return khulasa_known_folder( $archive ) ?? khulasa_ask( $archive );
}

/** As of khulasa_folder(); null where Khulasa would have to be asked. */
function khulasa_known_folder( string $archive ): ?string {
	if ( '' === $archive ) {
		return khulasa_address();
	}
	$folder = get_transient( khulasa_transient( $archive ) );
	return is_string( $folder ) ? $folder : null;
}

/** Under which name something is kept of this Khulasa: no other one has the same feeds. */
function khulasa_transient( string $what ): string {
	return 'khulasa_' . md5( khulasa_address() . $what );
}

/** Whether Khulasa has not answered a short while ago: whoever else asks does not wait for it as well. */
function khulasa_is_down(): bool {
	return false !== get_transient( khulasa_transient( '#down' ) );
}

/** As of khulasa_folder(), from Khulasa itself, and keeps it. */
function khulasa_ask( string $archive ): string {
	if ( '' === khulasa_address() || khulasa_is_down() ) {
		return '';
	}
	$answer = wp_remote_head( khulasa_address() . $archive . '/feed/', array( 'timeout' => 3 ) );
	if ( is_wp_error( $answer ) || wp_remote_retrieve_response_code( $answer ) >= 500 ) {
		set_transient( khulasa_transient( '#down' ), 1, KHULASA_UNSURE );
		return '';
	}
	$folder = khulasa_folder_in( $answer );
	set_transient( khulasa_transient( $archive ), $folder, '' === $folder ? KHULASA_UNSURE : KHULASA_SURE );
	return $folder;
}

/** Has WP-Cron ask, a few at a time: no visitor waits, and a crawler does not fill the list. */
function khulasa_ask_later( string $archive ) {
	$waiting = 0;
	foreach ( wp_get_ready_cron_jobs() as $hooks ) {
		$waiting += count( $hooks['khulasa_ask'] ?? array() );
	}
	if ( $waiting < KHULASA_AT_ONCE && ! khulasa_is_down() ) {
		wp_schedule_single_event( time(), 'khulasa_ask', array( $archive ) );
	}
}

/**
 * The address of a feed without its file, where an answer leads to one: a portal before Khulasa, or a
 * host that has moved, leads elsewhere.
 *
 * @param array|WP_Error $answer Of Khulasa.
 */
function khulasa_folder_in( $answer ): string {
	$location = wp_remote_retrieve_header( $answer, 'location' );
	$leads    = 301 === wp_remote_retrieve_response_code( $answer ) && is_string( $location )
		&& preg_match( '#^(https?://[^?\#]+)/rss\.xml$#D', $location, $found );
	return $leads ? $found[1] : '';
}

/** Whether posts are asked for, and nothing else. */
function khulasa_asks_for_posts( WP_Query $query ): bool {
	return in_array( $query->get( 'post_type' ), array( '', 'post', array( 'post' ) ), true );
}

/** How many categories and tags are asked for at once: /tag/a+b/ is two. */
function khulasa_terms_asked( WP_Query $query ): int {
	$count = 0;
	foreach ( $query->tax_query ? $query->tax_query->queries : array() as $clause ) {
		// Plugins for languages add a clause of their own.
		$is_ours = is_array( $clause ) && in_array( $clause['taxonomy'] ?? '', array( 'category', 'post_tag' ), true );
		$count  += $is_ours ? count( (array) $clause['terms'] ) : 0;
	}
	return $count;
}

/** A name as one segment of an address: Khulasa knows every spelling, and redirects to its own. */
function khulasa_segment( string $name ): string {
	$name  = wp_specialchars_decode( khulasa_whole( $name ), ENT_QUOTES );
	$words = preg_replace( '/[^\p{L}\p{N}\p{M}\p{Cf}]+/u', '-', $name );
	return rawurlencode( trim( (string) $words, '-' ) );
}

/** A slug without what WordPress left of its last letter: it cuts at 200 bytes, wherever that falls. */
function khulasa_whole( string $slug ): string {
	$slug = preg_replace( '/%[0-9a-f]?$/i', '', $slug );
	return preg_match( '//u', $slug ) ? $slug : preg_replace( '/[\xC0-\xFF][\x80-\xBF]*$/', '', $slug );
}

/**
 * A reader that says what it has would be answered 304 before it could be redirected, for as long
 * as nothing new is published: WordPress decides that in WP::send_headers().
 */
function khulasa_forget_conditions( WP $wp ) {
	if ( '' !== khulasa_address() && khulasa_is_standard_feed( $wp->query_vars['feed'] ?? '' ) ) {
		unset( $_SERVER['HTTP_IF_NONE_MATCH'], $_SERVER['HTTP_IF_MODIFIED_SINCE'] );
	}
}

/** Whether it is a feed of WordPress itself; plugins have others, of podcasts for example. */
function khulasa_is_standard_feed( $feed ): bool {
	return is_string( $feed ) && 1 === preg_match( '/^(comments-)?(feed|rdf|rss|rss2|atom)$/', $feed );
}

/** Answers for the feeds that Khulasa has, and for those of comments, which nobody has. */
function khulasa_answer_feed() {
	$query = $GLOBALS['wp_query'];
	if ( '' === khulasa_address() || ! $query->is_feed || $query->is_preview || ! khulasa_is_standard_feed( $query->get( 'feed' ) ) ) {
		return;
	}
	if ( $query->is_comment_feed ) {
		if ( khulasa_is_ours( $query ) ) {
			khulasa_gone();
		}
		return;
	}
	$archive = khulasa_archive( $query );
	$folder  = null === $archive ? '' : khulasa_folder( $archive );
	// What Khulasa has not stays a feed of WordPress: no subscriber is led to nothing, or to another.
	if ( '' !== $folder ) {
		$file = 'atom' === $query->get( 'feed' ) ? '/atom.xml' : '/rss.xml';
		khulasa_forget_headers();
		wp_redirect( $folder . $file, 301, 'Khulasa' ); // phpcs:ignore WordPress.Security.SafeRedirect -- Khulasa is another host.
		exit;
	}
}

/** Whether comments are those of the site or of one of WordPress's own types. */
function khulasa_is_ours( WP_Query $query ): bool {
	return ! $query->is_singular || $query->is_singular( array( 'post', 'page', 'attachment' ) );
}

/** 410, for good. */
function khulasa_gone() {
	khulasa_forget_headers();
	wp_die(
		esc_html__( 'Comments have no feed any more.', 'khulasa' ),
		'',
		array( 'response' => 410 )
	);
}

/** What WordPress has said by now is about the feed that will not come. */
function khulasa_forget_headers() {
	header_remove( 'ETag' );
	header_remove( 'Last-Modified' );
}

add_action( 'admin_notices', 'khulasa_notices' );
add_action( 'admin_init', 'khulasa_register_settings' );
add_action( 'admin_menu', 'khulasa_add_page' );
register_uninstall_hook( __FILE__, 'khulasa_uninstall' );

add_action( 'pre_post_update', 'khulasa_before_change' );
add_action( 'before_delete_post', 'khulasa_before_change' );
add_action( 'transition_post_status', 'khulasa_on_transition', 10, 3 );
// After what other plugins still have to say to the editor.
add_action( 'shutdown', 'khulasa_tell_all', 100 );
add_action( 'khulasa_tell', 'khulasa_tell', 10, 4 );
add_action( 'khulasa_ask', 'khulasa_ask' );

add_action( 'template_redirect', 'khulasa_replace_links' );
add_action( 'parse_request', 'khulasa_forget_conditions' );
// Before redirect_canonical(), which would add a hop.
add_action( 'template_redirect', 'khulasa_answer_feed', 1 );
