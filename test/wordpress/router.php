<?php
// What a web server does for WordPress: files as they are, everything else to index.php.

$path = $_SERVER['DOCUMENT_ROOT'] . rawurldecode( parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH ) );
if ( is_file( $path ) || is_file( $path . '/index.php' ) && '/' !== $_SERVER['REQUEST_URI'] && false !== strpos( $_SERVER['REQUEST_URI'], '/wp-' ) ) {
	return false;
}
$_SERVER['SCRIPT_NAME'] = '/index.php';
$_SERVER['PHP_SELF']    = '/index.php';
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
