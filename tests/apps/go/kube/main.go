// Command kube is the part of a Kubernetes API server that reads ID tokens, by itself: it takes
// the API server's flags or its file, reads tokens from its input, one a line, and says in JSON, a
// line for each, as whom the API server would treat the bearer.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/apiserver/plugin/pkg/authenticator/token/oidc"
)

const (
	readyWithin = 30 * time.Second
	lookEvery   = 20 * time.Millisecond
	longestLine = 1 << 20
)

type verdict struct {
	Username string              `json:"username,omitempty"`
	Groups   []string            `json:"groups,omitempty"`
	Extra    map[string][]string `json:"extra,omitempty"`
	Refused  string              `json:"refused,omitempty"`
}

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	options, err := configured(os.Args[1:])
	if err != nil {
		return err
	}
	server, err := oidc.New(ctx, options)
	if err != nil {
		return err
	}
	if err := ready(ctx, server); err != nil {
		return err
	}
	lines, answers := bufio.NewScanner(os.Stdin), json.NewEncoder(os.Stdout)
	lines.Buffer(nil, longestLine)
	for lines.Scan() {
		if err := answers.Encode(judge(ctx, server, lines.Text())); err != nil {
			return err
		}
	}
	return lines.Err()
}

// The API server asks for the issuer's metadata after its start.
func ready(ctx context.Context, server oidc.AuthenticatorTokenWithHealthCheck) error {
	healthy := func(context.Context) (bool, error) { return server.HealthCheck() == nil, nil }
	err := wait.PollUntilContextTimeout(ctx, lookEvery, readyWithin, true, healthy)
	return errors.Join(err, server.HealthCheck())
}

func judge(ctx context.Context, server oidc.AuthenticatorTokenWithHealthCheck, token string) verdict {
	response, ours, err := server.AuthenticateToken(ctx, token)
	switch {
	case err != nil:
		return verdict{Refused: err.Error()}
	case !ours:
		return verdict{Refused: "not a token of this issuer"}
	}
	who := response.User
	return verdict{Username: who.GetName(), Groups: who.GetGroups(), Extra: who.GetExtra()}
}
