//! UTF-16 and UTF-32, with a byte order mark or without one.

/// A form of Unicode in units of two or four bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wide {
    Utf16Little,
    Utf16Big,
    Utf32Little,
    Utf32Big,
}

impl Wide {
    /// The form that the first bytes name, and how long its mark is.
    pub(super) fn of_mark(bytes: &[u8]) -> Option<(Wide, usize)> {
        match bytes {
            [0xff, 0xfe, 0, 0, ..] => Some((Wide::Utf32Little, 4)),
            [0, 0, 0xfe, 0xff, ..] => Some((Wide::Utf32Big, 4)),
            [0xff, 0xfe, ..] => Some((Wide::Utf16Little, 2)),
            [0xfe, 0xff, ..] => Some((Wide::Utf16Big, 2)),
            _ => None,
        }
    }

    /// The form of a text of UTF-16 without a mark; `None` for anything else.
    ///
    /// Spaces and line ends tell: read the right way round they are U+0020 and U+000A, the wrong way round U+2000 and
    /// U+0A00, which no text has many of. What is left must be letters: no unpaired half, hardly a control character.
    pub(super) fn without_mark(bytes: &[u8]) -> Option<Wide> {
        let head = &bytes[..bytes.len().min(8192) & !1];
        if !head.contains(&0) {
            return None;
        }
        let spaces = |wide: Wide| {
            let units = head.chunks_exact(2).map(|pair| wide.unit(pair));
            units.filter(|unit| matches!(unit, 0x20 | 0x0a)).count()
        };
        let (little, big) = (spaces(Wide::Utf16Little), spaces(Wide::Utf16Big));
        let wide = match little > big {
            true => Wide::Utf16Little,
            false => Wide::Utf16Big,
        };
        let all = head.len() / 2;
        let text = wide.decode(head);
        let bad = text
            .chars()
            .filter(|&c| c == '\u{fffd}' || c.is_control() && !c.is_whitespace())
            .count();
        let enough = little.max(big) * 40 >= all && little.min(big) * 8 <= little.max(big);
        (all > 1 && enough && bad * 50 <= all).then_some(wide)
    }

    /// What people call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Wide::Utf16Little => "UTF-16LE",
            Wide::Utf16Big => "UTF-16BE",
            Wide::Utf32Little => "UTF-32LE",
            Wide::Utf32Big => "UTF-32BE",
        }
    }

    /// The form that `name` names.
    pub(super) fn named(name: &str) -> Option<Wide> {
        let all = [
            Wide::Utf16Little,
            Wide::Utf16Big,
            Wide::Utf32Little,
            Wide::Utf32Big,
        ];
        let plain = |name: &str| name.to_ascii_lowercase().replace(['-', '_', ' '], "");
        let wanted = match plain(name).as_str() {
            "utf16" => "utf16le".to_owned(),
            "utf32" => "utf32le".to_owned(),
            other => other.to_owned(),
        };
        all.into_iter().find(|wide| plain(wide.name()) == wanted)
    }

    /// The text; halves without their other half, and bytes left over, give the replacement character.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        match self {
            Wide::Utf16Little | Wide::Utf16Big => {
                let units = bytes.chunks(2).map(|pair| match pair.len() {
                    2 => self.unit(pair),
                    _ => 0xfffd,
                });
                char::decode_utf16(units)
                    .map(|c| c.unwrap_or('\u{fffd}'))
                    .collect()
            }
            Wide::Utf32Little | Wide::Utf32Big => {
                bytes.chunks(4).map(|four| self.character(four)).collect()
            }
        }
    }

    fn unit(self, pair: &[u8]) -> u16 {
        match self {
            Wide::Utf16Big => u16::from_be_bytes([pair[0], pair[1]]),
            _ => u16::from_le_bytes([pair[0], pair[1]]),
        }
    }

    fn character(self, four: &[u8]) -> char {
        let number = <[u8; 4]>::try_from(four).map(|four| match self {
            Wide::Utf32Big => u32::from_be_bytes(four),
            _ => u32::from_le_bytes(four),
        });
        number.ok().and_then(char::from_u32).unwrap_or('\u{fffd}')
    }
}
