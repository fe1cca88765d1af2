//! SHA-256 (FIPS 180-4), to know a file again by its bytes.

/// The digest of these bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    // The square roots (state) and cube roots (rounds) of the first primes: the first 32 bits of their fractions.
    let primes: Vec<u32> = (2..=311).filter(|n| (2..*n).all(|d| n % d != 0)).collect();
    let rounds: Vec<u32> = primes.iter().map(|prime| fraction(*prime, 3)).collect();
    let mut state: Vec<u32> = primes[..8].iter().map(|prime| fraction(*prime, 2)).collect();

    let mut message = bytes.to_vec();
    message.push(0x80);
    message.resize((message.len() + 8).next_multiple_of(64) - 8, 0);
    message.extend((bytes.len() as u64 * 8).to_be_bytes());

    for block in message.chunks_exact(64) {
        let mut words: Vec<u32> = block.chunks_exact(4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]])).collect();
        for i in 16..64 {
            let (a, b) = (words[i - 15], words[i - 2]);
            let a = a.rotate_right(7) ^ a.rotate_right(18) ^ (a >> 3);
            let b = b.rotate_right(17) ^ b.rotate_right(19) ^ (b >> 10);
            words.push(words[i - 16].wrapping_add(a).wrapping_add(words[i - 7]).wrapping_add(b));
        }
        let mut s = state.clone();
        for (word, round) in words.iter().zip(&rounds) {
            let e = s[4].rotate_right(6) ^ s[4].rotate_right(11) ^ s[4].rotate_right(25);
            let choice = (s[4] & s[5]) ^ (!s[4] & s[6]);
            let one = s[7].wrapping_add(e).wrapping_add(choice).wrapping_add(*round).wrapping_add(*word);
            let a = s[0].rotate_right(2) ^ s[0].rotate_right(13) ^ s[0].rotate_right(22);
            let majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
            s.rotate_right(1);
            s[4] = s[4].wrapping_add(one);
            s[0] = one.wrapping_add(a).wrapping_add(majority);
        }
        for (sum, value) in state.iter_mut().zip(s) {
            *sum = sum.wrapping_add(value);
        }
    }
    let words: Vec<String> = state.iter().map(|word| format!("{word:08x}")).collect();
    words.concat()
}

/// The first 32 bits of the fraction of the `degree`-th root of a number.
fn fraction(number: u32, degree: u32) -> u32 {
    // The largest integer whose power is at most number * 2^(32 * degree) is the root times 2^32.
    let (mut low, mut high) = (0u128, 1u128 << 37);
    let within = |root: u128| match degree {
        2 => root * root <= u128::from(number) << 64,
        // 37 + 37 + 37 bits fit in 128.
        _ => root * root * root <= u128::from(number) << 96,
    };
    while high - low > 1 {
        let middle = u128::midpoint(low, high);
        if within(middle) { low = middle } else { high = middle }
    }
    low as u32
}

#[test]
fn digests_of_the_standard() {
    assert_eq!(hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(hex(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    let long = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    assert_eq!(hex(long), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    // The lengths around a block's end, where the padding starts another one.
    assert_eq!(hex(&[b'a'; 55]), "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
    assert_eq!(hex(&[b'a'; 63]), "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34");
    assert_eq!(hex(&[b'a'; 64]), "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
}
