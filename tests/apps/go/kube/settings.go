package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apiserver/pkg/apis/apiserver"
	"k8s.io/apiserver/pkg/apis/apiserver/install"
	"k8s.io/apiserver/plugin/pkg/authenticator/token/oidc"
)

// A PEM bundle, as the authenticator asks for it.
type bundle string

func (b bundle) CurrentCABundleContent() []byte { return []byte(b) }

// The flags of kube-apiserver, and what it makes of them.
func configured(arguments []string) (oidc.Options, error) {
	flags := flag.NewFlagSet("kube", flag.ContinueOnError)
	file := flags.String("authentication-config", "", "a file with an AuthenticationConfiguration")
	issuer := flags.String("oidc-issuer-url", "", "the issuer")
	client := flags.String("oidc-client-id", "", "who the tokens have to be for")
	username := flags.String("oidc-username-claim", "sub", "the claim that says who it is")
	usernamePrefix := flags.String("oidc-username-prefix", "", "what stands before it; - for nothing")
	groups := flags.String("oidc-groups-claim", "", "the claim with the groups")
	groupsPrefix := flags.String("oidc-groups-prefix", "", "what stands before each of them")
	algorithms := flags.String("oidc-signing-algs", "RS256", "how tokens may be signed")
	authorities := flags.String("oidc-ca-file", "", "who may vouch for the issuer")
	if err := flags.Parse(arguments); err != nil {
		return oidc.Options{}, err
	}
	if *file != "" {
		return fromFile(*file)
	}
	prefix := usernamePrefixOf(*usernamePrefix, *username, *issuer)
	jwt := apiserver.JWTAuthenticator{
		Issuer: apiserver.Issuer{URL: *issuer, Audiences: []string{*client}},
		ClaimMappings: apiserver.ClaimMappings{
			Username: apiserver.PrefixedClaimOrExpression{Claim: *username, Prefix: &prefix},
		},
	}
	if *groups != "" {
		jwt.ClaimMappings.Groups = apiserver.PrefixedClaimOrExpression{
			Claim: *groups, Prefix: groupsPrefix,
		}
	}
	if *authorities != "" {
		pem, err := os.ReadFile(*authorities)
		if err != nil {
			return oidc.Options{}, err
		}
		jwt.Issuer.CertificateAuthority = string(pem)
	}
	return options(jwt, strings.Split(*algorithms, ",")), nil
}

// Without a prefix the API server sets the issuer before all names but email addresses.
func usernamePrefixOf(given, claim, issuer string) string {
	switch {
	case given == "-":
		return ""
	case given == "" && claim != "email":
		return issuer + "#"
	}
	return given
}

func fromFile(name string) (oidc.Options, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return oidc.Options{}, err
	}
	scheme := runtime.NewScheme()
	install.Install(scheme)
	decoder := serializer.NewCodecFactory(scheme, serializer.EnableStrict).UniversalDecoder()
	decoded, err := runtime.Decode(decoder, text)
	if err != nil {
		return oidc.Options{}, err
	}
	configuration, ok := decoded.(*apiserver.AuthenticationConfiguration)
	if !ok || len(configuration.JWT) != 1 {
		return oidc.Options{}, fmt.Errorf("%s is no AuthenticationConfiguration of one issuer", name)
	}
	// The file cannot say which algorithms: the API server then takes all it knows.
	return options(configuration.JWT[0], oidc.AllValidSigningAlgorithms()), nil
}

func options(jwt apiserver.JWTAuthenticator, algorithms []string) oidc.Options {
	made := oidc.Options{JWTAuthenticator: jwt, SupportedSigningAlgs: algorithms}
	if jwt.Issuer.CertificateAuthority != "" {
		made.CAContentProvider = bundle(jwt.Issuer.CertificateAuthority)
	}
	return made
}
