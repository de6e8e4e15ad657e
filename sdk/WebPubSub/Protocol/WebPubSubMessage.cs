// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.Protocol;

/// <summary>A frame of the service's subprotocols, whatever its encoding.</summary>
public abstract record WebPubSubMessage;
