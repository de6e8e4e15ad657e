// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.SourceGenerator;

/// <summary>What becomes of the result of a method.</summary>
internal enum UserEventResultKind
{
    /// <summary>It has none.</summary>
    None,

    /// <summary>It is the answer.</summary>
    Response,

    /// <summary>It is a refusal.</summary>
    Refusal,

    /// <summary>It is the reply: text, bytes or JSON.</summary>
    Value,

    /// <summary>It is nothing that can be sent.</summary>
    Unusable,
}
