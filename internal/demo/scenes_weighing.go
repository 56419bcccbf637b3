package demo

// firstDecisions are of before 11 May: their day has passed by the time that somebody looks.
func (s *story) firstDecisions() {
	s.at(7, 13, 0)
	s.weigh(weighed{"d-wil", "wil", "sanne", "2020-05-08", "elderly-worker", answers{"loneliness-isolation": "worry", "wanted": "door", "can-go-out": "no", "who-else": "volunteer", "day-activity-stopped": "yes"}})
	s.decide("d-wil", "sanne", decision{forms: []string{"at-the-door"}, reason: "Ze wil iemand zien, en binnen is haar kamer te klein om afstand te houden. Aan het raam van de galerij lukt het.",
		next: "2020-05-15", how: "Aan het raam, met een stoel op de galerij", look: "2020-05-18"})
	s.at(7, 15, 10)
	s.weigh(weighed{"d-bea", "bea", "karim", "2020-05-08", "debt-counsellor", answers{"wish": "no-preference", "debts-income": "worry", "means-enough": "yes"}})
	s.decide("d-bea", "karim", decision{forms: []string{"phone"}, reason: "De eerste formulieren kunnen we aan de telefoon doornemen. Ze heeft ze voor zich liggen.",
		next: "2020-05-14", how: "Bellen om elf uur", look: "2020-06-02"})
	s.at(8, 10, 0)
	s.weigh(weighed{"d-joop", "joop", "sanne", "2020-05-08", "elderly-worker", answers{"wish": "no-meet", "wanted": "phone", "unwanted": "home", "means-enough": "yes"}})
	s.decide("d-joop", "sanne", decision{forms: []string{"phone"}, reason: "Hij wil een keer in de week bellen en niet meer. Dat is genoeg, hij heeft zijn bankje.",
		next: "2020-05-22", how: "Elke vrijdag bellen", look: "2020-06-05"})
	s.at(8, 11, 30)
	s.weigh(weighed{"d-corrie", "corrie", "sanne", "2020-05-08", "elderly-worker", answers{"wanted": "walk", "loneliness-isolation": "clear", "can-express": "with-help"}})
	s.decide("d-corrie", "sanne", decision{forms: []string{"walk"}, reason: "Buiten krijgt ze lucht, zegt ze. Een half uur langs de molen.", next: "2020-05-15", how: "Wandelen vanaf de molen", look: "2020-05-19"})
	s.at(8, 14, 0)
	s.weigh(weighed{"d-anneke", "anneke", "cora", "2020-05-11", "client-supporter", answers{"wanted": "office", "official-talk": "2020-05-11"}})
	s.decide("d-anneke", "cora", decision{forms: []string{"office"}, reason: "Het gesprek met de gemeente gaat over haar huis. Zij wil dat iemand naast haar zit.", departing: "Aan de telefoon raakt ze de draad kwijt, en dit gesprek is er maar één keer.", next: "2020-05-18", how: "Op kantoor, met het scherm ertussen", look: "2020-06-08"})
	s.at(8, 15, 30)
	s.weigh(weighed{"d-marco", "marco", "karim", "2020-05-12", "debt-counsellor", answers{"wish": "later"}})
	s.as("karim").open("/afwegingen/{d-marco}").on("end").fill("reden", "Hij regelt het zelf met de Tozo en belt als het niet lukt.").send("")
}

// secondWeek has colleagues who think along, disagree and approve.
func (s *story) secondWeek() {
	s.at(12, 15, 0)
	s.weigh(weighed{"d-arie", "arie", "sanne", "2020-05-14", "elderly-worker", answers{"overburdened-carer": "clear", "wanted": "home", "home-needed": "yes", "day-activity-stopped": "yes", "professionals-inside": "3", "doubt": "alone"}})
	s.consult("d-arie", "sanne", "karim", "Er komen al drie mensen per week binnen. Zou jij daar de vierde bij zijn, of hou je het bij buiten?")
	s.at(12, 16, 30)
	s.think("d-arie", "karim", "partly", "Eén keer naar binnen om te zien hoe het er echt is. Daarna afwisselen met bellen als Nel slaapt.")
	s.at(13, 11, 0)
	s.decide("d-arie", "sanne", decision{forms: []string{"mix-home-phone"}, reason: "Arie houdt zich aan de telefoon groot. Eén keer aan tafel, met afstand en het raam open, daarna bellen.",
		departing: "Bellen alleen is hier niet genoeg: hij zegt pas wat er is als je er zit.", noConsult: "Karim dacht al mee.", next: "2020-05-20", how: "Donderdag thuis, daarna maandag bellen", look: "2020-05-28"})
	s.at(13, 13, 30)
	s.weigh(weighed{"d-hasan", "hasan", "sanne", "2020-05-15", "elderly-worker", answers{"wanted": "home", "loneliness-isolation": "worry", "means-enough": "no", "can-go-out": "yes"}})
	s.decide("d-hasan", "sanne", decision{forms: []string{"home"}, reason: "Met een tolk aan de telefoon en twee mensen op de bank is het thuis rustiger dan op een bankje.",
		departing: "Buiten praat hij niet over zijn vrouw. Ik ga een half uur, met afstand, en de tolk belt in.", noConsult: "Met het team besproken in het ochtendoverleg.",
		noApproval: "Lotte was vandaag niet te bereiken.", next: "2020-05-22", how: "Thuis, met tolk", look: "2020-06-01", agreed: "yes"})
	s.at(13, 16, 0)
	s.weigh(weighed{"d-mies", "mies", "sanne", "2020-05-21", "elderly-worker", answers{"wanted": "home", "loneliness-isolation": "clear", "can-express": "hard", "means-enough": "no", "doubt": "alone"}})
	s.consult("d-mies", "sanne", "lotte", "Het huis laat één vaste bezoeker toe en dat is haar zoon. Kan ik aan het raam van de serre zitten, of is dat halfslachtig?")
	s.at(14, 9, 15)
	s.think("d-mies", "lotte", "dissent", "Ik zou het niet doen. Ze begrijpt niet waarom je buiten blijft en wordt er onrustig van. Vraag of haar zoon beeldbelt met jou erbij.")
	s.at(14, 13, 0)
	s.weigh(weighed{"d-dirk", "dirk", "karim", "2020-05-18", "debt-counsellor", answers{"debts-income": "clear", "wanted": "home", "home-needed": "yes", "agreement": "against", "means-enough": "no", "means-why": "reading"}})
	s.askApproval("d-dirk", "karim", "Onze afspraak is: papieren aan de deur. Hij maakt de brieven alleen open als er iemand naast zit. Er ligt een deurwaarder bij.")
	s.at(15, 13, 20)
	s.approve("d-dirk", "lotte", "akkoord", "Ga. Eén uur, ramen open, brieven met handschoenen op de tuintafel als het kan.")
	s.at(15, 14, 0)
	s.decide("d-dirk", "karim", decision{forms: []string{"home"}, reason: "De deurwaarder komt de 26e. Met hem samen de brieven openen is de enige weg.",
		departing: "De afspraak van het team is aan de deur. Met akkoord van Lotte ga ik naar binnen.", noConsult: "Lotte dacht mee en gaf akkoord.", next: "2020-05-25", how: "Thuis, een uur", look: "2020-06-02"})
}

// thisWeek leaves things as they are found on Wednesday morning.
func (s *story) thisWeek() {
	s.at(18, 10, 0)
	s.weigh(weighed{"d-ferry", "ferry", "karim", "2020-05-22", "debt-counsellor", answers{"debts-income": "clear", "agreement": "against", "wanted": "door", "means-enough": "no", "means-why": "no-device"}})
	s.askApproval("d-ferry", "karim", "Hij neemt de telefoon niet meer op en post mag niet. Ik wil aan de deur staan, dat past niet bij de afspraak van maart.")
	s.at(18, 14, 0)
	s.as("sanne").open("/afwegingen/{d-corrie}").on("again").send("").keep("d-corrie-2")
	s.answer("d-corrie-2", "sanne", answers{"loneliness-isolation": "worry", "nearness-talked": "yes"})
	s.decide("d-corrie-2", "sanne", decision{forms: []string{"mix-walk-phone"}, reason: "Het wandelen doet haar goed. Om de week lopen en de andere week bellen, dat koos ze zelf.", next: "2020-05-25", how: "Bellen, en 1 juni wandelen", look: "2020-06-08"})
	s.at(18, 15, 40)
	s.weigh(weighed{"d-kevin", "kevin", "joris", "2020-05-19", "youth-worker", answers{"wanted": "walk", "out-of-sight": "clear", "basic-needs": "worry", "contact-now": "thin"}})
	s.decide("d-kevin", "joris", decision{forms: []string{"walk"}, reason: "Hij komt niet binnen zitten, maar loopt wel mee naar de haven.", departing: "Wandelen is de enige vorm waarin hij praat.",
		noConsult: "Besproken in de opvang.", next: "2020-05-22", how: "Bij de haven, na zessen", look: "2020-05-26", agreed: "later", whyNot: "Hij zei: zie maar of ik er ben."})
	s.at(19, 9, 30)
	s.weigh(weighed{"d-truus", "truus", "sanne", "2020-05-20", "elderly-worker", answers{"wanted": "home", "loneliness-isolation": "clear", "means-enough": "no", "day-activity-stopped": "yes"}})
	s.at(19, 10, 30)
	s.weigh(weighed{"d-ella", "ella", "karim", "2020-05-25", "neighbourhood-team", answers{"loneliness-isolation": "worry", "doubt": "alone"}})
	s.consult("d-ella", "karim", "vera", "Heb je iemand die op dinsdag met haar om de vijver loopt? Ze wil liever een vast gezicht dan een hulpverlener.")
	s.at(19, 11, 20)
	s.weigh(weighed{"d-alem", "alem", "karim", "2020-05-26", "debt-counsellor", answers{"debts-income": "worry", "wanted": "office", "doubt": "alone"}})
	s.consult("d-alem", "karim", "sanne", "Op kantoor met een tolk aan de telefoon, of thuis met de tolk op het scherm? Jij hebt dat met Hasan gedaan.")
	s.at(19, 13, 0)
	s.weigh(weighed{"d-nadia", "nadia", "sanne", "2020-05-22", "neighbourhood-team", answers{"unsafe-home": "clear", "listen-in": "controlled", "means-enough": "no", "means-why": "safety", "wanted": "walk", "doubt": "alone"}})
	s.consult("d-nadia", "sanne", "lotte", "Ze kan vrijdag een uur weg als de kinderen op school zijn. Waar spreek ik af zodat niemand haar met mij ziet?")
	s.at(19, 14, 30)
	s.both()
}

// both is one deliberation in which two workers answer differently at the same time: both answers stay until one is chosen.
func (s *story) both() {
	s.weigh(weighed{"d-koos", "koos", "sanne", "2020-05-27", "elderly-worker", answers{"loneliness-isolation": "clear"}})
	s.as("sanne").open("/afwegingen/{d-koos}").on("weigh").fill("q.wish", "later")
	late, at := s.form, s.page
	s.as("karim").open("/afwegingen/{d-koos}").on("weigh").fill("q.wish", "no-preference").send("")
	s.as("sanne")
	s.form, s.page = late, at
	s.sendAnyway().open("/afwegingen/{d-koos}/kiezen").on("choose")
}

// happenings are what comes back to decisions that stand.
func (s *story) happenings() {
	s.at(19, 15, 30)
	s.as("sanne").open("/inwoners/{hasan}/wijzigen/huishouden").fill("household.2.name", "Sami").fill("household.2.relation", "kleinzoon, hoest").fill("household.2.birth_year", "2015").send("")
	s.as("sanne").open("/inwoners/{hasan}").open("/inwoners/{corrie}/wijzigen/wonen").fill("number", "92").send("")
}
