//! Cards made by number: the same for the same count.

use std::fmt::Write;

/// Numbers that look like chance (xorshift), the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn date(&mut self) -> String {
        const MONTHS: [&str; 7] = [
            "January", "February", "March", "April", "May", "June", "July",
        ];
        let day = 1 + self.below(28);
        format!("{day} {} 1950", MONTHS[self.below(MONTHS.len())])
    }
}

/// As [`cards`], and a tenth as many again of messages, of statements and of arguments on one matter, all of them read in
/// one source.
pub(crate) fn heavy_tailed(count: usize) -> String {
    let mut out = cards(count);
    let mut dice = Dice(0xB16);
    let persons = count / 20;
    for at in 0..count / 10 {
        let (from, to, when, on) = (
            dice.below(persons),
            dice.below(persons),
            dice.date(),
            dice.date(),
        );
        let (side, verb) = (
            ["for", "against"][dice.below(2)],
            ["knew", "ignorant of"][dice.below(2)],
        );
        put(
            &mut out,
            &format!(
                "event: he-{at}\nfrom: s-1\ntype: message\nwhen: {when}\nsender: p-{from}\nrecipient: p-{to}\nsent: yes\ntells: m-1\n\n\
                 statement: ht-{at}\nfrom: s-1\nspeaker: p-{from}\nsays: So it was.\nmeans: p-{to} {verb} m-1 on {on}\ngrade: fair\n\n\
                 argument: ha-{at}\n{side}: m-1\npremise: s-{at}\ngrade: fair\n"
            ),
        );
    }
    out
}

/// So many cards: sources, some of them copies; persons; matters, some of which entail others; messages; statements
/// of who knew what; arguments; and rival dates for one message in twenty.
pub(crate) fn cards(count: usize) -> String {
    let mut dice = Dice(0x5EED);
    let mut out = String::new();
    let (sources, persons, matters) = (count / 10, count / 20, count / 10);
    let (messages, arguments) = (count / 5, count / 20);
    let statements = count - sources - persons - matters - messages - arguments;
    for at in 0..sources {
        let dated = dice.date();
        put(
            &mut out,
            &format!("source: s-{at}\ntype: telegram\ntitle: Telegram {at}\ndated: {dated}"),
        );
        if at > 0 && dice.below(10) == 0 {
            put(
                &mut out,
                &format!("derives-from: s-{}, copied", dice.below(at)),
            );
        }
        out.push('\n');
    }
    for at in 0..persons {
        put(
            &mut out,
            &format!("person: p-{at}\nname: Person Number {at}\n"),
        );
    }
    for at in 0..matters {
        put(
            &mut out,
            &format!("matter: m-{at}\nsays: Proposition {at} is so."),
        );
        if at > 0 && dice.below(5) == 0 {
            put(&mut out, &format!("entails: m-{}", dice.below(at)));
        }
        out.push('\n');
    }
    let mut who = |dice: &mut Dice| format!("p-{}", dice.below(persons));
    for at in 0..messages {
        message(&mut out, &mut dice, at, (sources, matters), &mut who);
    }
    for at in 0..statements {
        let verb = ["knew", "learned", "ignorant of"][dice.below(3)];
        let (source, speaker, actor) = (dice.below(sources), who(&mut dice), who(&mut dice));
        let (matter, said, on) = (dice.below(matters), dice.date(), dice.date());
        put(
            &mut out,
            &format!(
                "statement: t-{at}\nfrom: s-{source}\nspeaker: {speaker}\nsaid-on: {said}\nsays: So it was.\nmeans: {actor} {verb} m-{matter} on {on}\ngrade: fair\n"
            ),
        );
    }
    for at in 0..arguments {
        let side = ["for", "against"][dice.below(2)];
        let (matter, premise) = (dice.below(matters), dice.below(statements));
        put(
            &mut out,
            &format!("argument: a-{at}\n{side}: m-{matter}\npremise: t-{premise}\ngrade: fair\n"),
        );
    }
    out
}

fn message(
    out: &mut String,
    dice: &mut Dice,
    at: usize,
    (sources, matters): (usize, usize),
    who: &mut impl FnMut(&mut Dice) -> String,
) {
    let (source, when, sender, recipient) =
        (dice.below(sources), dice.date(), who(dice), who(dice));
    let matter = dice.below(matters);
    put(
        out,
        &format!(
            "event: e-{at}\nfrom: s-{source}\ntype: message\nwhen: {when}\nsender: {sender}\nrecipient: {recipient}\nsent: yes\ntells: m-{matter}"
        ),
    );
    if dice.below(20) == 0 {
        let (rival, other) = (dice.date(), dice.below(sources));
        put(out, &format!("when: {rival}\nfrom: s-{other}"));
    }
    out.push('\n');
}

fn put(out: &mut String, line: &str) {
    writeln!(out, "{line}").expect("a string takes what is written to it");
}
