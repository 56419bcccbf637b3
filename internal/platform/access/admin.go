package access

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"nabij/internal/platform/db"
	"nabij/internal/platform/fault"
)

// resetApart is how long one administrator cannot make both links, for password and for second factor, of one person: with
// both they could become that person.
const resetApart = 7 * 24 * time.Hour

// Workers lists the accounts of the organisation, those who left last.
func (s *Service) Workers(ctx context.Context, a Actor) ([]Person, error) {
	d, err := s.allowed(ctx, a, List, "account", None)
	if err != nil {
		return nil, err
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx db.Tx) error {
		return s.record(With(ctx, a), tx, Event{Code: "account.listed", Kind: "account", Ground: d.Ground})
	})
	if err != nil {
		return nil, err
	}
	all, err := listPersons(ctx, s.db.Read(), a.Org)
	slices.SortStableFunc(all, func(x, y Person) int {
		if (x.State == Left) != (y.State == Left) {
			if x.State == Left {
				return 1
			}
			return -1
		}
		return strings.Compare(strings.ToLower(x.Name), strings.ToLower(y.Name))
	})
	return all, err
}

// Worker gives one account.
func (s *Service) Worker(ctx context.Context, a Actor, id string) (Person, error) {
	if _, err := s.allowed(ctx, a, See, "account", None); err != nil {
		return Person{}, err
	}
	return findPerson(ctx, s.db.Read(), a.Org, id)
}

// Colleagues gives the names of everybody with an account, for screens; by id. Names of colleagues are for all who work here.
func (s *Service) Colleagues(ctx context.Context, a Actor) (map[string]string, error) {
	if _, err := s.allowed(ctx, a, List, "worker", None); err != nil {
		return nil, err
	}
	all, err := listPersons(ctx, s.db.Read(), a.Org)
	names := make(map[string]string, len(all))
	for _, p := range all {
		names[p.ID] = p.Name
	}
	return names, err
}

// administers is what every change of accounts asks first: the right to it, and a fresh second factor.
func (s *Service) administers(a Actor, v Verb) (Decision, error) {
	d := May(a, v, Object{Kind: "account", Org: a.Org, Relation: None})
	if !d.Allowed {
		return d, fault.New(fault.Forbidden, fault.Text{})
	}
	return d, s.strong(a, StrongLife)
}

// Invite makes an account and the link with which its owner sets it up. The link is given once; it is not kept. For a role
// that sees more there is no link yet where a second administrator must say yes first.
func (s *Service) Invite(ctx context.Context, tx db.Tx, a Actor, name, login string, roles []Role, teams []string) (id, path string, err error) {
	d, err := s.administers(a, Add)
	if err != nil {
		return "", "", err
	}
	name, login = strings.TrimSpace(name), foldLogin(login)
	problems := fault.New(fault.Invalid, fault.Text{})
	if n := utf8.RuneCountInString(name); n == 0 || n > MaxName {
		problems = problems.At("name", fault.Say("Vul een naam in.", "Enter a name."))
	}
	if n := utf8.RuneCountInString(login); n == 0 || n > MaxLogin {
		problems = problems.At("login", fault.Say("Vul een e-mailadres in.", "Enter an e-mail address."))
	}
	if p := RolesProblem(roles); p != "" {
		problems = problems.At("roles", rolesText(p))
	}
	if len(problems.Fields) > 0 {
		return "", "", problems
	}
	second, err := s.needsSecond(ctx, tx, a, nil, roles)
	if err != nil {
		return "", "", err
	}
	p := Person{ID: newID(), Org: a.Org, Login: login, Name: name, State: Invited, Roles: roles, Teams: teams, Version: 1}
	if second {
		p.Roles = nil
	}
	if err := insertPerson(ctx, tx, p, s.now()); err != nil {
		if db.IsUnique(err) {
			return "", "", fault.New(fault.Invalid, fault.Text{}).At("login", fault.Say("Er is al een account met dit e-mailadres.", "There is an account with this e-mail address already."))
		}
		return "", "", err
	}
	if second {
		return p.ID, "", s.askRoles(ctx, tx, a, d, p, roles)
	}
	if err := s.tellOfRoles(ctx, tx, a, Person{ID: p.ID}, roles); err != nil {
		return "", "", err
	}
	if err := s.record(With(ctx, a), tx, Event{Code: "account.invited", Kind: "account", ID: p.ID, Ground: d.Ground, Detail: "roles:" + rolesCode(roles)}); err != nil {
		return "", "", err
	}
	path, err = s.makeLink(ctx, tx, a, p, PurposeInvitation, InvitationLife)
	return p.ID, path, err
}

// makeLink makes a link for somebody; older ones of its purpose stop working.
func (s *Service) makeLink(ctx context.Context, tx db.Tx, a Actor, p Person, purpose string, life time.Duration) (string, error) {
	if _, err := dropLinks(ctx, tx, purpose, p.Org, p.ID); err != nil {
		return "", err
	}
	token := newToken()
	l := link{hash: hashToken(token), org: p.Org, worker: p.ID, purpose: purpose, madeBy: a.ID, expires: s.after(life)}
	path := InvitationPath
	if purpose != PurposeInvitation {
		path = RenewalPath
	}
	return path + token, insertLink(ctx, tx, l, s.now())
}

// NewLink makes a link: a new invitation for somebody who did not come in yet, a new password or a new second factor for
// somebody who did. The other of the two is still asked of them, and they are told. One administrator cannot make both.
func (s *Service) NewLink(ctx context.Context, tx db.Tx, a Actor, id, purpose string) (path string, err error) {
	d, err := s.administers(a, Change)
	if err != nil {
		return "", err
	}
	p, err := findPerson(ctx, tx, a.Org, id)
	if err != nil {
		return "", err
	}
	other, life, state, code := "", ResetLife, Active, "account.reset_asked"
	switch purpose {
	case PurposeInvitation:
		life, state, code = InvitationLife, Invited, "account.invited"
	case PurposeNewPassword:
		other = PurposeNewFactor
	case PurposeNewFactor:
		other = PurposeNewPassword
	default:
		return "", fault.New(fault.Invalid, fault.Text{})
	}
	if len(p.Roles) == 0 {
		return "", fault.New(fault.Conflict, fault.Say("Eerst bevestigt een andere beheerder de rol.", "First another administrator confirms the role."))
	}
	if p.State != state || id == a.ID {
		return "", fault.New(fault.Conflict, fault.Say("Voor dit account kan dat nu niet.", "That is not possible for this account now."))
	}
	if other != "" {
		n, err := recentLink(ctx, tx, a.Org, id, a.ID, other, s.after(-resetApart))
		if err != nil {
			return "", err
		}
		if n > 0 {
			return "", fault.New(fault.Forbidden, fault.Say(
				"Je hebt voor deze collega kort geleden al een andere link gemaakt. Wachtwoord én tweede stap vernieuwen doen twee beheerders samen.",
				"You made another link for this colleague a short time ago. Renewing both password and second factor takes two administrators."))
		}
	}
	if err := s.record(With(ctx, a), tx, Event{Code: code, Kind: "account", ID: id, Ground: d.Ground, Detail: "link:" + purpose}); err != nil {
		return "", err
	}
	return s.makeLink(ctx, tx, a, p, purpose, life)
}

// Withdraw takes an invitation back.
func (s *Service) Withdraw(ctx context.Context, tx db.Tx, a Actor, id string) error {
	d, err := s.administers(a, Change)
	if err != nil {
		return err
	}
	p, err := findPerson(ctx, tx, a.Org, id)
	if err != nil {
		return err
	}
	if p.State != Invited {
		return changedMeanwhile()
	}
	return s.close(ctx, tx, a, p, Left, "account.invitation_withdrawn", d)
}

// SetRights gives somebody these roles and teams. Nobody changes their own roles: that takes another administrator. A role
// that sees more waits for a second administrator, where there is one; then the roles stay as they are until that one says
// yes. When roles are widened, the privacy officers and the other administrators are told at once.
func (s *Service) SetRights(ctx context.Context, tx db.Tx, a Actor, id string, version int64, roles []Role, teams []string) error {
	d, err := s.administers(a, Change)
	if err != nil {
		return err
	}
	p, err := findPerson(ctx, tx, a.Org, id)
	if err != nil {
		return err
	}
	if problem := RolesProblem(roles); problem != "" {
		return fault.New(fault.Invalid, fault.Text{}).At("roles", rolesText(problem))
	}
	sameRoles := !widens(p.Roles, roles) && !widens(roles, p.Roles)
	if !sameRoles {
		if id == a.ID {
			return fault.New(fault.Forbidden, fault.Say("Je eigen rollen verander je niet zelf. Vraag het een andere beheerder.", "You do not change your own roles. Ask another administrator."))
		}
		if err := s.notLast(ctx, tx, p, roles); err != nil {
			return err
		}
	}
	ok, err := bumpPerson(ctx, tx, a.Org, id, version)
	if err != nil || !ok || p.State == Left {
		return errors.Join(err, changedMeanwhile())
	}
	p.Version = version + 1
	if !sameRoles {
		if _, err := dropRoleRequest(ctx, tx, a.Org, id); err != nil {
			return err
		}
		second, err := s.needsSecond(ctx, tx, a, p.Roles, roles)
		if err != nil {
			return err
		}
		change := s.giveRoles
		if second {
			change = s.askRoles
		}
		if err := change(ctx, tx, a, d, p, roles); err != nil {
			return err
		}
	}
	if err := putTeams(ctx, tx, a.Org, id, teams); err != nil {
		return err
	}
	return s.record(With(ctx, a), tx, Event{Code: "account.team_changed", Kind: "account", ID: id, Ground: d.Ground})
}

// notLast keeps one administrator.
func (s *Service) notLast(ctx context.Context, tx db.Tx, p Person, roles []Role) error {
	if p.State != Active || !slices.Contains(p.Roles, Administrator) || slices.Contains(roles, Administrator) {
		return nil
	}
	n, err := countWith(ctx, tx, p.Org, Administrator)
	if err == nil && n <= 1 {
		err = fault.New(fault.Conflict, fault.Say("Dit is de laatste beheerder. Wijs eerst een andere aan.", "This is the last administrator. Appoint another one first."))
	}
	return err
}

// Suspend shuts somebody out for now. Everything that is open ends at the next request.
func (s *Service) Suspend(ctx context.Context, tx db.Tx, a Actor, id string) error {
	return s.move(ctx, tx, a, id, Active, Suspended, "account.suspended")
}

// Restore lets somebody in again who was suspended.
func (s *Service) Restore(ctx context.Context, tx db.Tx, a Actor, id string) error {
	return s.move(ctx, tx, a, id, Suspended, Active, "account.restored")
}

// Leave ends an account for good: sessions, links, factors, roles and teams. The name stays for what was recorded; the
// sign-in name is free for a successor, who inherits nothing.
func (s *Service) Leave(ctx context.Context, tx db.Tx, a Actor, id string) error {
	return s.move(ctx, tx, a, id, "", Left, "account.left")
}

func (s *Service) move(ctx context.Context, tx db.Tx, a Actor, id, from, to, code string) error {
	d, err := s.administers(a, Change)
	if err != nil {
		return err
	}
	p, err := findPerson(ctx, tx, a.Org, id)
	if err != nil {
		return err
	}
	if id == a.ID {
		return fault.New(fault.Forbidden, fault.Say("Je eigen account sluit je niet zelf. Vraag het een andere beheerder.", "You do not close your own account. Ask another administrator."))
	}
	if p.State == to {
		return nil
	}
	if from != "" && p.State != from || p.State == Left {
		return changedMeanwhile()
	}
	if to != Active {
		if err := s.notLast(ctx, tx, p, nil); err != nil {
			return err
		}
	}
	return s.close(ctx, tx, a, p, to, code, d)
}

// close moves an account to a state and ends everything that was open.
func (s *Service) close(ctx context.Context, tx db.Tx, a Actor, p Person, to, code string, d Decision) error {
	ended := db.Instant{}
	if to == Left {
		ended = s.now()
	}
	ok, err := setState(ctx, tx, p.Org, p.ID, to, ended, p.Version)
	if err != nil || !ok {
		return errors.Join(err, changedMeanwhile())
	}
	if err := endAll(ctx, tx, p.Org, p.ID); err != nil {
		return err
	}
	if _, err := dropRoleRequest(ctx, tx, p.Org, p.ID); err != nil {
		return err
	}
	if to == Left {
		for _, err := range []error{forgetProofs(ctx, tx, p.Org, p.ID), putRoles(ctx, tx, p.Org, p.ID, nil), putTeams(ctx, tx, p.Org, p.ID, nil),
			endGlass(ctx, tx, p.Org, p.ID, "", s.now())} {
			if err != nil {
				return err
			}
		}
	}
	return s.record(With(ctx, a), tx, Event{Code: code, Kind: "account", ID: p.ID, Ground: d.Ground})
}

func changedMeanwhile() error { return fault.New(fault.Conflict, fault.Text{}) }

func rolesCode(roles []Role) string {
	var all []string
	for _, r := range roles {
		all = append(all, string(r))
	}
	return strings.Join(all, ",")
}

func rolesText(problem string) fault.Text {
	switch problem {
	case "partner_alone":
		return fault.Say("Een partner van buiten heeft alleen die rol.", "A partner from outside has that role alone.")
	case "manager_apart":
		return fault.Say("Een manager ziet geen personen. Wie ook inwoners helpt, heeft daarvoor een tweede account.", "A manager sees no persons. Who also helps residents has a second account for that.")
	case "watcher_apart":
		return fault.Say("Wie toezicht houdt op de toegang, deelt haar niet ook uit.", "Who watches over access does not hand it out too.")
	}
	return fault.Say("Kies ten minste één rol.", "Choose at least one role.")
}
