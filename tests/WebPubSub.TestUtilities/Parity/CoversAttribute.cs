// Copyright (c) WebPubSub contributors.
// Licensed under the MIT License.

namespace WebPubSub.TestUtilities.Parity;

/// <summary>Says which feature of the service a test shows on the emulator, and by what evidence. <c>docs/protocols/parity.md</c> is made of these.</summary>
/// <param name="feature">A feature of <c>tests/WebPubSub.Architecture.Tests/Parity/features.txt</c>.</param>
/// <param name="evidence">What the test is measured by.</param>
/// <param name="source">Where the evidence is; nothing for what is inferred.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class CoversAttribute(string feature, Evidence evidence, string source = "") : Attribute
{
    public string Feature { get; } = feature;

    public Evidence Evidence { get; } = evidence;

    public string Source { get; } = source;
}
