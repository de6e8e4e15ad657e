// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub;

/// <summary>How a message is sent to every client of the hub.</summary>
/// <remarks>Protocol reference: REST API, sections 7.2 and 9.</remarks>
public class SendToAllOptions : SendToGroupOptions;
