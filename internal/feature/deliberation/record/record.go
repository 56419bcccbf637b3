package record

import (
	"nabij/internal/framework"
	"nabij/internal/platform/db"
)

// State is where a deliberation stands. What is not open never changes.
type State string

// The states.
const (
	Open    State = "open"
	Decided State = "decided"
	Ended   State = "ended" // without a decision
)

// Deliberation is the frame: about whom, with what, where it stands.
type Deliberation struct {
	ID, Resident       string
	Framework, Version string // the pack it began with
	Setting            Setting
	State              State
	Follows            string
	SettingVersion     int64
	Change             int64 // counts every change, also of what hangs under it
	StartedAt          db.Instant
	StartedBy          string
	ClosedAt           db.Instant
	ClosedBy           string
}

// Setting is what is chosen besides the answers.
type Setting struct {
	Plan    string   `json:"day"` // 2020-05-20, or with a time
	Variant string   `json:"role,omitempty"`
	Level   string   `json:"level,omitempty"`
	Flow    string   `json:"flow,omitempty"`
	Layers  []string `json:"with,omitempty"`
}

// The sources of an answer.
const (
	FromWorker  = "worker"
	FromFile    = "file"
	FromEarlier = "earlier" // the deliberation that this one follows on
)

// Answer is an answer as it stands.
type Answer struct {
	At        framework.Asked
	Version   int64
	Given     []string // the words that a form sends; none: taken back
	AskedOn   string   // when it was asked
	Source    string
	SourceOn  string // day of the file or of the earlier deliberation
	ChangedAt db.Instant
	ChangedBy string
	Page      string // that wrote it
}

// Beside is an answer that somebody gave to what had been answered otherwise in the meantime.
type Beside struct {
	At      framework.Asked
	By      string
	Given   []string
	AskedOn string
	GivenAt db.Instant
}

// Consult is a colleague who was asked to think along.
type Consult struct {
	ID, Deliberation  string
	Of, By            string // worker ids
	AskedAt, EndedAt  db.Instant
	Question          string
	State             string // open, answered, withdrawn, closed
	Verdict, Answered string // agree, partly, dissent; in words
}

// Verdicts are what somebody who thinks along can say.
var Verdicts = []string{"agree", "partly", "dissent"}

// Approval is asked of who may give it, where the framework reserves that.
type Approval struct {
	ID, Deliberation string
	Role             string // of the framework
	By, Given        string // worker ids
	AskedAt, GivenAt db.Instant
	State            string // asked, approved, refused, withdrawn
	Reason           string
}

// Decision is what was decided, or why it ended without.
type Decision struct {
	Forms      []string `json:"forms,omitempty"` // ids, the best fitting first
	Conditions []string `json:"conditions,omitempty"`
	Reason     string   `json:"reason"`
	Departs    bool     `json:"departs,omitempty"`         // from the advice
	Against    bool     `json:"against,omitempty"`         // from a guideline
	Departing  string   `json:"departing,omitempty"`       // why
	NoConsult  string   `json:"without_consult,omitempty"` // why nobody was asked where the framework asks it
	NoApproval string   `json:"without_approval,omitempty"`
	Lacking    []string `json:"approval_lacking,omitempty"` // roles whose approval was not there
	Agreed     string   `json:"agreed,omitempty"`           // yes, no, later
	NotAgreed  string   `json:"not_agreed,omitempty"`
	Next       string   `json:"next,omitempty"`
	NextHow    string   `json:"next_how,omitempty"`
	NextWho    string   `json:"next_who,omitempty"`
	Look       string   `json:"look,omitempty"`
}

// MaxReason bounds a reason or a question, in characters.
const MaxReason = 4000
