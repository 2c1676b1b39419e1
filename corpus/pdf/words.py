"""Sentences of invented diplomacy in several languages, made from frames and word lists: the text of the trial PDFs."""

PEOPLE = {
    "en": ["Arden", "Belov", "Carrow", "Dahlmann", "Eskil", "Farrant", "Gerow", "Hallam", "Ivers", "Jonquet"],
    "de": ["Ahlers", "Brückner", "Czerny", "Dörfler", "Eßlinger", "Fährmann", "Günther", "Hößel"],
    "fr": ["Aubépin", "Bérard", "Châtelain", "Delmas", "Évrard", "Fénelard", "Gâtinel", "Hérault"],
    "ru": ["Арсеньев", "Бахметев", "Воронцов", "Головин", "Дубровский", "Ермолаев", "Щербаков", "Юрьев"],
    "ko": ["강인수", "김도현", "문세영", "박경림", "서정우", "오태석", "윤하진", "최명길"],
    "zh-hans": ["陈仲衡", "邓予之", "方启明", "顾维舟", "韩叔平", "李静渊", "马崇实", "吴子章"],
    "zh-hant": ["陳仲衡", "鄧予之", "方啟明", "顧維舟", "韓叔平", "李靜淵", "馬崇實", "吳子章"],
}
PLACES = {
    "en": ["Port Alder", "Kestrel Bay", "Norrland", "the upper valley", "Westmark", "Sable Island"],
    "de": ["Altenbruck", "Königsau", "der Nordmark", "Weißenfurt", "Moorhafen"],
    "fr": ["Port-Aubier", "Valmorel", "Saint-Évrard", "la Haute-Combe", "Merval"],
    "ru": ["Северогорске", "Приозёрске", "Заречье", "Белой Гавани", "Верхнеямске"],
    "ko": ["북항", "새벌", "청하", "동림", "백운리"],
    "zh-hans": ["北港", "青河", "东林", "白云里", "南屏"],
    "zh-hant": ["北港", "青河", "東林", "白雲里", "南屏"],
}
MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
}
FRAMES = {
    "en": [
        "The delegation under {p} left {l} on {d} without waiting for the answer",
        "{p} had told the council twice that the harbour at {l} could not be held through the winter",
        "Neither {p} nor {q} mentions the proposal, although both were present when it was read aloud",
        "What the cabinet decided on {d} was, in the words of the secretary, “to wait, to watch, and to say nothing”",
        "It is difficult to reconcile this account with the telegram that reached {l} four days later",
        "The official history treats the affair in a single paragraph and confuses the first visit with the second",
        "According to {p}, the offer of ships was sincere; according to {q}, it was meant to be refused",
        "The well-informed correspondent of a neutral paper reported from {l} that the talks had broken down",
        "In the affected districts the difficulties of supply were sufficient to confine the garrison to its offices",
        "{p} answered that an undertaking given under such conditions would bind nobody",
        "Only after {d} did the ministry admit that the first draft had never been sent",
        "The interpreter, whose notes survive, remembered the conversation otherwise",
    ],
    "de": [
        "Die Abordnung unter {p} verließ {l} am {d}, ohne die Antwort abzuwarten",
        "{p} hatte dem Rat zweimal erklärt, daß der Hafen über den Winter nicht zu halten sei",
        "Weder {p} noch {q} erwähnt den Vorschlag, obwohl beide bei der Verlesung zugegen waren",
        "Die Verhandlungsführung überließ man den Geschäftsträgern, deren Weisungen widersprüchlich blieben",
        "Mit dieser Darstellung ist das Fernschreiben, das vier Tage später in {l} eintraf, kaum zu vereinbaren",
        "Nach {p} war das Angebot aufrichtig; nach {q} sollte es abgelehnt werden",
        "Erst nach dem {d} räumte das Ministerium ein, daß der erste Entwurf nie abgesandt worden war",
        "Der Dolmetscher, dessen Aufzeichnungen erhalten sind, erinnerte sich des Gesprächs anders",
    ],
    "fr": [
        "La délégation conduite par {p} quitta {l} le {d} sans attendre la réponse",
        "{p} avait déclaré deux fois au conseil que le port ne pourrait être tenu pendant l’hiver",
        "Ni {p} ni {q} ne mentionnent la proposition, bien qu’ils aient été présents à sa lecture",
        "Ce récit s’accorde mal avec le télégramme parvenu à {l} quatre jours plus tard",
        "Selon {p}, l’offre était sincère ; selon {q}, elle devait être refusée",
        "Ce n’est qu’après le {d} que le ministère reconnut que le premier projet n’avait jamais été expédié",
        "L’interprète, dont les cahiers sont conservés, gardait de l’entretien un souvenir différent",
    ],
    "ru": [
        "Делегация во главе с {p} покинула город {d}, не дожидаясь ответа",
        "{p} дважды заявлял совету, что удержать гавань в течение зимы невозможно",
        "Ни {p}, ни {q} не упоминают об этом предложении, хотя оба присутствовали при его чтении",
        "Это свидетельство трудно согласовать с телеграммой, полученной в {l} четырьмя днями позже",
        "По словам {p}, предложение было искренним; по словам {q}, от него должны были отказаться",
        "Лишь после {d} министерство признало, что первый проект так и не был отправлен",
        "Переводчик, чьи записи сохранились, запомнил этот разговор иначе",
    ],
    "ko": [
        "{p}의 대표단은 {d} 회답을 기다리지 않고 {l}을 떠났다",
        "{p}은 겨울 동안 항구를 지킬 수 없다고 회의에서 두 차례 말하였다",
        "{p}도 {q}도 그 제안을 언급하지 않았으나 두 사람은 모두 낭독 자리에 있었다",
        "이 진술은 나흘 뒤 {l}에 도착한 전보와 맞추기 어렵다",
        "{p}에 따르면 그 제의는 진심이었고, {q}에 따르면 거절당하기 위한 것이었다",
        "{d} 이후에야 외무 당국은 첫 초안이 발송되지 않았음을 인정하였다",
        "통역의 기록이 남아 있는데, 그는 이 대화를 다르게 기억하였다",
    ],
    "zh-hans": [
        "以{p}为首的代表团于{d}离开{l}，没有等候答复",
        "{p}曾两次向会议说明，冬季之内港口无法固守",
        "{p}与{q}都没有提到这项建议，尽管宣读时两人都在场",
        "这一说法很难与四天之后送达{l}的电报相符",
        "据{p}说，提议出于诚意；据{q}说，提议本来就是为了遭到拒绝",
        "直到{d}以后，外交部门才承认第一份草稿从未发出",
        "译员的笔记保存至今，他对这次谈话的回忆却不相同",
    ],
    "zh-hant": [
        "以{p}為首的代表團於{d}離開{l}，沒有等候答覆",
        "{p}曾兩次向會議說明，冬季之內港口無法固守",
        "{p}與{q}都沒有提到這項建議，儘管宣讀時兩人都在場",
        "這一說法很難與四天之後送達{l}的電報相符",
        "據{p}說，提議出於誠意；據{q}說，提議本來就是為了遭到拒絕",
        "直到{d}以後，外交部門才承認第一份草稿從未發出",
        "譯員的筆記保存至今，他對這次談話的回憶卻不相同",
    ],
}
NOTES = {
    "en": [
        "{p}, The Harbour Question (London: Saltmarsh Press, {y}), p. {n}.",
        "{p} to {q}, {d}, Ministry Files, box {n}, folder {m}.",
        "Ibid., pp. {n}–{o}.",
        "See also {p}, “The Winter Talks,” Journal of Coastal History {m} ({y}): {n}–{o}.",
        "{p}, Harbour Question, p. {n}; for another view, see {q}, Letters from the North, p. {m}.",
        "Memorandum of conversation, {d}, Ministry Files, box {n}. Not printed.",
    ],
    "de": [
        "{p}, Die Hafenfrage (München: Uferverlag, {y}), S. {n}.",
        "Vgl. {p}, Briefe aus dem Norden, S. {n}–{o}.",
        "Ebenda, S. {n}.",
        "Aufzeichnung vom {d}, Akten des Ministeriums, Bd. {m}, Bl. {n}.",
    ],
    "fr": [
        "{p}, La question du port (Paris, Éditions du Rivage, {y}), p. {n}.",
        "Voir {p}, Lettres du Nord, p. {n}-{o}.",
        "Ibid., p. {n}.",
        "Note du {d}, archives du ministère, carton {m}, pièce {n}.",
    ],
    "ru": [
        "{p} А. Вопрос о гавани. М., {y}. С. {n}.",
        "Там же. С. {n}–{o}.",
        "Запись беседы от {d}, архив министерства, ф. {m}, д. {n}.",
        "См. также: {p} В. Письма с севера. Л., {y}. С. {n}.",
    ],
    "ko": [
        "{p}, 『항구 문제』 (서울: 새벌출판사, {y}), {n}쪽.",
        "위의 책, {n}-{o}쪽.",
        "「{d} 대화 비망록」, 외무부 문서 {m}호, {n}쪽.",
        "{p}, 「겨울 회담 연구」, 『연안사연구』 {m}, {y}, {n}쪽 참조.",
    ],
    "zh-hans": [
        "{p}：《港口问题》，北京：海岸出版社，{y}年，第{n}页。",
        "同上，第{n}—{o}页。",
        "《{d}谈话备忘录》，外交部档案，第{m}卷，第{n}页。",
        "参见{p}：《冬季会谈研究》，《海岸史学》{y}年第{m}期。",
    ],
    "zh-hant": [
        "{p}：《港口問題》，臺北：海岸出版社，{y}年，頁{n}。",
        "同上，頁{n}—{o}。",
        "《{d}談話備忘錄》，外交部檔案，第{m}卷，頁{n}。",
        "參見{p}：《冬季會談研究》，《海岸史學》{y}年第{m}期。",
    ],
}
HEADINGS = {
    "en": ["The First Visit", "Ships and Promises", "A Winter of Waiting", "What the Council Knew", "The Second Draft", "After the Talks"],
    "de": ["Der erste Besuch", "Schiffe und Zusagen", "Ein Winter des Wartens", "Was der Rat wußte", "Der zweite Entwurf"],
    "fr": ["La première visite", "Navires et promesses", "Un hiver d’attente", "Ce que savait le conseil"],
    "ru": ["Первый визит", "Корабли и обещания", "Зима ожидания", "Что знал совет"],
    "ko": ["첫 번째 방문", "배와 약속", "기다림의 겨울", "회의는 무엇을 알았는가"],
    "zh-hans": ["第一次访问", "舰船与承诺", "等待的冬天", "会议知道什么"],
    "zh-hant": ["第一次訪問", "艦船與承諾", "等待的冬天", "會議知道什麼"],
}
TITLES = {
    "en": "The Harbour Question Reconsidered", "de": "Die Hafenfrage in neuem Licht", "fr": "La question du port reconsidérée",
    "ru": "Вопрос о гавани: новый взгляд", "ko": "항구 문제의 재검토", "zh-hans": "港口问题再探", "zh-hant": "港口問題再探",
}


def is_han(lang):
    return lang.startswith("zh")


def date(r, lang):
    day, month, year = r.randint(1, 28), r.randint(0, 11), r.randint(1946, 1953)
    if lang == "ko":
        return f"{year}년 {month + 1}월 {day}일"
    if is_han(lang):
        return f"{year}年{month + 1}月{day}日"
    name = MONTHS[lang][month]
    if lang == "de":
        return f"{day}. {name} {year}"
    if lang == "ru":
        return f"{day} {name} {year} г"
    return f"{day} {name} {year}"


def fill(r, lang, frame):
    p, q = r.sample(PEOPLE[lang], 2)
    n = r.randint(3, 380)
    return frame.format(p=p, q=q, l=r.choice(PLACES[lang]), d=date(r, lang), y=r.randint(1955, 2009), n=n, o=n + r.randint(1, 9), m=r.randint(2, 90))


def sentence(r, lang):
    text = fill(r, lang, r.choice(FRAMES[lang]))
    return text[0].upper() + text[1:] + ("。" if is_han(lang) else ".")


def note(r, lang, long):
    parts = [fill(r, lang, r.choice(NOTES[lang]))]
    while long > 0 and len(parts) <= long:
        parts.append(sentence(r, lang))
    return ("" if is_han(lang) else " ").join(parts)
