package framework

// Told is an advice in words, in one language. It is what pages, the command line and JSON show; its JSON names are
// stable (docs/advice-json.md): a field may be added, none changes its meaning within a format number.
type Told struct {
	Format    int           `json:"format"` // 1
	Lang      string        `json:"lang"`
	Framework PackTold      `json:"framework"`
	Packs     []PackTold    `json:"packs"` // everything that took part, the framework first
	Day       Moment        `json:"day"`
	Today     Moment        `json:"today"`
	Variant   string        `json:"variant,omitempty"`
	Flow      string        `json:"flow,omitempty"`
	Notices   []string      `json:"notices,omitempty"` // about the day and the content
	Routes    []RouteTold   `json:"routes"`            // urgent, most urgent first
	Balance   BalanceTold   `json:"balance"`
	Forms     []FormTold    `json:"forms"` // ranked, best first
	Consult   []CallTold    `json:"consult"`
	Approve   []CallTold    `json:"approve"`
	Tensions  []TensionTold `json:"tensions"`
	Open      []OpenTold    `json:"open"`  // what is not answered and can still matter
	Turns     []TurnTold    `json:"turns"` // smallest sets of answers that would turn the advice
	TurnsCut  bool          `json:"turns_incomplete,omitempty"`
	Hidden    []AnswerTold  `json:"hidden"` // answers that do not count now
	Again     []AnswerTold  `json:"ask_again"`
	Review    *ReviewTold   `json:"review,omitempty"`
	Computed  []DayTold     `json:"computed,omitempty"`
	Reflect   []PromptTold  `json:"reflect"`
	Holding   []HoldTold    `json:"guidelines"`     // what holds on the planned day
	Answers   []SectionTold `json:"answers"`        // what was answered, by consideration
	Applying  []string      `json:"rules_applying"` // ids of all rules that apply, in the order of the content
}

// PackTold names a pack.
type PackTold struct {
	ID       string `json:"id"`
	Version  string `json:"version"`
	Title    string `json:"title"`
	Level    string `json:"level"`
	Status   string `json:"status"`
	Kind     string `json:"kind"`
	Checksum string `json:"checksum"`
}

// SourceTold is where something comes from.
type SourceTold struct {
	Title  string `json:"title"`
	URL    string `json:"url,omitempty"`
	Date   string `json:"date,omitempty"`
	Lang   string `json:"lang"`   // language of the title
	Status string `json:"status"` // seen, second_hand, unverified, own
	Words  string `json:"status_words"`
	Note   string `json:"note,omitempty"`
}

// RuleTold is a rule that plays a part, with why.
type RuleTold struct {
	ID        string      `json:"id"`
	Exception string      `json:"exception,omitempty"`
	Says      string      `json:"says"`
	Side      string      `json:"side,omitempty"`   // meeting, distance
	Weight    string      `json:"weight,omitempty"` // light, heavy, decisive
	WeightIn  string      `json:"weight_words,omitempty"`
	Value     string      `json:"value,omitempty"` // id
	ValueIn   string      `json:"value_words,omitempty"`
	Verdict   Tri         `json:"verdict"`
	Why       Why         `json:"why"`
	Note      string      `json:"note,omitempty"`
	Source    *SourceTold `json:"source,omitempty"`
	Pack      string      `json:"pack"`
	PackIn    string      `json:"pack_words"`
	OnlyAsks  bool        `json:"only_asks,omitempty"` // of a form that another rule decided: it limits nothing, and asks something for whoever goes all the same
}

// RouteTold is an urgent route that is opened.
type RouteTold struct {
	ID        string         `json:"id"`
	Title     string         `json:"title"`
	Urgency   string         `json:"urgency"` // now, today, week
	UrgencyIn string         `json:"urgency_words"`
	Steps     []string       `json:"steps"`
	Lines     []HelpLineTold `json:"helplines"`
	Because   []RuleTold     `json:"because"`
	Source    *SourceTold    `json:"source,omitempty"`
}

// HelpLineTold is a help line.
type HelpLineTold struct {
	ID        string      `json:"id"`
	Name      string      `json:"name"`
	For       string      `json:"for"`
	Phone     string      `json:"phone,omitempty"`
	URL       string      `json:"url,omitempty"`
	Hours     string      `json:"hours,omitempty"`
	Cost      string      `json:"cost,omitempty"`
	Note      string      `json:"note,omitempty"`
	CheckedOn Day         `json:"checked_on"`
	Source    *SourceTold `json:"source,omitempty"`
}

// Reach is the line as people write it down: the name and the number, once when they are the same.
func (l HelpLineTold) Reach() string { return Reach(l.Name, l.Phone) }

// Reach puts the name of a help line and its number together; "112 112" helps nobody.
func Reach(name, phone string) string {
	if phone == "" || name == phone {
		return name
	}
	return name + " " + phone
}

// BalanceTold is the balance: both sides, never added up.
type BalanceTold struct {
	Meeting  []RuleTold `json:"meeting"`
	Distance []RuleTold `json:"distance"`
	Own      []OwnTold  `json:"own"`
}

// OwnTold is the worker's own weighing of a value or a feeling.
type OwnTold struct {
	Question string `json:"question"`
	Ask      string `json:"ask"`
	Value    string `json:"value,omitempty"`
	Side     string `json:"side"` // meeting, distance, both, neither
	SideIn   string `json:"side_words"`
	Kind     string `json:"kind"` // value, intuition
}

// FormTold is a contact form with how it fits and why.
type FormTold struct {
	ID        string            `json:"id"`
	Title     string            `json:"title"`
	Fit       Fit               `json:"fit"`
	FitIn     string            `json:"fit_words"`
	Summary   string            `json:"summary"` // one sentence: why it stands where it stands
	Decided   []RuleTold        `json:"decided_by"`
	Overruled []RuleTold        `json:"overruled"` // say less than what decided: the strictest wins
	Prefers   []RuleTold        `json:"preferred_by"`
	Pending   []RuleTold        `json:"could_change"`
	Requires  []RequirementTold `json:"conditions"`
	Checklist []RequirementTold `json:"checklist"`
	HowTo     []string          `json:"howto"`
	Stops     []string          `json:"stop_when"`
	Parts     []string          `json:"parts,omitempty"` // ids, of a mixture
	Tags      []string          `json:"tags,omitempty"`
	Resident  string            `json:"for_resident,omitempty"`
}

// RequirementTold is something that must be arranged.
type RequirementTold struct {
	ID       string      `json:"id"`
	Kind     string      `json:"kind"`
	KindIn   string      `json:"kind_words"`
	Phase    string      `json:"phase"`
	PhaseIn  string      `json:"phase_words"`
	Text     string      `json:"text"`
	Because  []string    `json:"because,omitempty"`      // what the rules say that ask for it
	Resident string      `json:"for_resident,omitempty"` // in the resident's own copy
	Source   *SourceTold `json:"source,omitempty"`
}

// CallTold is a role that must be consulted or must approve.
type CallTold struct {
	ID      string     `json:"id"`
	Title   string     `json:"title"`
	Because []RuleTold `json:"because"`
}

// TensionTold is a value on one side against a value on the other.
type TensionTold struct {
	Meeting    string `json:"meeting"`
	MeetingIn  string `json:"meeting_words"`
	Distance   string `json:"distance"`
	DistanceIn string `json:"distance_words"`
	Text       string `json:"text"`
}

// OpenTold is a question that is not answered yet and can still matter.
type OpenTold struct {
	Question string   `json:"question"`
	Person   string   `json:"person,omitempty"`
	PersonIn string   `json:"person_words,omitempty"`
	Ask      string   `json:"ask"`
	State    string   `json:"state"` // open; unknown or refused: known not to be known
	Touches  []string `json:"touches"`
}

// ChangeTold is one other answer.
type ChangeTold struct {
	Question string `json:"question"`
	Person   string `json:"person,omitempty"`
	Ask      string `json:"ask"`
	From     string `json:"from"`
	To       string `json:"to"`
	ToID     string `json:"to_id"`
}

// TurnTold is a smallest set of other answers with which the advice would be another.
type TurnTold struct {
	Changes []ChangeTold `json:"changes"`
	Best    string       `json:"best"`
	BestIn  string       `json:"best_words"`
	Fit     Fit          `json:"fit"`
	Text    string       `json:"text"`
}

// AnswerTold is an answer with a remark about it.
type AnswerTold struct {
	Question string `json:"question"`
	Person   string `json:"person,omitempty"`
	PersonIn string `json:"person_words,omitempty"`
	Ask      string `json:"ask"`
	Answer   string `json:"answer"`
	Given    Given  `json:"given"`
	Why      string `json:"why,omitempty"`
}

// ReviewTold is when to look again.
type ReviewTold struct {
	Day   Day    `json:"day"`
	DayIn string `json:"day_words"`
	Text  string `json:"text"`
}

// DayTold is a day that was reckoned.
type DayTold struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Day   Day    `json:"day"`
	DayIn string `json:"day_words"`
}

// PromptTold is something to think about; it counts for nothing.
type PromptTold struct {
	Text string `json:"text"`
	From string `json:"from"` // title of the consideration or sentence of the rule
}

// HoldTold is a guideline value that holds.
type HoldTold struct {
	Parameter string      `json:"parameter"`
	Title     string      `json:"title"`
	Value     string      `json:"value"`
	Kind      string      `json:"kind"`
	KindIn    string      `json:"kind_words"`
	Binds     string      `json:"binds"`
	For       string      `json:"for,omitempty"` // the group it is meant for
	From      Day         `json:"from"`
	FromIn    string      `json:"from_words"`
	Note      string      `json:"note,omitempty"`
	Strictest bool        `json:"strictest"` // false: another value that holds beside it is stricter
	Source    *SourceTold `json:"source,omitempty"`
	PackIn    string      `json:"pack_words"`
	PackLevel string      `json:"pack_level"`   // national, organisation, service
	Nothing   bool        `json:"asks_nothing"` // no limit, the mild side or the last option: known, and asks nothing
	Counts    Tri         `json:"counts"`       // whether it is this value that counts for the person; not yet known as long as their group is not
}

// SectionTold is a consideration with what was answered.
type SectionTold struct {
	ID      string       `json:"id"`
	Kind    string       `json:"kind"`
	KindIn  string       `json:"kind_words"`
	Title   string       `json:"title"`
	Answers []AnswerTold `json:"answers"`
}
