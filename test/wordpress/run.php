<?php
// Runs PHP from the standard input inside of WordPress, as one request; writes what it returns.

$_SERVER['HTTP_HOST'] = parse_url( getenv( 'WORDPRESS_ADDRESS' ), PHP_URL_HOST );
require getenv( 'WORDPRESS_SITE' ) . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';

echo wp_json_encode( eval( stream_get_contents( STDIN ) ) );
