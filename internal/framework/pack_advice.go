package framework

// Rule is the only thing that gives advice.
type Rule struct {
	Pos      Pos
	ID       ID            `y:"id" need:"yes" doc:"Name."`
	Says     Text          `y:"says" need:"yes" doc:"What the rule says, in a full sentence."`
	When     *Cond         `y:"when" need:"yes" doc:"When the rule applies."`
	Unless   []Exception   `y:"unless" doc:"Exceptions."`
	From     Day           `y:"from" doc:"First planned day on which the rule holds."`
	Until    Day           `y:"until" doc:"Last planned day on which the rule holds."`
	Where    *Where        `y:"where" doc:"Where the rule holds."`
	Pulls    string        `y:"pulls" enum:"meeting distance" doc:"The side that it pulls towards."`
	Weight   Weight        `y:"weight" enum:"light heavy decisive" doc:"How much it weighs, in a word."`
	Value    Ref           `y:"value" doc:"The value that it serves."`
	Limits   Keyed[Fit]    `y:"limits" enum:"fits conditional not_advised against_guideline" doc:"What it says of contact forms or @tags."`
	Prefers  Keyed[Weight] `y:"prefers" enum:"light heavy decisive" doc:"Contact forms or @tags that it puts higher."`
	Requires Keyed[[]Ref]  `y:"requires" doc:"Requirements for contact forms or @tags."`
	Route    Ref           `y:"route" doc:"Urgent route that it opens."`
	Consult  []Ref         `y:"consult" doc:"Roles that must be consulted."`
	Approve  []Ref         `y:"approve" doc:"Roles that must approve."`
	Review   int           `y:"review_within" doc:"Look again within this many days."`
	Reflect  []Text        `y:"reflect" doc:"Prompts; they count for nothing."`
	Flow     Ref           `y:"flow" doc:"Only in this side flow."`
	Source   Ref           `y:"source" doc:"An id from sources."`
	Note     Text          `y:"note" doc:"Anything a reader should know."`
}

// Exception sets a rule aside: the other half of "default plus exception".
type Exception struct {
	Pos      Pos
	ID       ID           `y:"id" need:"yes" doc:"Name."`
	When     *Cond        `y:"when" need:"yes" doc:"When the exception applies."`
	Says     Text         `y:"says" need:"yes" doc:"What the exception says, in a full sentence."`
	Approve  []Ref        `y:"approve" doc:"Roles that must approve the exception."`
	Requires Keyed[[]Ref] `y:"requires" doc:"Requirements for contact forms or @tags."`
	Source   Ref          `y:"source" doc:"An id from sources."`
}

// Where narrows a rule or a guideline value. Inside one list any of the names will do; all lists given must match.
type Where struct {
	Region       []Ref `y:"region" doc:"Regions."`
	Level        []Ref `y:"level" doc:"Risk levels."`
	Place        []Ref `y:"place" doc:"Kinds of places."`
	Organisation []Ref `y:"organisation" doc:"Organisations."`
	Profile      []Ref `y:"profile" doc:"Groups of people (guideline values only)."`
}

// Weight is said in a word. Weights are compared, never added.
type Weight string

// The weights, from light to decisive.
const (
	Light    Weight = "light"
	Heavy    Weight = "heavy"
	Decisive Weight = "decisive"
)

func (w Weight) rank() uint8 {
	switch w {
	case Light:
		return 1
	case Heavy:
		return 2
	case Decisive:
		return 3
	}
	return 0
}

// Fit tells how a contact form fits the situation.
type Fit string

// The fits. NotYetKnown is a result only; the others can also be said by a rule.
const (
	Fits             Fit = "fits"
	Conditional      Fit = "conditional"
	NotYetKnown      Fit = "not_yet_known"
	NotAdvised       Fit = "not_advised"
	AgainstGuideline Fit = "against_guideline"
)

var fits = [...]Fit{Fits, Conditional, NotAdvised, AgainstGuideline}

func (f Fit) level() uint8 {
	for i, x := range fits {
		if x == f {
			return uint8(i)
		}
	}
	return 0
}

// Form is a way to be in contact.
type Form struct {
	Pos       Pos
	ID        ID     `y:"id" need:"yes" doc:"Name."`
	Title     Text   `y:"title" need:"yes" doc:"Title as people see it."`
	Tags      []ID   `y:"tags" doc:"Words by which rules can speak of several forms at once, as @tag."`
	Checklist []Ref  `y:"checklist" doc:"Requirements that always belong to it."`
	HowTo     []Text `y:"howto" doc:"How to do it well."`
	Stops     []Ref  `y:"stops" doc:"Reasons to end it."`
	MixOf     []Ref  `y:"mix_of" doc:"For a mixture: the forms it is made of."`
	Private   Flag   `y:"private" doc:"yes when it is a gathering of private persons."`
	Resident  Text   `y:"for_resident" doc:"What it means for the resident, for their own copy: ‘I will call you’."`
	Source    Ref    `y:"source" doc:"An id from sources."`
}

// Requirement is something that must be arranged.
type Requirement struct {
	Pos    Pos
	ID     ID     `y:"id" need:"yes" doc:"Name."`
	Kind   string `y:"kind" need:"yes" enum:"preparation information health_check place duration distance hygiene protection consent privacy other" doc:"What it is about."`
	Phase  string `y:"phase" need:"yes" enum:"before start during after" doc:"When it must be done."`
	Text   Text   `y:"text" need:"yes" doc:"What must be done, in one sentence."`
	MaxAge Age    `y:"max_age" doc:"How fresh it must be."`

	Resident Text `y:"for_resident" doc:"What it means for the resident, for their own copy."`
	Source   Ref  `y:"source" doc:"An id from sources."`
}

// Stop is a reason to end a visit.
type Stop struct {
	Pos    Pos
	ID     ID   `y:"id" need:"yes" doc:"Name."`
	Text   Text `y:"text" need:"yes" doc:"The reason, in one sentence."`
	Source Ref  `y:"source" doc:"An id from sources."`
}

// Route is an urgent route.
type Route struct {
	Pos       Pos
	ID        ID     `y:"id" need:"yes" doc:"Name."`
	Title     Text   `y:"title" need:"yes" doc:"Title as people see it."`
	Urgency   string `y:"urgency" need:"yes" enum:"now today week" doc:"How soon."`
	Steps     []Text `y:"steps" need:"yes" doc:"What to do, in order."`
	HelpLines []Ref  `y:"helplines" doc:"Help lines."`
	Source    Ref    `y:"source" doc:"An id from sources."`
}

// Flow is a side flow that can be started later from a closed case.
type Flow struct {
	Pos   Pos
	ID    ID   `y:"id" need:"yes" doc:"Name."`
	Title Text `y:"title" need:"yes" doc:"Title as people see it."`
	Intro Text `y:"intro" doc:"What it is for."`
}

// Parameter is something that guidelines give a value to.
type Parameter struct {
	Pos      Pos
	ID       ID       `y:"id" need:"yes" doc:"Name."`
	Title    Text     `y:"title" need:"yes" doc:"Title as people see it."`
	Type     string   `y:"type" need:"yes" enum:"number yes_no choice" doc:"What sort of value it has."`
	Unit     Text     `y:"unit" doc:"Unit of a number."`
	Options  []Option `y:"options" doc:"Values of a choice, strictest first."`
	Stricter string   `y:"stricter" enum:"lower higher yes no" doc:"Which side is the stricter one."`
	Binds    string   `y:"binds" need:"yes" enum:"everyone professional private" doc:"Whom it binds. A limit for private visitors never binds a professional visit."`
	Help     Text     `y:"help" doc:"Explanation."`
	Source   Ref      `y:"source" doc:"An id from sources."`
}

// Hold is a value that holds from a day.
type Hold struct {
	Pos       Pos
	Parameter Ref    `y:"parameter" need:"yes" doc:"Which parameter."`
	From      Day    `y:"from" need:"yes" doc:"First day."`
	Until     Day    `y:"until" doc:"Last day, included; otherwise until the next value."`
	Value     Ref    `y:"value" need:"yes" doc:"A number, none (no limit), yes, no or an option."`
	Kind      string `y:"kind" need:"yes" enum:"law urgent_advice advice agreement" doc:"What sort of rule it is."`
	Where     *Where `y:"where" doc:"Where, or for whom, it holds."`
	Source    Ref    `y:"source" need:"yes" doc:"An id from sources."`
	Note      Text   `y:"note" doc:"What it means; exceptions."`
}

// HelpLine is a line that people can call.
type HelpLine struct {
	Pos       Pos
	ID        ID     `y:"id" need:"yes" doc:"Name."`
	Name      string `y:"name" need:"yes" doc:"Name as people know it."`
	For       Text   `y:"for" need:"yes" doc:"For whom."`
	Phone     string `y:"phone" doc:"Telephone number."`
	URL       string `y:"url" doc:"Address."`
	Hours     Text   `y:"hours" doc:"When it can be reached."`
	Cost      Text   `y:"cost" doc:"What it costs."`
	Note      Text   `y:"note" doc:"Anything a reader should know."`
	CheckedOn Day    `y:"checked_on" need:"yes" doc:"Day on which it was last looked up."`
	Source    Ref    `y:"source" need:"yes" doc:"An id from sources."`
}
