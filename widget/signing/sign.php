<?php
// PHP: signs the parameters of a visitor. $key is the site's, from Parlor's configuration; it never leaves your server.
function parlor_sign(array $params, string $key): string
{
    ksort($params, SORT_STRING);
    $json = json_encode((object) $params, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_LINE_TERMINATORS);
    return hash_hmac('sha256', $json, $key);
}

// php sign.php KEY '{"customer":"56164"}'
if (isset($argv[2])) {
    echo parlor_sign(json_decode($argv[2], true), $argv[1]), "\n";
}
