"""_hashlib and _hmac: digests by name, HMAC, keys from passwords, and what is said about arguments."""
import _hashlib
import _hmac
import hashlib


def shown(function, *args, **keywords):
    try:
        print(repr(function(*args, **keywords)))
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)


text = b"".join(b"line %d\n" % number for number in range(3000))
print(sorted(_hashlib.openssl_md_meth_names))
print(sorted(_hashlib._constructors.values()))
for name in sorted(_hashlib.openssl_md_meth_names):
    digest = _hashlib.new(name, text[:100])
    other = digest.copy()
    digest.update(bytearray(text[100:]))
    length = [20] if digest.digest_size == 0 else []
    print(name, type(digest).__name__, digest.name, digest.digest_size, digest.block_size)
    print(digest.hexdigest(*length), other.hexdigest(*length))
for name in ("SHA256", "sha-1", "SHA3-256", "shake128", "RIPEMD", "BLAKE2b512", "sha512-256"):
    print(name, _hashlib.new(name).name)
for name in ("nope", "", "sha2_256"):
    shown(_hashlib.new, name)
shown(_hashlib.new, 3)
shown(_hashlib.new, "md5", "text")
shown(_hashlib.new, "md5", b"", string=b"")
shown(_hashlib.HASH)
for name in ("md5", "sha1", "sha256", "sha512", "sha3_384", "sm3", "ripemd160", "blake2s"):
    for key in (b"", b"key", b"k" * 200):
        print(name, _hashlib.hmac_digest(key, text, name).hex())
    print(hashlib.pbkdf2_hmac(name, b"password", b"salt", 3, 70).hex())
mac = _hashlib.hmac_new(b"key", b"begin", hashlib.sha256)
other = mac.copy()
mac.update(text)
print(mac.name, mac.digest_size, mac.block_size, mac.hexdigest(), other.hexdigest())
shown(_hashlib.hmac_new, b"key")
shown(_hashlib.hmac_new, b"key", digestmod=None)
shown(_hashlib.hmac_new, b"key", digestmod="shake_128")
shown(_hashlib.hmac_new, b"key", "text", "md5")
for n, r, p in ((2, 1, 1), (16, 8, 2), (1024, 3, 3)):
    print(hashlib.scrypt(b"password", salt=b"salt", n=n, r=r, p=p, dklen=40).hex())
for arguments in ({"n": 3}, {"n": 1}, {"r": 0}, {"r": -1}, {"maxmem": 100}, {"maxmem": -1}, {"dklen": 0}, {"n": 2**20}):
    shown(hashlib.scrypt, b"", salt=b"", **{"n": 2, "r": 8, "p": 1, **arguments})
shown(hashlib.pbkdf2_hmac, "md5", b"", b"", 0)
shown(hashlib.pbkdf2_hmac, "md5", b"", b"", 1, 0)
for name in ("md5", "SHA256", "sha2_512", "sha3_224"):
    mac = _hmac.new(b"key", text, name)
    print(mac.name, mac.digest_size, mac.block_size, mac.hexdigest(), mac.digest() == _hmac.compute_digest(b"key", text, name))
print(_hmac.compute_blake2b_32(b"key", text).hex(), _hmac.compute_sha1(b"key", text).hex())
shown(_hmac.new, b"key", b"", "nope")
shown(_hmac.new, b"key", b"", 3)
shown(_hmac.new, b"key")
for a, b in ((b"a", b"a"), ("a", "b"), ("a", b"a"), ("é", "é"), (1, 2), (b"a", bytearray(b"ab"))):
    shown(_hashlib.compare_digest, a, b)
