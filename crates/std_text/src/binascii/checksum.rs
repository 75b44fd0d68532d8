//! Cyclic redundancy checks.

/// CRC-32 as zlib has it, lowest bit first; eight bytes at a time by as many tables.
pub(super) fn crc32(bytes: &[u8], start: u32) -> u32 {
    let mut crc = !start;
    let (eights, rest) = bytes.as_chunks::<8>();
    for &[a, b, c, d, e, f, g, h] in eights {
        let low = crc ^ u32::from_le_bytes([a, b, c, d]);
        let [a, b, c, d] = low.to_le_bytes();
        let look = |table: usize, byte: u8| CRC32[table][usize::from(byte)];
        crc = look(7, a)
            ^ look(6, b)
            ^ look(5, c)
            ^ look(4, d)
            ^ look(3, e)
            ^ look(2, f)
            ^ look(1, g)
            ^ look(0, h);
    }
    for &byte in rest {
        crc = crc >> 8 ^ CRC32[0][usize::from(crc as u8 ^ byte)];
    }
    !crc
}

/// The remainder of each byte with so many zero bytes behind it.
static CRC32: [[u32; 256]; 8] = {
    let mut tables = [[0; 256]; 8];
    let mut byte = 0;
    while byte < 256 {
        let mut crc = byte as u32;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 1 == 0 { crc >> 1 } else { crc >> 1 ^ 0xedb8_8320 };
            bit += 1;
        }
        tables[0][byte] = crc;
        byte += 1;
    }
    let mut table = 1;
    while table < 8 {
        let mut byte = 0;
        while byte < 256 {
            let crc = tables[table - 1][byte];
            tables[table][byte] = crc >> 8 ^ tables[0][(crc & 0xff) as usize];
            byte += 1;
        }
        table += 1;
    }
    tables
};

/// CRC-CCITT as BinHex 4 has it, highest bit first.
pub(super) fn ccitt(bytes: &[u8], start: u32) -> u16 {
    bytes.iter().fold(start as u16, |crc, &byte| crc << 8 ^ CCITT[usize::from((crc >> 8) as u8 ^ byte)])
}

static CCITT: [u16; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut crc = (byte as u16) << 8;
        let mut bit = 0;
        while bit < 8 {
            crc = if crc & 0x8000 == 0 { crc << 1 } else { crc << 1 ^ 0x1021 };
            bit += 1;
        }
        table[byte] = crc;
        byte += 1;
    }
    table
};
