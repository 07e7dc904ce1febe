<?php
// Makes the site of .ci/wordpress: an Arabic newsroom with the plugin active, no address set yet.

( new mysqli( 'localhost', 'root', '', '', 0, getenv( 'WORDPRESS_SOCKET' ) ) )
	->query( 'CREATE DATABASE wordpress CHARACTER SET utf8mb4' );

define( 'WP_INSTALLING', true );
$_SERVER['HTTP_HOST'] = parse_url( getenv( 'WORDPRESS_ADDRESS' ), PHP_URL_HOST );
require getenv( 'WORDPRESS_SITE' ) . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

// The site sends no mail.
function wp_mail() {
	return true;
}

wp_install( 'الحدث', 'editor', 'editor@news.example', true, '', 'editor-of-the-tests' );
update_option( 'active_plugins', array( 'khulasa.php' ) );
update_option( 'permalink_structure', '/%year%/%monthnum%/%postname%/' );
// What is read in local time by mistake is three hours away.
update_option( 'timezone_string', 'Asia/Riyadh' );
// Around WordPress's question whether Arabic is installed: nothing of it is shown here.
$wpdb->replace(
	$wpdb->options,
	array(
		'option_name'  => 'WPLANG',
		'option_value' => 'ar',
	)
);
update_option( 'template', 'twentytwentythree' );
update_option( 'stylesheet', 'twentytwentythree' );

// A type of another plugin.
mkdir( WPMU_PLUGIN_DIR, 0755, true );
file_put_contents(
	WPMU_PLUGIN_DIR . '/podcast.php',
	"<?php add_action( 'init', function () { register_post_type( 'podcast', array( 'public' => true, 'has_archive' => true ) ); } );"
);
