// Command kube is the part of a Kubernetes API server that reads ID tokens, by itself.
package main

import (
	_ "k8s.io/apiserver/plugin/pkg/authenticator/token/oidc"
)

func main() {}
