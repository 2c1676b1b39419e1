//! The form that corrects the text of a passage.

use crate::pages::reader::ReaderView;
use crate::pages::{Desk, Place, Visit};
use kaozheng_text::ContentHash;
use maud::{Markup, html};

/// The form, when the visit asks for it and may write.
pub(in crate::pages) fn panel(desk: &Desk, visit: &Visit, view: &ReaderView) -> Markup {
    let number = visit
        .query
        .get("correct")
        .and_then(|number| number.parse::<usize>().ok());
    let document = desk
        .document(&view.name)
        .filter(|_| visit.may_write && visit.is_served());
    let Some((number, document)) = number.zip(document) else {
        return html! {};
    };
    let Some(passage) = document.passages.get(number) else {
        return html! {};
    };
    let now = document.text_of(passage);
    let typed = visit.query.text("text");
    let hash = ContentHash::of(document.raw.as_bytes()).to_string();
    let changed = visit.query.get("hash").is_some_and(|sent| sent != hash);
    let text = typed.as_deref().unwrap_or(now);
    let quoting = view
        .quoted
        .iter()
        .filter(|stretch| stretch.passage == number);
    let quoting: Vec<&str> = quoting.map(|stretch| stretch.card.as_str()).collect();
    html! {
        section.editing.correcting aria-label=(visit.say("correct-text")) {
            h2 { (visit.say("correct-text")) }
            @if let Some(problem) = visit.query.get("problem") { p.problem role="alert" { (visit.say("refused")) ": " (problem) } }
            @if changed { p { (visit.say("stands-now")) } blockquote { (now) } }
            p { (visit.words.say_of("correct-why", format!("sources/{}.text", view.name))) }
            form method="post" action=(visit.to(&Place::Original(view.name.clone()))) {
                input type="hidden" name="do" value="correct";
                input type="hidden" name="correct" value=(number);
                input type="hidden" name="hash" value=(hash);
                label for="f-text" { (visit.words.say_of("text-of-passage", number)) }
                textarea #f-text name="text" rows=((text.chars().count() / 80 + 2).clamp(3, 24)) lang=[(!passage.lang.is_empty()).then_some(&passage.lang)] { (text) }
                @if !quoting.is_empty() {
                    p { label { input type="checkbox" name="quotations" value="1" checked; " " (visit.say("correct-quotations")) } " " span.id { (quoting.join(", ")) } }
                }
                @if visit.query.get("problem").is_some() {
                    p { label { input type="checkbox" name="anyway" value="1"; " " (visit.say("correct-anyway")) } }
                }
                @if visit.by.is_empty() {
                    p.field { label for="f-by" { (visit.say("initials")) " " span.hint { (visit.say("initials-hint")) } } input #f-by name="by" required maxlength="40"; }
                }
                p.doing {
                    button.chief { (visit.say("save")) " " kbd { "Ctrl" } kbd { "Enter" } }
                    " " a href={ "?passage=" (number) "#p" (number) } { (visit.say("back")) }
                }
            }
            script type="module" src=(visit.addresses.asset("forms.js")) {}
        }
    }
}
