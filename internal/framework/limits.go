package framework

// The limits of the format. They keep a pack readable for people, and keep anyone's pack from holding up the others.
const (
	MaxFileBytes    = 1 << 20  // one file
	MaxPackBytes    = 10 << 20 // all files of a pack together
	MaxFileParts    = 60_000   // commas, colons, brackets and lines in one file
	MaxPackParts    = 300_000  // the same in all files of a pack together
	MaxFiles        = 200      // files in a pack, cases not counted
	MaxDepth        = 40       // nesting of YAML
	MaxTextLength   = 4000     // letters in one sentence or text
	MaxQuestions    = 500
	MaxOptions      = 60 // answers of one question
	MaxRules        = 1000
	MaxForms        = 60
	MaxNeeds        = 1000 // requirements times forms that one rule asks for
	MaxHolds        = 2000 // values of one guideline parameter in time
	MaxParameters   = 200
	MaxPersons      = 20         // persons of one sort
	MaxSlots        = 2000       // questions times persons
	MaxCondNodes    = 10_000     // conditions of one compiled framework, in nodes
	MaxCondDepth    = 24         // nesting of a condition, named conditions and rules followed
	MaxAnswers      = 2000       // answers in one case
	maxTurnSteps    = 20_000     // evaluations spent on looking for what would turn the advice
	maxTurnWork     = 10_000_000 // the same, in instructions
	maxOpenVariants = 512        // combinations tried to see whether an open question can still matter
)
