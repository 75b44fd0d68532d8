"""The decompressors of _bz2, _lzma and _zstd in pieces, with limits, behind the end, and on wrong data."""
import bz2
import lzma
from compression import zstd


def shown(function, *args, **keywords):
    try:
        print(repr(function(*args, **keywords)))
    except (OSError, ValueError, TypeError, OverflowError, EOFError, lzma.LZMAError, zstd.ZstdError) as error:
        print(type(error).__name__, error)


text = b"".join(b"line %d of a text that repeats itself\n" % number for number in range(3000))
raw = [{"id": lzma.FILTER_DELTA, "dist": 3}, {"id": lzma.FILTER_LZMA2, "preset": 2}]
kinds = {
    "bz2": (bz2.compress(text), bz2.BZ2Decompressor),
    "xz": (lzma.compress(text, check=lzma.CHECK_CRC32), lzma.LZMADecompressor),
    "alone": (lzma.compress(text, lzma.FORMAT_ALONE), lzma.LZMADecompressor),
    "raw": (
        lzma.compress(text, lzma.FORMAT_RAW, filters=raw),
        lambda: lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=raw),
    ),
    "zstd": (zstd.compress(text, options={zstd.CompressionParameter.checksum_flag: 1}), zstd.ZstdDecompressor),
}
for kind, (packed, make) in kinds.items():
    whole, pieces, limited, bytewise = make(), make(), make(), make()
    print(kind, len(packed) < len(text) // 5, whole.decompress(packed + b"after") == text)
    print(whole.eof, whole.needs_input, whole.unused_data, getattr(whole, "check", None))
    shown(whole.decompress, b"more")
    got = [pieces.decompress(packed[start : start + 100]) for start in range(0, len(packed), 100)]
    print(b"".join(got) == text, pieces.eof, pieces.unused_data)
    got = limited.decompress(packed + b"after", 7)
    print(got, limited.needs_input, limited.eof)
    while not limited.eof:
        piece = limited.decompress(b"", 1000)
        assert len(piece) <= 1000
        got += piece
    print(got == text, limited.unused_data)
    got = b"".join(bytewise.decompress(bytes([byte]), 5000) for byte in packed[:-1])
    while not bytewise.eof:
        got += bytewise.decompress(packed[-1:] if bytewise.needs_input else b"", 5000)
    print(got == text)
    if kind != "raw":
        shown(make().decompress, b"wrong data of some length")
    shown(make().decompress, "text")

shown(bz2.BZ2Compressor, 0)
packer = bz2.BZ2Compressor()
packer.flush()
shown(packer.compress, b"")
shown(packer.flush)
for filters in ([], [{}], [3], [{"id": 99}], [{"id": 33, "no": 1}], [{"id": 3, "dist": -1}], [{"id": 33}] * 5, [{"id": 33, "preset": 10}]):
    shown(lzma.LZMACompressor, lzma.FORMAT_RAW, filters=filters)
shown(lzma.LZMACompressor, lzma.FORMAT_RAW)
shown(lzma.LZMACompressor, 77)
shown(lzma.LZMACompressor, preset=99)
shown(lzma.LZMACompressor, check=77)
shown(lzma.LZMADecompressor, memlimit=-1)
shown(lzma.LZMADecompressor(memlimit=1000).decompress, kinds["xz"][0])
for filter in raw:
    encoded = lzma._encode_filter_properties(filter)
    print(encoded, lzma._decode_filter_properties(filter["id"], encoded))

samples = [b"sample %d of something that is alike in all samples" % number for number in range(300)]
trained = zstd.train_dict(samples, 2000)
for dictionary in (trained, trained.as_digested_dict, trained.as_undigested_dict, trained.as_prefix):
    packed = zstd.compress(samples[7], zstd_dict=dictionary)
    print(len(packed) < 30, zstd.decompress(packed, zstd_dict=dictionary) == samples[7])
print(zstd.get_frame_info(zstd.compress(b"x" * 1000)).decompressed_size)
packer = zstd.ZstdCompressor()
packer.set_pledged_input_size(5)
print(packer.last_mode, packer.compress(b"12345"), packer.last_mode)
shown(packer.set_pledged_input_size, 5)
print(zstd.decompress(packer.flush()), packer.last_mode)
shown(zstd.ZstdCompressor, 1000)
shown(zstd.ZstdCompressor, options={zstd.CompressionParameter.window_log: 99})
shown(zstd.ZstdCompressor, options={zstd.DecompressionParameter.window_log_max: 20})
shown(zstd.ZstdDict, b"short")
shown(zstd.ZstdDict, b"not a dictionary")
workers = zstd.ZstdCompressor(options={zstd.CompressionParameter.nb_workers: 2})
packed = b"".join(workers.compress(text) for _ in range(30)) + workers.flush()
print(zstd.decompress(packed) == text * 30)
