package access

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// The purposes of links.
const (
	PurposeSetup       = "setup"
	PurposeInvitation  = "invitation"
	PurposeNewPassword = "new_password"
	PurposeNewFactor   = "new_factor"
)

// The stages of setting up an account.
const (
	StageDetails  = "details"  // first start: organisation, name, sign-in name, password
	StagePassword = "password" // a new password; with a one-time code when the account existed
	StageProve    = "prove"    // the password, before the second factor is replaced
	StageFactor   = "factor"   // the first code of the authenticator app
)

// enrolment is what is kept while an account is being set up. Nothing of it is in the account before the end.
type enrolment struct {
	Purpose, Stage       string
	OrgName, Name, Login string
	Hash                 string // of the new password
	Seed                 string // sealed
	AlsoWorker           bool
	MadeBy               string // who made the link
}

// Enrolment is what a page may show of it.
type Enrolment struct {
	Purpose, Stage string
	Name, Login    string
	Organisation   string
	By             string // the name of who made the link; empty at the first start and when it came from the command line
	Seed, URI      string // only in StageFactor: for the authenticator app
}

func encode(v any) (string, error) {
	data, err := json.Marshal(v)
	return string(data), err
}

// enrolmentOf finds an account that is being set up, at a stage ("" for any).
func (s *Service) enrolmentOf(ctx context.Context, q db.Query, token, stage string) (step, enrolment, Person, error) {
	st, err := findStep(ctx, q, hashToken(token), stepEnrol, s.now())
	if err != nil {
		return st, enrolment{}, Person{}, lost(err)
	}
	var e enrolment
	if err := json.Unmarshal([]byte(st.data), &e); err != nil {
		return st, e, Person{}, err
	}
	if stage != "" && e.Stage != stage {
		return st, e, Person{}, gone()
	}
	if e.Purpose == PurposeSetup {
		n, err := countOrganisations(ctx, q)
		if err != nil || n > 0 {
			return st, e, Person{}, errors.Join(err, gone())
		}
		return st, e, Person{Name: e.Name, Login: e.Login}, nil
	}
	p, err := findPerson(ctx, q, st.org, st.worker)
	if err != nil || p.State == Suspended || p.State == Left {
		return st, e, p, lost(errors.Join(err, gone()))
	}
	return st, e, p, nil
}

// Enrolment tells how far somebody is.
func (s *Service) Enrolment(ctx context.Context, token string) (Enrolment, error) {
	st, e, p, err := s.enrolmentOf(ctx, s.db.Read(), token, "")
	if err != nil {
		return Enrolment{}, err
	}
	out := Enrolment{Purpose: e.Purpose, Stage: e.Stage, Name: p.Name, Login: p.Login, Organisation: e.OrgName}
	if st.org != "" {
		if out.Organisation, err = organisationName(ctx, s.db.Read(), st.org); err != nil {
			return out, err
		}
		if e.MadeBy != "" {
			by, err := findPerson(ctx, s.db.Read(), st.org, e.MadeBy)
			if err != nil {
				return out, err
			}
			out.By = by.Name
		}
	}
	if e.Stage == StageFactor {
		if out.Seed, err = s.key.open("access_step/"+st.hash, e.Seed); err != nil {
			return out, err
		}
		out.URI = seedURI(s.issuer, p.Login, out.Seed)
	}
	return out, nil
}

// Details are what the first administrator fills in.
type Details struct {
	Organisation, Name, Login, Password string
	AlsoWorker                          bool // does casework too
}

// EnrolDetails keeps organisation and administrator to be; they exist after the first code.
func (s *Service) EnrolDetails(ctx context.Context, token string, d Details) error {
	st, e, _, err := s.enrolmentOf(ctx, s.db.Read(), token, StageDetails)
	if err != nil {
		return err
	}
	problems := fault.New(fault.Invalid, fault.Text{})
	needed := func(field, value string, most int, say fault.Text) {
		if n := utf8.RuneCountInString(strings.TrimSpace(value)); n == 0 || n > most {
			problems = problems.At(field, say)
		}
	}
	needed("organisation", d.Organisation, MaxName, fault.Say("Vul de naam van de organisatie in.", "Enter the name of the organisation."))
	needed("name", d.Name, MaxName, fault.Say("Vul je naam in.", "Enter your name."))
	needed("login", d.Login, MaxLogin, fault.Say("Vul je e-mailadres in.", "Enter your e-mail address."))
	if p := PasswordProblem(d.Password, d.Organisation, d.Name, d.Login); p != "" {
		f, _ := fault.As(passwordFault(p))
		problems = problems.At(f.Fields[0].Name, f.Fields[0].Text)
	}
	if len(problems.Fields) > 0 {
		return problems
	}
	e.OrgName, e.Name, e.Login = strings.TrimSpace(d.Organisation), strings.TrimSpace(d.Name), foldLogin(d.Login)
	e.AlsoWorker = d.AlsoWorker
	return s.toFactor(ctx, st, e, d.Password)
}

// toFactor keeps the new password, if there is one, and makes the seed of the authenticator app.
func (s *Service) toFactor(ctx context.Context, st step, e enrolment, password string) (err error) {
	if password != "" {
		if e.Hash, err = s.hasher.make(ctx, password); err != nil {
			return err
		}
	}
	if e.Seed, err = s.key.seal("access_step/"+st.hash, newSeed()); err != nil {
		return err
	}
	e.Stage = StageFactor
	data, err := encode(e)
	if err != nil {
		return err
	}
	return s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		ok, err := updateStep(ctx, tx, st.hash, data)
		if err == nil && !ok {
			err = gone()
		}
		return err
	})
}

// EnrolPassword takes a new password. For an invitation the authenticator app follows. Who has an account already gives a
// one-time code with it, so that a link alone opens nothing, and is signed in after it; every other session ends.
func (s *Service) EnrolPassword(ctx context.Context, token, password, code string, b Browser) (Signed, error) {
	st, e, p, err := s.enrolmentOf(ctx, s.db.Read(), token, StagePassword)
	if err != nil {
		return Signed{}, err
	}
	name, err := organisationName(ctx, s.db.Read(), st.org)
	if err != nil {
		return Signed{}, err
	}
	if problem := PasswordProblem(password, name, p.Name, p.Login); problem != "" {
		return Signed{}, passwordFault(problem)
	}
	if e.Purpose == PurposeInvitation {
		return Signed{}, s.toFactor(ctx, st, e, password)
	}
	if err := s.paceFactor(ctx, p); err != nil {
		return Signed{}, err
	}
	hashed, err := s.hasher.make(ctx, password)
	if err != nil {
		return Signed{}, err
	}
	var out Signed
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if _, err := takeStep(ctx, tx, st.hash, stepEnrol, s.now()); err != nil {
			return lost(err)
		}
		how, err := s.checkCode(ctx, tx, p.Org, p.ID, code)
		if err != nil {
			return err
		}
		out, err = s.afterReset(ctx, tx, p, b, how, func(ctx context.Context) error {
			if err := setPassword(ctx, tx, p.Org, p.ID, hashed, s.now()); err != nil {
				return err
			}
			return s.record(ctx, tx, Event{Code: "account.password_changed", Kind: "account", ID: p.ID})
		})
		return err
	})
	if errors.Is(err, errWrongCode) {
		return Signed{}, s.failed(ctx, p, "code")
	}
	return out, err
}

// afterReset ends everything that was open, changes what proves somebody, tells them and signs them in.
func (s *Service) afterReset(ctx context.Context, tx db.Tx, p Person, b Browser, how string, change func(context.Context) error) (Signed, error) {
	if err := endAll(ctx, tx, p.Org, p.ID); err != nil {
		return Signed{}, err
	}
	if err := change(as(ctx, p)); err != nil {
		return Signed{}, err
	}
	if err := insertNotice(ctx, tx, notice(p.Org, p.ID, NoticeReset, p.ID, "", s.now())); err != nil {
		return Signed{}, err
	}
	return s.enter(ctx, tx, p, b, how)
}

// EnrolProve takes the password of somebody who is about to replace their second factor.
func (s *Service) EnrolProve(ctx context.Context, token, password string, b Browser) error {
	st, e, p, err := s.enrolmentOf(ctx, s.db.Read(), token, StageProve)
	if err != nil {
		return err
	}
	if err := s.pace(ctx, b, p, accountPace, p.Login); err != nil {
		return err
	}
	right, err := s.hasher.matches(ctx, password, p.passwordHash)
	if err != nil {
		return err
	}
	if !right {
		return s.failed(ctx, p, "password")
	}
	return s.toFactor(ctx, st, e, "")
}

// EnrolFactor takes the first code of the authenticator app. With it the account is there, all of it at once, and its owner
// is signed in. The recovery codes in the answer are shown once.
func (s *Service) EnrolFactor(ctx context.Context, token, code string, b Browser) (Signed, error) {
	st, e, p, err := s.enrolmentOf(ctx, s.db.Read(), token, StageFactor)
	if err != nil {
		return Signed{}, err
	}
	seed, err := s.key.open("access_step/"+st.hash, e.Seed)
	if err != nil {
		return Signed{}, err
	}
	at, ok := matchCode(seed, cleanCode(code), s.clock.Now())
	if !ok {
		return Signed{}, wrongCode()
	}
	var out Signed
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		if _, err := takeStep(ctx, tx, st.hash, stepEnrol, s.now()); err != nil {
			return lost(err)
		}
		if e.Purpose == PurposeNewFactor {
			return s.replaceFactor(ctx, tx, p, b, seed, at, &out)
		}
		if e.Purpose == PurposeSetup {
			if p, err = s.makeOrganisation(ctx, tx, e); err != nil {
				return err
			}
		} else if p, err = s.join(ctx, tx, p); err != nil {
			return err
		}
		if err := setPassword(ctx, tx, p.Org, p.ID, e.Hash, s.now()); err != nil {
			return err
		}
		codes, err := s.setFactor(as(ctx, p), tx, p, seed, at)
		if err != nil {
			return err
		}
		out, err = s.enter(ctx, tx, p, b, "totp")
		out.Recovery = codes
		return err
	})
	return out, err
}

func (s *Service) replaceFactor(ctx context.Context, tx db.Tx, p Person, b Browser, seed string, at int64, out *Signed) error {
	var codes []string
	got, err := s.afterReset(ctx, tx, p, b, "totp", func(ctx context.Context) error {
		// Whoever lost a phone may have lost the keys on it too.
		if err := deletePasskeys(ctx, tx, p.Org, p.ID); err != nil {
			return err
		}
		var err error
		codes, err = s.setFactor(ctx, tx, p, seed, at)
		return err
	})
	got.Recovery = codes
	*out = got
	return err
}

// makeOrganisation makes organisation and first administrator, unless somebody else was first.
func (s *Service) makeOrganisation(ctx context.Context, tx db.Tx, e enrolment) (Person, error) {
	n, err := countOrganisations(ctx, tx)
	if err != nil || n > 0 {
		return Person{}, errors.Join(err, gone())
	}
	p := Person{ID: newID(), Org: newID(), Login: e.Login, Name: e.Name, State: Active, Roles: []Role{Administrator}}
	if e.AlsoWorker {
		p.Roles = []Role{Worker, Administrator}
	}
	if err := insertOrganisation(ctx, tx, p.Org, e.OrgName, shortName(e.OrgName), s.now()); err != nil {
		if db.IsUnique(err) {
			return p, gone()
		}
		return p, err
	}
	if err := insertPerson(ctx, tx, p, s.now()); err != nil {
		return p, err
	}
	for _, event := range []Event{{Code: "organisation.added", Kind: "organisation", ID: p.Org}, {Code: "account.added", Kind: "account", ID: p.ID}} {
		if err := s.record(as(ctx, p), tx, event); err != nil {
			return p, err
		}
	}
	return p, nil
}

// join makes an invited account an active one.
func (s *Service) join(ctx context.Context, tx db.Tx, p Person) (Person, error) {
	p, err := findPerson(ctx, tx, p.Org, p.ID)
	if err != nil || p.State != Invited {
		return p, lost(errors.Join(err, gone()))
	}
	ok, err := setState(ctx, tx, p.Org, p.ID, Active, db.Instant{}, p.Version)
	if err != nil || !ok {
		return p, errors.Join(err, gone())
	}
	p.State = Active
	return p, s.record(as(ctx, p), tx, Event{Code: "account.joined", Kind: "account", ID: p.ID})
}
