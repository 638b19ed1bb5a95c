# Ruby: signs the parameters of a visitor. `key` is the site's, from Parlor's configuration; it never leaves your server.
require "json"
require "openssl"

def parlor_sign(params, key)
  text = JSON.generate(params.sort.to_h)
  OpenSSL::HMAC.hexdigest("SHA256", key, text)
end

# ruby sign.rb KEY '{"customer":"56164"}'
puts parlor_sign(JSON.parse(ARGV[1]), ARGV[0]) if ARGV.length > 1
