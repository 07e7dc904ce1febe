<?php
// A newsroom of years in WordPress: authors, categories, pictures, posts of both editors in three
// languages, and among them what is not public. The same ones each time.

const NEWSROOM_SECRET = 'لا يعرفه أحد';

/**
 * Makes so many public posts, and one in ten more that are not public, which say the secret.
 */
function make_newsroom( int $count ): bool {
	wp_suspend_cache_addition( true );
	wp_defer_term_counting( true );
	mt_srand( 1 );
	$authors    = newsroom_authors();
	$categories = newsroom_categories();
	$pictures   = newsroom_pictures( intdiv( $count, 4 ) + 1 );
	for ( $number = 0; $number < $count; $number++ ) {
		newsroom_post( $number, $authors, $categories, $pictures, array() );
		if ( 9 === $number % 10 ) {
			newsroom_post( $number, $authors, $categories, $pictures, newsroom_withheld( intdiv( $number, 10 ) ) );
		}
	}
	wp_defer_term_counting( false );
	return true;
}

/** What makes a post one that nobody may read, a different thing each time. */
function newsroom_withheld( int $number ): array {
	$ways = array(
		array( 'post_status' => 'draft' ),
		array( 'post_status' => 'private' ),
		array( 'post_status' => 'pending' ),
		array(
			'post_status'   => 'future',
			'post_date'     => '2098-01-01 10:00:00',
			'post_date_gmt' => '2098-01-01 10:00:00',
		),
		array( 'post_password' => NEWSROOM_SECRET ),
		array( 'post_status' => 'trash' ),
	);
	return $ways[ $number % count( $ways ) ] + array(
		'post_title'   => NEWSROOM_SECRET,
		'post_content' => NEWSROOM_SECRET,
		'post_excerpt' => NEWSROOM_SECRET,
		'post_name'    => NEWSROOM_SECRET,
	);
}

function newsroom_authors(): array {
	$authors = array();
	foreach ( array( 'سميرة & الفريق', 'عمر البحري', 'Claire Dupont', 'رويترز "عربي"' ) as $at => $name ) {
		$authors[] = wp_insert_user(
			array(
				'user_login'   => "author-$at",
				'user_pass'    => 'known-to-the-tests-only',
				'user_email'   => "author-$at@news.example",
				'display_name' => $name,
				'role'         => 'author',
			)
		);
	}
	return $authors;
}

function newsroom_categories(): array {
	$categories = array();
	foreach ( array( 'سياسة', 'اقتصاد & مال', 'رياضة', 'Culture', 'تقنية' ) as $name ) {
		$parent       = wp_insert_term( $name, 'category' )['term_id'];
		$categories[] = $parent;
		$categories[] = wp_insert_term( "$name: المغرب", 'category', array( 'parent' => $parent ) )['term_id'];
	}
	return $categories;
}

function newsroom_pictures( int $count ): array {
	$pictures = array();
	for ( $number = 0; $number < $count; $number++ ) {
		$picture = wp_insert_attachment(
			array(
				'post_title'     => "صورة $number",
				'post_mime_type' => 'image/jpeg',
				'guid'           => home_url( "/wp-content/uploads/2026/08/صورة-$number.jpg" ),
			),
			"2026/08/صورة-$number.jpg"
		);
		update_post_meta( $picture, '_wp_attachment_image_alt', "رصيف الميناء رقم $number" );
		update_post_meta(
			$picture,
			'_wp_attachment_metadata',
			array(
				'width'      => 1280,
				'height'     => 720,
				'filesize'   => 182044 + $number,
				'image_meta' => array( 'credit' => 'سليم ر.' ),
			)
		);
		$pictures[] = $picture;
	}
	return $pictures;
}

function newsroom_post( int $number, array $authors, array $categories, array $pictures, array $withheld ): void {
	$language = 0 === $number % 12 ? 'fr' : ( 0 === $number % 25 ? 'en' : 'ar' );
	$title    = newsroom_words( $language, 6 + $number % 5 ) . " $number";
	// Every fifteenth slug is longer than WordPress keeps them.
	$slug    = 7 === $number % 15 ? newsroom_words( 'ar', 40 ) : $title;
	$moment  = gmdate( 'Y-m-d H:i:s', gmmktime( 6, 0, 0, 1, 1, 2021 ) + $number * 7200 );
	$picture = $pictures[ $number % count( $pictures ) ];
	$content = 0 === $number % 2 ? newsroom_blocks( $language, $number, $picture ) : newsroom_classic( $language, $number, $picture );
	$post    = wp_insert_post(
		$withheld + array(
			'post_title'    => wp_slash( $title ),
			'post_name'     => $slug,
			'post_content'  => wp_slash( $content ),
			'post_excerpt'  => 0 === $number % 3 ? newsroom_words( $language, 20 ) : '',
			'post_status'   => 'publish',
			'post_author'   => $authors[ $number % count( $authors ) ],
			'post_date'     => get_date_from_gmt( $moment ),
			'post_date_gmt' => $moment,
			'post_category' => array( $categories[ $number % 10 ], $categories[ $number % 7 ] ),
			'tags_input'    => array( "5G & $number", newsroom_words( 'ar', 2 ), 'الدار البيضاء' ),
		)
	);
	if ( 0 !== $number % 5 ) {
		update_post_meta( $post, '_thumbnail_id', $picture );
	}
	update_post_meta( $post, '_edit_lock', "1755680400:$number" );
}

/** As the block editor saves it. */
function newsroom_blocks( string $language, int $number, int $picture ): string {
	$content = '';
	for ( $part = 0; $part < 4 + $number % 5; $part++ ) {
		$content .= "<!-- wp:paragraph -->\n<p>" . newsroom_words( $language, 45 ) . ' <a href="' .
			home_url( "/?p=$number" ) . '">' . newsroom_words( $language, 3 ) . "</a>.</p>\n<!-- /wp:paragraph -->\n\n";
		if ( 2 === $part ) {
			$content .= "<!-- wp:image {\"id\":$picture,\"sizeSlug\":\"large\"} -->\n<figure class=\"wp-block-image size-large\">" .
				'<img src="' . wp_get_attachment_url( $picture ) . "\" alt=\"\" class=\"wp-image-$picture\"/>" .
				'<figcaption class="wp-element-caption">' . newsroom_words( $language, 6 ) . "</figcaption></figure>\n<!-- /wp:image -->\n\n" .
				"<!-- wp:heading -->\n<h2 class=\"wp-block-heading\">" . newsroom_words( $language, 4 ) . "</h2>\n<!-- /wp:heading -->\n\n";
		}
	}
	return $content;
}

/** As the classic editor saves it: without paragraphs. */
function newsroom_classic( string $language, int $number, int $picture ): string {
	$parts = array();
	for ( $part = 0; $part < 4 + $number % 5; $part++ ) {
		$parts[] = newsroom_words( $language, 30 ) . ' <strong>' . newsroom_words( $language, 4 ) . '</strong> ' . newsroom_words( $language, 15 ) . '.';
	}
	$parts[1] .= "\n\n[caption id=\"attachment_$picture\" align=\"aligncenter\" width=\"600\"]<img src=\"" .
		wp_get_attachment_url( $picture ) . "\" alt=\"\" width=\"600\" height=\"400\" /> " . newsroom_words( $language, 5 ) . '[/caption]';
	return implode( "\n\n", $parts ) . ( 1 === $number % 4 ? "\n\nالحدث. و م ع" : '' );
}

function newsroom_words( string $language, int $count ): string {
	$words  = array(
		'ar' => 'ميناء المدينة استقبل صباح الأربعاء باخرة سياحية منذ سنتين بعد انتهاء أشغال الترميم وقال عاملون إن الرصيف صار يتسع لباخرتين في وقت واحد وأعلنت الوزارة برنامجا جديدا لدعم الصيادين خلال السنة المقبلة',
		'fr' => 'le port de la ville a accueilli hier son premier bateau depuis deux ans après la fin des travaux et les habitants étaient là pour voir cette arrivée que tout le monde attendait avec impatience dans la région',
		'en' => 'the harbour of the city welcomed its first ship in two years after the works had ended and the people who live there came to see what they had been waiting for since the spring of last year',
	);
	$all    = explode( ' ', $words[ $language ] );
	$chosen = array();
	for ( $left = $count; $left > 0; $left-- ) {
		$chosen[] = $all[ mt_rand( 0, count( $all ) - 1 ) ];
	}
	return implode( ' ', $chosen );
}
