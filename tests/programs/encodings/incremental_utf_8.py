"""Incremental encoding and decoding with utf-8, byte by byte, with states."""
import codecs

TEXT = "aé日本\r\nΩ" if "utf-8".startswith("utf") else "a日本Ω\n中"
encoder = codecs.getincrementalencoder("utf-8")("replace")
parts = [encoder.encode(c, c == TEXT[-1]) for c in TEXT]
print(parts)
data = b"".join(parts)
decoder = codecs.getincrementaldecoder("utf-8")("replace")
out = []
for i in range(len(data)):
    out.append(ascii(decoder.decode(data[i:i + 1])))
    if i == 2:
        print(decoder.getstate())
print(out, ascii(decoder.decode(b"", True)))
decoder.reset()
print(ascii(decoder.decode(data[:3])), ascii(decoder.decode(data[3:], True)))
for broken in (data[:-1], b"\xff", data[:2] + b"\xff\x41" + data[2:]):
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        print(ascii(decoder.decode(broken, True)))
    except UnicodeDecodeError as error:
        print(error.start, error.end, error.reason, error.encoding)
print(ascii(codecs.decode(data, "utf-8")), codecs.lookup("utf-8").name)
import io

reader = codecs.getreader("utf-8")(io.BytesIO(data + codecs.encode("second\nthird", "utf-8")))
print([ascii(line) for line in reader])
