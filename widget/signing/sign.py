# Python: signs the parameters of a visitor. `key` is the site's, from Parlor's configuration; it never leaves your server.
import hashlib
import hmac
import json
import sys


def sign(params: dict[str, str], key: str) -> str:
    text = json.dumps(params, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


# python3 sign.py KEY '{"customer":"56164"}'
if len(sys.argv) > 2:
    print(sign(json.loads(sys.argv[2]), sys.argv[1]))
