//! Numbers as word processors print them on notes and pages: 3, iii, C, ‡, ③, 三.

/// How a number is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Style {
    #[default]
    Decimal,
    LowerRoman,
    UpperRoman,
    LowerLetter,
    UpperLetter,
    /// `* † ‡ §`, then each twice, and so on.
    Signs,
    /// A number in a circle, as far as there are such letters.
    Circled,
    /// Digits of Chinese writing.
    Chinese,
}

/// Longest row of one letter or sign; larger numbers are printed as digits.
const LONGEST_ROW: u32 = 20;

/// `number` (from 1) as it is printed.
pub(super) fn printed(number: u32, style: Style) -> String {
    match style {
        Style::LowerRoman => roman(number).to_lowercase(),
        Style::UpperRoman => roman(number),
        Style::LowerLetter => row(number, &ALPHABET.to_lowercase()),
        Style::UpperLetter => row(number, ALPHABET),
        Style::Signs => row(number, "*†‡§"),
        Style::Circled if (1..=20).contains(&number) => {
            char::from_u32(0x245f + number).map_or(String::new(), String::from)
        }
        Style::Chinese if (1..=99).contains(&number) => chinese(number),
        Style::Decimal | Style::Circled | Style::Chinese => number.to_string(),
    }
}

/// Digits as raised letters, so that they are seen for marks.
pub(super) fn as_raised(text: &str) -> String {
    let raised = |c: char| match c.to_digit(10) {
        Some(digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit as usize).unwrap_or(c),
        None => c,
    };
    text.trim_matches(['[', ']', '(', ')'])
        .chars()
        .map(raised)
        .collect()
}

const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The letter at `number`; past the last one each letter twice, then three times.
fn row(number: u32, letters: &str) -> String {
    let count = u32::try_from(letters.chars().count()).expect("a short row");
    let (Some(at), times) = (number.checked_sub(1), number.saturating_sub(1) / count + 1) else {
        return number.to_string();
    };
    if times > LONGEST_ROW {
        return number.to_string();
    }
    let letter = letters.chars().nth((at % count) as usize);
    letter.map_or(String::new(), |c| c.to_string().repeat(times as usize))
}

/// A number in capitals of Rome; one they do not reach in figures.
pub(super) fn roman(number: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, letters) in STEPS {
        while rest >= value {
            out.push_str(letters);
            rest -= value;
        }
    }
    out
}

fn chinese(number: u32) -> String {
    let digit = |n: u32| {
        "零一二三四五六七八九"
            .chars()
            .nth(n as usize)
            .unwrap_or('零')
    };
    let (tens, ones) = (number / 10, number % 10);
    let mut out = String::new();
    if tens > 1 {
        out.push(digit(tens));
    }
    if tens > 0 {
        out.push('十');
    }
    if ones > 0 {
        out.push(digit(ones));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(style: Style) -> String {
        let numbers = [1, 4, 9, 11, 27, 40];
        numbers.map(|n| printed(n, style)).join(" ")
    }

    #[test]
    fn numbers_are_printed_as_word_processors_do() {
        insta::assert_snapshot!(check(Style::Decimal), @"1 4 9 11 27 40");
        insta::assert_snapshot!(check(Style::LowerRoman), @"i iv ix xi xxvii xl");
        insta::assert_snapshot!(check(Style::UpperLetter), @"A D I K AA NN");
        insta::assert_snapshot!(check(Style::Signs), @"* § *** ‡‡‡ ‡‡‡‡‡‡‡ §§§§§§§§§§");
        insta::assert_snapshot!(check(Style::Circled), @"① ④ ⑨ ⑪ 27 40");
        insta::assert_snapshot!(check(Style::Chinese), @"一 四 九 十一 二十七 四十");
        assert_eq!(printed(0, Style::LowerLetter), "0");
        assert_eq!(printed(u32::MAX, Style::Signs), u32::MAX.to_string());
    }
}
